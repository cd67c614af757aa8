//! The numbers of a JSON text, as they are written: a parser keeps what it makes of them.

use super::{scalar_end, skip_space, string_end, value_offset};
use crate::Pointer;

/// One number of a JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number<'t> {
    /// The pointer to it.
    pub at: Pointer,
    /// Its digits, sign, point and exponent, as they are written.
    pub written: &'t str,
}

/// The last step to a value: what one has come to in a list or an object.
enum Step<'t> {
    Item(usize),
    /// The literal of the name.
    Member(&'t [u8]),
}

/// The numbers of `text`, which is JSON, whose written form is `wanted`, in the order of the text. Of a member that
/// occurs twice, the last is meant.
///
/// ```
/// use driftline_finding::json_text;
/// let found = json_text::numbers(br#"{"a": [1.50, 2], "b": "3"}"#, |written| written != "2");
/// let found: Vec<_> = found.iter().map(|number| (number.at.as_str(), number.written)).collect();
/// assert_eq!(found, [("/a/0", "1.50")]);
/// ```
pub fn numbers<'t>(text: &'t [u8], wanted: impl Fn(&str) -> bool) -> Vec<Number<'t>> {
    let mut found = Vec::new();
    let mut steps: Vec<Step<'t>> = Vec::new();
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let end = match byte {
            b'"' => match string_end(text, at) {
                Some(end) => end,
                None => break,
            },
            b'-' | b'0'..=b'9' => scalar_end(text, at),
            _ => at + 1,
        };
        match (byte, steps.last_mut()) {
            (b'{', _) => steps.push(Step::Member(&[])),
            (b'[', _) => steps.push(Step::Item(0)),
            (b'}' | b']', _) => drop(steps.pop()),
            (b',', Some(Step::Item(index))) => *index += 1,
            (b'"', Some(Step::Member(name))) if text.get(skip_space(text, end)) == Some(&b':') => {
                *name = &text[at..end];
            }
            (b'-' | b'0'..=b'9', _) => {
                if let Some(written) = std::str::from_utf8(&text[at..end]).ok().filter(|written| wanted(written)) {
                    found.push((at, Number { at: pointer(&steps), written }));
                }
            }
            _ => {}
        }
        at = end;
    }
    found.retain(|(offset, number)| value_offset(text, &number.at) == Some(*offset));
    found.into_iter().map(|(_, number)| number).collect()
}

fn pointer(steps: &[Step<'_>]) -> Pointer {
    steps.iter().fold(Pointer::ROOT, |at, step| match step {
        Step::Item(index) => at.index(*index),
        Step::Member(literal) => at.key(&serde_json::from_slice::<String>(literal).unwrap_or_default()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn walk(value: &Value, at: &Pointer, all: &mut Vec<(String, String)>) {
        match value {
            Value::Number(number) => all.push((at.to_string(), number.to_string())),
            Value::Array(items) => items.iter().enumerate().for_each(|(i, item)| walk(item, &at.index(i), all)),
            Value::Object(map) => map.iter().for_each(|(key, item)| walk(item, &at.key(key), all)),
            _ => {}
        }
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![any::<i64>().prop_map(Value::from), "[\"\\\\:,0-9]{0,6}".prop_map(Value::from)];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::btree_map("[\"\\\\:,a0]{0,4}", inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn every_number_is_met_with_its_pointer(value in json(), pretty in any::<bool>()) {
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
            let text = text.expect("a value prints");
            let mut expected = Vec::new();
            walk(&value, &Pointer::ROOT, &mut expected);
            let found = numbers(text.as_bytes(), |_| true).into_iter();
            let found: Vec<_> = found.map(|number| (number.at.to_string(), number.written.to_owned())).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn no_text_makes_the_walk_panic(text in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = numbers(&text, |_| true);
        }
    }

    #[test]
    fn of_two_equal_members_the_last_is_meant_whatever_it_holds() {
        let text = json!({"a": {"b": 1}}).to_string().replace('}', "") + "}, \"a\": 2, \"a\": [3]}";
        let found: Vec<_> =
            numbers(text.as_bytes(), |_| true).into_iter().map(|number| number.at.to_string()).collect();
        assert_eq!(found, ["/a/0"], "{text}");
    }
}
