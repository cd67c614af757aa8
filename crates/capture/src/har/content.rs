//! The body in the `content` of a response: as text, in base64, compressed, cut off or left out.

use crate::{Body, BodySource, Headers, decompress, quote};
use base64::{
    Engine, alphabet,
    engine::general_purpose::{GeneralPurpose, NO_PAD},
};
use driftline_finding::Pointer;
use serde_json::{Map, Value};

/// Padding is taken off before, and some writers leave bits in the last character.
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, NO_PAD.with_decode_allow_trailing_bits(true));

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
        (Some(Value::String(text)), "base64") if !text.is_empty() => match decode(&text) {
            Some(bytes) => decoded(bytes, headers, BodySource::Encoded(at), limit),
            None => unavailable("the capture holds the body as base64 that is damaged"),
        },
        (Some(Value::String(text)), other) if !text.is_empty() => {
            Body::Unavailable(format!("the capture holds the body in the unknown encoding `{}`", quote::name(other)))
        }
        _ if size > 0.0 || (size < 0.0 && media_type(content).is_some()) => {
            unavailable("the capture does not hold the body")
        }
        _ => Body::Absent,
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

/// Decodes base64 in either alphabet, with or without padding and line breaks (RFC 4648 §4 and §5, RFC 2045 §6.8).
fn decode(text: &str) -> Option<Vec<u8>> {
    let standard = |byte: u8| match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    };
    let letters: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).map(standard).collect();
    let padding = letters.iter().rev().take_while(|byte| **byte == b'=').count();
    BASE64.decode(&letters[..letters.len() - padding]).ok()
}

/// A body of which the bytes are known. A header may name a coding that the recorder has already undone, so the
/// bytes decide and not the header.
fn decoded(bytes: Vec<u8>, headers: &Headers, source: BodySource, limit: usize) -> Body {
    let bytes = if bytes.starts_with(decompress::GZIP) {
        match decompress::gunzip(&bytes, limit) {
            Ok(bytes) => bytes,
            Err(reason) => return Body::Unavailable(format!("the body cannot be decompressed: {reason}")),
        }
    } else {
        bytes
    };
    match String::from_utf8(bytes) {
        Ok(text) if text.is_empty() => Body::Absent,
        Ok(text) => Body::Text(text, source),
        Err(error) => match coding(headers) {
            Some(coding) => Body::Unavailable(format!("the capture holds the body compressed (`{coding}`)")),
            None => Body::Binary(error.as_bytes().len()),
        },
    }
}

/// The content coding (RFC 9110 §8.4) that is not undone here, if the headers name one.
fn coding(headers: &Headers) -> Option<String> {
    let coding = headers.get("content-encoding")?.trim().to_ascii_lowercase();
    let undone = ["", "identity", "gzip", "x-gzip"].contains(&coding.as_str());
    (!undone).then(|| quote::name(&coding))
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

    fn encoded(text: &str) -> Value {
        json!({"size": 3, "mimeType": "application/json", "encoding": "base64", "text": text})
    }

    fn text(text: &str) -> Body {
        Body::Text(text.to_owned(), BodySource::Encoded(Pointer::ROOT.key("text")))
    }

    #[test]
    fn base64_is_read_in_every_spelling() {
        for spelling in ["eyJhIjoxfQ==", "eyJhIjoxfQ", "eyJh\nIjox\r\nfQ=="] {
            assert_eq!(read(encoded(spelling), ""), text("{\"a\":1}"));
        }
        assert_eq!(read(encoded("eyJhIjoiPz8_In0="), ""), text("{\"a\":\"???\"}"));
        assert!(matches!(read(encoded("@@not base64@@"), ""), Body::Unavailable(_)));
    }

    #[test]
    fn the_bytes_say_whether_a_body_is_compressed() {
        let gzip = "H4sIAAAAAAAAA6tWSlSyMqwFAK+sG1YHAAAA";
        let bytes = decode(gzip).expect("base64");
        assert!(bytes.starts_with(decompress::GZIP));
        assert_eq!(read(encoded("eyJhIjoxfQ=="), "br"), text("{\"a\":1}"));
        let Body::Unavailable(reason) = read(encoded("iyCA/w=="), "br") else { panic!("it is compressed") };
        assert_eq!(reason, "the capture holds the body compressed (`br`)");
        assert_eq!(read(encoded("iyCA/w=="), "gzip"), Body::Binary(4));
        let Body::Unavailable(reason) = read(encoded("H4sIAAA="), "") else { panic!("it is cut off") };
        assert_eq!(reason, "the body cannot be decompressed: the gzip data is cut off");
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
