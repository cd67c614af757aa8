//! The token goes to one server, into one header, and into no output.

use crate::{
    server::{Reply, Server, answer},
    support::{judge, options, run},
};
use driftline_live::{Probe, ProbeEvent};
use std::{fmt::Write, fs};

/// Not secret by its shape: only knowing it helps.
const TOKEN: &str = "plum/Pear-9 \"fig";

/// Spellings in which a server may send it back.
fn spellings() -> [String; 4] {
    let escaped = TOKEN.replace('"', "\\\"");
    [TOKEN.to_owned(), escaped.replace('/', "\\/"), escaped, "plum%2FPear-9%20%22fig".to_owned()]
}

fn assert_clean(output: &str) {
    for part in spellings().iter().map(String::as_str).chain(["Pear-9"]) {
        assert!(!output.contains(part), "{part} in {output}");
    }
}

#[test]
fn the_token_is_sent_in_its_header_only() {
    let (judge, server) = (judge(), Server::always(answer(404, &[], "")));
    let report = run(&judge, options(&server.url()).token(format!(" {TOKEN}\n")));
    assert_clean(&format!("{report:?}"));
    let seen = &server.seen()[0];
    assert_eq!(seen.header("X-Auth-Token"), Some(TOKEN));
    assert_eq!(format!("{seen:?}").matches("Pear-9").count(), 1);
}

#[test]
fn a_token_that_the_server_sends_back_is_in_no_output() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("run.ndjson");
    let server = Server::start(|_| {
        let [raw, slashed, escaped, encoded] = spellings();
        let body = format!(
            "{{\"id\": [\"{slashed}\"], \"size\": \"{escaped}\", \"{escaped}\": 1, \"status\": \"{encoded}\", \
             \"x\": \"got {escaped}, sorry\", \"{escaped}\": {{\"{slashed}\": null}}}}"
        );
        let next = format!("/next?t={encoded}");
        Reply::Bytes(answer(200, &[("Content-Type", "application/json"), ("X-Echo", &raw), ("Next", &next)], body))
    });
    let judge = judge();
    let given = options(&server.url()).token(TOKEN).parameter("fields", TOKEN).parameter("id", TOKEN).record(&file);
    let probe = Probe::new(&judge, given.clone()).expect("options");
    let (plan, mut output) = (probe.plan(), format!("{given:?}"));
    let report = probe.run(&plan, |event| {
        write!(output, "{event:?}").expect("memory");
        if let ProbeEvent::Done(probed, _) = event {
            output += &probed.url;
        }
    });
    let report = report.expect("a run");
    assert!(report.findings().count() >= 4);
    write!(output, "{plan:?} {report:?}").expect("memory");
    report.findings().for_each(|finding| output += &finding.message);
    output += &fs::read_to_string(&file).expect("a recording");
    assert_clean(&output);
}

#[test]
fn a_token_in_a_failure_is_in_no_output() {
    for location in ["https://other.example/{}/x?t={}", "/{}", "https://{}@other.example/"] {
        let server = Server::start(move |_| {
            let location = location.replace("{}", "plum%2FPear-9%20%22fig");
            Reply::Bytes(answer(302, &[("Location", &location)], ""))
        });
        let judge = judge();
        let report = run(&judge, options(&server.url()).token(TOKEN));
        let (_, failure) = report.failures().next().expect("a failure");
        assert_clean(&format!("{failure} {report:?}"));
    }
    let garbage = Server::always(format!("{TOKEN}\r\n\r\n"));
    let judge = judge();
    let report = run(&judge, options(&garbage.url()).token(TOKEN));
    let (_, failure) = report.failures().next().expect("a failure");
    assert_clean(&format!("{failure} {report:?}"));
}
