//! The law of places: every value of a body is found in the capture, and stands where it is said to stand.

use crate::{lines::Lines, reading::is_compressed};
use driftline_capture::{Body, BodySource, CaptureFormat, Exchange, ReadOptions, Side};
use driftline_finding::{Place, Pointer};
use serde_json::Value;

/// The most values of one body that are looked up: each costs a walk through its record.
const MOST: usize = 100;

/// Reads a capture of any form, and looks up every value of every body.
pub fn hold(options: &ReadOptions, bytes: &[u8]) {
    if is_compressed(bytes) {
        return;
    }
    let Ok(capture) = options.read("x", bytes) else { return };
    let lines = Lines::of(bytes);
    let yaml = is_yaml(capture.format(), lines.bytes());
    // Behind bytes that are not UTF-8 a column is as good as another.
    let has_bad_byte = |exchange: &Exchange| {
        [Side::Request, Side::Response].into_iter().any(|side| exchange.view().bad_byte(side).is_some())
    };
    for exchange in capture.filter_map(Result::ok).filter(|exchange| !has_bad_byte(exchange)) {
        for side in [Side::Request, Side::Response] {
            body(&exchange, side, &lines, yaml);
        }
    }
}

/// Whether the records lie in YAML, whose scalars have too many spellings to be read here once more.
fn is_yaml(format: CaptureFormat, bytes: &[u8]) -> bool {
    let cassette = matches!(format, CaptureFormat::Vcrpy | CaptureFormat::RubyVcr | CaptureFormat::GoVcr);
    cassette && !bytes.trim_ascii_start().starts_with(b"{")
}

fn body(exchange: &Exchange, side: Side, lines: &Lines<'_>, yaml: bool) {
    let (value, source) = match exchange.body(side) {
        Body::Json(value, source) => (value.clone(), source),
        Body::Text(text, source) => match serde_json::from_str(text) {
            Ok(value) => (value, source),
            Err(_) => return,
        },
        Body::Absent | Body::Binary(_) | Body::Unavailable(_) => return,
    };
    let mut all = Vec::new();
    pointers(&value, &Pointer::ROOT, &mut all);
    for (pointer, expected) in all {
        let (place, name) = (exchange.value_place(side, &pointer), exchange.name_place(side, &pointer));
        lines.offset(&name).expect("a position");
        let rest = &lines.bytes()[lines.offset(&place).expect("a position")..];
        if yaml {
            continue;
        }
        let found = match source {
            BodySource::Inline(_) => first_value(rest),
            BodySource::Embedded(_) => unescaped(rest, pointer.is_root()).and_then(|text| first_value(text.as_bytes())),
            BodySource::Encoded(_) | BodySource::Replaced(..) => continue,
        };
        assert_eq!(found.as_ref(), Some(expected), "{pointer} is not at {place}");
        named(exchange, &pointer, &name, &place);
    }
}

/// The name of a member stands before its value.
fn named(exchange: &Exchange, pointer: &Pointer, name: &Place, place: &Place) {
    assert!(name.position <= place.position, "{}: {pointer}: {name} {place}", exchange.record.place());
}

/// The values of a body with their pointers, as far as they are looked up.
fn pointers<'v>(value: &'v Value, at: &Pointer, all: &mut Vec<(Pointer, &'v Value)>) {
    if all.len() >= MOST {
        return;
    }
    all.push((at.clone(), value));
    match value {
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| pointers(item, &at.index(index), all)),
        Value::Object(members) => members.iter().for_each(|(name, member)| pointers(member, &at.key(name), all)),
        _ => {}
    }
}

/// The JSON value that a text begins with.
fn first_value(text: &[u8]) -> Option<Value> {
    serde_json::Deserializer::from_slice(text).into_iter().next()?.ok()
}

/// The rest of a string literal, from one of its characters on, or from its opening quote where `whole`.
fn unescaped(rest: &[u8], whole: bool) -> Option<String> {
    let literal: Vec<u8> = if whole && rest.starts_with(b"\"") { rest.to_vec() } else { [b"\"", rest].concat() };
    serde_json::Deserializer::from_slice(&literal).into_iter::<String>().next()?.ok()
}
