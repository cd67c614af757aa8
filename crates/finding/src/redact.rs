//! The one redaction point: what a secret is, by name and by shape, and how it is masked.

use crate::{
    masks::Masks,
    secrets::{
        SECRET_ENDINGS, SECRET_NAMES, is_bearer, is_secret_shape, is_userinfo, is_value_mark, parted, split_words,
    },
};
use serde_json::{Number, Value};
use std::sync::OnceLock;

/// How a PEM block begins.
const PEM: &str = "-----BEGIN ";

/// Decides what is secret and masks it.
///
/// A mask keeps length and character classes, so that lengths, formats and types stay judgeable, and equal
/// secrets of one shape stay equal; nothing else of the value survives.
#[derive(Clone, Debug, Default)]
pub struct Redactor {
    extra: Vec<String>,
    masks: Option<Masks>,
}

impl Redactor {
    /// Treats `name` as secret too.
    #[must_use]
    pub fn secret_name(mut self, name: &str) -> Redactor {
        self.extra.push(name.to_owned());
        self
    }

    /// Tells secrets apart from here on: equal ones have equal masks, and others, as far as their digits and letters
    /// allow, other ones. Clones share what they know. It also counts: see [`masked`](Redactor::masked).
    ///
    /// ```
    /// let redactor = driftline_finding::Redactor::default().telling_apart();
    /// let masks = ["s3cret", "s4cret", "s3cret"].map(|secret| redactor.mask(secret));
    /// assert_eq!(masks, ["a0aaaa", "a0aaab", "a0aaaa"]);
    /// assert_eq!(redactor.masked(), 3);
    /// ```
    #[must_use]
    pub fn telling_apart(self) -> Redactor {
        Redactor { masks: Some(Masks::default()), ..self }
    }

    /// Whether it [tells secrets apart](Redactor::telling_apart).
    pub fn tells_apart(&self) -> bool {
        self.masks.is_some()
    }

    /// The same decisions without a memory: what it masks is not counted.
    #[must_use]
    pub fn forgetting(&self) -> Redactor {
        Redactor { masks: None, ..self.clone() }
    }

    /// How many values were masked since [`telling_apart`](Redactor::telling_apart); without it 0.
    pub fn masked(&self) -> u64 {
        self.masks.as_ref().map_or(0, Masks::counted)
    }

    /// Whether the value of a header, parameter or member of this name is a secret.
    pub fn is_secret_name(&self, name: &str) -> bool {
        self.is_known(name) || parted(name).is_some_and(|name| self.is_known(&name))
    }

    fn is_known(&self, name: &str) -> bool {
        let name = name.as_bytes();
        let ends = |ending: &&str| name.len() >= ending.len() && is_same(&name[name.len() - ending.len()..], ending);
        secret_names_of(name.len()).iter().any(|known| is_same(name, known))
            || secret_endings_in(name.last().copied()).iter().any(ends)
            || self.extra.iter().any(|known| is_same(name, known))
    }

    /// The mask for a secret value.
    ///
    /// ```
    /// let redactor = driftline_finding::Redactor::default();
    /// assert_eq!(redactor.mask("7b22-Xy!"), "0a00-Aa*");
    /// ```
    pub fn mask(&self, secret: &str) -> String {
        let form: String = secret.chars().map(mask_character).collect();
        match &self.masks {
            Some(masks) if !form.is_empty() => masks.mask(secret, form),
            _ => form,
        }
    }

    /// The mask for a number that is secret: its sign and its length stay, and whether it is whole.
    ///
    /// ```
    /// let redactor = driftline_finding::Redactor::default();
    /// assert_eq!(["-472", "472.25", "0.1"].map(|number| redactor.number(number)), ["-100", "100.05", "0.5"]);
    /// ```
    pub fn number(&self, secret: &str) -> String {
        if let Some(masks) = &self.masks {
            masks.count();
        }
        let (mantissa, exponent) = secret.find(['e', 'E']).map_or((secret, ""), |at| secret.split_at(at));
        let (whole, fraction) = mantissa.find('.').map_or((mantissa, ""), |at| mantissa.split_at(at));
        let zeros = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "0");
        let mut out = zeros(whole);
        if let Some(at) = whole.find(|c: char| matches!(c, '1'..='9')) {
            out.replace_range(at..=at, "1");
        }
        out.push_str(&zeros(fraction));
        if fraction.contains(|c: char| matches!(c, '1'..='9')) {
            out.pop();
            out.push('5');
        }
        out + &zeros(exponent)
    }

    /// The mask for bytes that are no text: as many that are none either.
    pub fn bytes(&self, secret: &[u8]) -> Vec<u8> {
        if let Some(masks) = &self.masks {
            masks.count();
        }
        vec![0xFF; secret.len()]
    }

    /// `text` with everything masked that is secret by its shape: bearer tokens, JSON Web Tokens, access keys,
    /// PEM blocks, passwords in URLs, values of secret query parameters, long opaque tokens.
    pub fn text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        // To say that something is not there is cheaper than to find it, and it is there in one text of a thousand.
        while rest.contains(PEM)
            && let Some(start) = rest.find(PEM)
        {
            let end = rest[start..].find("-----END ").map_or(rest.len(), |end| {
                let tail = start + end + "-----END ".len();
                rest[tail..].find("-----").map_or(rest.len(), |close| tail + close + 5)
            });
            self.words(&rest[..start], &mut out);
            out.push_str(&self.mask(&rest[start..end]));
            rest = &rest[end..];
        }
        self.words(rest, &mut out);
        out
    }

    /// A JSON value in which every secret string is masked: all text below a secret name, and what
    /// [`Redactor::text`] finds elsewhere. A number below a secret name is masked by [`Redactor::number`].
    pub fn json(&self, value: &Value) -> Value {
        match value {
            Value::Object(members) => {
                let masked = members.iter().map(|(name, value)| {
                    let value = if self.is_secret_name(name) { self.secret_json(value) } else { self.json(value) };
                    (self.text(name), value)
                });
                Value::Object(masked.collect())
            }
            Value::Array(items) => items.iter().map(|item| self.json(item)).collect(),
            Value::String(text) => Value::String(self.text(text)),
            other => other.clone(),
        }
    }

    /// The value of a header or parameter, masked as its name and shape demand.
    pub fn named(&self, name: &str, value: &str) -> String {
        if self.is_secret_name(name) { self.mask(value) } else { self.text(value) }
    }

    fn secret_json(&self, value: &Value) -> Value {
        match value {
            Value::Object(members) => members.iter().map(|(k, v)| (self.text(k), self.secret_json(v))).collect(),
            Value::Array(items) => items.iter().map(|item| self.secret_json(item)).collect(),
            Value::String(text) => Value::String(self.mask(text)),
            Value::Number(number) => {
                // The mask of a number that JSON can write is one, too.
                Value::Number(self.number(&number.to_string()).parse().unwrap_or_else(|_| Number::from(0)))
            }
            other => other.clone(),
        }
    }

    /// Masks word by word; a word runs to white space, a quote, or a character that parts URLs and headers.
    fn words(&self, text: &str, out: &mut String) {
        // The last word that is not empty, and where it ends: behind it are the separators before the next one.
        let (mut previous, mut end) = ("", 0);
        let mut start = 0;
        for (word, separator) in split_words(text) {
            let separators = &text[end..start];
            let secret = self.is_secret_word(word, previous, separators) || is_userinfo(word, separator, separators);
            if secret {
                out.push_str(&self.mask(word));
            } else {
                out.push_str(word);
            }
            start += word.len();
            if !word.is_empty() {
                (previous, end) = (word, start);
            }
            if let Some(separator) = separator {
                out.push(separator);
                start += separator.len_utf8();
            }
        }
    }

    fn is_secret_word(&self, word: &str, previous: &str, separators: &str) -> bool {
        !word.is_empty()
            && (is_value_mark(separators) && self.is_secret_name(previous)
                || separators == " " && is_bearer(word, previous)
                || is_secret_shape(word))
    }
}

/// The names of that length: only such a one can be the same.
fn secret_names_of(length: usize) -> &'static [&'static str] {
    static BY_LENGTH: OnceLock<Vec<Vec<&'static str>>> = OnceLock::new();
    let by_length = BY_LENGTH.get_or_init(|| {
        let longest = SECRET_NAMES.iter().map(|name| name.len()).max().unwrap_or(0);
        let of = |length| SECRET_NAMES.iter().copied().filter(|name| name.len() == length).collect();
        (0..=longest).map(of).collect()
    });
    by_length.get(length).map_or(&[], Vec::as_slice)
}

/// The endings that end in that letter.
fn secret_endings_in(last: Option<u8>) -> &'static [&'static str] {
    static BY_LETTER: OnceLock<Vec<Vec<&'static str>>> = OnceLock::new();
    let by_letter = BY_LETTER.get_or_init(|| {
        let of =
            |letter| SECRET_ENDINGS.iter().copied().filter(|ending| ending.ends_with(char::from(letter))).collect();
        (b'a'..=b'z').map(of).collect()
    });
    let number = last.and_then(|last| last.to_ascii_lowercase().checked_sub(b'a'));
    number.and_then(|number| by_letter.get(usize::from(number))).map_or(&[], Vec::as_slice)
}

fn mask_character(c: char) -> char {
    match c {
        '0'..='9' => '0',
        'A'..='Z' => 'A',
        'a'..='z' => 'a',
        '-' | '_' | '.' | ' ' | '\n' => c,
        _ => '*',
    }
}

/// Whether two names are one, whatever the case of their letters, `-` and `_` alike.
fn is_same(name: &[u8], known: &str) -> bool {
    let plain = |byte: u8| if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() };
    name.len() == known.len() && name.iter().zip(known.as_bytes()).all(|(one, other)| plain(*one) == plain(*other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{secrets::is_harmless, words};
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn names_are_known_in_every_spelling() {
        let redactor = Redactor::default().secret_name("x_company_key");
        for name in [
            "X-Auth-Token",
            "token",
            "Password",
            "admin_pass",
            "iam_token",
            "X-COMPANY-KEY",
            "accessToken",
            "userPassword",
            "XAuthToken",
        ] {
            assert!(redactor.is_secret_name(name), "{name}");
        }
        for name in ["status", "tokens_used", "key_pair", "skip", "tokenType", "Tokens"] {
            assert!(!redactor.is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn shapes_are_found_in_running_text() {
        let redactor = Redactor::default();
        let jwt = "eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl";
        for (text, secret) in [
            (format!("refused: Bearer {jwt} is old"), jwt),
            ("key ABCDEFGHIJ0123456789 seen".to_owned(), "ABCDEFGHIJ0123456789"),
            ("key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY seen".to_owned(), "wJalr"),
            (format!("GET /v1/{jwt}/x"), jwt),
            ("https://me:hunter2@host/x".to_owned(), "hunter2"),
            ("https://host/x?token=abc123&limit=5".to_owned(), "abc123"),
            ("{\"password\": \"hunter2\"}".to_owned(), "hunter2"),
            ("-----BEGIN KEY-----\nQUJD\n-----END KEY----- after".to_owned(), "QUJD"),
        ] {
            let masked = redactor.text(&text);
            assert!(!masked.contains(secret), "{masked}");
            assert_eq!(masked.chars().count(), text.chars().count());
        }
        assert_eq!(redactor.text("https://host/x?limit=5"), "https://host/x?limit=5");
        assert!(redactor.text("-----BEGIN KEY-----\nQUJD\n-----END KEY----- after").ends_with(" after"));
    }

    #[test]
    fn json_keeps_its_shape() {
        let masked = Redactor::default().json(&json!({"token": ["a1", {"x": "b"}], "name": "n", "password": 12}));
        assert_eq!(masked, json!({"token": ["a0", {"x": "a"}], "name": "n", "password": 10}));
    }

    proptest! {
        #[test]
        fn masking_twice_is_masking_once(text in ".{0,80}") {
            let redactor = Redactor::default();
            let once = redactor.mask(&text);
            prop_assert_eq!(redactor.mask(&once), once);
        }

        #[test]
        fn what_is_harmless_is_told_as_it_is(text in "[A-Z0-9]{18,22}|[A-Za-z0-9_-]{0,42}|.{0,42}|eyJ[a-z.]{0,9}") {
            prop_assume!(is_harmless(&text));
            prop_assert_eq!(Redactor::default().text(&text), text.clone());
            prop_assert_eq!(words::cut(&words::escape(&text)), text);
        }

        #[test]
        fn any_text_is_redacted_without_panic_and_keeps_its_length(text in "[ -~\u{e4}\u{1f600}]{0,120}") {
            prop_assert_eq!(Redactor::default().text(&text).chars().count(), text.chars().count());
        }
    }
}
