//! Recognises a capture by its first bytes.

use crate::{CaptureFormat, quote};
use driftline_finding::json_text;

/// How many bytes are looked at.
pub(crate) const HEAD: usize = 64 << 10;

/// The most member names that a message lists.
const NAMES: usize = 6;

/// How the records of a capture lie in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// One exchange a line.
    Lines,
    /// Exchanges over several lines, or in lists.
    Values,
    /// In `log.entries`.
    Har,
    /// The whole is one body.
    Body,
}

impl Layout {
    pub(crate) fn format(self) -> CaptureFormat {
        match self {
            Layout::Lines | Layout::Values => CaptureFormat::Ndjson,
            Layout::Har => CaptureFormat::Har,
            Layout::Body => CaptureFormat::Body,
        }
    }
}

/// The first bytes of what is no text, and what it is.
const FOREIGN: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a zip archive: unpack it first"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x28\xB5\x2F\xFD", "compressed with zstd inside: decompress it once first"),
    (b"BZh", "compressed with bzip2: decompress it first"),
    (b"\xFD7zXZ\x00", "compressed with xz: decompress it first"),
    (b"\x1F\x8B", "compressed with gzip inside: decompress it once first"),
    (b"\xFE\xFF", "UTF-16 text: convert it to UTF-8 first"),
    (b"\xFF\xFE", "UTF-16 text: convert it to UTF-8 first"),
];

/// What the bytes are, if they are no UTF-8 text.
pub(crate) fn foreign(head: &[u8]) -> Option<String> {
    let known = FOREIGN.iter().find(|(magic, _)| head.starts_with(magic));
    let utf16 = matches!(head, [0, 9..=0x7E, 0, 9..=0x7E, ..] | [9..=0x7E, 0, 9..=0x7E, 0, ..]);
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    let reason = match (known, utf16, first) {
        (Some((_, what)), _, _) => (*what).to_owned(),
        (None, true, _) => "UTF-16 text: convert it to UTF-8 first".to_owned(),
        (None, false, Some(byte)) if byte.is_ascii_control() || *byte >= 0xF8 || byte & 0xC0 == 0x80 => {
            format!("not text: it begins with byte 0x{byte:02X}")
        }
        (None, false, _) => return None,
    };
    Some(format!("the capture is {reason}"))
}

/// How the records lie in a text that begins with `head`, or why it is no capture. `whole`: nothing follows.
/// `har`: its name says that it is a HAR, which counts only where the content does not say.
pub(crate) fn layout(head: &[u8], whole: bool, har: bool) -> Result<Layout, String> {
    let text = head.trim_ascii_start();
    match text.first() {
        None => Ok(Layout::Lines),
        Some(b'{') => object_layout(text, whole, har),
        Some(b'[') => list_layout(text, whole),
        Some(_) if text.split(|byte| *byte == b'\n').any(|line| line.trim_ascii_start().starts_with(b"{")) => {
            Ok(Layout::Lines)
        }
        Some(_) if whole && is_one_value(text) => Err(not_a_capture("a JSON value that is no object")),
        Some(byte) => {
            let found = quote::byte(*byte);
            Err(format!("expected JSON (exchanges one a line, a HAR, or a body), but the text begins with {found}"))
        }
    }
}

/// How exchanges lie in a text of which the user says that it holds exchanges.
pub(crate) fn exchange_layout(head: &[u8], whole: bool) -> Layout {
    let text = head.trim_ascii_start();
    match text.first() {
        Some(b'{') if is_printed(text, whole) => Layout::Values,
        Some(b'[') if !is_line_of_several(text, whole) => Layout::Values,
        _ => Layout::Lines,
    }
}

fn object_layout(text: &[u8], whole: bool, har: bool) -> Result<Layout, String> {
    let names = member_names(text);
    let has = |name: &str| names.iter().any(|known| known == name);
    if is_exchange(&names) {
        Ok(exchange_layout(text, whole))
    } else if har || has("log") || (has("entries") && has("version")) {
        Ok(Layout::Har)
    } else if is_line_of_several(text, whole) || is_long_line(text, whole) || has_exchange_line(text) {
        Ok(Layout::Lines)
    } else {
        let listed: Vec<String> = names.iter().take(NAMES).map(|name| format!("`{}`", quote::name(name))).collect();
        Err(not_a_capture(&match listed.as_slice() {
            [] => "an object".to_owned(),
            listed => format!("an object with {}", listed.join(", ")),
        }))
    }
}

fn list_layout(text: &[u8], whole: bool) -> Result<Layout, String> {
    let item = text[1..].trim_ascii_start();
    if is_line_of_several(text, whole) {
        Ok(Layout::Lines)
    } else if item.first() == Some(&b']') || is_exchange(&member_names(item)) {
        Ok(Layout::Values)
    } else if has_exchange_line(text) {
        Ok(Layout::Lines)
    } else {
        Err(not_a_capture("a list of something else"))
    }
}

fn not_a_capture(found: &str) -> String {
    format!(
        "expected exchanges (`request`, `response`) or a HAR (`log`), found {found}; a bare response body needs \
         `--operation ID`"
    )
}

fn is_exchange(names: &[String]) -> bool {
    names.iter().any(|name| name == "request" || name == "response")
}

/// Whether some line is an exchange, although the first one is broken.
fn has_exchange_line(text: &[u8]) -> bool {
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    lines.any(|line| is_one_value(line) && is_exchange(&member_names(line)))
}

/// Whether the first line is one JSON value and others follow.
fn is_line_of_several(text: &[u8], whole: bool) -> bool {
    let (line, rest) = first_line(text);
    let follows = !rest.trim_ascii_start().is_empty() || (!rest.is_empty() && !whole);
    follows && is_one_value(line)
}

/// Whether the first line is longer than what is looked at, so that what names it may still come.
fn is_long_line(text: &[u8], whole: bool) -> bool {
    !whole && first_line(text).1.is_empty()
}

/// Whether the object at the start of `text` goes on behind its line because it is printed over several, and
/// not because the line is broken or cut off.
fn is_printed(text: &[u8], whole: bool) -> bool {
    let (line, rest) = first_line(text);
    let closed = json_text::value_end(line, 0).is_some();
    let open_end = matches!(line.trim_ascii_end().last(), Some(b'{' | b'[' | b',' | b':'));
    let next = rest.trim_ascii_start().first();
    !closed && !is_long_line(text, whole) && next.is_some_and(|byte| open_end || *byte != b'{')
}

fn is_one_value(text: &[u8]) -> bool {
    json_text::value_end(text, 0).is_some_and(|end| text[end..].trim_ascii().is_empty())
}

fn first_line(text: &[u8]) -> (&[u8], &[u8]) {
    text.iter().position(|byte| *byte == b'\n').map_or((text, &[]), |at| text.split_at(at))
}

/// The names of the members of the object at the start of `text`, as far as the text goes.
fn member_names(text: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = text.strip_prefix(b"{").unwrap_or_default().trim_ascii_start();
    while rest.first() == Some(&b'"') {
        let Some(end) = json_text::value_end(rest, 0) else { break };
        let Some(value) = rest[end..].trim_ascii_start().strip_prefix(b":") else { break };
        names.extend(serde_json::from_slice::<String>(&rest[..end]));
        let next = json_text::value_end(value, 0).map_or(&[][..], |end| &value[end..]);
        rest = next.trim_ascii_start().strip_prefix(b",").unwrap_or_default().trim_ascii_start();
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sniffed(text: &str) -> Result<Layout, String> {
        layout(text.as_bytes(), true, false)
    }

    #[test]
    fn exchanges_are_known_by_their_members_and_by_their_lines() {
        for (text, expected) in [
            ("", Layout::Lines),
            ("{\"request\": {}}", Layout::Lines),
            ("\n\n {\"meta\": 1, \"response\": {}}\n", Layout::Lines),
            ("{\"request\": {\"method\": \"G\n{\"request\": {}}\n", Layout::Lines),
            ("{\"request\": {\"method\":", Layout::Lines),
            ("{\"a\": \"x\n{\"request\": {}}\n", Layout::Lines),
            ("# a comment\n{\"request\": {}}\n", Layout::Lines),
            ("{\"a\": 1}\n{\"request\": {}}\n", Layout::Lines),
            ("{\n  \"request\": {}\n}", Layout::Values),
            ("{\"request\": {}\n, \"response\": {}}", Layout::Values),
            ("[{\"request\": {}},\n{\"request\": {}}]", Layout::Values),
            ("[{\"request\": {}}, {\"request\": {}}]\n", Layout::Values),
            ("{\"request\":\n  {\"method\": \"GET\"}}", Layout::Values),
            ("[]", Layout::Values),
            ("{\"log\": {", Layout::Har),
            ("{\"version\": \"1.2\", \"entries\": []}", Layout::Har),
        ] {
            assert_eq!(sniffed(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn a_first_line_beyond_the_head_is_a_line() {
        for text in ["{\"meta\": {\"a", "{\"request\": {\"a"] {
            assert_eq!(layout(text.as_bytes(), false, false), Ok(Layout::Lines), "{text}");
        }
        assert_eq!(layout(b"{\"meta\": {\"a", false, true), Ok(Layout::Har));
    }

    #[test]
    fn what_is_no_capture_is_named() {
        let body = sniffed("{\"id\": 1,\n \"status\": \"RUNNING\"}").expect_err("a body");
        assert!(body.contains("found an object with `id`, `status`; a bare response body needs"), "{body}");
        assert!(sniffed("[1, 2]").is_err());
        assert!(sniffed("interactions:\n- request: {}\n").expect_err("YAML").contains("begins with `i`"));
    }

    #[test]
    fn bytes_that_are_no_text_are_named() {
        for (bytes, word) in [
            (b"PK\x03\x04".as_slice(), "zip"),
            (b"\xFF\xFE{\0", "UTF-16"),
            (b"{\0\"\0", "UTF-16"),
            (b"\0{\0\"", "UTF-16"),
            (b"\0\x01\x02", "not text"),
        ] {
            assert!(foreign(bytes).is_some_and(|reason| reason.contains(word)), "{word}");
        }
        assert_eq!(foreign("\u{e4}".as_bytes()), None);
    }
}
