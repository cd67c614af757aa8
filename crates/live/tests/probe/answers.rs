//! Answers are judged as `validate` judges them.

use crate::{
    server::{Reply, Server, answer, json},
    support::{THING, answered, judge, options, run, shown},
};
use driftline_live::ProbeEvent;
use driftline_validate::{Conclusion, Outcome, Unjudged};
use std::io::Write;

#[test]
fn a_conforming_answer_has_no_findings() {
    let (judge, server) = (judge(), Server::always(json(200, THING)));
    let report = run(&judge, options(&format!("{}/", server.url())).parameter("fields", "a b&c"));
    let answered = report.probed[0].result.as_ref().expect("an answer");
    assert_eq!((answered.status, answered.verdict.conclusion()), (200, Conclusion::Conforms));
    assert_eq!((report.tally.matched, report.tally.bodies_judged), (1, 1));
    assert!(!report.nothing_judged());
    assert_eq!(report.probed[0].url, format!("{}/v1/p1/things/t1?…", server.url()));
    assert_eq!(report.not_probed[0].operation, "CreateThing");
    let seen = server.seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].target, "/v1/p1/things/t1?fields=a%20b%26c");
    assert_eq!(seen[0].header("accept"), Some("application/json, */*;q=0.8"));
    assert!(seen[0].header("user-agent").is_some_and(|agent| agent.starts_with("driftline/")));
    assert_eq!((seen[0].header("x-auth-token"), seen[0].header("cookie")), (None, None));
}

#[test]
fn one_planted_deviation_is_one_finding_at_its_place_in_the_body() {
    let (judge, server) = (judge(), Server::always(json(200, "{\n  \"id\": \"t1\",\n  \"size\": \"big\"}")));
    let report = run(&judge, options(&server.url()));
    let findings: Vec<_> = report.findings().collect();
    assert_eq!(findings.len(), 1);
    assert_eq!(shown(findings[0]), "type-mismatch /size: expected integer, got string \"big\"");
    let contract = "/paths/~1v1~1{project_id}~1things~1{id}/get/responses/200/content/application~1json/schema";
    let at = findings[0].contract.as_ref().expect("a pointer").to_string();
    assert!(at.starts_with(&format!("{contract}/properties/size")), "{at}");
    let place = findings[0].place.as_ref().expect("a place").to_string();
    assert_eq!(place, format!("{}/v1/p1/things/t1:3:11", server.url()));
}

#[test]
fn an_answer_without_a_body_is_judged_by_its_status() {
    let judge = judge();
    for reply in ["HTTP/1.1 204 No Content\r\ncontent-encoding: gzip\r\n\r\n", "HTTP/1.1 404 Not Found\r\n\r\n"] {
        let answered = answered(&judge, &Server::always(reply));
        assert_eq!(answered.verdict.conclusion(), Conclusion::Conforms, "{reply}");
        assert_eq!(answered.verdict.response, Outcome::NoBody);
    }
}

#[test]
fn a_refusal_that_the_contract_does_not_describe_is_a_finding() {
    let judge = judge();
    for status in [401, 403, 429, 500, 503] {
        let answered = answered(&judge, &Server::always(json(status, r#"{"error_msg": "no"}"#)));
        let findings: Vec<String> = answered.verdict.findings.iter().map(shown).collect();
        assert_eq!(findings.len(), 1);
        assert!(findings[0].starts_with("undocumented-status"), "{findings:?}");
    }
}

#[test]
fn a_body_that_is_not_utf_8_is_judged_all_the_same_recorded_or_not() {
    let (judge, server) = (judge(), Server::always(json(200, b"{\"id\": \"\xff\", \"size\": \"big\"}")));
    let folder = tempfile::tempdir().expect("a folder");
    for options in [options(&server.url()), options(&server.url()).record(folder.path().join("run.ndjson"))] {
        let report = run(&judge, options);
        let findings: Vec<String> = report.findings().map(shown).collect();
        let expected = [
            "invalid-utf8 : byte 0xff at offset 8 of the body is not UTF-8",
            "type-mismatch /size: expected integer, got string \"big\"",
        ];
        assert_eq!(findings, expected);
    }
    let verdict = answered(&judge, &Server::always(json(200, b"\xff\xfe{}"))).verdict;
    assert_eq!(verdict.findings[0].rule.id.as_str(), "invalid-utf8");
    assert_eq!(verdict.response, Outcome::Unjudged(Unjudged::Unavailable("it is not UTF-8".to_owned())));
}

#[test]
fn bodies_that_are_no_json_are_named_for_what_they_are() {
    let judge = judge();
    let answered_to = |reply: Vec<u8>| answered(&judge, &Server::always(reply)).verdict;
    let verdict = answered_to(json(200, "{\"id\": "));
    assert_eq!(verdict.findings[0].rule.id.as_str(), "body-not-json");
    let verdict = answered_to(answer(200, &[("Content-Type", "text/html")], "<html>"));
    assert_eq!(verdict.findings[0].rule.id.as_str(), "undocumented-media-type");
    let octets = |body: &[u8]| answer(200, &[("Content-Type", "application/json; charset=latin1")], body);
    let verdict = answered_to(octets(b"\xff\xfe{}"));
    assert_eq!(verdict.response, Outcome::Unjudged(Unjudged::Binary(4)));
    assert_eq!(verdict.conclusion(), Conclusion::Unjudged);
    let verdict = answered_to(answer(200, &[("Content-Type", "application/json"), ("Content-Encoding", "br")], "x"));
    let Outcome::Unjudged(Unjudged::Unavailable(reason)) = &verdict.response else { panic!("{verdict:?}") };
    assert_eq!(reason, "its content coding is br, which was not asked for");
}

#[test]
fn a_compressed_body_is_judged_as_what_it_holds() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(br#"{"status": "GONE"}"#).expect("memory");
    let bytes = encoder.finish().expect("memory");
    let headers = [("Content-Type", "application/json"), ("Content-Encoding", "gzip")];
    let (judge, server) = (judge(), Server::always(answer(200, &headers, bytes)));
    let answered = answered(&judge, &server);
    assert_eq!(answered.verdict.findings[0].rule.id.as_str(), "undocumented-enum-value");
    assert_eq!(server.seen()[0].header("accept-encoding"), Some("gzip"));
}

#[test]
fn a_body_in_chunks_and_one_that_ends_with_the_connection_are_read_whole() {
    let judge = judge();
    let chunked = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n\
                   5\r\n{\"id\"\r\n5\r\n: 77}\r\n0\r\n\r\n";
    let closing = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{\"id\": 77}";
    for reply in [chunked, closing] {
        let answered = answered(&judge, &Server::always(reply));
        let findings: Vec<String> = answered.verdict.findings.iter().map(shown).collect();
        assert_eq!(findings, ["string-as-number /id: expected string, got integer 77"]);
    }
}

#[test]
fn a_run_can_be_watched() {
    let judge = judge();
    let server = Server::start(|seen| Reply::Bytes(json(200, format!("{{\"id\": \"{}\"}}", seen.target))));
    let probe = driftline_live::Probe::new(&judge, options(&server.url())).expect("options");
    let mut events = Vec::new();
    let report = probe.run(&probe.plan(), |event| {
        events.push(match event {
            ProbeEvent::Asking(request) => format!("asking {}", request.operation),
            ProbeEvent::Done(probed, exchange) => format!("done {} {}", probed.operation, exchange.is_some()),
            _ => "else".to_owned(),
        });
    });
    assert!(report.is_ok_and(|report| report.findings().next().is_none()));
    assert_eq!(events, ["asking ShowThing", "done ShowThing true"]);
}
