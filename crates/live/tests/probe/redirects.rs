//! Redirects stay within the origin.

use crate::{
    server::{Reply, Server, answer, json},
    support::{THING, failed, judge, operations, options, run, show_thing},
};
use driftline_contract::{Response, Status};
use driftline_live::ProbeFailure;
use driftline_validate::Conclusion;

fn to(location: &str) -> Vec<u8> {
    answer(302, &[("Location", location)], "moved")
}

#[test]
fn a_redirect_within_the_origin_is_followed_with_the_token() {
    for location in ["/elsewhere?x=1#top", "../../../elsewhere?x=1", "//me:pw@HOST/elsewhere?x=1"] {
        let server = Server::start(move |seen| {
            let host = seen.header("host").unwrap_or_default();
            let first = seen.target.starts_with("/v1/");
            Reply::Bytes(if first { to(&location.replace("HOST", host)) } else { json(200, r#"{"size": "big"}"#) })
        });
        let judge = judge();
        let report = run(&judge, options(&server.url()).token("s3cret-s3cret"));
        let answered = report.probed[0].result.as_ref().expect("an answer");
        assert_eq!(answered.redirects, [format!("{}/elsewhere?…", server.url())]);
        assert_eq!(report.findings().next().and_then(|finding| finding.operation.as_deref()), Some("ShowThing"));
        let seen = server.seen();
        assert_eq!(seen[1].target, "/elsewhere?x=1");
        assert!(seen.iter().all(|seen| seen.method == "GET" && seen.header("x-auth-token") == Some("s3cret-s3cret")));
        assert!(seen.iter().all(|seen| seen.header("authorization").is_none()));
    }
}

#[test]
fn a_redirect_to_another_origin_is_refused_and_nothing_is_sent_there() {
    let other = Server::always(json(200, THING));
    let target = format!("{}/steal?token=abc#x", other.url());
    let server = Server::start(move |_| Reply::Bytes(to(&target)));
    let failure = failed(options(&server.url()).token("s3cret-s3cret"));
    let expected =
        format!("the server redirects (302) to another origin, {}/steal?…, which is not followed", other.url());
    assert_eq!(failure.to_string(), expected);
    assert!(other.seen().is_empty());
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn another_host_name_scheme_or_kind_of_url_is_another_origin() {
    for location in ["http://localhost:PORT/x", "https://127.0.0.1:PORT/x", "http://127.0.0.1/x", "file:///etc/passwd"]
    {
        let server = Server::start(move |seen| {
            let port = seen.header("host").and_then(|host| host.split(':').nth(1)).unwrap_or_default();
            Reply::Bytes(to(&location.replace("PORT", port)))
        });
        let failure = failed(options(&server.url()));
        assert!(matches!(failure, ProbeFailure::RedirectElsewhere { status: 302, .. }), "{location}: {failure:?}");
        assert_eq!(server.seen().len(), 1);
    }
}

#[test]
fn redirects_end_after_the_fifth() {
    let server = Server::start(|seen| Reply::Bytes(to(&format!("{}x", seen.target))));
    let failure = failed(options(&server.url()));
    let target = format!("{}/v1/p1/things/t1xxxxxx", server.url());
    assert_eq!(failure, ProbeFailure::TooManyRedirects { limit: 5, target });
    assert_eq!(server.seen().len(), 6);
    let server = Server::start(|seen| {
        Reply::Bytes(if seen.target.ends_with("xxxxx") { json(200, THING) } else { to(&format!("{}x", seen.target)) })
    });
    let judge = judge();
    let report = run(&judge, options(&server.url()));
    assert_eq!(report.probed[0].result.as_ref().map(|answered| answered.redirects.len()).ok(), Some(5));
}

#[test]
fn a_redirect_to_no_url_is_named() {
    let failure = failed(options(&Server::always(to("http://[::1")).url()));
    assert_eq!(failure, ProbeFailure::RedirectUnreadable { status: 302 });
}

#[test]
fn a_redirect_that_the_operation_describes_is_the_answer() {
    let judge = operations([show_thing().response(Status::Exact(302), Response::new("Found"))]);
    let server = Server::always(answer(302, &[("Location", "https://other.example/x")], ""));
    let report = run(&judge, options(&server.url()));
    let answered = report.probed[0].result.as_ref().expect("an answer");
    assert_eq!((answered.status, answered.verdict.conclusion()), (302, Conclusion::Conforms));
}

#[test]
fn a_redirect_without_a_target_is_an_answer() {
    let (judge, server) = (judge(), Server::always("HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n"));
    let report = run(&judge, options(&server.url()));
    assert_eq!(report.findings().map(|finding| finding.rule.id.as_str()).collect::<Vec<_>>(), ["undocumented-status"]);
}
