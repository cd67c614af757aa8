//! The contract that the tests probe by, and short ways to do it.

use crate::server::Server;
use driftline_contract::{
    ContractBuilder, Location, Media, Method, Operation, Parameter, RequestBody, Response, Schema, Status, Type,
};
use driftline_finding::Finding;
use driftline_live::{Answered, Plan, Probe, ProbeFailure, ProbeOptions, ProbeReport};
use driftline_validate::Judge;
use serde_json::json;
use std::time::Duration;

/// A body that conforms.
pub(crate) const THING: &str = r#"{"id": "t1", "status": "ON", "size": 3, "tags": ["a"], "password": "hunter2"}"#;

pub(crate) fn show_thing() -> Operation {
    let status = Schema { enumeration: Some(vec![json!("ON"), json!("OFF")]), ..Schema::of(Type::String) };
    let tags = Schema { items: Some(Box::new(Schema::of(Type::String))), ..Schema::of(Type::Array) };
    let thing = Schema::of(Type::Object)
        .property("id", Schema::of(Type::String))
        .property("status", status)
        .property("size", Schema::of(Type::Integer))
        .property("tags", tags)
        .property("password", Schema { max_length: Some(8), ..Schema::of(Type::String) });
    Operation::new("ShowThing", Method::Get, "/v1/{project_id}/things/{id}")
        .parameter(Parameter::new("project_id", Location::Path, Schema::of(Type::String)))
        .parameter(Parameter::new("id", Location::Path, Schema::of(Type::String)))
        .parameter(Parameter::new("fields", Location::Query, Schema::of(Type::String)))
        .response(Status::Exact(200), Response::new("OK").content("application/json", Media::new(thing)))
        .response(Status::Exact(204), Response::new("No Content"))
        .response(Status::Exact(404), Response::new("Not Found"))
}

pub(crate) fn required(name: &str, location: Location) -> Parameter {
    Parameter { required: true, ..Parameter::new(name, location, Schema::of(Type::String)) }
}

pub(crate) fn operations(operations: impl IntoIterator<Item = Operation>) -> Judge {
    let builder = operations.into_iter().fold(ContractBuilder::new("things"), ContractBuilder::operation);
    Judge::new(vec![builder.finish().expect("a contract")]).expect("a judge")
}

/// The operation that can be probed, and one that cannot.
pub(crate) fn judge() -> Judge {
    let create = Operation::new("CreateThing", Method::Post, "/v1/{project_id}/things")
        .request(RequestBody { required: true, ..RequestBody::default() });
    operations([show_thing(), create])
}

/// What to send to a server, with short limits.
pub(crate) fn options(base_url: &str) -> ProbeOptions {
    ProbeOptions::new(base_url)
        .expect("a base URL")
        .parameter("project_id", "p1")
        .parameter("id", "t1")
        .connect_timeout(Duration::from_secs(2))
        .total_timeout(Duration::from_secs(5))
}

pub(crate) fn plan(judge: &Judge, options: ProbeOptions) -> Plan {
    Probe::new(judge, options).expect("options").plan()
}

pub(crate) fn run(judge: &Judge, options: ProbeOptions) -> ProbeReport<'_> {
    let probe = Probe::new(judge, options).expect("options");
    probe.run(&probe.plan(), |_| ()).expect("a run")
}

/// The one answer of a server.
pub(crate) fn answered<'j>(judge: &'j Judge, server: &Server) -> Answered<'j> {
    let mut report = run(judge, options(&server.url()));
    assert_eq!(report.probed.len(), 1);
    report.probed.remove(0).result.expect("an answer")
}

/// Why the one request got no answer; the report must not read as health.
pub(crate) fn failed(options: ProbeOptions) -> ProbeFailure {
    let judge = judge();
    let report = run(&judge, options);
    assert!(report.nothing_judged() && report.findings().next().is_none());
    assert_eq!(report.tally.read(), 0);
    let failure = report.failures().next().map(|(operation, failure)| (operation.to_owned(), failure.clone()));
    let (operation, failure) = failure.expect("a failure");
    assert_eq!(operation, "ShowThing");
    failure
}

/// Rule, instance pointer and message of a finding.
pub(crate) fn shown(finding: &Finding) -> String {
    let instance = finding.instance.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{} {instance}: {}", finding.rule.id, finding.message)
}
