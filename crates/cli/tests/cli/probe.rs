//! `driftline probe` as people run it, against a server on this machine.

use crate::support::{Ran, check, driftline_with, text};
use serde_json::Value;
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    thread,
};

const TOKEN: &str = "Canary7f3a9Zq81-probe-token";

/// A server that gives one answer to everything, and tells what it was asked.
struct Server {
    url: String,
    asked: mpsc::Receiver<String>,
}

impl Server {
    fn start(body: String) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let (tell, asked) = mpsc::channel();
        // The thread ends with the test process: it waits for a client that never comes.
        thread::spawn(move || {
            for client in listener.incoming().filter_map(Result::ok) {
                if tell.send(answer(client, &body)).is_err() {
                    return;
                }
            }
        });
        Server { url, asked }
    }
}

fn answer(mut client: TcpStream, body: &str) -> String {
    let mut head = String::new();
    let mut reader = BufReader::new(client.try_clone().expect("a second handle"));
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).is_ok_and(|read| read > 0) {}
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
    let _ = client.write_all(answer.as_bytes());
    head
}

fn notebook() -> String {
    fs::read_to_string(driftline_corpus::workspace().join("examples/notebook.json")).expect("the example")
}

fn probe(url: &str, more: &[&str]) -> Ran {
    let parameters = ["--parameter", "project_id=p1", "--parameter", "id=n1", "--token-env", "DRIFTLINE_TEST_TOKEN"];
    let arguments = [&["probe", "--spec", "spec", "--base-url", url], &parameters[..], more].concat();
    driftline_with(&arguments, "", &[("DRIFTLINE_TEST_TOKEN", TOKEN)])
}

#[test]
fn a_conforming_api_is_clean_and_gets_one_get_with_the_token() {
    let server = Server::start(notebook());
    let ran = probe(&server.url, &[]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    assert_eq!(ran.stdout, "1 operation: 1 probed, 0 without answer, 0 not probed · no findings\n");
    let asked = server.asked.recv().expect("one request");
    assert!(asked.starts_with("GET /v1/p1/notebooks/n1 HTTP/1.1\r\n"), "{asked}");
    assert!(asked.to_lowercase().contains(&format!("x-auth-token: {}", TOKEN.to_lowercase())));
    assert!(server.asked.try_recv().is_err());
}

#[test]
fn a_deviation_is_found_and_the_recording_gives_the_same_finding_without_secrets() {
    let body = notebook().replace("\"status\": \"STOPPED\"", "\"status\": 7");
    let body = body.replace("\"token\": \"", &format!("\"token\": \"{TOKEN}"));
    assert!(body.contains("\"status\": 7"), "the example has another status");
    let server = Server::start(body);
    let folder = tempfile::tempdir().expect("a folder");
    let recording = text(&folder.path().join("probe.ndjson"));
    let ran = probe(&server.url, &["--record", &recording]);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    let hide = |text: &str| text.replace(&server.url, "URL").replace(&recording, "probe.ndjson");
    check("probe_deviation", &hide(&ran.stdout));
    let json = probe(&server.url, &["--format", "json"]);
    let recorded = fs::read_to_string(&recording).expect("the recording");
    for output in [&ran.stdout, &ran.stderr, &recorded, &json.stdout, &json.stderr] {
        assert!(!output.contains("Canary"), "{output}");
    }
    let again = driftline_with(&["validate", &recording, "--spec", "spec"], "", &[]);
    assert_eq!(again.code, 1);
    let findings = |text: &str| text.split("\n\n").nth(1).map(str::to_owned);
    assert_eq!(findings(&again.stdout), findings(&ran.stdout));
}

#[test]
fn what_of_the_contract_was_observed_is_told_as_of_the_recording() {
    let server = Server::start(notebook());
    let folder = tempfile::tempdir().expect("a folder");
    let recording = text(&folder.path().join("probe.ndjson"));
    let more = ["--record", &recording, "--coverage", "--format", "json"];
    let report = |ran: Ran| serde_json::from_str::<Value>(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
    let probed = report(probe(&server.url, &more));
    let path = driftline_corpus::workspace().join("spec/formats/probe-report.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).expect("the schema")).expect("JSON");
    jsonschema::validate(&schema, &probed).expect("it conforms");
    let validate = ["validate", &recording, "--spec", "spec", "--coverage", "--format", "json"];
    let validated = report(driftline_with(&validate, "", &[]));
    assert!(probed["coverage"]["percent"].as_f64() > Some(50.0), "{probed}");
    assert_eq!(probed["coverage"], validated["coverage"]);
    assert!(probe(&server.url, &["--coverage"]).stdout.contains("Coverage  "));
}

#[test]
fn a_server_that_is_gone_is_no_health() {
    let gone = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
    let ran = probe(&format!("http://{gone}"), &[]);
    assert_eq!(ran.code, 3);
    check("probe_gone", &(ran.stdout + &ran.stderr).replace(&gone.port().to_string(), "PORT"));
}

#[test]
fn what_is_not_probed_is_named_and_wrong_use_is_explained() {
    let server = Server::start(notebook());
    let url = server.url.as_str();
    let run = |more: &[&str]| driftline_with(&[&["probe", "--spec", "spec"], more].concat(), "", &[]);
    let mut shown = String::new();
    for (code, more) in [
        (3, &["--base-url", url, "--parameter", "id=n1", "--parameter", "colour=red"][..]),
        (2, &["--base-url", "http://api.example.com"]),
        (2, &["--base-url", "api.example.com"]),
        (2, &["--base-url", url, "--token-env", "DRIFTLINE_TEST_UNSET"]),
        (2, &["--base-url", url, "--parameter", "id"]),
    ] {
        let ran = run(more);
        assert_eq!(ran.code, code, "{more:?}: {}", ran.stderr);
        shown += &[&more.join(" ").replace(url, "URL"), "\n", &ran.stdout, &ran.stderr, "\n"].concat();
    }
    assert!(server.asked.try_recv().is_err(), "something was sent");
    check("probe_not_probed", &shown);
}
