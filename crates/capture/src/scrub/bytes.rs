//! Bodies of which a capture holds the bytes in base64, perhaps compressed.

use super::Cleaner;
use crate::{
    Headers,
    decompress::{self, Coding},
    payload,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;
use std::io::Write;

/// The shortest text that is looked at as base64 although nothing says that it is.
const LEAST: usize = 16;

/// How many codings may lie on one another.
const CODINGS: usize = 4;

/// What bytes are.
enum Bytes {
    /// A text without secrets, and whether it is JSON.
    Clean(bool),
    /// A text with secrets: the bytes without them, and whether that is JSON.
    Cleaned(Vec<u8>, bool),
    /// No text.
    Opaque,
}

impl Cleaner {
    /// Base64 whose bytes are a text without secrets, in the same codings. What is no text, or cannot be decoded, may
    /// hold anything: nothing but its length is left of it.
    pub(super) fn encoded(&self, text: &str, headers: &Headers) -> String {
        if text.is_empty() {
            return String::new();
        }
        let Some(bytes) = payload::decode(text) else { return self.redactor.mask(text) };
        match self.cleaned(&bytes, headers) {
            Bytes::Clean(_) => text.to_owned(),
            Bytes::Cleaned(clean, _) => STANDARD.encode(clean),
            Bytes::Opaque => STANDARD.encode(self.redactor.bytes(&bytes)),
        }
    }

    /// A text that may be base64, clean, if it is that of a text with secrets, or of JSON.
    pub(super) fn perhaps_encoded(&self, text: &str) -> Option<String> {
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=');
        if text.len() < LEAST || !text.bytes().all(letter) {
            return None;
        }
        match self.cleaned(&payload::decode(text)?, &Headers::default()) {
            Bytes::Cleaned(clean, is_json) => {
                let clean = STANDARD.encode(clean);
                // What is no JSON would be taken for a token when it is read again.
                let is_token = !is_json && self.probe.text(&clean) != clean;
                Some(if is_token { self.redactor.mask(text) } else { clean })
            }
            // It would be taken for a token.
            Bytes::Clean(true) => Some(text.to_owned()),
            Bytes::Clean(false) | Bytes::Opaque => None,
        }
    }

    fn cleaned(&self, bytes: &[u8], headers: &Headers) -> Bytes {
        let mut undone: Vec<Coding> = Vec::new();
        let mut plain = bytes.to_vec();
        while let Some(coding) = Coding::of(&plain).or_else(|| unsigned(&plain, headers)) {
            match decompress::whole(&plain, coding, self.limit) {
                Ok(text) if undone.len() < CODINGS => plain = text,
                _ => return Bytes::Opaque,
            }
            undone.push(coding);
        }
        let (Ok(text), Some(inner)) = (std::str::from_utf8(&plain), self.inner()) else { return Bytes::Opaque };
        let clean = inner.body(text, headers);
        let is_json = clean.starts_with(['{', '[']) && serde_json::from_str::<Value>(&clean).is_ok();
        if clean == text {
            return Bytes::Clean(is_json);
        }
        Bytes::Cleaned(undone.into_iter().rev().fold(clean.into_bytes(), compressed), is_json)
    }
}

/// The coding that only a header names, of bytes that are no text as they stand.
fn unsigned(bytes: &[u8], headers: &Headers) -> Option<Coding> {
    let codings = headers.get("content-encoding")?.rsplit(',');
    let coding = codings
        .filter_map(|name| Coding::named(&name.trim().to_ascii_lowercase()))
        .find(|coding| matches!(coding, Coding::Brotli | Coding::Deflate));
    coding.filter(|_| std::str::from_utf8(bytes).is_err())
}

/// The bytes in a coding. Nothing here writes br; its readers take what is readable as it stands.
fn compressed(bytes: Vec<u8>, coding: Coding) -> Vec<u8> {
    let level = flate2::Compression::default();
    let written = match coding {
        Coding::Gzip => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
            encoder.write_all(&bytes).and_then(|()| encoder.finish())
        }
        Coding::Deflate => {
            let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), level);
            encoder.write_all(&bytes).and_then(|()| encoder.finish())
        }
        Coding::Zstd => {
            let level = ruzstd::encoding::CompressionLevel::Fastest;
            Ok(ruzstd::encoding::compress_to_vec(bytes.as_slice(), level))
        }
        Coding::Brotli => return bytes,
    };
    // Writing into memory does not fail.
    written.unwrap_or(bytes)
}
