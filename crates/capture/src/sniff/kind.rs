//! Tells the forms apart by the names of their members.

use super::{is_one_value, member_names, members};
use crate::{CaptureFormat, envelope, log};

/// Members that only the request of a WireMock stub has.
const STUB_REQUEST: &[&str] =
    &["urlPath", "urlPattern", "urlPathPattern", "urlPathTemplate", "queryParameters", "bodyPatterns"];

/// Members that only the response of a WireMock stub has.
const STUB_RESPONSE: &[&str] = &[
    "jsonBody",
    "base64Body",
    "bodyFileName",
    "fault",
    "proxyBaseUrl",
    "transformers",
    "fixedDelayMilliseconds",
    "delayDistribution",
];

/// The form of which an object with these members is one record.
pub(super) fn record(text: &[u8], names: &[String]) -> Option<CaptureFormat> {
    let has = |name: &str| names.iter().any(|known| known == name);
    if !has("request") && !has("response") {
        let known =
            [(envelope::has_half(names), CaptureFormat::Ndjson), (log::is_entry(names), CaptureFormat::AccessLog)];
        return known.into_iter().find(|(is, _)| *is).map(|(_, format)| format);
    }
    if has("latencies") || (has("client_ip") && has("started_at")) {
        Some(CaptureFormat::Kong)
    } else if is_stub(text) {
        Some(CaptureFormat::Wiremock)
    } else if has("status") && !has("response") {
        Some(CaptureFormat::AccessLog)
    } else {
        Some(CaptureFormat::Ndjson)
    }
}

/// Whether an object is one stub of WireMock.
pub(super) fn is_stub(text: &[u8]) -> bool {
    let has = |half: &str, known: &[&str]| inner_names(text, half).iter().any(|name| known.contains(&name.as_str()));
    has("request", STUB_REQUEST) || has("response", STUB_RESPONSE)
}

/// The form of which an object with these members is the document.
pub(super) fn document(text: &[u8], names: &[String]) -> Option<CaptureFormat> {
    let has = |name: &str| names.iter().any(|known| known == name);
    if has("log") || (has("entries") && has("version")) {
        Some(CaptureFormat::Har)
    } else if has("http_interactions") {
        Some(CaptureFormat::RubyVcr)
    } else if has("interactions") {
        Some(interactions(text, [b"\"uri\"", b"\"url\""]))
    } else if has("mappings") {
        Some(CaptureFormat::Wiremock)
    } else if has("data") && inner_names(text, "data").iter().any(|name| name == "pairs") {
        Some(CaptureFormat::Hoverfly)
    } else {
        None
    }
}

/// The form of the first line that is one record, although the first line of all may be broken.
pub(super) fn line(text: &[u8]) -> Option<CaptureFormat> {
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    lines.find_map(|line| if is_one_value(line) { record(line, &member_names(line)) } else { None })
}

/// The form of a cassette in YAML: the name of its list begins a line.
pub(super) fn yaml(text: &[u8]) -> Option<CaptureFormat> {
    let mut lines = text.split(|byte| *byte == b'\n');
    lines.find_map(|line| {
        if line.starts_with(b"http_interactions:") {
            Some(CaptureFormat::RubyVcr)
        } else if line.starts_with(b"interactions:") {
            Some(yaml_interactions(text))
        } else {
            None
        }
    })
}

/// Lines tell more than what stands anywhere, be it in a body.
fn yaml_interactions(text: &[u8]) -> CaptureFormat {
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_start);
    let named = lines.find_map(|line| match line {
        [b'u', b'r', b'i', b':', ..] => Some(CaptureFormat::Vcrpy),
        [b'u', b'r', b'l', b':', ..] => Some(CaptureFormat::GoVcr),
        _ => None,
    });
    named.unwrap_or_else(|| interactions(text, [b" uri:", b" url:"]))
}

/// Two tools call their list `interactions`, and the URL in it by different names.
fn interactions(text: &[u8], [uri, url]: [&[u8]; 2]) -> CaptureFormat {
    let first = |name: &[u8]| text.windows(name.len()).position(|window| window == name).unwrap_or(usize::MAX);
    if first(url) < first(uri) { CaptureFormat::GoVcr } else { CaptureFormat::Vcrpy }
}

/// The names of the members of an object in the object at the start of `text`.
fn inner_names(text: &[u8], name: &str) -> Vec<String> {
    let mut inner = members(text).into_iter().filter(|(known, _)| known == name);
    inner.next().map_or_else(Vec::new, |(_, value)| member_names(value))
}
