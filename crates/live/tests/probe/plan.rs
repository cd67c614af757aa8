//! What is probed and what is not is decided before anything is sent.

use crate::{
    server::{Server, json},
    support::{THING, judge, operations, options, plan, required, run, show_thing},
};
use driftline_contract::{ContractBuilder, Location, Method, Operation, RequestBody};
use driftline_live::{InvalidOptions, NotProbedReason, Probe, ProbeOptions};
use driftline_validate::Judge;

fn bare() -> ProbeOptions {
    ProbeOptions::new("https://example.com").expect("a URL")
}

/// Why the only operation is not probed.
fn reason(operation: Operation, options: ProbeOptions) -> String {
    let judge = operations([operation]);
    let plan = plan(&judge, options);
    assert!(plan.requests().is_empty());
    plan.not_probed()[0].reason.to_string()
}

fn get(path: &str) -> Operation {
    Operation::new("Get", Method::Get, path)
}

#[test]
fn every_method_but_get_is_left_out() {
    let server = Server::always(json(200, THING));
    let all = Method::ALL.map(|method| Operation::new(method.as_str(), method, "/v1/{project_id}/x"));
    let judge = operations(all);
    let report = run(&judge, options(&server.url()));
    assert_eq!((report.probed.len(), report.not_probed.len()), (1, 7));
    assert!(report.not_probed.iter().all(|not| matches!(not.reason, NotProbedReason::Method(_))));
    assert_eq!(server.seen().iter().map(|seen| seen.method.as_str()).collect::<Vec<_>>(), ["GET"]);
    assert_eq!(reason(Operation::new("a", Method::Put, "/x"), bare()), "its method is PUT, and only GET is sent");
}

#[test]
fn what_is_not_given_is_named() {
    assert_eq!(reason(show_thing(), bare()), "the path parameters `project_id`, `id` are not given");
    assert_eq!(reason(show_thing(), bare().parameter("id", "x")), "the path parameter `project_id` is not given");
    let operation = get("/x/{id}").parameter(required("limit", Location::Query));
    let operation = operation.parameter(required("X-Region", Location::Header));
    assert_eq!(
        reason(operation.clone(), bare()),
        "the path parameter `id` and the query parameter `limit` and the header parameter `X-Region` are not given"
    );
    let judge = operations([operation]);
    let given = bare().parameter("id", "x").parameter("limit", "5").parameter("x-region", "eu");
    assert_eq!(plan(&judge, given).requests().len(), 1);
}

#[test]
fn headers_that_need_no_value_of_the_user_are_not_asked_for() {
    let names = ["X-Auth-Token", "Content-Type", "accept", "Host"];
    let operation = names.into_iter().fold(get("/x"), |get, name| get.parameter(required(name, Location::Header)));
    let judge = operations([operation]);
    assert_eq!(plan(&judge, bare()).requests().len(), 1);
}

#[test]
fn what_cannot_be_sent_is_not_sent() {
    let body = RequestBody { required: true, ..RequestBody::default() };
    assert_eq!(reason(get("/x").request(body), bare()), "it needs a request body, and none is sent");
    let cookie = get("/x").parameter(required("sid", Location::Cookie));
    assert_eq!(reason(cookie, bare().parameter("sid", "1")), "it needs the cookie `sid`, and cookies are not sent");
    let header = get("/x").parameter(required("X-A", Location::Header));
    assert_eq!(reason(header, bare().parameter("X-A", "a\r\nb")), "the header `X-A` cannot be sent with this value");
    assert_eq!(reason(get("/x/{id}"), bare().parameter("id", "")), "the path parameter `id` is empty");
    let up = "its path would hold the segment `..`, which leads to another path";
    assert_eq!(reason(get("/x/{id}/y"), bare().parameter("id", "..")), up);
    let long = reason(get("/x/{id}"), bare().parameter("id", "a".repeat(70_000)));
    assert!(long.starts_with("its address cannot be sent: "), "{long}");
}

#[test]
fn what_would_be_judged_by_another_operation_is_not_probed() {
    let judge = operations([get("/things/latest"), Operation::new("Show", Method::Get, "/things/{id}")]);
    let made = plan(&judge, bare().parameter("id", "latest"));
    let not = &made.not_probed()[0];
    assert_eq!(not.operation, "Show");
    assert_eq!(not.reason.to_string(), "a request for it is one for `Get`, which comes first or fits better");
    let contract = |id: &str| {
        let builder = ContractBuilder::new(id).operation(Operation::new(id, Method::Get, "/things/{id}"));
        builder.finish().expect("a contract")
    };
    let judge = Judge::new(vec![contract("One"), contract("Two")]).expect("a judge");
    let made = plan(&judge, bare().parameter("id", "x"));
    assert_eq!((made.requests()[0].contract, made.not_probed()[0].contract), (0, 1));
    let none = ProbeOptions::new("https://example.com/gateway").expect("a URL").parameter("id", "x");
    let none = reason(get("/{id}/things"), none);
    assert!(none.starts_with("a request for it is one for no operation of the contract"), "{none}");
}

#[test]
fn the_base_url_is_the_whole_prefix() {
    let server = Server::always(json(200, THING));
    let contract = ContractBuilder::new("things").server("https://api.example.com/v2").operation(get("/things"));
    let judge = Judge::new(vec![contract.finish().expect("a contract")]).expect("a judge");
    for (prefix, target) in [("", "/things"), ("/v2", "/v2/things"), ("/mock/v2/", "/mock/v2/things")] {
        let report = run(&judge, options(&format!("{}{prefix}", server.url())));
        assert_eq!(report.tally.matched, 1, "{prefix}");
        assert_eq!(server.seen().last().map(|seen| seen.target.clone()).as_deref(), Some(target));
    }
}

#[test]
fn parameters_arrive_as_they_were_given() {
    let server = Server::always(json(200, THING));
    let judge = operations([show_thing().parameter(required("X-Region", Location::Header))]);
    let given = options(&server.url())
        .parameter("project_id", "a/b?c%2Fd#e")
        .parameter("id", "..\u{e4} \u{1f600}\\")
        .parameter("fields", "x&y=z+1#")
        .parameter("x-region", "eu de");
    let report = run(&judge, given);
    assert_eq!(report.tally.matched, 1);
    let seen = &server.seen()[0];
    let target = "/v1/a%2Fb%3Fc%252Fd%23e/things/..%C3%A4%20%F0%9F%98%80%5C?fields=x%26y%3Dz%2B1%23";
    assert_eq!((seen.target.as_str(), seen.header("x-region")), (target, Some("eu de")));
}

#[test]
fn parameters_that_nothing_has_are_named() {
    let judge = judge();
    let made = plan(&judge, options("https://example.com").parameter("projectid", "p").parameter("X-Auth-Token", "t"));
    assert_eq!(made.unused_parameters(), ["X-Auth-Token", "projectid"]);
}

#[test]
fn plain_http_elsewhere_needs_permission() {
    let judge = judge();
    let options = ProbeOptions::new("http://example.com").expect("a URL");
    let refused = Probe::new(&judge, options.clone()).err().expect("plain HTTP");
    assert!(matches!(refused, InvalidOptions::PlainHttp { .. }));
    assert!(Probe::new(&judge, options.allow_http(true)).is_ok());
}
