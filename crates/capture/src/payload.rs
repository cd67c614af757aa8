//! A body of which a capture holds the bytes: in base64, and as they went over the wire.

use crate::{
    Body, BodySource, Headers,
    decompress::{self, Coding, Refused},
    quote,
    replaced::BadByte,
};
use base64::{
    Engine, alphabet,
    engine::general_purpose::{GeneralPurpose, NO_PAD},
};
use serde_json::Value;

/// Padding is taken off before, and some writers leave bits in the last character.
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, NO_PAD.with_decode_allow_trailing_bits(true));

/// The body whose bytes stand in base64 at `source`.
pub(crate) fn base64(text: &str, headers: &Headers, source: BodySource, limit: usize) -> Body {
    match decode(text) {
        Some(bytes) => body(bytes, headers, source, limit),
        None => Body::Unavailable("the capture holds the body as base64 that is damaged".to_owned()),
    }
}

/// Decodes base64 in either alphabet, with or without padding and line breaks (RFC 4648 §4 and §5, RFC 2045 §6.8).
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let standard = |byte: u8| match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    };
    let letters: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).map(standard).collect();
    let padding = letters.iter().rev().take_while(|byte| **byte == b'=').count();
    BASE64.decode(&letters[..letters.len() - padding]).ok()
}

/// A body of which the bytes are known.
pub(crate) fn body(bytes: Vec<u8>, headers: &Headers, source: BodySource, limit: usize) -> Body {
    let bytes = match uncoded(bytes, headers, limit) {
        Ok(bytes) => bytes,
        Err(reason) => return Body::Unavailable(format!("the body cannot be decompressed: {reason}")),
    };
    match unknown_coding(headers).filter(|_| std::str::from_utf8(&bytes).is_err()) {
        Some(coding) => Body::Unavailable(format!("the capture holds the body compressed (`{coding}`)")),
        None => plain(bytes, headers, source),
    }
}

/// A body of which the bytes are known, without a content coding.
pub(crate) fn plain(bytes: Vec<u8>, headers: &Headers, source: BodySource) -> Body {
    match String::from_utf8(bytes) {
        Ok(text) if text.is_empty() => Body::Absent,
        Ok(text) => Body::Text(text, source),
        Err(error) => match BadByte::of(error.as_bytes()) {
            Some(bad) if is_utf8(headers) => {
                let (BodySource::Inline(at)
                | BodySource::Embedded(at)
                | BodySource::Encoded(at)
                | BodySource::Replaced(at, _)) = source;
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                Body::Text(text, BodySource::Replaced(at, bad))
            }
            _ => Body::Binary(error.as_bytes().len()),
        },
    }
}

/// Whether the headers say that a body is UTF-8: what is JSON must be (RFC 8259 §8.1), unless they say otherwise, and
/// another text is where its charset says so.
fn is_utf8(headers: &Headers) -> bool {
    let parameters = headers.get("content-type").unwrap_or_default().split(';').skip(1);
    let charset = parameters
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    match charset.map(|(_, value)| value.trim().trim_matches('"')) {
        Some(charset) => is_textual(headers) && charset.eq_ignore_ascii_case("utf-8"),
        None => headers.media_type().is_some_and(|media_type| media_type.ends_with("json")),
    }
}

/// Undoes the content codings. A header may name one that the recorder has already undone, so the bytes decide where
/// they can, and what is readable as it stands is left so.
fn uncoded(mut bytes: Vec<u8>, headers: &Headers, limit: usize) -> Result<Vec<u8>, String> {
    for name in codings(headers).iter().rev() {
        let Some(coding) = Coding::named(name) else { return Ok(bytes) };
        let signed = matches!(coding, Coding::Gzip | Coding::Zstd);
        if signed && Coding::of(&bytes) != Some(coding) || bytes.is_empty() || is_json(&bytes) {
            continue;
        }
        bytes = match decompress::whole(&bytes, coding, limit) {
            Ok(text) => text,
            Err(Refused::Damaged(_)) if std::str::from_utf8(&bytes).is_ok() => bytes,
            // An image below a header that the recorder has left behind is an image.
            Err(Refused::Damaged(_)) if !signed && !is_textual(headers) => bytes,
            Err(Refused::Damaged(reason) | Refused::TooLarge(reason)) => return Err(reason),
        };
    }
    match Coding::of(&bytes) {
        Some(coding) => decompress::whole(&bytes, coding, limit)
            .map_err(|(Refused::Damaged(reason) | Refused::TooLarge(reason))| reason),
        None => Ok(bytes),
    }
}

fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Value>(bytes).is_ok()
}

/// Whether the media type is that of a text.
fn is_textual(headers: &Headers) -> bool {
    let media_type = headers.media_type().unwrap_or_default();
    media_type.starts_with("text/") || ["json", "xml"].iter().any(|form| media_type.contains(form))
}

/// The content codings (RFC 9110 §8.4) in the order in which they were applied.
fn codings(headers: &Headers) -> Vec<String> {
    let value = headers.get("content-encoding").unwrap_or_default();
    let names = value.split(',').map(|name| name.trim().to_ascii_lowercase());
    names.filter(|name| !name.is_empty() && name != "identity").collect()
}

/// The first coding that is not known here.
fn unknown_coding(headers: &Headers) -> Option<String> {
    let codings = codings(headers);
    codings.iter().find(|name| Coding::named(name).is_none()).map(|name| quote::name(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftline_finding::Pointer;

    fn read(text: &str, coding: &str) -> Body {
        read_as("application/json", text, coding)
    }

    fn read_as(media_type: &str, text: &str, coding: &str) -> Body {
        let headers: Headers = [("Content-Encoding", coding), ("Content-Type", media_type)].into_iter().collect();
        base64(text, &headers, BodySource::Encoded(Pointer::ROOT), 1 << 10)
    }

    fn text(text: &str) -> Body {
        Body::Text(text.to_owned(), BodySource::Encoded(Pointer::ROOT))
    }

    #[test]
    fn base64_is_read_in_every_spelling() {
        for spelling in ["eyJhIjoxfQ==", "eyJhIjoxfQ", "eyJh\nIjox\r\nfQ=="] {
            assert_eq!(read(spelling, ""), text("{\"a\":1}"));
        }
        assert_eq!(read("eyJhIjoiPz8_In0=", ""), text("{\"a\":\"???\"}"));
        assert!(matches!(read("@@not base64@@", ""), Body::Unavailable(_)));
    }

    #[test]
    fn codings_are_undone_where_the_recorder_has_not_done_so() {
        let gzip = "H4sIAAAAAAACA6tWSlSyMqwFAK+sG1YHAAAA";
        let brotli = "CwOAeyJhIjoxfQM=";
        for (bytes, coding) in [
            (gzip, ""),
            (gzip, "gzip"),
            ("eyJhIjoxfQ==", "br"),
            ("eyJhIjoxfQ==", "deflate, gzip"),
            ("eJyrVkpUsjKsBQAIKgIJ", "deflate"),
            ("q1ZKVLIyrAUA", "deflate"),
            (brotli, "br"),
            ("KLUv/SAHOQAAeyJhIjoxfQ==", "zstd"),
        ] {
            assert_eq!(read(bytes, coding), text("{\"a\":1}"), "{coding}: {bytes}");
        }
    }

    #[test]
    fn what_cannot_be_decompressed_is_named() {
        let reason = |bytes: &str, coding: &str| match read(bytes, coding) {
            Body::Unavailable(reason) => reason,
            other => panic!("{other:?}"),
        };
        assert_eq!(reason("H4sIAAA=", ""), "the body cannot be decompressed: the gzip data is cut off");
        assert_eq!(reason("iyCA/w==", "br"), "the body cannot be decompressed: the br data is damaged");
        assert_eq!(reason("iyCA/w==", "compress"), "the capture holds the body compressed (`compress`)");
        assert_eq!(read_as("image/png", "iyCA/w==", "gzip"), Body::Binary(4));
        assert_eq!(read_as("image/png", "iyCA/w==", "br"), Body::Binary(4));
    }

    #[test]
    fn a_text_that_is_said_to_be_utf8_and_is_not_is_read_with_its_first_bad_byte() {
        let replaced = |text: &str, offset: usize, byte: u8| {
            Body::Text(text.to_owned(), BodySource::Replaced(Pointer::ROOT, BadByte { offset, byte }))
        };
        let latin = "eyJhIjoi5CJ9";
        for media_type in [
            "application/json",
            "application/problem+json; v=1",
            "Text/JSON; Charset=\"UTF-8\"",
            "text/csv; charset=utf-8",
        ] {
            assert_eq!(read_as(media_type, latin, ""), replaced("{\"a\":\"\u{fffd}\"}", 6, 0xE4), "{media_type}");
        }
        for media_type in ["text/csv", "application/json; charset=iso-8859-1", "image/png", "image/png; charset=utf-8"]
        {
            assert_eq!(read_as(media_type, latin, ""), Body::Binary(9), "{media_type}");
        }
        assert_eq!(read("iyCA/w==", "gzip"), replaced("\u{fffd} \u{fffd}\u{fffd}", 0, 0x8B));
    }
}
