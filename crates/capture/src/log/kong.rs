//! Kong (plugins http-log, file-log and their like): one object a line with `request`, `response` and `latencies`.

use super::{request_body, response_body, size};
use crate::{
    Body, BodySource, Request, Response, Target,
    fields::{self, Fault},
    shape::Halves,
};
use driftline_finding::Pointer;
use serde_json::{Map, Value};

pub(crate) fn halves(value: Value, _limit: usize) -> Result<Halves, Fault> {
    let root = Pointer::ROOT;
    let mut entry = fields::object(Some(value), &root, "a log entry (an object with `request` and `response`)")?;
    let at = root.key("request");
    let mut members = fields::object(entry.remove("request"), &at, "a request (an object with `method` and `uri`)")?;
    let url = if members.get("url").is_some_and(Value::is_string) { "url" } else { "uri" };
    let target = fields::call_named(&mut members, &at, url)?;
    let method = match &target {
        Target::Call { method, .. } => method.clone(),
        Target::Operation(_) => String::new(),
    };
    let headers = fields::headers(members.remove("headers"), &at.key("headers"))?;
    let body = body(&mut members, &at).unwrap_or_else(|| request_body(&method));
    let response = response(entry.remove("response"), &root.key("response"), &method)?;
    Ok(Halves { request: Request { target, headers, body, partial_query: false }, response })
}

fn response(value: Option<Value>, at: &Pointer, method: &str) -> Result<Option<Response>, Fault> {
    let Some((status, mut members)) = fields::answer(value, at)? else { return Ok(None) };
    let headers = fields::headers(members.remove("headers"), &at.key("headers"))?;
    let length = headers.get("content-length").and_then(|length| length.parse().ok());
    // `size` counts the headers too where the length is not known.
    let length = length.or_else(|| members.get("size").and_then(size).filter(|size| *size == 0));
    let body = body(&mut members, at).unwrap_or_else(|| response_body(method, status, length));
    Ok(Some(Response { status, headers, body }))
}

/// The body, where the log has been told to keep it.
fn body(half: &mut Map<String, Value>, at: &Pointer) -> Option<Body> {
    let at = at.key("body");
    match half.remove("body")? {
        Value::Null => None,
        Value::String(text) if text.is_empty() => Some(Body::Absent),
        Value::String(text) => Some(Body::Text(text, BodySource::Embedded(at))),
        value => Some(Body::Json(value, BodySource::Inline(at))),
    }
}
