//! Recognises a capture by its first bytes.

mod kind;

use crate::{CaptureFormat, quote};
use driftline_finding::json_text;

/// How many bytes are looked at.
pub(crate) const HEAD: usize = 64 << 10;

/// The most member names that a message lists.
const NAMES: usize = 6;

/// The form of a capture, and how its records lie in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) format: CaptureFormat,
    pub(crate) arrangement: Arrangement,
}

/// How the records of a capture lie in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrangement {
    /// One a line.
    Lines,
    /// Over several lines, or in lists.
    Values,
    /// In a list of one JSON document.
    List,
    /// In a list of one YAML document.
    Yaml,
    /// The whole is one body.
    Body,
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
    let lines = |format| Ok(Layout { format, arrangement: Arrangement::Lines });
    match text.first() {
        None => lines(CaptureFormat::Ndjson),
        Some(b'{') => object_layout(text, whole, har),
        Some(b'[') => list_layout(text, whole),
        Some(byte) => {
            if let Some(format) = kind::yaml(head) {
                Ok(Layout { format, arrangement: Arrangement::Yaml })
            } else if text.split(|byte| *byte == b'\n').any(|line| line.trim_ascii_start().starts_with(b"{")) {
                lines(kind::line(text).unwrap_or(CaptureFormat::Ndjson))
            } else if whole && is_one_value(text) {
                Err(not_a_capture("a JSON value that is no object"))
            } else {
                let expected = "JSON (exchanges one a line, a HAR, or a body) or a cassette in YAML";
                Err(format!("expected {expected}, but the text begins with {}", quote::byte(*byte)))
            }
        }
    }
}

/// How the records lie in a text of which the user names the form.
pub(crate) fn named_layout(format: CaptureFormat, head: &[u8], whole: bool) -> Layout {
    let text = head.trim_ascii_start();
    let arrangement = match format {
        CaptureFormat::Body => Arrangement::Body,
        CaptureFormat::Vcrpy | CaptureFormat::RubyVcr | CaptureFormat::GoVcr if text.first() != Some(&b'{') => {
            Arrangement::Yaml
        }
        CaptureFormat::Wiremock if member_names(text).iter().any(|name| name == "mappings") => Arrangement::List,
        CaptureFormat::Har
        | CaptureFormat::Hoverfly
        | CaptureFormat::Vcrpy
        | CaptureFormat::RubyVcr
        | CaptureFormat::GoVcr => Arrangement::List,
        CaptureFormat::Ndjson | CaptureFormat::Wiremock | CaptureFormat::Kong | CaptureFormat::AccessLog => {
            arrangement(text, whole)
        }
    };
    Layout { format, arrangement }
}

/// Whether records that are objects lie on lines or over several.
fn arrangement(text: &[u8], whole: bool) -> Arrangement {
    match text.first() {
        Some(b'{') if is_printed(text, whole) => Arrangement::Values,
        Some(b'[') if !is_line_of_several(text, whole) => Arrangement::Values,
        _ => Arrangement::Lines,
    }
}

fn object_layout(text: &[u8], whole: bool, har: bool) -> Result<Layout, String> {
    let names = member_names(text);
    if let Some(format) = kind::record(text, &names) {
        return Ok(Layout { format, arrangement: arrangement(text, whole) });
    }
    let document = if har { Some(CaptureFormat::Har) } else { kind::document(text, &names) };
    if let Some(format) = document {
        return Ok(Layout { format, arrangement: Arrangement::List });
    }
    let line = kind::line(text);
    if line.is_some() || is_line_of_several(text, whole) || is_long_line(text, whole) {
        return Ok(Layout { format: line.unwrap_or(CaptureFormat::Ndjson), arrangement: Arrangement::Lines });
    }
    let listed: Vec<String> = names.iter().take(NAMES).map(|name| format!("`{}`", quote::name(name))).collect();
    Err(not_a_capture(&match listed.as_slice() {
        [] => "an object".to_owned(),
        listed => format!("an object with {}", listed.join(", ")),
    }))
}

fn list_layout(text: &[u8], whole: bool) -> Result<Layout, String> {
    let item = text[1..].trim_ascii_start();
    let record = kind::record(item, &member_names(item));
    let line = || kind::line(text);
    let (format, arrangement) = if is_line_of_several(text, whole) {
        (line().unwrap_or(CaptureFormat::Ndjson), Arrangement::Lines)
    } else if let Some(format) = record {
        (format, Arrangement::Values)
    } else if item.first() == Some(&b']') {
        (CaptureFormat::Ndjson, Arrangement::Values)
    } else if let Some(format) = line() {
        (format, Arrangement::Lines)
    } else {
        return Err(not_a_capture("a list of something else"));
    };
    Ok(Layout { format, arrangement })
}

fn not_a_capture(found: &str) -> String {
    format!(
        "expected exchanges (`request`, `response`), a HAR (`log`), a cassette, stubs or an access log, found {found}; \
         a bare response body needs `--operation ID`"
    )
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
    members(text).into_iter().map(|(name, _)| name).collect()
}

/// The members of the object at the start of `text`: names, and the text from their value on.
fn members(text: &[u8]) -> Vec<(String, &[u8])> {
    let mut members = Vec::new();
    let mut rest = text.strip_prefix(b"{").unwrap_or_default().trim_ascii_start();
    while rest.first() == Some(&b'"') {
        let Some(end) = json_text::value_end(rest, 0) else { break };
        let Some(value) = rest[end..].trim_ascii_start().strip_prefix(b":") else { break };
        let value = value.trim_ascii_start();
        if let Ok(name) = serde_json::from_slice::<String>(&rest[..end]) {
            members.push((name, value));
        }
        let next = json_text::value_end(value, 0).map_or(&[][..], |end| &value[end..]);
        rest = next.trim_ascii_start().strip_prefix(b",").unwrap_or_default().trim_ascii_start();
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sniffed(text: &str) -> Result<Layout, String> {
        layout(text.as_bytes(), true, false)
    }

    fn of(format: CaptureFormat, arrangement: Arrangement) -> Layout {
        Layout { format, arrangement }
    }

    const LINES: Layout = Layout { format: CaptureFormat::Ndjson, arrangement: Arrangement::Lines };
    const VALUES: Layout = Layout { format: CaptureFormat::Ndjson, arrangement: Arrangement::Values };
    const HAR: Layout = Layout { format: CaptureFormat::Har, arrangement: Arrangement::List };

    #[test]
    fn every_form_is_known_by_what_only_it_has() {
        use Arrangement::{Lines, List, Values, Yaml};
        use CaptureFormat::{AccessLog, GoVcr, Hoverfly, Kong, RubyVcr, Vcrpy, Wiremock};
        for (text, format, arrangement) in [
            ("interactions:\n- request:\n    uri: /a\n", Vcrpy, Yaml),
            ("# by hand\nx: &a 1\ninteractions: []\n", Vcrpy, Yaml),
            ("---\nversion: 2\ninteractions:\n    - id: 0\n      request:\n        url: /a\n", GoVcr, Yaml),
            ("interactions:\n- {request: {method: GET, url: /a}}\n", GoVcr, Yaml),
            ("---\nhttp_interactions:\n- request:\n    method: get\n    uri: /a\n", RubyVcr, Yaml),
            ("---\nversion: 1\ninteractions:\n- request:\n    body: |\n      {\n    url: /a\n", GoVcr, Yaml),
            ("{\"version\": 1, \"interactions\": [{\"request\": {\"uri\": \"/a\"}}]}", Vcrpy, List),
            ("{\"version\": 2, \"interactions\": [{\"request\": {\"url\": \"/a\"}}]}", GoVcr, List),
            ("{\"http_interactions\":[", RubyVcr, List),
            ("{\"mappings\": [", Wiremock, List),
            ("{\"request\": {\"urlPath\": \"/a\"}, \"response\": {}}", Wiremock, Lines),
            ("{\n \"request\": {\"url\": \"/a\"},\n \"response\": {\"bodyFileName\": \"a\"}}", Wiremock, Values),
            ("{\"data\": {\"pairs\": [", Hoverfly, List),
            ("{\"request\": {\"uri\": \"/\"}, \"response\": {}, \"latencies\": {}}\n", Kong, Lines),
            ("{\"request\": \"GET / HTTP/1.1\", \"status\": 200}\n", AccessLog, Lines),
            ("{\"status\": 200, \"method\": \"GET\", \"uri\": \"/\"}\n", AccessLog, Lines),
            ("{\"stat\n{\"status\": 200, \"method\": \"GET\", \"uri\": \"/\"}\n", AccessLog, Lines),
        ] {
            assert_eq!(sniffed(text), Ok(of(format, arrangement)), "{text}");
            if !text.starts_with("{\"stat\n") {
                assert_eq!(named_layout(format, text.as_bytes(), true), of(format, arrangement), "{text}");
            }
        }
    }

    #[test]
    fn exchanges_are_known_by_their_members_and_by_their_lines() {
        for (text, expected) in [
            ("", LINES),
            ("{\"request\": {}}", LINES),
            ("\n\n {\"meta\": 1, \"response\": {}}\n", LINES),
            ("{\"request\": {\"method\": \"G\n{\"request\": {}}\n", LINES),
            ("{\"request\": {\"method\":", LINES),
            ("{\"a\": \"x\n{\"request\": {}}\n", LINES),
            ("# a comment\n{\"request\": {}}\n", LINES),
            ("{\"a\": 1}\n{\"request\": {}}\n", LINES),
            ("{\n  \"request\": {}\n}", VALUES),
            ("{\"request\": {}\n, \"response\": {}}", VALUES),
            ("[{\"request\": {}},\n{\"request\": {}}]", VALUES),
            ("[{\"request\": {}}, {\"request\": {}}]\n", VALUES),
            ("{\"request\":\n  {\"method\": \"GET\"}}", VALUES),
            ("[]", VALUES),
            ("{\"log\": {", HAR),
            ("{\"version\": \"1.2\", \"entries\": []}", HAR),
        ] {
            assert_eq!(sniffed(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn a_first_line_beyond_the_head_is_a_line() {
        for text in ["{\"meta\": {\"a", "{\"request\": {\"a"] {
            assert_eq!(layout(text.as_bytes(), false, false), Ok(LINES), "{text}");
        }
        assert_eq!(layout(b"{\"meta\": {\"a", false, true), Ok(HAR));
    }

    #[test]
    fn what_is_no_capture_is_named() {
        let body = sniffed("{\"id\": 1,\n \"status\": \"RUNNING\"}").expect_err("a body");
        assert!(body.contains("found an object with `id`, `status`; a bare response body needs"), "{body}");
        assert!(sniffed("[1, 2]").is_err());
        assert!(sniffed("requests:\n- a: {}\n").expect_err("YAML").contains("begins with `r`"));
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
