//! Our own form of an exchange, as one JSON object.
//!
//! ```json
//! {"request": {"method", "url", "headers", "body"?}, "response": {"status", "headers", "body"?}}
//! ```
//!
//! A `body` that is a string is text, any other value is JSON, and without the member there is no body. What a
//! recording cannot hold stands beside it: `bodyBadByte` says by `offset` and `byte` which byte of a body was the first that
//! is not UTF-8, where its text has U+FFFD; `bodyBytes` is the size of a body that is no text, `bodyOmitted` the
//! reason why another one is missing. Members that are not named here are passed over.
//!
//! Other recorders of such lines (Redocly's among them) use other names, which are read too: see [`REQUEST`] and what
//! follows it.

use crate::{
    BadByte, Body, BodySource, Request, Response, Target,
    fields::{self, Fault},
    quote,
    shape::{Halves, Shape},
};
use driftline_finding::Pointer;
use serde_json::{Map, Value};

mod borrowed;

/// The member with a body.
pub(crate) const BODY: &str = "body";
/// The member with the size of a body that is no text.
pub(crate) const BODY_BYTES: &str = "bodyBytes";
/// The member with the first byte of a body that is not UTF-8.
pub(crate) const BODY_BAD_BYTE: &str = "bodyBadByte";
/// The member with the reason why a body is missing.
pub(crate) const BODY_OMITTED: &str = "bodyOmitted";

/// The names of the two halves, of the parts of a call, and of a body; the first is ours.
const REQUEST: &[&str] = &["request", "req", "httpRequest"];
const RESPONSE: &[&str] = &["response", "res", "httpResponse"];
const METHOD: &[&str] = &["method", "httpMethod"];
const URL: &[&str] = &["url", "uri", "requestUrl", "path"];
const STATUS: &[&str] = &["status", "statusCode"];
const BODIES: &[&str] = &[BODY, "bodyText", "payload", "rawBody", "data"];

/// Whether an object with these members holds a half of an exchange.
pub(crate) fn has_half(names: &[String]) -> bool {
    names.iter().any(|name| REQUEST.contains(&name.as_str()) || RESPONSE.contains(&name.as_str()))
}

/// How records of this form are read.
pub(crate) const SHAPE: Shape =
    Shape { read: halves, borrow: Some(borrowed::halves), once: &["method", "url", "status", "headers", BODY] };

/// Reads the exchange that a record is.
fn halves(value: Value, _limit: usize) -> Result<Halves, Fault> {
    let root = Pointer::ROOT;
    let mut envelope = fields::object(Some(value), &root, "an exchange (an object with `request` and `response`)")?;
    let (sent, answered) = (present(&envelope, REQUEST), present(&envelope, RESPONSE));
    let request = request(envelope.remove(sent), &root.key(sent))?;
    let response = response(envelope.remove(answered), &root.key(answered))?;
    Ok(Halves { request, response })
}

/// The one of these names that is used; ours if none is.
fn present<'n>(members: &Map<String, Value>, names: &[&'n str]) -> &'n str {
    names.iter().find(|name| members.contains_key(**name)).unwrap_or(&names[0])
}

fn request(value: Option<Value>, at: &Pointer) -> Result<Request, Fault> {
    let mut members = fields::object(value, at, "a request (an object with `method` and `url`)")?;
    let (method, url) = (present(&members, METHOD), present(&members, URL));
    if let Some(method) = members.remove(method) {
        members.insert(METHOD[0].to_owned(), method);
    }
    let mut target = fields::call_named(&mut members, at, url)?;
    if let (Target::Call { url, .. }, Some(Value::String(host))) = (&mut target, members.get("host"))
        && url.starts_with('/')
        && !url.starts_with("//")
    {
        let scheme = members.get("scheme").and_then(Value::as_str).unwrap_or("https");
        *url = format!("{scheme}://{host}{url}");
    }
    let headers = fields::headers(members.remove("headers"), &at.key("headers"))?;
    Ok(Request { target, headers, body: body(&mut members, at), partial_query: false })
}

fn response(value: Option<Value>, at: &Pointer) -> Result<Option<Response>, Fault> {
    let status = value.as_ref().and_then(Value::as_object).map_or(STATUS[0], |members| present(members, STATUS));
    let Some((status, mut members)) = fields::answer_named(value, at, status)? else { return Ok(None) };
    let headers = fields::headers(members.remove("headers"), &at.key("headers"))?;
    Ok(Some(Response { status, headers, body: body(&mut members, at) }))
}

fn body(half: &mut Map<String, Value>, at: &Pointer) -> Body {
    let name = present(half, BODIES);
    let at = at.key(name);
    let bad = half.remove(BODY_BAD_BYTE).and_then(|bad| bad_byte(&bad));
    match (half.remove(name), half.remove(BODY_BYTES), half.remove(BODY_OMITTED)) {
        (Some(Value::String(text)), ..) => match bad {
            Some(bad) => Body::Text(text, BodySource::Replaced(at, bad)),
            None => Body::Text(text, BodySource::Embedded(at)),
        },
        (Some(value), ..) => Body::Json(value, BodySource::Inline(at)),
        (None, Some(Value::Number(bytes)), _) if bytes.is_u64() => {
            Body::Binary(bytes.as_u64().and_then(|bytes| usize::try_from(bytes).ok()).unwrap_or(usize::MAX))
        }
        (None, _, Some(Value::String(reason))) => Body::Unavailable(quote::line(&reason)),
        (None, ..) => Body::Absent,
    }
}

fn bad_byte(value: &Value) -> Option<BadByte> {
    let number = |name: &str| value.get(name).and_then(Value::as_u64);
    Some(BadByte { offset: usize::try_from(number("offset")?).ok()?, byte: u8::try_from(number("byte")?).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Exchange, Record, shape};
    use driftline_finding::Position;

    fn read(text: &str) -> Result<Exchange, String> {
        let record = Record::new("x.ndjson", text.as_bytes(), Position { line: 7, column: 1 });
        shape::exchange(record, SHAPE, 0).map_err(|error| error.to_string())
    }

    #[test]
    fn a_body_is_text_json_or_absent() {
        let read = |body: &str| {
            let exchange = read(&format!("{{\"request\":{{\"method\":\"GET\",\"url\":\"/\"{body}}}}}"));
            exchange.expect("an exchange").request.body
        };
        let at = Pointer::ROOT.key("request").key("body");
        assert_eq!(read(""), Body::Absent);
        assert_eq!(read(",\"body\":\"\""), Body::Text(String::new(), BodySource::Embedded(at.clone())));
        assert_eq!(read(",\"body\":null"), Body::Json(Value::Null, BodySource::Inline(at)));
        assert_eq!(read(",\"bodyBytes\":7"), Body::Binary(7));
        let replaced = BodySource::Replaced(Pointer::ROOT.key("request").key("body"), BadByte { offset: 3, byte: 255 });
        let bad = ",\"body\":\"x\",\"bodyBadByte\":{\"offset\":3,\"byte\":255}";
        assert_eq!(read(bad), Body::Text("x".to_owned(), replaced));
        assert_eq!(read(",\"bodyOmitted\":\"too large\""), Body::Unavailable("too large".to_owned()));
    }

    #[test]
    fn what_is_missing_or_wrong_is_named_at_its_place() {
        for (text, message) in [
            ("{\"response\":{\"status\":200}}", "x.ndjson:7:1: `request` is missing"),
            ("{\"request\":{\"url\":\"/\"}}", "x.ndjson:7:12: `method` is missing"),
            ("null", "x.ndjson:7:1: expected an exchange (an object with `request` and `response`), found null"),
            (
                "{\"request\":{\"method\":\"G\",\"url\":\"/\"},\"response\":{\"status\":99}}",
                "x.ndjson:7:58: expected a status from 100 to 599 as an integer, found `99`",
            ),
        ] {
            assert_eq!(read(text).map(|_| ()), Err(message.to_owned()));
        }
    }

    #[test]
    fn the_names_of_other_recorders_are_understood() {
        let text = "{\"req\":{\"httpMethod\":\"PUT\",\"host\":\"h\",\"path\":\"/a\",\"payload\":{\"b\":1}},\
                    \"res\":{\"statusCode\":201,\"bodyText\":\"{}\"}}";
        let exchange = read(text).expect("an exchange");
        let expected = Target::Call { method: "PUT".to_owned(), url: "https://h/a".to_owned() };
        assert_eq!(exchange.request.target, expected);
        let at = Pointer::ROOT.key("req").key("payload");
        assert_eq!(exchange.request.body, Body::Json(serde_json::json!({"b": 1}), BodySource::Inline(at)));
        assert_eq!(exchange.response.map(|response| response.status), Some(201));
        let refused = read("{\"req\":{\"method\":\"G\",\"uri\":\"/\"},\"res\":{\"statusCode\":99}}").map(|_| ());
        assert_eq!(
            refused,
            Err("x.ndjson:7:53: expected a status from 100 to 599 as an integer, found `99`".to_owned())
        );
    }

    #[test]
    fn a_member_of_which_a_record_has_one_makes_it_unreadable_when_it_stands_there_twice() {
        let request = r#""request":{"method":"G","url":"/","extra":1,"extra":2}"#;
        for (text, name) in [
            (format!(r#"{{{request},"response":{{"status":200}},"response":{{"status":500}}}}"#), Some("response")),
            (format!(r#"{{{request},"response":{{"status":200,"status":500}}}}"#), Some("status")),
            (r#"{"request":{"method":"G","url":"/","url":"/b"}}"#.to_owned(), Some("url")),
            (format!(r#"{{{request},"note":1,"note":2,"response":{{"status":200,"body":{{"a":1,"a":2}}}}}}"#), None),
        ] {
            let again = |name: &str| text.rfind(&format!("\"{name}\"")).map_or(0, |at| at + 1);
            let expected = name.map_or(Ok(()), |name| {
                Err(format!("x.ndjson:7:{}: `{name}` stands in its object before, and a record has one", again(name)))
            });
            assert_eq!(read(&text).map(drop), expected, "{text}");
        }
    }
}
