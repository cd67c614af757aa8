//! The one redaction point: what a secret is, by name and by shape, and how it is masked.

use serde_json::Value;

/// Header, query, cookie and member names whose values never leave. Compared without case, `-` and `_` alike.
const SECRET_NAMES: &[&str] = &[
    "access-key",
    "access-token",
    "accesskey",
    "admin-pass",
    "adminpass",
    "ak",
    "api-key",
    "apikey",
    "auth-token",
    "authorization",
    "client-secret",
    "cookie",
    "credential",
    "id-token",
    "passwd",
    "password",
    "private-key",
    "proxy-authorization",
    "pwd",
    "refresh-token",
    "secret",
    "secret-access-key",
    "secret-key",
    "securitytoken",
    "session-token",
    "set-cookie",
    "signature",
    "sk",
    "token",
    "user-data",
    "x-amz-security-token",
    "x-amz-signature",
    "x-auth-token",
    "x-security-token",
    "x-subject-token",
];

/// Endings that make a name secret whatever stands before them.
const SECRET_ENDINGS: &[&str] =
    &["-token", "-password", "-passwd", "-secret", "-secret-key", "-private-key", "-api-key", "-admin-pass"];

/// How a PEM block begins.
const PEM: &str = "-----BEGIN ";

/// The shortest run of token characters that counts as an opaque token by shape alone.
const OPAQUE: usize = 60;

/// Decides what is secret and masks it.
///
/// A mask keeps length and character classes, so that lengths, formats and types stay judgeable, and equal
/// secrets of one shape stay equal; nothing else of the value survives.
#[derive(Clone, Debug, Default)]
pub struct Redactor {
    extra: Vec<String>,
}

impl Redactor {
    /// Treats `name` as secret too.
    #[must_use]
    pub fn secret_name(mut self, name: &str) -> Redactor {
        self.extra.push(name.to_owned());
        self
    }

    /// Whether the value of a header, parameter or member of this name is a secret.
    pub fn is_secret_name(&self, name: &str) -> bool {
        let name = name.as_bytes();
        let ends = |ending: &&str| name.len() >= ending.len() && is_same(&name[name.len() - ending.len()..], ending);
        SECRET_NAMES.iter().any(|known| is_same(name, known))
            || SECRET_ENDINGS.iter().any(ends)
            || self.extra.iter().any(|known| is_same(name, known))
    }

    /// The mask for a secret value.
    ///
    /// ```
    /// let redactor = driftline_finding::Redactor::default();
    /// assert_eq!(redactor.mask("7b22-Xy!"), "0a00-Aa*");
    /// ```
    pub fn mask(&self, secret: &str) -> String {
        secret.chars().map(mask_character).collect()
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
    /// [`Redactor::text`] finds elsewhere. A number below a secret name becomes a run of zeros of its length.
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
            Value::Number(number) if !number.is_f64() => Value::from(0),
            Value::Number(_) => Value::from(0.5),
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

/// Whether what stands between two words says that the second is the value of the first.
fn is_value_mark(separators: &str) -> bool {
    separators.contains(['=', ':']) && {
        let marks: String = separators.split_whitespace().collect();
        matches!(marks.as_str(), "=" | ":" | "\":" | "\":\"" | "=\"")
    }
}

/// Whether a word behind `previous` is what a scheme of authentication carries.
fn is_bearer(word: &str, previous: &str) -> bool {
    ["bearer", "basic", "token"].iter().any(|scheme| previous.eq_ignore_ascii_case(scheme))
        && word.len() >= 8
        && word.bytes().any(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
}

fn split_words(text: &str) -> impl Iterator<Item = (&str, Option<char>)> {
    let parts = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '=' | '&' | '?' | '#' | ',' | ';' | '@' | ':' | '<' | '>')
    };
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let current = rest?;
        let Some(at) = current.find(parts) else {
            rest = None;
            return Some((current, None));
        };
        let separator = current[at..].chars().next();
        rest = Some(&current[at + separator.map_or(1, char::len_utf8)..]);
        Some((&current[..at], separator))
    })
}

/// The password in `https://user:password@host`: a word between `:` and `@`.
fn is_userinfo(word: &str, separator: Option<char>, before: &str) -> bool {
    separator == Some('@') && before == ":" && !word.is_empty()
}

fn is_secret_shape(word: &str) -> bool {
    let token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '.' | '=');
    let opaque = |part: &str| {
        part.len() >= OPAQUE
            && part.chars().all(|c| token(c) && !matches!(c, '.' | '/'))
            && part.bytes().any(|b| b.is_ascii_digit())
    };
    let jwt = word.starts_with("eyJ") && word.matches('.').count() == 2 && word.chars().all(token);
    let access_key = word.len() == 20
        && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().any(|b| b.is_ascii_uppercase());
    jwt || access_key || word.split('/').any(opaque) || (word.starts_with("MII") && word.len() >= 40)
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
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn names_are_known_in_every_spelling() {
        let redactor = Redactor::default().secret_name("x_company_key");
        for name in ["X-Auth-Token", "token", "Password", "admin_pass", "iam_token", "X-COMPANY-KEY"] {
            assert!(redactor.is_secret_name(name), "{name}");
        }
        for name in ["status", "tokens_used", "key_pair", "skip"] {
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
        assert_eq!(masked, json!({"token": ["a0", {"x": "a"}], "name": "n", "password": 0}));
    }

    proptest! {
        #[test]
        fn masking_twice_is_masking_once(text in ".{0,80}") {
            let redactor = Redactor::default();
            let once = redactor.mask(&text);
            prop_assert_eq!(redactor.mask(&once), once);
        }

        #[test]
        fn any_text_is_redacted_without_panic_and_keeps_its_length(text in "[ -~\u{e4}\u{1f600}]{0,120}") {
            prop_assert_eq!(Redactor::default().text(&text).chars().count(), text.chars().count());
        }
    }
}
