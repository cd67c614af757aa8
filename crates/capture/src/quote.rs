//! Words for messages: what a value is, and a short, harmless excerpt of it.

use crate::{Headers, scrub};
use driftline_finding::Redactor;
use serde_json::Value;

/// The most characters of the input that a message repeats at a time.
const EXCERPT: usize = 40;

/// The most characters of a sentence.
const LINE: usize = 200;

/// The kind of a value, with its article.
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A value as a message shows it: scalars as a quoted excerpt, all others by their kind.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => format!("the string `{}`", excerpt(text)),
        Value::Number(number) => format!("`{}`", excerpt(&number.to_string())),
        Value::Bool(truth) => format!("`{truth}`"),
        Value::Null | Value::Array(_) | Value::Object(_) => kind(value).to_owned(),
    }
}

/// The beginning of a value without secrets and without anything that could command a terminal.
///
/// Secrets go first: cut in two, they would no longer be known by their shape.
pub(crate) fn excerpt(text: &str) -> String {
    beginning(&scrub::text(&Redactor::default(), &Headers::default(), text))
}

/// The beginning of a name, in the same way. A name may be called like a secret without being one.
pub(crate) fn name(text: &str) -> String {
    beginning(&Redactor::default().text(text))
}

fn beginning(text: &str) -> String {
    let mut out: String = text.chars().take(EXCERPT).map(visible).collect();
    if text.chars().nth(EXCERPT).is_some() {
        out.push('…');
    }
    out
}

/// A sentence from the input on one line, without secrets and without anything that could command a terminal.
pub(crate) fn line(text: &str) -> String {
    let hidden = |c: char| if c == '`' { c } else { visible(c) };
    Redactor::default().text(text).chars().take(LINE).map(hidden).collect()
}

/// A message in which also those excerpts are masked that name what only `redactor` knows for secret.
///
/// Excerpts stand between backticks, and hold none. One that is nothing but a name has no value to hide.
pub(crate) fn masked(redactor: &Redactor, message: &str) -> String {
    let part = |(index, part): (usize, &str)| {
        if index % 2 == 0 || redactor.is_secret_name(part) {
            return redactor.text(part);
        }
        scrub::string(redactor, part)
    };
    let parts: Vec<String> = message.split('`').enumerate().map(part).collect();
    parts.join("`")
}

/// One byte of the input. A single character gives no secret away.
pub(crate) fn byte(byte: u8) -> String {
    match byte {
        0x21..=0x7E => format!("`{}`", char::from(byte)),
        b' ' => "a blank".to_owned(),
        b'\n' | b'\r' => "the end of the line".to_owned(),
        0x80.. => "a character outside ASCII".to_owned(),
        _ => format!("the control character U+{byte:04X}"),
    }
}

/// A count of bytes as a person reads it: whole binary units where it has them.
pub(crate) fn size(bytes: u64) -> String {
    let units = [(30, "GiB"), (20, "MiB"), (10, "KiB")];
    let whole = units.into_iter().find(|(shift, _)| bytes >> shift > 0 && (bytes >> shift) << shift == bytes);
    whole.map_or_else(|| format!("{bytes} bytes"), |(shift, unit)| format!("{} {unit}", bytes >> shift))
}

fn visible(c: char) -> char {
    // Directional overrides and line separators reorder or break what a person reads.
    let hidden = matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
    if c.is_control() || hidden || c == '`' { '\u{FFFD}' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_short_and_commands_no_terminal() {
        assert_eq!(excerpt("\u{1b}[31mred\u{202e}"), "\u{FFFD}[31mred\u{FFFD}");
        assert_eq!(excerpt(&"ab ".repeat(50)).chars().count(), EXCERPT + 1);
        assert!(!excerpt("x https://h/?token=abcdef").contains("abcdef"));
        assert!(!excerpt("{\"password\": \"abcdef\"}").contains("abcdef"));
        assert_eq!(name("token"), "token");
    }

    #[test]
    fn sizes_are_whole_units_or_bytes() {
        assert_eq!(size(8 << 20), "8 MiB");
        assert_eq!(size(1536), "1536 bytes");
        assert_eq!(size(0), "0 bytes");
    }
}
