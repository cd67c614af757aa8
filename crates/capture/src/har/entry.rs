//! One entry of a HAR as an exchange.

use super::{borrowed, content};
use crate::{
    Body, BodySource, Headers, Request, Response,
    fields::{self, Fault},
    shape::{Halves, Shape},
};
use driftline_finding::Pointer;
use serde_json::{Map, Value};

/// How entries are read.
pub(super) const SHAPE: Shape = Shape {
    read: halves,
    borrow: Some(borrowed::halves),
    once: &["method", "url", "status", "headers", "postData", "content"],
};

/// Reads an entry. A body that decompresses to more than `limit` bytes is not available.
fn halves(value: Value, limit: usize) -> Result<Halves, Fault> {
    let root = Pointer::ROOT;
    let mut entry = fields::object(Some(value), &root, "an entry (an object with `request` and `response`)")?;
    let request = request(entry.remove("request"), &root.key("request"))?;
    let response = response(entry.remove("response"), &root.key("response"), limit)?;
    Ok(Halves { request, response })
}

fn request(value: Option<Value>, at: &Pointer) -> Result<Request, Fault> {
    let mut members = fields::object(value, at, "a request (an object with `method` and `url`)")?;
    let target = fields::call(&mut members, at)?;
    let mut headers = fields::headers(members.remove("headers"), &at.key("headers"))?;
    let body = match members.remove("postData") {
        Some(Value::Object(mut data)) => {
            let body = posted(&mut data, &at.key("postData"));
            complete(&mut headers, &data, &body);
            body
        }
        _ => Body::Absent,
    };
    Ok(Request { target, headers, body, partial_query: false })
}

fn posted(data: &mut Map<String, Value>, at: &Pointer) -> Body {
    let json = content::media_type(data).is_some_and(|media_type| media_type.to_ascii_lowercase().contains("json"));
    let params = data.get("params").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let members = if json { members(params) } else { None };
    let has_params = !params.is_empty();
    match (data.remove("text"), members) {
        (Some(Value::String(text)), _) if !text.is_empty() => Body::Text(text, BodySource::Embedded(at.key("text"))),
        (_, Some(members)) => Body::Json(members.into(), BodySource::Encoded(at.key("params"))),
        _ if has_params => Body::Unavailable("the capture holds the parameters of the form, not the body".to_owned()),
        _ => Body::Absent,
    }
}

/// The members of a JSON object that the recorder took apart as if it were a form.
fn members(params: &[Value]) -> Option<Map<String, Value>> {
    let member = |param: &Value| Some((param.get("name")?.as_str()?.to_owned(), param.get("value")?.clone()));
    let members: Option<Map<String, Value>> = params.iter().map(member).collect();
    members.filter(|members| !members.is_empty())
}

fn response(value: Option<Value>, at: &Pointer, limit: usize) -> Result<Option<Response>, Fault> {
    let Some((status, mut members)) = fields::answer(value, at)? else { return Ok(None) };
    let mut headers = fields::headers(members.remove("headers"), &at.key("headers"))?;
    let body = match members.remove("content") {
        Some(Value::Object(mut content)) => {
            let body = content::body(&mut content, &headers, &at.key("content"), limit);
            complete(&mut headers, &content, &body);
            body
        }
        _ => Body::Absent,
    };
    Ok(Some(Response { status, headers, body }))
}

/// Takes the media type of a body from beside it where the headers have none.
fn complete(headers: &mut Headers, data: &Map<String, Value>, body: &Body) {
    if let (true, None, Some(media_type)) = (body.is_present(), headers.media_type(), content::media_type(data)) {
        headers.push("content-type", media_type);
    }
}
