//! A JSON value as YAML text that means the same to every reader, also to those of YAML 1.1.

use saphyr::{Scalar, ScalarStyle, Yaml, YamlEmitter};
use serde_json::{Number, Value};
use std::{borrow::Cow, fmt::Write as _};

pub(super) fn text(value: &Value) -> String {
    let mut text = String::new();
    let mut emitter = YamlEmitter::new(&mut text);
    emitter.multiline(true);
    emitter.dump(&node(value)).expect("a String takes every text");
    let text = text.strip_prefix("---\n").unwrap_or(&text);
    if text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }
}

fn node(value: &Value) -> Yaml<'_> {
    match value {
        Value::Null => plain("null"),
        Value::Bool(value) => Yaml::Value(Scalar::Boolean(*value)),
        Value::Number(number) => plain(number_text(number)),
        Value::String(text) => string(text),
        Value::Array(items) => Yaml::Sequence(items.iter().map(node).collect()),
        Value::Object(members) => {
            Yaml::Mapping(members.iter().map(|(name, value)| (string(name), node(value))).collect())
        }
    }
}

fn plain(text: impl Into<Cow<'static, str>>) -> Yaml<'static> {
    Yaml::Representation(text.into(), ScalarStyle::Plain, None)
}

/// YAML 1.1 takes a number with an exponent for a number only where it has a point and a sign: `1.0e+300`.
fn number_text(number: &Number) -> String {
    let text = number.to_string();
    match text.split_once('e') {
        Some((mantissa, exponent)) => {
            let point = if mantissa.contains('.') { "" } else { ".0" };
            let sign = if exponent.starts_with(['-', '+']) { "" } else { "+" };
            format!("{mantissa}{point}e{sign}{exponent}")
        }
        None => text,
    }
}

/// A string. The emitter quotes what YAML 1.2 would take for something else; what only YAML 1.1 would (dates,
/// `1_000`), or what it would cut or refuse (line separators, control characters), is quoted here.
fn string(text: &str) -> Yaml<'_> {
    let like_number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'));
    let unprintable = text.contains(|c: char| !is_printable(c));
    let is_odd = unprintable || (like_number && !text.contains('\n')) || matches!(text, "y" | "Y" | "n" | "N" | "=");
    if is_odd {
        Yaml::Representation(escaped(text).into(), ScalarStyle::DoubleQuoted, None)
    } else {
        Yaml::Value(Scalar::String(text.into()))
    }
}

/// Whether every reader of YAML takes the character as part of a line.
fn is_printable(c: char) -> bool {
    match c {
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => false,
        '\t' | '\n' | ' '..='~' => true,
        c => c > '\u{a0}',
    }
}

/// The inside of a double-quoted scalar.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if is_printable(c) => out.push(c),
            c => write!(out, "\\u{:04x}", u32::from(c)).expect("a String takes every text"),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_yaml_1_1_takes_for_something_else_is_quoted_or_spelt_out() {
        let quoted = ["yes", "off", "y", "2001-01-01", "1_000", "1:30", "012", "0b1", "=", "<<", ".5", "+1", "\u{85}"];
        for word in quoted {
            let text = text(&json!({word: word}));
            assert_eq!(text.matches('"').count(), 4, "{text}");
        }
        assert_eq!(text(&json!([1e300, 1.5e-7, -0.0, 1.0])), "- 1.0e+300\n- 1.5e-7\n- -0.0\n- 1.0\n");
    }

    #[test]
    fn sentences_are_written_for_reading() {
        let value = json!({"description": "First.\nSecond.\n", "status": {"type": "string", "enum": ["INIT", "null"]}});
        let expected =
            "description: |\n  First.\n  Second.\nstatus:\n  type: string\n  enum:\n    - INIT\n    - \"null\"\n";
        assert_eq!(text(&value), expected);
    }
}
