//! The body in the `content` of a response: as text, in base64, compressed, cut off or left out.

use crate::{Body, BodySource, Headers, payload, quote};
use driftline_finding::Pointer;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The media type that stands in `mimeType`; browsers write `x-unknown` or nothing where there is none.
pub(super) fn media_type(data: &Map<String, Value>) -> Option<&str> {
    let known = data.get("mimeType").and_then(Value::as_str).map(str::trim);
    known.filter(|media_type| media_type.contains('/'))
}

/// The body in the content object at `at`.
///
/// A size of -1 says that the size is not known; with a media type beside it there was a body.
pub(super) fn body(content: &mut Map<String, Value>, headers: &Headers, at: &Pointer, limit: usize) -> Body {
    let size = content.get("size").and_then(Value::as_f64).unwrap_or(0.0);
    let json = media_type(content).is_some_and(|media_type| media_type.to_ascii_lowercase().contains("json"));
    let encoding = content.get("encoding").and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
    let at = at.key("text");
    match (content.remove("text"), encoding.as_str()) {
        (Some(Value::String(text)), "") if !text.is_empty() => {
            if json && is_cut(&text, size) {
                unavailable("the capture cut the body off")
            } else {
                Body::Text(text, BodySource::Embedded(at))
            }
        }
        (Some(Value::String(text)), "base64") if !text.is_empty() => {
            payload::base64(&text, &described(headers, content), BodySource::Encoded(at), limit)
        }
        (Some(Value::String(text)), other) if !text.is_empty() => {
            Body::Unavailable(format!("the capture holds the body in the unknown encoding `{}`", quote::name(other)))
        }
        _ if size > 0.0 || (size < 0.0 && media_type(content).is_some()) => {
            unavailable("the capture does not hold the body")
        }
        _ => Body::Absent,
    }
}

/// The headers, with the media type that stands beside the body where they have none.
fn described<'h>(headers: &'h Headers, content: &Map<String, Value>) -> Cow<'h, Headers> {
    match (headers.media_type(), media_type(content)) {
        (None, Some(media_type)) => {
            let mut headers = headers.clone();
            headers.push("content-type", media_type);
            Cow::Owned(headers)
        }
        _ => Cow::Borrowed(headers),
    }
}

fn unavailable(reason: &str) -> Body {
    Body::Unavailable(reason.to_owned())
}

/// Whether the text is shorter than it was and ends in the middle of a JSON value. Some recorders give another
/// size (of the compressed body, of UTF-16), so that the size alone says nothing.
fn is_cut(text: &str, size: f64) -> bool {
    // A text of more than 2^52 bytes does not fit into a record.
    #[expect(clippy::cast_precision_loss, reason = "exact up to 2^52")]
    let shorter = (text.len() as f64) < size;
    shorter && serde_json::from_str::<Value>(text).is_err_and(|error| error.is_eof())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(content: Value, coding: &str) -> Body {
        let Value::Object(mut content) = content else { return Body::Absent };
        let headers: Headers = [("Content-Encoding", coding)].into_iter().collect();
        body(&mut content, &headers, &Pointer::ROOT, 1 << 10)
    }

    #[test]
    fn base64_is_decoded() {
        let content = json!({"size": 3, "mimeType": "application/json", "encoding": "base64", "text": "eyJhIjoxfQ=="});
        let source = BodySource::Encoded(Pointer::ROOT.key("text"));
        assert_eq!(read(content, "br"), Body::Text("{\"a\":1}".to_owned(), source));
    }

    #[test]
    fn a_body_that_is_cut_off_or_left_out_is_not_available() {
        let body =
            |size: i64, text: &str| read(json!({"size": size, "mimeType": "application/json", "text": text}), "");
        assert!(matches!(body(99, "{\"a\":"), Body::Unavailable(_)));
        assert!(matches!(body(5, "{\"a\":"), Body::Text(..)));
        assert!(matches!(body(99, "{\"a\":1}"), Body::Text(..)));
        assert!(matches!(body(99, "not json"), Body::Text(..)));
        assert_eq!(body(0, ""), Body::Absent);
        assert!(matches!(read(json!({"size": 312}), ""), Body::Unavailable(_)));
        assert!(matches!(read(json!({"size": -1, "mimeType": "text/html"}), ""), Body::Unavailable(_)));
        assert_eq!(read(json!({"size": -1, "mimeType": "x-unknown"}), ""), Body::Absent);
        assert_eq!(read(json!({}), ""), Body::Absent);
    }
}
