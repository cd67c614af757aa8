//! Writes exchanges down in our own form, without their secrets.

use crate::{
    Body, BodySource, Exchange, Headers, Target,
    envelope::{BODY, BODY_BAD_BYTE, BODY_BYTES, BODY_OMITTED},
    scrub,
};
use driftline_finding::Redactor;
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Writes an exchange as one line that [`ReadOptions::read`](crate::ReadOptions::read) reads back, after everything
/// has been masked that is secret by its name (headers, query parameters, members of bodies) or by its shape.
///
/// The line goes out in one piece. It holds no absent answer and no absent body. Beside a text that was not all UTF-8
/// stands the first byte that is not (`bodyBadByte`); a body that is no text is written as its size (`bodyBytes`), one that
/// is not available as the reason (`bodyOmitted`). An exchange that is addressed
/// to an operation and not to a URL has no line: [`io::ErrorKind::InvalidInput`].
///
/// ```
/// use driftline_capture::{ReadOptions, write_ndjson};
/// use driftline_finding::Redactor;
///
/// let line = r#"{"request":{"method":"GET","url":"/x","headers":{"X-Auth-Token":"s3cret"}}}"#;
/// let mut out = Vec::new();
/// for exchange in ReadOptions::default().read("-", line.as_bytes())? {
///     write_ndjson(&exchange?, &Redactor::default(), &mut out)?;
/// }
/// assert_eq!(String::from_utf8(out)?, line.replace("s3cret", "a0aaaa") + "\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_ndjson(exchange: &Exchange, redactor: &Redactor, out: &mut impl Write) -> io::Result<()> {
    let Target::Call { method, url } = &exchange.request.target else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "an exchange without a URL cannot be recorded"));
    };
    let mut request = Map::new();
    request.insert("method".into(), method.as_str().into());
    request.insert("url".into(), url.as_str().into());
    half(&mut request, &exchange.request.headers, &exchange.request.body);
    let mut line = Map::new();
    line.insert("request".into(), Value::Object(request));
    if let Some(answer) = &exchange.response {
        let mut response = Map::new();
        response.insert("status".into(), answer.status.into());
        half(&mut response, &answer.headers, &answer.body);
        line.insert("response".into(), Value::Object(response));
    }
    let mut text = scrub::record(redactor, &Value::Object(line).to_string());
    text.push('\n');
    out.write_all(text.as_bytes())
}

fn half(members: &mut Map<String, Value>, headers: &Headers, body: &Body) {
    members.insert("headers".into(), fields(headers));
    let (name, value) = match body {
        Body::Absent => return,
        // A string in place of a body is text, so a JSON string goes there as its text.
        Body::Json(Value::String(text), _) => (BODY, Value::from(text.as_str()).to_string().into()),
        Body::Json(value, _) => (BODY, value.clone()),
        Body::Text(text, _) => (BODY, text.as_str().into()),
        Body::Binary(bytes) => (BODY_BYTES, json!(bytes)),
        Body::Unavailable(reason) => (BODY_OMITTED, reason.as_str().into()),
    };
    members.insert(name.into(), value);
    if let Body::Text(_, BodySource::Replaced(_, bad)) = body {
        members.insert(BODY_BAD_BYTE.into(), json!({"offset": bad.offset, "byte": bad.byte}));
    }
}

/// One member a name; the values of a name that occurs again become a list.
fn fields(headers: &Headers) -> Value {
    let mut fields = Map::new();
    for (name, value) in headers.iter() {
        let value = Value::from(value);
        match fields.get_mut(name) {
            None => {
                fields.insert(name.to_owned(), value);
            }
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    Value::Object(fields)
}
