//! Parses one record and says in plain words, and exactly where, why it is no JSON.

use crate::quote;
use serde_json::Value;

/// What is wrong with the text of a record, and at which byte.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Syntax {
    pub(crate) offset: usize,
    pub(crate) reason: String,
}

/// The one JSON value that `text` is.
pub(crate) fn parse(text: &[u8]) -> Result<Value, Syntax> {
    let text = std::str::from_utf8(text)
        .map_err(|error| Syntax { offset: error.valid_up_to(), reason: "bytes that are not UTF-8".to_owned() })?;
    serde_json::from_str(text).map_err(|error| explain(text.as_bytes(), &error))
}

fn explain(text: &[u8], error: &serde_json::Error) -> Syntax {
    let message = error.to_string();
    let message = message.rfind(" at line ").map_or(message.as_str(), |at| &message[..at]);
    let offset = offset(text, error);
    let found = text.get(offset).map_or_else(|| "the end".to_owned(), |byte| quote::byte(*byte));
    let at = |offset: usize, reason: &str| Syntax { offset, reason: reason.to_owned() };
    match message {
        _ if error.is_eof() => at(text.len(), "the record ends in the middle of a JSON value"),
        "recursion limit exceeded" => at(offset, "nested deeper than 127 levels"),
        "number out of range" => at(number_start(text, offset), "a number that no 64-bit float can hold"),
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
            at(escape_start(text, offset), "half of a surrogate pair: the escape stands for no character")
        }
        _ if message.starts_with("control character") => {
            Syntax { offset, reason: format!("a raw character in a string that must be escaped: {found}") }
        }
        "trailing characters" => trailing(text, offset, &found),
        "trailing comma" => at(offset, "a comma with nothing behind it"),
        "key must be a string" => Syntax { offset, reason: format!("expected a name in double quotes, found {found}") },
        "expected value" | "expected ident" => {
            Syntax { offset, reason: format!("expected a JSON value, found {found}") }
        }
        "invalid number" => at(number_start(text, offset), "a number in a form that JSON does not allow"),
        other => Syntax { offset, reason: format!("not JSON: {other}, found {found}") },
    }
}

fn trailing(text: &[u8], offset: usize, found: &str) -> Syntax {
    let value = matches!(text.get(offset), Some(b'{' | b'[' | b'"'));
    let reason = if value && text[..offset].ends_with(b"\r") {
        "a second JSON value behind a lone carriage return, which ends no line; expected a line feed".to_owned()
    } else if value {
        "a second JSON value behind the first; expected one a line".to_owned()
    } else {
        format!("text behind the JSON value: {found}")
    };
    Syntax { offset, reason }
}

/// The byte that the parser's line and column mean.
fn offset(text: &[u8], error: &serde_json::Error) -> usize {
    let lines = text.split_inclusive(|byte| *byte == b'\n').take(error.line().saturating_sub(1));
    let start: usize = lines.map(<[u8]>::len).sum();
    (start + error.column().saturating_sub(1)).min(text.len())
}

/// The first byte of the number that reaches up to `offset`.
fn number_start(text: &[u8], offset: usize) -> usize {
    let before = &text[..offset];
    let outside = |byte: &u8| !matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
    before.iter().rposition(outside).map_or(0, |at| at + 1)
}

/// The backslash of the escape that reaches up to `offset`.
fn escape_start(text: &[u8], offset: usize) -> usize {
    let end = text.len().min(offset + 1);
    let half = |escape: &&[u8]| matches!(escape, [b'\\', b'u', b'd' | b'D', ..]);
    (0..end).rev().find(|at| text.get(*at..at + 3).is_some_and(|escape| half(&escape))).unwrap_or(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_and_the_reason_are_exact() {
        for (text, offset, reason) in [
            ("{\"a\": 1e400}", 6, "a number that no 64-bit float can hold"),
            ("{\"a\": \"x\\ud800y\"}", 8, "half of a surrogate pair: the escape stands for no character"),
            ("{\"a\": \"x\\udc00\"}", 8, "half of a surrogate pair: the escape stands for no character"),
            ("{\"a\": \"\u{7}\"}", 7, "a raw character in a string that must be escaped: the control character U+0007"),
            ("{\"a\": 1} {\"b\"", 9, "a second JSON value behind the first; expected one a line"),
            (
                "{\"a\": 1}\r{\"b\": 2}",
                9,
                "a second JSON value behind a lone carriage return, which ends no line; expected a line feed",
            ),
            ("{\"a\": 1} x", 9, "text behind the JSON value: `x`"),
            ("{\n\"a\": [1,]}", 10, "a comma with nothing behind it"),
            ("{'a': 1}", 1, "expected a name in double quotes, found `'`"),
            ("{\"a\": +1}", 6, "expected a JSON value, found `+`"),
            ("{\"a\": 01}", 6, "a number in a form that JSON does not allow"),
            ("{\"a\": ", 6, "the record ends in the middle of a JSON value"),
            ("", 0, "the record ends in the middle of a JSON value"),
        ] {
            assert_eq!(parse(text.as_bytes()), Err(Syntax { offset, reason: reason.to_owned() }), "{text}");
        }
        assert_eq!(parse(b"\"a\xff\"").map_err(|error| error.offset), Err(2));
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        let refused = parse(deep.as_bytes()).expect_err("too deep");
        assert_eq!((refused.offset, refused.reason.as_str()), (127, "nested deeper than 127 levels"));
    }
}
