//! Hoverfly: the pairs of a simulation.

use super::{call, indefinite, literal, url};
use crate::{
    Body, BodySource, Headers, Request, Response,
    fields::{self, Fault},
    listed::Archive,
    payload, quote,
    shape::{Halves, Shape},
};
use driftline_finding::Pointer;
use serde_json::{Map, Value};

pub(crate) static ARCHIVE: Archive = Archive {
    name: "Hoverfly simulation",
    path: &["data", "pairs"],
    item: "a pair",
    versions: &[],
    shape: Shape::new(halves),
};

fn halves(value: Value, limit: usize) -> Result<Halves, Fault> {
    let root = Pointer::ROOT;
    let mut pair = fields::object(Some(value), &root, "a pair (an object with `request` and `response`)")?;
    let request = request(pair.remove("request"), &root.key("request"))?;
    let response = response(pair.remove("response"), &root.key("response"), limit)?;
    Ok(Halves { request, response })
}

fn request(value: Option<Value>, at: &Pointer) -> Result<Request, Fault> {
    let members = fields::object(value, at, "a request (an object of matchers)")?;
    let one = |name: &str| {
        let exact = members.get(name).and_then(exact);
        let at = if members.contains_key(name) { at.key(name) } else { at.clone() };
        exact.ok_or_else(|| indefinite(&at, &many(name, members.get(name))))
    };
    let (method, path) = (one("method")?, one("path")?);
    // A server is not needed to know the call: where it is left open, the path alone is judged.
    let part = |name: &str| members.get(name).and_then(exact);
    let (scheme, host) = (part("scheme"), part("destination"));
    let mut url = url(scheme.as_deref(), host.as_deref(), &path, &query(&members, at)?);
    if let Some(query) = part("deprecatedQuery").filter(|query| !query.is_empty()) {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(&query);
    }
    let headers = headers(members.get("headers"));
    let body = request_body(&members, at);
    Ok(Request { target: call(method, url, at)?, headers, body, partial_query: true })
}

fn many(name: &str, matchers: Option<&Value>) -> String {
    let pattern = matchers.and_then(first).and_then(|matcher| matcher.get("value")).and_then(Value::as_str);
    match pattern {
        Some(pattern) => format!("`{name}` is the pattern `{}`", quote::excerpt(pattern)),
        None => format!("it answers every {name}"),
    }
}

fn query(request: &Map<String, Value>, at: &Pointer) -> Result<Vec<(String, String)>, Fault> {
    let mut query = Vec::new();
    for (name, matchers) in request.get("query").and_then(Value::as_object).into_iter().flatten() {
        let why = || format!("the parameter `{}` has no single value", quote::name(name));
        let value = exact(matchers).ok_or_else(|| indefinite(&at.key("query").key(name), &why()))?;
        query.push((name.clone(), value));
    }
    Ok(query)
}

/// The matcher that decides: the first of a list (schema 5), or the one there is (schema 2 to 4).
fn first(matchers: &Value) -> Option<&Value> {
    match matchers {
        Value::Array(all) => all.first(),
        other => Some(other),
    }
}

/// The one text that matchers accept.
fn exact(matchers: &Value) -> Option<String> {
    let matcher = first(matchers)?;
    let text = |name: &str| matcher.get(name).and_then(Value::as_str);
    if let Some(text) = matcher.as_str().or_else(|| text("exactMatch")) {
        return Some(text.to_owned());
    }
    let value = text("value")?;
    match text("matcher")? {
        "exact" => Some(value.to_owned()),
        "glob" if !value.contains('*') => Some(value.to_owned()),
        "regex" => literal(value),
        _ => None,
    }
}

fn headers(value: Option<&Value>) -> Headers {
    let fields = value.and_then(Value::as_object).into_iter().flatten();
    let fields = fields.filter(|(name, _)| !fields::is_pseudo(name));
    fields.filter_map(|(name, matchers)| Some((name, exact(matchers)?))).collect::<Headers>().partial()
}

/// The body, if the pair accepts one only.
fn request_body(request: &Map<String, Value>, at: &Pointer) -> Body {
    let at = at.key("body");
    let Some(matchers) = request.get("body") else { return Body::Absent };
    let at = if matchers.is_array() { at.index(0).key("value") } else { at };
    let json = first(matchers).filter(|matcher| matcher.get("matcher").is_some_and(|kind| kind == "json"));
    let json = json.and_then(|matcher| matcher.get("value")).and_then(Value::as_str).map(str::to_owned);
    match exact(matchers).or(json) {
        Some(text) if text.is_empty() => Body::Absent,
        Some(text) => Body::Text(text, BodySource::Embedded(at)),
        None => Body::Unavailable("the stub says only in part what body the request has".to_owned()),
    }
}

fn response(value: Option<Value>, at: &Pointer, limit: usize) -> Result<Option<Response>, Fault> {
    let Some((status, mut members)) = fields::answer(value, at)? else { return Ok(None) };
    let headers = fields::headers(members.remove("headers"), &at.key("headers"))?.partial();
    let is = |name: &str| members.get(name).and_then(Value::as_bool).unwrap_or(false);
    let (encoded, templated) = (is("encodedBody"), is("templated"));
    let file = members.get("bodyFile").is_some_and(|file| file.as_str().is_some_and(|file| !file.is_empty()));
    let at = at.key("body");
    let body = match members.remove("body") {
        Some(Value::String(text)) if !text.is_empty() => match (encoded, templated) {
            (_, true) => Body::Unavailable("the stub makes the body from a template".to_owned()),
            (true, _) => payload::base64(&text, &headers, BodySource::Encoded(at), limit),
            (false, _) => Body::Text(text, BodySource::Embedded(at)),
        },
        _ if file => Body::Unavailable("the stub has its body in another file".to_owned()),
        _ => Body::Absent,
    };
    Ok(Some(Response { status, headers, body }))
}
