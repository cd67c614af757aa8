//! A recording is read back to the same findings.

use crate::{
    server::{Reply, Server, answer, json},
    support::{THING, judge, operations, options, run, show_thing},
};
use driftline_capture::ReadOptions;
use driftline_contract::{Media, Method, Operation, Response, Schema, Status, Type};
use driftline_finding::Finding;
use driftline_live::{Probe, ProbeError};
use driftline_validate::{Judge, Tally};
use proptest::prelude::*;
use std::{fs, path::Path};

/// What must be the same, and at the end the place.
fn key(finding: &Finding) -> String {
    let pointer = |at: &Option<driftline_finding::Pointer>| at.as_ref().map(ToString::to_string).unwrap_or_default();
    format!(
        "{} {:?} {} {} {} {}",
        finding.rule.id,
        finding.operation,
        pointer(&finding.instance),
        pointer(&finding.contract),
        finding.fingerprint(),
        finding.place.as_ref().map(ToString::to_string).unwrap_or_default(),
    )
}

fn read_back(judge: &Judge, file: &Path) -> (Vec<String>, Tally) {
    let mut findings = Vec::new();
    let mut tally = Tally::default();
    for exchange in ReadOptions::default().open(file).expect("a capture") {
        let verdict = judge.judge(&exchange.expect("an exchange")).expect("a contract");
        tally.verdict(&verdict);
        findings.extend(verdict.findings.iter().map(key));
    }
    (findings, tally)
}

/// Probes, reads the recording back, and gives the findings of both.
fn both(judge: &Judge, server: &Server, file: &Path) -> (Vec<String>, Vec<String>) {
    let report = run(judge, options(&server.url()).token("s3cret-s3cret").record(file));
    let (again, tally) = read_back(judge, file);
    assert_eq!(tally, report.tally);
    (report.findings().map(key).collect(), again)
}

#[test]
fn the_findings_of_many_answers_are_the_same_when_read_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let judge = judge();
    for (number, (reply, expected)) in [
        (json(200, THING), 0),
        (json(200, r#"{"id": 1, "status": "GONE", "size": "x", "tags": [1, "b", null], "colour": {"a": 1}}"#), 6),
        // Secret by name: what is masked must still be found.
        (json(200, r#"{"password": "far too long a password"}"#), 1),
        (json(200, r#"{"password": 123456, "secret": "x"}"#), 2),
        // Secret by shape.
        (json(200, r#"{"size": "ABCDEFGHIJ0123456789", "id": "t1"}"#), 1),
        (json(200, "{\n\"id\": \"\u{e4}\\u00e4\\n\",\n\t\"size\": null}"), 1),
        (json(200, "[]"), 1),
        (json(200, "\"text\""), 1),
        (json(200, "{\"id\": "), 1),
        (json(200, ""), 1),
        (json(200, b"\xff\xff"), 1),
        (json(200, b"{\"id\": \"\xff\", \"size\": \"big\", \"password\": \"\xfe long\"}"), 2),
        (answer(200, &[("Content-Type", "application/json; charset=latin1")], b"\xff\xff"), 0),
        (json(404, "{}"), 0),
        // JSON that our parser does not take, with a secret name: masked as a whole, it would be no JSON any more.
        (json(200, r#"{"password": 1e400}"#), 0),
        (json(500, r#"{"error": "no"}"#), 1),
        (answer(200, &[("Content-Type", "text/html")], "<p>"), 1),
        (answer(200, &[("Content-Type", "application/json"), ("Content-Encoding", "br")], "x"), 0),
        (answer(200, &[("Set-Cookie", "sid=CANARY"), ("Set-Cookie", "b=CANARY")], THING), 0),
        (b"HTTP/1.1 204 No\r\n\r\n".to_vec(), 0),
    ]
    .into_iter()
    .enumerate()
    {
        let file = folder.path().join(format!("{number}.ndjson"));
        let (probed, again) = both(&judge, &Server::always(reply.clone()), &file);
        let text = String::from_utf8_lossy(&reply).into_owned();
        assert_eq!(probed, again, "{text}");
        assert_eq!(probed.len(), expected, "{text}: {probed:?}");
        let recorded = fs::read_to_string(&file).expect("a recording");
        for secret in ["s3cret", "hunter2", "far too long", "123456", "ABCDEFGHIJ", "CANARY"] {
            assert!(!recorded.contains(secret), "{secret} in {recorded}");
        }
    }
}

#[test]
fn places_are_those_of_the_line_in_the_recording() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("run.ndjson");
    let media = Media::new(Schema::of(Type::Object).property("n", Schema::of(Type::String)));
    let list = Operation::new("ListThings", Method::Get, "/v1/{project_id}/things")
        .response(Status::Exact(200), Response::new("OK").content("application/json", media));
    let judge = operations([list, show_thing()]);
    let server = Server::start(|_| Reply::Bytes(json(200, r#"{"n": 1, "size": "x"}"#)));
    let (probed, again) = both(&judge, &server, &file);
    assert_eq!(probed, again);
    let lines: Vec<String> = fs::read_to_string(&file).expect("text").lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 2);
    let column = lines[1].find("\\\"x\\\"").expect("the value") + 1;
    assert!(probed.iter().any(|key| key.ends_with(&format!("run.ndjson:2:{column}"))), "{probed:?}");
}

#[test]
fn a_request_without_an_answer_is_not_recorded() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("run.ndjson");
    fs::write(&file, "old").expect("a file");
    let judge = judge();
    let _ = run(&judge, options(&Server::always("").url()).record(&file));
    assert_eq!(fs::read_to_string(&file).expect("text"), "");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn a_recording_that_cannot_be_written_is_known_before_anything_is_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let (judge, server) = (judge(), Server::always(json(200, THING)));
    for target in [folder.path().join("missing/run.ndjson"), folder.path().to_owned()] {
        let probe = Probe::new(&judge, options(&server.url()).record(&target)).expect("options");
        let error = probe.run(&probe.plan(), |_| ()).expect_err("no file");
        assert!(matches!(&error, ProbeError::Record { path, .. } if *path == target), "{error}");
    }
    assert!(server.seen().is_empty());
}

#[test]
fn a_run_that_ends_early_leaves_the_old_recording() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("run.ndjson");
    fs::write(&file, "old").expect("a file");
    let (judge, server) = (judge(), Server::always(json(200, THING)));
    let probe = Probe::new(&judge, options(&server.url()).record(&file)).expect("options");
    let stopped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        probe.run(&probe.plan(), |_| panic!("stopped")).map(|_| ())
    }));
    assert!(stopped.is_err());
    assert_eq!(fs::read_to_string(&file).expect("text"), "old");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

fn member() -> impl Strategy<Value = String> {
    let names =
        ["id", "status", "size", "tags", "password", "token", "colour", "ABCDEFGHIJ0123456789", "s3cret-s3cret"];
    let values = [
        "\"ON\"",
        "\"t1\"",
        "7",
        "1e400",
        "-0.5",
        "null",
        "[\"a\", 2]",
        "[{\"token\": \"abc\"}]",
        "{\"x\": {\"password\": 12}}",
        "\"eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl\"",
        "\"https://me:hunter2@h/?token=abc123\"",
        "\"got s3cret-s3cret\"",
        "\"\\u00e4\\n\\\"\"",
        "\"{\\\"password\\\": \\\"x y\\\"}\"",
    ];
    (proptest::sample::select(names.to_vec()), proptest::sample::select(values.to_vec()), "[ \n]{0,2}")
        .prop_map(|(name, value, space)| format!("{space}\"{name}\":{space}{value}"))
}

fn reply() -> impl Strategy<Value = Vec<u8>> {
    let object = proptest::collection::vec(member(), 0..6).prop_map(|members| format!("{{{}}}", members.join(",")));
    let body = prop_oneof![8 => object, 1 => "[ -~\n]{0,20}", 1 => Just("[1]".to_owned())];
    let status = prop_oneof![6 => Just(200_u16), 1 => Just(404), 1 => Just(503)];
    let media = prop_oneof![6 => Just("application/json; charset=utf-8"), 1 => Just("text/plain")];
    (status, media, body).prop_map(|(status, media, body)| answer(status, &[("Content-Type", media)], body))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_answer_gives_the_same_findings_when_read_back(reply in reply()) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("run.ndjson");
        let (probed, again) = both(&judge(), &Server::always(reply), &file);
        // A member whose name itself looks like a secret has another name in the recording, and is not found there:
        // its place is the body's.
        let identity = |keys: &[String]| -> Vec<String> {
            keys.iter().filter_map(|key| key.rsplit_once(' ')).map(|(identity, _)| identity.to_owned()).collect()
        };
        prop_assert_eq!(identity(&probed), identity(&again));
        let recorded = fs::read_to_string(&file).expect("a recording");
        prop_assert!(!recorded.contains("s3cret") && !recorded.contains("hunter2"), "{}", recorded);
    }
}
