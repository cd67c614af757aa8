//! Values in words: short, on one line, without control characters and without secrets.

use crate::{Pointer, Redactor, secrets::is_harmless};
use serde_json::{Number, Value};
use std::borrow::Cow;

/// How many characters of a value, a name or a pattern are shown.
const SHOWN: usize = 60;

/// How many characters are looked at before they are cut: a secret that is cut in two is no longer recognised.
const LOOKED_AT: usize = 2000;

/// Puts values into words.
#[derive(Clone, Debug, Default)]
pub struct Words {
    redactor: Redactor,
}

impl Words {
    /// Words in which what `redactor` calls a secret is masked.
    pub fn new(redactor: Redactor) -> Words {
        Words { redactor }
    }

    /// A value as a literal: `"yes"`, `12`, `null`, or what it is where it is long or secret.
    pub fn literal(&self, value: &Value, at: &Pointer) -> String {
        let secret = self.is_secret(at);
        match value {
            Value::String(text) => self.string(text, secret).unwrap_or_else(|| a_string(text)),
            Value::Number(_) if secret => "a number".to_owned(),
            Value::Number(number) if is_negative_zero(number) => "0".to_owned(),
            Value::Array(items) => format!("an array of {}", count(items.len(), "item")),
            Value::Object(members) => format!("an object of {}", count(members.len(), "property")),
            other => other.to_string(),
        }
    }

    /// A value with its type: `string "yes"`, `integer 12`, `null`, `a string of 36 characters`.
    pub fn typed(&self, value: &Value, at: &Pointer) -> String {
        with_type(value, &self.literal(value, at)).into_owned()
    }

    /// A number as it is written, unless it is secret.
    pub fn digits(&self, written: &str, at: &Pointer) -> Option<String> {
        (!self.is_secret(at)).then(|| cut(written))
    }

    /// A name or another word of the capture, escaped and cut, with what is secret by shape masked.
    pub fn name(&self, text: &str) -> String {
        if is_harmless(text) {
            return text.to_owned();
        }
        cut(&escape(&self.redactor.text(&head(text))))
    }

    /// A path as [`Words::name`] writes names, but longer: its end tells most.
    pub fn path(&self, text: &str) -> String {
        let segments: Vec<String> = head(text).split('/').map(|segment| self.redactor.text(segment)).collect();
        cut_to(&escape(&segments.join("/")), 2 * SHOWN)
    }

    /// A pointer into a body, in which names that are secret by their shape are masked.
    pub fn pointer(&self, pointer: &Pointer) -> Pointer {
        if pointer.as_str().split('/').all(is_harmless) {
            return pointer.clone();
        }
        pointer.segments().fold(Pointer::ROOT, |at, segment| at.key(&self.redactor.text(&segment)))
    }

    /// Whether the value of a header, parameter or member of this name is a secret.
    pub fn is_secret_name(&self, name: &str) -> bool {
        self.redactor.is_secret_name(name)
    }

    /// Whether the value at `at` lies below a name that is secret.
    fn is_secret(&self, at: &Pointer) -> bool {
        at.segments().any(|name| self.redactor.is_secret_name(&name))
    }

    fn string(&self, text: &str, secret: bool) -> Option<String> {
        if !secret && is_harmless(text) {
            return Some(format!("\"{text}\""));
        }
        let head = head(text);
        let masked = secret && !text.is_empty() || self.redactor.text(&head) != head;
        (!masked).then(|| format!("\"{}\"", cut(&escape(&head))))
    }
}

/// The [literal](Words::literal) of a value with its type, as [`Words::typed`] gives it.
pub fn with_type<'l>(value: &Value, literal: &'l str) -> Cow<'l, str> {
    let word = match value {
        Value::String(_) if literal.starts_with('"') => "string",
        Value::Bool(_) => "boolean",
        Value::Number(_) if literal.starts_with('a') => return literal.into(),
        Value::Number(number) if number.is_f64() && !is_negative_zero(number) => "number",
        Value::Number(_) => "integer",
        _ => return literal.into(),
    };
    format!("{word} {literal}").into()
}

/// Whether a number is a zero with a sign. Of `-0` one parser makes that and another one 0, and nothing depends on which.
fn is_negative_zero(number: &Number) -> bool {
    number.is_f64() && number.as_f64().is_some_and(|number| number == 0.0 && number.is_sign_negative())
}

fn a_string(text: &str) -> String {
    format!("a string of {}", count(text.chars().count(), "character"))
}

fn head(text: &str) -> String {
    text.chars().take(LOOKED_AT).collect()
}

/// Shortens a text to what is shown.
pub fn cut(text: &str) -> String {
    cut_to(text, SHOWN)
}

fn cut_to(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((at, _)) => format!("{}…", text[..at].trim_end_matches('\\')),
        None => text.to_owned(),
    }
}

/// Escapes quotes, and every character that would not show or would change how others show.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\'' { out.push(c) } else { out.extend(c.escape_debug()) }
    }
    out
}

/// The one of `known` that a writer most likely meant by `name`: equal but for case and signs, or a slip away.
///
/// ```
/// use driftline_finding::words::nearest;
/// assert_eq!(nearest("update_at", ["created_at", "updated_at"]), Some("updated_at"));
/// assert_eq!(nearest("volumeId", ["volume_id", "id"]), Some("volume_id"));
/// assert_eq!(nearest("ip", ["id"]), None);
/// ```
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let name = key(name);
    // In a short name a slip makes another word, and what is longer is no name.
    let slips = if (5..=SHOWN).contains(&name.len()) { 1 + name.len() / 10 } else { 0 };
    let scored = known.into_iter().filter_map(|other| {
        let key = key(other);
        let far = key.len().abs_diff(name.len()) > slips;
        (!far).then(|| (if key == name { 0 } else { distance(&key, &name) }, other))
    });
    scored.min_by_key(|(distance, _)| *distance).filter(|(distance, _)| *distance <= slips).map(|(_, other)| other)
}

/// The one of `known` that differs least from `word`, if it is near enough to have been meant: of few words that a person
/// types, where [`nearest`] is for names among many that are alike.
///
/// ```
/// use driftline_finding::words::nearest_word;
/// assert_eq!(nearest_word("ownr", ["owner", "reason"]), Some("owner"));
/// assert_eq!(nearest_word("colour", ["owner", "reason"]), None);
/// ```
pub fn nearest_word<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    // The distance costs the product of both lengths, and what is longer is no word.
    let scored = known.into_iter().filter(|_| word.len() <= SHOWN).map(|known| (distance(known, word), known));
    scored.min().filter(|(distance, _)| *distance <= 1 + word.len() / 3).map(|(_, known)| known)
}

/// A name without case and signs.
fn key(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The edit distance (Levenshtein) of two ASCII words.
pub(crate) fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[right.len()]
}

/// A number with its noun: `1 item`, `2 properties`.
pub fn count(number: usize, noun: &str) -> String {
    match (number, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        (_, None) => format!("{number} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn typed(value: &Value, at: &str) -> String {
        Words::default().typed(value, &at.parse().unwrap())
    }

    #[test]
    fn every_kind_of_value_has_its_words() {
        for (value, words) in [
            (json!("yes"), "string \"yes\""),
            (json!(""), "string \"\""),
            (json!(12), "integer 12"),
            (json!(1.5), "number 1.5"),
            (json!(-0.0), "integer 0"),
            (json!(true), "boolean true"),
            (json!(null), "null"),
            (json!([1]), "an array of 1 item"),
            (json!({}), "an object of 0 properties"),
        ] {
            assert_eq!(typed(&value, ""), words);
        }
    }

    #[test]
    fn long_values_are_cut_and_control_characters_escaped() {
        let text = typed(&json!("a\n\u{202e}\u{1b}[31m\"it's".to_owned() + &"x".repeat(100)), "");
        assert!(text.starts_with(r#"string "a\n\u{202e}\u{1b}[31m\"it's"#), "{text}");
        assert!(text.ends_with("x…\"") && text.chars().count() < 75, "{text}");
    }

    #[test]
    fn secrets_are_described_and_not_shown() {
        assert_eq!(typed(&json!("hunter2"), "/auth/password"), "a string of 7 characters");
        assert_eq!(typed(&json!("hunter2"), "/password/0/x"), "a string of 7 characters");
        assert_eq!(typed(&json!(1234), "/token"), "a number");
        assert_eq!(typed(&json!("ABCDEFGHIJ0123456789"), "/note"), "a string of 20 characters");
        assert_eq!(Words::default().name("ABCDEFGHIJ0123456789"), "AAAAAAAAAA0000000000");
    }

    #[test]
    fn a_secret_that_would_be_cut_in_two_is_still_recognised() {
        let text = format!("{} {}", "word".repeat(12), "A1b2".repeat(20));
        assert_eq!(typed(&json!(text), ""), "a string of 129 characters");
    }

    #[test]
    fn a_pointer_keeps_its_shape_when_a_key_of_it_is_a_secret() {
        let pointer = Pointer::ROOT.key("map").key("ABCDEFGHIJ0123456789").index(3);
        assert_eq!(Words::default().pointer(&pointer).as_str(), "/map/AAAAAAAAAA0000000000/3");
    }
}
