//! A request without an answer is a failure with a reason, and no finding.

use crate::{
    server::{Reply, Server, answer, json},
    support::{THING, failed, judge, operations, options, run, show_thing},
};
use driftline_contract::{Method, Operation};
use driftline_live::{ProbeFailure, Stage};
use std::{
    io::{Read, Write},
    net::TcpListener,
    time::{Duration, Instant},
};

const SHORT: Duration = Duration::from_millis(500);

#[test]
fn a_server_that_is_gone_refuses_the_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let failure = failed(options(&origin));
    assert_eq!(failure.to_string(), format!("{origin} refused the connection; is the server running?"));
}

#[test]
fn a_host_without_an_address_cannot_be_found() {
    // A label of more than 63 characters is refused without asking anybody.
    let origin = format!("https://{}.invalid", "a".repeat(70));
    assert_eq!(failed(options(&format!("{origin}/v9"))), ProbeFailure::HostNotFound { origin });
}

#[test]
fn a_server_without_tls_gives_no_secure_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let origin = format!("https://{}", listener.local_addr().expect("an address"));
    let serving = std::thread::spawn(move || {
        let (mut client, _) = listener.accept().expect("a client");
        let _ = client.read(&mut [0; 4096]);
        let _ = client.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    let failure = failed(options(&origin)).to_string();
    assert!(failure.starts_with(&format!("no secure connection with {origin}: ")), "{failure}");
    serving.join().expect("no panic");
}

#[test]
fn time_is_up_at_every_stage() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{";
    let begun = Instant::now();
    for (sent, stage) in [(b"".as_slice(), Stage::Waiting), (b"HTTP/1.1 200", Stage::Waiting), (head, Stage::Reading)] {
        let server = Server::start(move |_| Reply::Hang(sent.to_vec()));
        let failure = failed(options(&server.url()).total_timeout(SHORT));
        assert_eq!(failure, ProbeFailure::Timeout { stage, limit: SHORT });
    }
    let mut seen = failed(options(&Server::start(|_| Reply::Hang(Vec::new())).url()).total_timeout(SHORT)).to_string();
    assert_eq!(seen, "time was up after 0.5 s while waiting for the answer");
    // Bytes that keep coming buy no time.
    let drip = |_: &_| Reply::Endless(head.to_vec(), b" ".to_vec(), Duration::from_millis(20));
    seen = failed(options(&Server::start(drip).url()).total_timeout(SHORT)).to_string();
    assert_eq!(seen, "time was up after 0.5 s while reading the body");
    assert!(begun.elapsed() < Duration::from_secs(15));
}

#[test]
fn no_time_at_all_is_up_at_once_and_endless_time_is_no_overflow() {
    let (judge, server) = (judge(), Server::always(json(200, THING)));
    let failure = failed(options(&server.url()).total_timeout(Duration::ZERO));
    assert!(matches!(failure, ProbeFailure::Timeout { .. }), "{failure:?}");
    // On loopback a connection may be there in no time.
    let _ = run(&judge, options(&server.url()).connect_timeout(Duration::ZERO));
    let endless = options(&server.url()).total_timeout(Duration::MAX).connect_timeout(Duration::MAX);
    assert_eq!(run(&judge, endless).failures().count(), 0);
}

#[test]
fn a_body_over_the_limit_is_refused_however_it_comes() {
    let limit = 1 << 16;
    let refused = |server: &Server| failed(options(&server.url()).max_body(limit));
    let failure = refused(&Server::always(json(200, "x".repeat(1 << 17))));
    let words = "the body is longer than 65536 bytes; raise the limit for bodies to judge it";
    assert_eq!(failure.to_string(), words);
    let endless = |_: &_| {
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n";
        Reply::Endless(head.to_vec(), vec![b'x'; 4096], Duration::ZERO)
    };
    assert_eq!(refused(&Server::start(endless)).to_string(), words);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&vec![b' '; 1 << 24]).expect("memory");
    let bomb = encoder.finish().expect("memory");
    assert!(bomb.len() < 1 << 15);
    assert_eq!(refused(&Server::always(answer(200, &[("Content-Encoding", "gzip")], bomb))).to_string(), words);
    let judge = judge();
    let exact = THING.len() as u64;
    let report = run(&judge, options(&Server::always(json(200, THING)).url()).max_body(exact));
    assert_eq!(report.failures().count(), 0);
}

#[test]
fn what_is_no_http_is_refused() {
    for garbage in [
        "SSH-2.0-OpenSSH_9.6\r\n\r\n",
        "HTTP/1.1 OK fine\r\n\r\n",
        "HTTP/1.1 999 Odd\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    ] {
        let failure = failed(options(&Server::always(garbage).url()));
        assert!(matches!(failure, ProbeFailure::NotHttp { .. }), "{garbage:?}: {failure:?}");
    }
    let head = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "y".repeat(1 << 17));
    let failure = failed(options(&Server::always(head).url()));
    assert!(matches!(failure, ProbeFailure::NotHttp { .. }), "{failure:?}");
}

#[test]
fn a_connection_that_breaks_off_is_no_answer() {
    let closed = |stage| ProbeFailure::Connection { stage, reason: "the server closed it too early".to_owned() };
    for (sent, stage) in [
        ("", Stage::Waiting),
        ("HTTP/1.1 200 OK\r\ncontent-", Stage::Waiting),
        ("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{}", Stage::Reading),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"id\"", Stage::Reading),
    ] {
        assert_eq!(failed(options(&Server::always(sent).url())), closed(stage), "{sent:?}");
    }
}

#[test]
fn a_damaged_compressed_body_is_no_answer() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(THING.as_bytes()).expect("memory");
    let bytes = encoder.finish().expect("memory");
    let half = &bytes[..bytes.len() / 2];
    for body in [half, b"no gzip"] {
        let failure = failed(options(&Server::always(answer(200, &[("Content-Encoding", "gzip")], body)).url()));
        assert!(matches!(failure, ProbeFailure::Undecodable { .. }), "{failure:?}");
    }
}

#[test]
fn a_failure_does_not_end_the_run() {
    let judge = operations([Operation::new("ListThings", Method::Get, "/v1/{project_id}/things"), show_thing()]);
    let server = Server::start(|seen| {
        Reply::Bytes(if seen.target.ends_with("/things") { Vec::new() } else { json(200, THING) })
    });
    let report = run(&judge, options(&server.url()));
    let results: Vec<_> =
        report.probed.iter().map(|probed| (probed.operation.as_str(), probed.result.is_ok())).collect();
    assert_eq!(results, [("ListThings", false), ("ShowThing", true)]);
    assert!(!report.nothing_judged());
}
