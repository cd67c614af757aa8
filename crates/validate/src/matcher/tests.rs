//! Tests of the matcher.

use super::{Matcher, Unmatched};
use driftline_capture::TargetView;
use driftline_contract::{Contract, ContractBuilder, Location, Method, Operation, Parameter, Schema};
use driftline_finding::{Pointer, words::Words};

/// `("Id", "GET /path")` for each operation.
fn contract(operations: &[(&str, &str)], servers: &[&str]) -> Contract {
    let mut builder = ContractBuilder::new("t");
    for (id, call) in operations {
        let (method, path) = call.split_once(' ').unwrap();
        builder = builder.operation(Operation::new(*id, method.parse::<Method>().unwrap(), path));
    }
    servers.iter().fold(builder, |builder, url| builder.server(*url)).finish().unwrap()
}

fn matcher(operations: &[(&str, &str)]) -> Matcher {
    Matcher::new(vec![contract(operations, &[])].into())
}

fn call(call: &str) -> TargetView<'_> {
    let (method, url) = call.split_once(' ').unwrap();
    TargetView::Call { method, url }
}

fn found(matcher: &Matcher, target: &str) -> Option<String> {
    matcher.find(call(target)).ok().map(|matched| matched.operation.id.clone())
}

#[test]
fn the_most_specific_template_wins_from_left_to_right() {
    let matcher = matcher(&[
        ("Any", "GET /v1/{p}/things/{id}"),
        ("Detail", "GET /v1/{p}/things/detail"),
        ("Version", "GET /v1/{p}/things/{name}:{version}"),
        ("Action", "POST /v1/{p}/things/detail"),
        ("Json", "GET /v1/{p}/things/{id}.json"),
        ("Left", "GET /v1/a/{x}/c"),
        ("Right", "GET /v1/{x}/b/c"),
        ("Put", "PUT /v1/{p}/things/{id}"),
    ]);
    for (target, expected) in [
        ("GET /v1/p/things/17", Some("Any")),
        ("get /v1/p/things/detail", Some("Detail")),
        ("GET /v1/p/things/a:2", Some("Version")),
        ("POST /v1/p/things/detail", Some("Action")),
        ("PUT /v1/p/things/other", Some("Put")),
        ("GET /v1/p/things/a.json", Some("Json")),
        ("GET /v1/a/b/c", Some("Left")),
        ("HEAD /v1/p/things/17", None),
        ("GET /v1/p/things", None),
        ("GET /v1/p/things/17/x", None),
    ] {
        assert_eq!(found(&matcher, target).as_deref(), expected, "{target}");
    }
}

#[test]
fn a_word_of_other_paths_is_no_id() {
    let matcher = matcher(&[
        ("Show", "GET /v1/{project_id}/things/{thing_id}"),
        ("Put", "PUT /v1/{project_id}/things/{thing_id}"),
        ("Summary", "GET /v1/things/summary"),
        ("Action", "POST /v1/{project_id}/things/action"),
        ("Tags", "GET /v1/{project_id}/kinds/{thing_id}/tags"),
        ("Topic", "GET /v1/{project_id}/topics/{topic}"),
        ("Delete", "POST /v1/{project_id}/topics/delete"),
        ("Quota", "GET /v1/{project_id}/quotas"),
    ]);
    for (target, expected) in [
        ("GET /v1/p/things/17", Some("Show")),
        ("GET /v1/p/things/summary", None),
        ("PUT /gateway/v1/p/things/action", None),
        ("GET /v1/things/summary", Some("Summary")),
        ("GET /v1/p/kinds/17/tags", Some("Tags")),
        ("GET /v1/p/kinds/things/tags", None),
        ("GET /v1/things/quotas", None),
        ("GET /v1/p/things/things", Some("Show")),
        // People may call a topic so, and a word is one only where it stands beside others.
        ("GET /v1/p/topics/delete", Some("Topic")),
        ("GET /v1/p/things/topics", Some("Show")),
    ] {
        assert_eq!(found(&matcher, target).as_deref(), expected, "{target}");
    }
    let unmatched = matcher.find(call("GET /v1/p/things/summary")).unwrap_err();
    assert_eq!(
        unmatched.message(&Words::default()),
        "GET /v1/p/things/summary is not in the contract; nearest is Show, GET /v1/{project_id}/things/{thing_id}, but \
         `summary` is a word of other paths and no id"
    );
}

#[test]
fn servers_and_unknown_prefixes_may_stand_before_the_path() {
    let servers = ["https://{host}/api/{stage}", "{endpoint}/base", "/"];
    let contract = contract(&[("Show", "GET /things/{id}"), ("Root", "GET /{bucket}")], &servers);
    let matcher = Matcher::new(vec![contract].into());
    for (target, expected) in [
        ("GET https://x.example.com/api/test/things/1", Some("Show")),
        ("GET /base/things/1", Some("Show")),
        ("GET /things/1", Some("Show")),
        ("GET https://x.example.com/gateway/v7/things/1", Some("Show")),
        ("GET /bucket", Some("Root")),
        // A template that is all variable takes no prefix: it would fit everything.
        ("GET /gateway/bucket", None),
    ] {
        assert_eq!(found(&matcher, target).as_deref(), expected, "{target}");
    }
}

#[test]
fn the_whole_path_is_tried_before_a_prefix_is_assumed() {
    let matcher = matcher(&[("Long", "GET /v1/{p}/things/{id}"), ("Short", "GET /things/{id}")]);
    assert_eq!(found(&matcher, "GET /v1/p/things/1").as_deref(), Some("Long"));
    assert_eq!(found(&matcher, "GET /v2/p/things/1").as_deref(), Some("Short"));
}

/// The URLs of the hostile captures 37 to 39, against one contract.
#[test]
fn strange_urls_find_their_operation_or_none() {
    let matcher = matcher(&[
        ("List", "GET /v1/{project_id}/cloudservers"),
        ("Show", "GET /v1/{project_id}/cloudservers/{id}"),
        ("Limits", "GET /v1/{project_id}/cloudservers/limits"),
        ("Code", "GET /v1/{project_id}/fgs/functions/{urn}/code"),
        ("One", "GET /v1/{project_id}/{thing}"),
    ]);
    for (url, expected) in [
        ("/v1/p/cloudservers/limits", Some("Limits")),
        ("v1/p/cloudservers/limits", Some("Limits")),
        ("//ecs.example.com/v1/p/cloudservers/limits", Some("Limits")),
        ("ecs.example.com/v1/p/cloudservers/limits", Some("Limits")),
        ("https:///v1/p/cloudservers/limits", Some("Limits")),
        ("http://ecs.example.com:99999/v1/p/x", Some("One")),
        ("https://[::1]/v1/p/x", Some("One")),
        ("https://[::1/v1/p/x", Some("One")),
        ("https://user:PASSWORD-OMITTED@ecs.example.com/v1/p/x", Some("One")),
        ("HTTPS://ECS.EXAMPLE.COM/v1/p/x", Some("One")),
        ("https://ecs.example.com", None),
        ("https://ecs.example.com/?", None),
        ("https://ecs.example.com/v1/p/x#frag", Some("One")),
        ("file:///etc/hosts", None),
        ("data:application/json,{}", None),
        ("", None),
        ("{{endpoint}}/v1/{{project_id}}/cloudservers", Some("List")),
        ("https://ecs.{region}.example.com/v1/{project_id}/cloudservers/limits", Some("Limits")),
        ("https://ecs.example.com/v1/p/cloud%73ervers/limits", Some("Limits")),
        ("https://ecs.example.com/v1/p%2Fq/cloudservers", Some("List")),
        ("https://ecs.example.com/v1/p/cloudservers/%", Some("Show")),
        ("https://ecs.example.com/v1/p/cloudservers/%zz", Some("Show")),
        ("https://ecs.example.com/v1/p/cloudservers/%00", Some("Show")),
        ("https://ecs.example.com/v1/p/cloudservers/%C3%28", Some("Show")),
        ("https://ecs.example.com/v1//p///cloudservers", Some("List")),
        ("https://ecs.example.com/v1/p/cloudservers/", Some("List")),
        ("https://ecs.example.com/v1/p/../p/cloudservers", Some("List")),
        ("https://ecs.example.com/v1/p/./cloudservers", Some("List")),
        // `%2e%2e` is `..`, as for browsers and most servers; what is left is `/v1/cloudservers`.
        ("https://ecs.example.com/v1/p/%2e%2e/cloudservers", None),
        ("https://ecs.example.com/V1/p/CloudServers", None),
        ("https://ecs.example.com/v1/p/cloudservers;a=1", Some("One")),
        ("https://ecs.example.com/v1/p/\u{670d}\u{52a1}\u{5668}", Some("One")),
        ("https://ecs.example.com/v1/p/a b", Some("One")),
        ("https://ecs.example.com/v1/p/cloudservers\\limits", Some("One")),
        ("https://ecs.example.com/v1/p/fgs/functions/urn:fss:eu-de:p:function:default:f:latest/code", Some("Code")),
        ("https://ecs.example.com/v1/p/cloudservers/limits?limit=10&limit=20", Some("Limits")),
        ("https://ecs.example.com/v1/p/cloudservers/limits?a=/x/y", Some("Limits")),
        ("https://ecs.example.com/v1/p/cloudservers/limits?&&", Some("Limits")),
        ("https://ecs.example.com/v1/p/cloudservers/limits?a=%", Some("Limits")),
    ] {
        assert_eq!(found(&matcher, &format!("GET {url}")).as_deref(), expected, "{url}");
    }
}

#[test]
fn a_named_operation_is_found_by_its_id() {
    let matcher = matcher(&[("ShowThing", "GET /things/{id}")]);
    assert!(matcher.find(TargetView::Operation("ShowThing")).is_ok());
    let unmatched = matcher.find(TargetView::Operation("showthing")).unwrap_err();
    assert_eq!(unmatched.message(&Words::default()), "no operation is called `showthing`; did you mean `ShowThing`?");
}

#[test]
fn the_nearest_operation_is_named() {
    let matcher = matcher(&[
        ("ShowThing", "GET /v1/{p}/things/{id}"),
        ("DropThing", "DELETE /v1/{p}/things/{id}"),
        ("ShowPlace", "GET /v1/{p}/places/{id}/rooms"),
    ]);
    let message = |target: &str| matcher.find(call(target)).unwrap_err().message(&Words::default());
    assert_eq!(
        message("POST /v1/p/things/7?token=abc"),
        "POST /v1/p/things/7 is not in the contract, which describes this path for GET (ShowThing), DELETE (DropThing)"
    );
    assert_eq!(
        message("DELETE /v1/p/thing/7"),
        "DELETE /v1/p/thing/7 is not in the contract; nearest is DropThing, DELETE /v1/{p}/things/{id}"
    );
    assert_eq!(message("GET /health"), "GET /health is not in the contract");
    assert_eq!(
        message("GET /v2.1/p/things/7"),
        "GET /v2.1/p/things/7 is not in the contract; nearest is ShowThing, GET /v1/{p}/things/{id}"
    );
    // Another thing altogether, with what looks like the variable of a template.
    assert_eq!(message("GET /v1/fw/faces/7"), "GET /v1/fw/faces/7 is not in the contract");
    assert_eq!(
        message("GET /v1/p/places/ABCDEFGHIJ0123456789/room"),
        "GET /v1/p/places/AAAAAAAAAA0000000000/room is not in the contract; nearest is ShowPlace, \
         GET /v1/{p}/places/{id}/rooms"
    );
}

#[test]
fn calls_of_one_kind_are_unmatched_alike() {
    let matcher = matcher(&[("Show", "GET /v1/{p}/things/{id}")]);
    let kind = |target: &str| matcher.find(call(target)).unwrap_err().kind();
    assert_eq!(kind("get /v2.0/f0e1d2c3b4a5968778695a4b3c2d1e0f/faces/12"), kind("GET /v2.0/7/faces/8"));
    assert_eq!(kind("GET /v2.0/7/faces/8").as_str(), "/GET/v2.0/*/faces/*");
    assert_eq!(kind("POST /v1/a/things/b"), "/POST/v1/{p}/things/{id}".parse::<Pointer>().unwrap());
}

#[test]
fn where_two_contracts_describe_a_call_the_first_has_it() {
    let one = contract(&[("One", "GET /things/{id}")], &[]);
    let two = contract(&[("Two", "GET /things/{key}"), ("Other", "GET /v1/others")], &[]);
    let matcher = Matcher::new(vec![one, two].into());
    assert_eq!(found(&matcher, "GET /things/1").as_deref(), Some("One"));
    let other = matcher.find(call("GET /v1/others")).unwrap();
    assert_eq!((other.contract, other.operation.id.as_str()), (1, "Other"));
}

#[test]
fn an_unknown_method_is_unmatched_and_the_known_ones_are_named() {
    let matcher = matcher(&[("Show", "GET /things/{id}")]);
    let unmatched = matcher.find(call("PURGE /things/1")).unwrap_err();
    assert!(matches!(unmatched, Unmatched::OtherMethod { .. }));
}

#[test]
fn a_sub_resource_in_the_query_selects_among_operations_of_one_path() {
    let with = |id: &str, path: &str, names: &[&str]| {
        names.iter().fold(Operation::new(id, Method::Get, path), |operation, name| {
            operation.parameter(Parameter::new(*name, Location::Query, Schema::default()))
        })
    };
    let builder = ContractBuilder::new("t")
        .operation(with("Get", "/{bucket}", &["prefix"]))
        .operation(with("GetAcl", "/{bucket}#acl", &["acl"]))
        .operation(with("GetOldAcl", "/{bucket}#acl&versionId", &["acl", "versionId"]))
        .operation(with("GetNothing", "/{bucket}#unknown", &[]));
    let matcher = Matcher::new(vec![builder.finish().unwrap()].into());
    for (url, expected) in [
        ("GET /b", "Get"),
        ("GET /b?prefix=a", "Get"),
        ("GET /b?acl", "GetAcl"),
        ("GET https://host/b?x=1&a%63l=#top", "GetAcl"),
        ("GET /b?versionId=3&acl", "GetOldAcl"),
        ("GET /b?versionId=3", "Get"),
    ] {
        assert_eq!(found(&matcher, url).as_deref(), Some(expected), "{url}");
    }
}
