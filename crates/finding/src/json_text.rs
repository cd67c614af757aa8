//! Finds places in the text of a JSON document that has already been parsed.
//!
//! Parsers into values forget where a value stood. Only findings need a place, so it is looked up afterwards,
//! by walking the text along a [`Pointer`]. Nothing here recurses, so that depth costs no stack.

mod finder;
mod numbers;

pub use finder::Finder;
pub use numbers::{Number, numbers};

use crate::Pointer;
use memchr::memchr2;

/// The byte offset at which the value that `pointer` names begins, if `text` is JSON that holds it.
///
/// Of a member that occurs twice, the last is meant, as in most parsers.
///
/// ```
/// use driftline_finding::{Pointer, json_text};
/// let text = r#"{"a": [true, {"b": 1}]}"#;
/// let at = json_text::value_offset(text.as_bytes(), &"/a/1/b".parse()?);
/// assert_eq!(at, text.find('1'));
/// # Ok::<(), driftline_finding::ParsePointerError>(())
/// ```
pub fn value_offset(text: &[u8], pointer: &Pointer) -> Option<usize> {
    Finder::new(text).value(pointer)
}

/// The byte offset at which the name of the member that `pointer` names begins, at its quote; for an array
/// item or the root, where the value begins.
pub fn name_offset(text: &[u8], pointer: &Pointer) -> Option<usize> {
    Finder::new(text).name(pointer)
}

/// The offset of the value of the member whose name begins, at its quote, at `name`.
pub fn behind_name(text: &[u8], name: usize) -> Option<usize> {
    let colon = skip_space(text, string_end(text, name)?);
    (text.get(colon)? == &b':').then(|| skip_space(text, colon + 1))
}

/// The offset of the first value in `text`.
pub fn first_value(text: &[u8]) -> usize {
    skip_space(text, 0)
}

/// The offset just past the JSON value that begins at `at`. The text need not be valid beyond balanced
/// brackets and closed strings.
pub fn value_end(text: &[u8], at: usize) -> Option<usize> {
    let mut at = skip_space(text, at);
    let mut depth = 0_usize;
    loop {
        match text.get(at)? {
            b'"' => at = string_end(text, at)?,
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                at += 1;
            }
            b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' => at += 1,
            _ => at = scalar_end(text, at),
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

/// The offset in `literal`, the text of a JSON string with its quotes, of the character that stands at byte
/// `decoded` of the decoded string. It is counted on `from` what is known of a character before it, likewise: its byte in
/// the decoded string, and its offset; of the first one that is `(0, 1)`.
///
/// ```
/// use driftline_finding::json_text;
/// assert_eq!(json_text::offset_in_literal(br#""a\n\u00e4b""#, 4, (0, 1)), Some(10));
/// ```
pub fn offset_in_literal(literal: &[u8], decoded: usize, from: (usize, usize)) -> Option<usize> {
    let (mut length, mut at) = from;
    while length < decoded {
        let (width, bytes) = character(literal, at)?;
        at += width;
        length += bytes;
    }
    (at < literal.len()).then_some(at)
}

/// The width in the literal of the character at `at`, and how many bytes it decodes to.
fn character(literal: &[u8], at: usize) -> Option<(usize, usize)> {
    if literal.get(at)? != &b'\\' {
        return Some((1, 1));
    }
    if literal.get(at + 1)? != &b'u' {
        return Some((2, 1));
    }
    let unit = |at: usize| {
        let digits = std::str::from_utf8(literal.get(at + 2..at + 6)?).ok()?;
        (literal.get(at..at + 2)? == b"\\u").then(|| u32::from_str_radix(digits, 16).ok())?
    };
    match unit(at)? {
        0xD800..=0xDBFF if matches!(unit(at + 6), Some(0xDC00..=0xDFFF)) => Some((12, 4)),
        code => Some((6, char::from_u32(code).map_or(3, char::len_utf8))),
    }
}

fn skip_space(text: &[u8], mut at: usize) -> usize {
    while matches!(text.get(at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
        at += 1;
    }
    at
}

fn string_end(text: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        at += memchr2(b'"', b'\\', text.get(at..)?)?;
        if text[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

fn scalar_end(text: &[u8], at: usize) -> usize {
    let stop =
        |byte: &u8| matches!(byte, b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"' | b' ' | b'\t' | b'\r' | b'\n');
    text[at..].iter().position(stop).map_or(text.len(), |length| at + length)
}

/// The members of the object at `at`, as far as the text is JSON: for each the literal of its name, where that begins, and
/// where the value does.
fn members(text: &[u8], at: usize) -> impl Iterator<Item = (&[u8], usize, usize)> {
    let mut next = Some(skip_space(text, at + 1));
    std::iter::from_fn(move || {
        let at = next.take().filter(|at| text.get(*at) == Some(&b'"'))?;
        let end = string_end(text, at)?;
        let colon = skip_space(text, end);
        let value = skip_space(text, (text.get(colon)? == &b':').then_some(colon + 1)?);
        next = next_value(text, value);
        Some((&text[at..end], at, value))
    })
}

/// The offset of the first item of the array at `at`.
pub fn first_item(text: &[u8], at: usize) -> Option<usize> {
    let at = skip_space(text, at + 1);
    (text.get(at)? != &b']').then_some(at)
}

/// The offset of what stands behind the value at `at` in its array or object: of the next item, or of the name of the next
/// member.
pub fn next_value(text: &[u8], at: usize) -> Option<usize> {
    let comma = skip_space(text, value_end(text, at)?);
    (text.get(comma)? == &b',').then(|| skip_space(text, comma + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::btree_map(".{0,4}", inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    fn pointers(value: &Value, at: &Pointer, all: &mut Vec<(Pointer, Value)>) {
        all.push((at.clone(), value.clone()));
        match value {
            Value::Array(items) => items.iter().enumerate().for_each(|(i, item)| pointers(item, &at.index(i), all)),
            Value::Object(map) => map.iter().for_each(|(key, item)| pointers(item, &at.key(key), all)),
            _ => {}
        }
    }

    proptest! {
        #[test]
        fn every_value_is_found_where_it_stands(value in json(), pretty in any::<bool>()) {
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
            let text = text.expect("a value prints");
            let mut all = Vec::new();
            pointers(&value, &Pointer::ROOT, &mut all);
            for (pointer, expected) in all {
                let at = value_offset(text.as_bytes(), &pointer).expect("it is there");
                let end = value_end(text.as_bytes(), at).expect("it ends");
                let found: Value = serde_json::from_str(&text[at..end]).expect("a value");
                prop_assert_eq!(found, expected);
            }
        }

        #[test]
        fn no_text_makes_the_search_panic(text in proptest::collection::vec(any::<u8>(), 0..60), pointer in "(/[a-c0-2]){0,3}") {
            let pointer: Pointer = pointer.parse().expect("a pointer");
            let _ = value_offset(&text, &pointer);
            let _ = name_offset(&text, &pointer);
            let _ = value_end(&text, 0);
            let _ = offset_in_literal(&text, 5, (0, 1));
        }

        #[test]
        fn a_character_is_found_in_its_literal(text in ".{0,20}", at in 0_usize..20) {
            let literal = serde_json::to_string(&text).expect("a string prints");
            let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
            if let Some(start) = starts.get(at) {
                let found = offset_in_literal(literal.as_bytes(), *start, (0, 1)).expect("it is there");
                let rest: String = serde_json::from_str(&format!("\"{}", &literal[found..])).expect("a string");
                prop_assert_eq!(rest, &text[*start..]);
            }
        }
    }

    #[test]
    fn the_last_of_two_equal_members_is_meant_and_a_name_has_its_own_place() {
        let text = br#"{"a": 1, "a": 2, "\u0062": 3}"#;
        assert_eq!(value_offset(text, &Pointer::ROOT.key("a")), Some(14));
        assert_eq!(name_offset(text, &Pointer::ROOT.key("a")), Some(9));
        assert_eq!(name_offset(text, &Pointer::ROOT.key("b")), Some(17));
    }
}
