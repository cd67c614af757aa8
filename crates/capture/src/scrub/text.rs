//! Strings of every form: JSON, URLs, forms, lines of headers, base64, running text.

use super::{Cleaner, json::Within};
use crate::{Body, BodySource, Headers, payload};
use driftline_finding::Pointer;
use serde_json::Value;

impl Cleaner {
    /// A string without secrets.
    pub(super) fn string(&self, string: &str) -> String {
        if string.is_empty() {
            return String::new();
        }
        if let Some(clean) = self.json_text(string, &Headers::default()) {
            return clean;
        }
        if !string.contains(char::is_whitespace)
            && let Some(clean) = self.word(string)
        {
            return clean;
        }
        let (clean, rest) = self.lines(string);
        // In a text of unknown form the value may stand anywhere around its name.
        if is_code(&rest) && self.names_secret(&rest) { self.redactor.mask(string) } else { self.redactor.text(&clean) }
    }

    /// A body. Of a text whose form is not known, only what holds no secret name is kept readable.
    pub(super) fn body(&self, text: &str, headers: &Headers) -> String {
        if let Some(clean) = self.json_text(text, headers) {
            return clean;
        }
        if headers.media_type().as_deref() == Some("application/x-www-form-urlencoded") {
            return self.parameters(text);
        }
        if self.is_hidden_by_coding(text, headers) {
            return self.redactor.mask(text);
        }
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        if lines.clone().count() > 1 && lines.clone().all(|line| line.trim_start().starts_with(['{', '['])) {
            return self.string(text);
        }
        if self.names_secret(text) { self.redactor.mask(text) } else { self.string(text) }
    }

    /// Whether the text is that of compressed bytes which hold a secret.
    fn is_hidden_by_coding(&self, text: &str, headers: &Headers) -> bool {
        if headers.get("content-encoding").is_none() {
            return false;
        }
        let source = BodySource::Encoded(Pointer::ROOT);
        match payload::body(text.as_bytes().to_vec(), headers, source, self.limit) {
            Body::Text(decoded, _) if decoded != text => {
                let plain = Headers::default();
                self.inner().is_none_or(|inner| inner.probing().body(&decoded, &plain) != decoded)
            }
            _ => false,
        }
    }

    /// The text of a JSON document, if it is one that can hold something.
    fn json_text(&self, text: &str, headers: &Headers) -> Option<String> {
        if !text.trim_start().starts_with(['{', '[', '"']) || serde_json::from_str::<Value>(text).is_err() {
            return None;
        }
        let Some(inner) = self.inner() else { return Some(self.redactor.mask(text)) };
        Some(inner.json(text, &Within::new(headers)))
    }

    /// A string without white space, if it has a form in which secrets have their place.
    fn word(&self, word: &str) -> Option<String> {
        let scheme = word.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
        if word.starts_with(['/', '?']) || word.contains("://") || scheme {
            return Some(self.url(word));
        }
        if let Some((name, _)) = word.split_once('=')
            && !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.~%+[]$".contains(c))
            && !word.trim_end_matches('=').is_empty()
            && word.trim_end_matches('=').contains('=')
        {
            return Some(self.parameters(word));
        }
        if let Some(clean) = self.perhaps_encoded(word) {
            return Some(clean);
        }
        if word.contains('%') {
            let decoded = percent_encoding::percent_decode_str(word).decode_utf8_lossy();
            let hides = |inner: Cleaner| inner.probing().string(&decoded) != decoded;
            if decoded != word && self.inner().is_none_or(hides) {
                return Some(self.redactor.mask(word));
            }
        }
        None
    }

    /// The lines of a text without the secrets that have a place there, and what is left besides them.
    fn lines(&self, text: &str) -> (String, String) {
        let (mut clean, mut rest) = (String::with_capacity(text.len()), String::new());
        for line in text.split_inclusive('\n') {
            let content = line.trim_end_matches(['\r', '\n']);
            if let Some((name, value)) = content.split_once(':')
                && self.is_secret(name.trim())
            {
                let value_at = value.len() - value.trim_start().len();
                clean.push_str(name);
                clean.push(':');
                clean.push_str(&value[..value_at]);
                clean.push_str(&self.secret(name.trim(), &value[value_at..]));
            } else if let Some(json) = self.json_text(content, &Headers::default()) {
                clean.push_str(&json);
            } else {
                self.words(content, &mut clean, &mut rest);
                rest.push('\n');
            }
            clean.push_str(&line[content.len()..]);
        }
        (clean, rest)
    }

    /// The words of a line: those that have a form of their own are cleaned, the others go into `rest`, too.
    fn words(&self, line: &str, clean: &mut String, rest: &mut String) {
        for word in line.split_inclusive(char::is_whitespace) {
            let content = word.trim_end_matches(char::is_whitespace);
            if let Some(known) = self.word(content) {
                clean.push_str(&known);
            } else {
                clean.push_str(content);
                rest.push_str(content);
            }
            clean.push_str(&word[content.len()..]);
            rest.push(' ');
        }
    }
}

/// Whether a text has the marks of something that a program reads.
fn is_code(text: &str) -> bool {
    text.contains(['=', ':', '<', '{', '"', '$'])
}
