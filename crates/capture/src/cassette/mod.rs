//! Cassettes: what HTTP clients of tests record and play back. The tools share a form and differ in names.

mod go_vcr;
mod ruby_vcr;
mod vcrpy;

pub(crate) use self::{go_vcr::ARCHIVE as GO_VCR, ruby_vcr::ARCHIVE as RUBY_VCR, vcrpy::ARCHIVE as VCRPY};

use crate::{
    Body, BodySource, Headers, Request, Response,
    fields::{self, Fault},
    payload, quote,
    shape::Halves,
    yaml::BINARY,
};
use driftline_finding::Pointer;
use serde_json::{Map, Value};

/// What an interaction is, for messages.
const INTERACTION: &str = "an interaction (an object with `request` and `response`)";

/// How one tool writes the halves of an interaction.
struct Names {
    /// The member with the URL.
    url: &'static str,
    /// The members that may lead to the status, in the order in which they are tried.
    status: &'static [&'static [&'static str]],
    /// The members of a response that may hold its body.
    body: &'static [&'static str],
}

/// Reads an interaction.
fn halves(value: Value, names: &Names, limit: usize) -> Result<Halves, Fault> {
    let root = Pointer::ROOT;
    let mut interaction = fields::object(Some(value), &root, INTERACTION)?;
    let at = root.key("request");
    let what = format!("a request (an object with `method` and `{}`)", names.url);
    let mut members = fields::object(interaction.remove("request"), &at, &what)?;
    let target = fields::call_named(&mut members, &at, names.url)?;
    let headers = fields::headers(members.remove("headers"), &at.key("headers"))?;
    let body = body(members.remove("body"), &at.key("body"), &headers, limit)?;
    let response = response(interaction.remove("response"), names, limit)?;
    Ok(Halves { request: Request { target, headers, body, partial_query: false }, response })
}

fn response(value: Option<Value>, names: &Names, limit: usize) -> Result<Option<Response>, Fault> {
    if matches!(value, None | Some(Value::Null)) {
        return Ok(None);
    }
    let at = Pointer::ROOT.key("response");
    let mut members = fields::object(value, &at, "a response (an object with a status)")?;
    let Some(status) = status(&members, names, &at)? else { return Ok(None) };
    let headers = fields::headers(members.remove("headers"), &at.key("headers"))?;
    let holder = names.body.iter().find(|name| members.contains_key(**name));
    let body = match holder {
        Some(name) => body(members.remove(*name), &at.key(name), &headers, limit)?,
        None => Body::Absent,
    };
    Ok(Some(Response { status, headers, body }))
}

fn status(response: &Map<String, Value>, names: &Names, at: &Pointer) -> Result<Option<u16>, Fault> {
    for path in names.status {
        let mut at = at.clone();
        let mut value = None;
        for (depth, name) in path.iter().enumerate() {
            at = at.key(name);
            value = if depth == 0 { response.get(*name) } else { value.and_then(|value: &Value| value.get(*name)) };
        }
        if let Some(value) = value {
            return fields::status(value, &at);
        }
    }
    let expected = names.status.first().map(|path| path.join(".")).unwrap_or_default();
    Err(Fault::new(at, format!("`response` has no status: expected `{expected}`")))
}

/// A body: text, base64, or an object that holds one of them beside its encoding.
fn body(value: Option<Value>, at: &Pointer, headers: &Headers, limit: usize) -> Result<Body, Fault> {
    match value {
        None | Some(Value::Null) => Ok(Body::Absent),
        Some(Value::String(text)) => Ok(text_body(text, at, headers, limit)),
        Some(Value::Object(mut members)) => {
            for (name, encoded) in [(BINARY, true), ("base64_string", true), ("string", false), ("base64", true)] {
                match members.remove(name) {
                    Some(Value::String(text)) if encoded => {
                        // A tag adds no step to the way that leads to the value.
                        let at = if name == BINARY { at.clone() } else { at.key(name) };
                        return Ok(payload::base64(&text, headers, BodySource::Encoded(at), limit));
                    }
                    Some(value) => return body(Some(value), &at.key(name), headers, limit),
                    None => {}
                }
            }
            if members.is_empty() {
                return Ok(Body::Absent);
            }
            Err(Fault::new(at, "expected a body as text, or an object with `string` or `base64_string`"))
        }
        Some(other) => Err(Fault::new(at, format!("expected a body as text, found {}", quote::kind(&other)))),
    }
}

/// A body that is text in the capture. Where a coding is left on it, it can be undone only if the text is the bytes.
fn text_body(text: String, at: &Pointer, headers: &Headers, limit: usize) -> Body {
    if text.is_empty() {
        return Body::Absent;
    }
    let source = BodySource::Embedded(at.clone());
    if headers.get("content-encoding").is_none() {
        return Body::Text(text, source);
    }
    match payload::body(text.clone().into_bytes(), headers, source, limit) {
        Body::Text(decoded, source) if decoded == text => Body::Text(decoded, source),
        Body::Text(decoded, _) => Body::Text(decoded, BodySource::Encoded(at.clone())),
        other => other,
    }
}

#[cfg(test)]
mod tests;
