//! WireMock: `mappings`, or one stub mapping.

use super::{call, indefinite, literal, url};
use crate::{
    Body, BodySource, Headers, Request, Response, Target,
    fields::{self, Fault},
    listed::Archive,
    payload, quote,
    shape::{Halves, Shape},
};
use driftline_finding::Pointer;
use serde_json::{Map, Value};

pub(crate) static ARCHIVE: Archive = Archive {
    name: "WireMock file",
    path: &["mappings"],
    item: "a stub mapping",
    versions: &[],
    shape: Shape::new(halves),
};

/// Methods whose requests have no body.
const WITHOUT_BODY: &[&str] = &["GET", "HEAD", "DELETE", "OPTIONS", "TRACE"];

fn halves(value: Value, limit: usize) -> Result<Halves, Fault> {
    let root = Pointer::ROOT;
    let mut stub = fields::object(Some(value), &root, "a stub mapping (an object with `request` and `response`)")?;
    let request = request(stub.remove("request"), &root.key("request"))?;
    let response = response(stub.remove("response"), &root.key("response"), limit)?;
    Ok(Halves { request, response: Some(response) })
}

fn request(value: Option<Value>, at: &Pointer) -> Result<Request, Fault> {
    let members = fields::object(value, at, "a request (an object with `method` and a URL)")?;
    let method = match members.get("method").and_then(Value::as_str) {
        Some(method) if !method.eq_ignore_ascii_case("ANY") => method.to_owned(),
        _ => return Err(indefinite(at, "it answers every method")),
    };
    let path = path(&members, at)?;
    let query = query(&members, at)?;
    let exact = |name: &str| members.get(name).and_then(equal_to);
    let host = exact("host").map(|host| match members.get("port").and_then(Value::as_u64) {
        Some(port) => format!("{host}:{port}"),
        None => host,
    });
    let scheme = members.get("scheme").and_then(Value::as_str);
    let target = call(method, url(scheme, host.as_deref(), &path, &query), at)?;
    let headers = headers(members.get("headers"));
    let body = request_body(&members, &target, at);
    // `url` and `urlPattern` are about the query too, the others about the path alone.
    let partial_query = !["url", "urlPattern"].iter().any(|name| members.contains_key(*name));
    Ok(Request { target, headers, body, partial_query })
}

/// The path, and the query where it stands with it.
fn path(request: &Map<String, Value>, at: &Pointer) -> Result<String, Fault> {
    let text = |name: &str| request.get(name).and_then(Value::as_str);
    if let Some(path) = text("url").or_else(|| text("urlPath")) {
        return Ok(path.to_owned());
    }
    for name in ["urlPattern", "urlPathPattern"] {
        if let Some(pattern) = text(name) {
            let why = || format!("`{name}` is the pattern `{}`", quote::excerpt(pattern));
            return literal(pattern).ok_or_else(|| indefinite(&at.key(name), &why()));
        }
    }
    match text("urlPathTemplate") {
        Some(template) => Ok(filled(template, request.get("pathParameters"))),
        None => Err(indefinite(at, "it answers every URL")),
    }
}

/// A path template with the values that the stub states; a variable without one stays as it is.
fn filled(template: &str, parameters: Option<&Value>) -> String {
    let mut path = template.to_owned();
    for (name, matcher) in parameters.and_then(Value::as_object).into_iter().flatten() {
        if let Some(value) = equal_to(matcher) {
            path = path.replace(&format!("{{{name}}}"), &value);
        }
    }
    path
}

fn query(request: &Map<String, Value>, at: &Pointer) -> Result<Vec<(String, String)>, Fault> {
    let at = at.key("queryParameters");
    let mut query = Vec::new();
    for (name, matcher) in request.get("queryParameters").and_then(Value::as_object).into_iter().flatten() {
        if matcher.get("absent").is_some() {
            continue;
        }
        let values = matcher.get("hasExactly").or_else(|| matcher.get("includes")).and_then(Value::as_array);
        let values = values.map_or_else(|| vec![equal_to(matcher)], |all| all.iter().map(equal_to).collect());
        for value in values {
            let why = || format!("the parameter `{}` has no single value", quote::name(name));
            query.push((name.clone(), value.ok_or_else(|| indefinite(&at.key(name), &why()))?));
        }
    }
    Ok(query)
}

/// The one text that a matcher accepts.
fn equal_to(matcher: &Value) -> Option<String> {
    match matcher {
        Value::String(text) => Some(text.clone()),
        matcher => match (matcher.get("equalTo"), matcher.get("matches")) {
            (Some(Value::String(text)), _) => Some(text.clone()),
            (_, Some(Value::String(pattern))) => literal(pattern),
            _ => None,
        },
    }
}

/// The headers whose value is stated. A media type is often stated as a part.
fn headers(value: Option<&Value>) -> Headers {
    let stated = |name: &str, matcher: &Value| {
        let part = matcher.get("contains").and_then(Value::as_str).filter(|part| part.contains('/'));
        let media_type = name.eq_ignore_ascii_case("content-type").then(|| part.map(str::to_owned)).flatten();
        equal_to(matcher).or(media_type)
    };
    let fields = value.and_then(Value::as_object).into_iter().flatten();
    let fields = fields.filter(|(name, _)| !fields::is_pseudo(name));
    fields.filter_map(|(name, matcher)| Some((name, stated(name, matcher)?))).collect::<Headers>().partial()
}

/// The body, if the stub accepts one only.
fn request_body(request: &Map<String, Value>, target: &Target, at: &Pointer) -> Body {
    let at = at.key("bodyPatterns").index(0);
    let patterns = request.get("bodyPatterns").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let unknown = |why: &str| Body::Unavailable(format!("the stub {why} what body the request has"));
    let Some(pattern) = patterns.first() else {
        let without = |method: &String| WITHOUT_BODY.iter().any(|known| method.eq_ignore_ascii_case(known));
        return match target {
            Target::Call { method, .. } if without(method) => Body::Absent,
            _ => unknown("does not say"),
        };
    };
    let partial = pattern.get("ignoreExtraElements").and_then(Value::as_bool).unwrap_or(false);
    if partial || patterns.len() > 1 {
        return unknown("says only in part");
    }
    match (pattern.get("equalToJson"), pattern.get("equalTo")) {
        (Some(Value::String(text)), _) => Body::Text(text.clone(), BodySource::Embedded(at.key("equalToJson"))),
        (Some(value), _) => Body::Json(value.clone(), BodySource::Inline(at.key("equalToJson"))),
        (None, Some(Value::String(text))) => Body::Text(text.clone(), BodySource::Embedded(at.key("equalTo"))),
        _ => unknown("says only in part"),
    }
}

fn response(value: Option<Value>, at: &Pointer, limit: usize) -> Result<Response, Fault> {
    let mut members = fields::object(value, at, "a response (an object)")?;
    for (name, what) in [("fault", "breaks the connection"), ("proxyBaseUrl", "passes the request on")] {
        if members.contains_key(name) {
            return Err(Fault::indefinite(&at.key(name), format!("the stub gives no answer of its own: it {what}")));
        }
    }
    let status = match members.remove("status") {
        None => Some(200),
        Some(status) => fields::status(&status, &at.key("status"))?,
    };
    let status = status.ok_or_else(|| Fault::indefinite(at, "the stub gives no answer: it has no status"))?;
    let headers = fields::headers(members.remove("headers"), &at.key("headers"))?.partial();
    let body = response_body(&mut members, &headers, at, limit);
    Ok(Response { status, headers, body })
}

fn response_body(response: &mut Map<String, Value>, headers: &Headers, at: &Pointer, limit: usize) -> Body {
    let names = response.get("transformers").and_then(Value::as_array);
    if names.is_some_and(|names| names.iter().any(|name| name == "response-template")) {
        return Body::Unavailable("the stub makes the body from a template".to_owned());
    }
    if let Some(value) = response.remove("jsonBody") {
        return Body::Json(value, BodySource::Inline(at.key("jsonBody")));
    }
    match (response.remove("body"), response.remove("base64Body")) {
        (Some(Value::String(text)), _) if text.is_empty() => Body::Absent,
        (Some(Value::String(text)), _) => Body::Text(text, BodySource::Embedded(at.key("body"))),
        (_, Some(Value::String(text))) => {
            payload::base64(&text, headers, BodySource::Encoded(at.key("base64Body")), limit)
        }
        _ if response.contains_key("bodyFileName") => {
            Body::Unavailable("the stub has its body in another file".to_owned())
        }
        _ => Body::Absent,
    }
}
