//! Where the values on a tape stand in their text.

use crate::tape::{TapeKind, TapeValue};
use driftline_finding::{Pointer, json_text};

/// Where the values of a document stand in its text. Texts stay where they are when they are parsed, and so do names,
/// which saves a search from the start of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TapePlaces<'t> {
    document: TapeValue<'t>,
    /// The address of the first byte of the text.
    start: usize,
}

impl<'t> TapePlaces<'t> {
    /// Of a document whose text begins at the address `start`.
    pub(crate) fn new(document: TapeValue<'t>, start: usize) -> TapePlaces<'t> {
        TapePlaces { document, start }
    }

    /// What [`json_text::value_offset`] finds.
    pub(crate) fn value_offset(self, text: &[u8], pointer: &Pointer) -> Option<usize> {
        self.offsets(text, pointer).map(|(_, value)| value)
    }

    /// What [`json_text::name_offset`] finds.
    pub(crate) fn name_offset(self, text: &[u8], pointer: &Pointer) -> Option<usize> {
        self.offsets(text, pointer).map(|(name, value)| name.unwrap_or(value))
    }

    /// The offset of a value, and before it that of its name, if it has one.
    fn offsets(self, text: &[u8], pointer: &Pointer) -> Option<(Option<usize>, usize)> {
        let (mut value, mut name, mut at) = (self.document, None, json_text::first_value(text));
        for segment in pointer.segments() {
            (value, name, at) = match value.kind() {
                TapeKind::Object(object) => {
                    let (known, value) = object.members().filter(|(known, _)| *known == segment).last()?;
                    let quote = known.as_ptr().addr().checked_sub(self.start + 1)?;
                    (value, Some(quote), json_text::behind_name(text, quote)?)
                }
                TapeKind::Array(array) => {
                    let index = segment.parse().ok()?;
                    (array.items().nth(index)?, None, json_text::item(text, at, index)?)
                }
                _ => return None,
            };
        }
        Some((name, at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{TapeParser, tape::tests::json};
    use proptest::prelude::*;
    use serde_json::Value;

    /// The pointers to all values below one, and to one that is not there.
    fn below(value: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
        let children: Vec<(Pointer, &Value)> = match value {
            Value::Object(members) => members.iter().map(|(name, value)| (at.key(name), value)).collect(),
            Value::Array(items) => items.iter().enumerate().map(|(index, value)| (at.index(index), value)).collect(),
            _ => return found.push(at.key("none")),
        };
        for (at, value) in children {
            found.push(at.clone());
            below(value, &at, found);
        }
    }

    proptest! {
        #[test]
        fn a_value_has_the_place_that_its_text_has(value in json(), pretty in any::<bool>()) {
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
            let text = format!(" {}", text.expect("a value prints")).into_bytes();
            let mut pointers = vec![Pointer::ROOT];
            below(&value, &Pointer::ROOT, &mut pointers);
            TapeParser::default().parse_placed(&text, |_, places| {
                for at in &pointers {
                    prop_assert_eq!(places.value_offset(&text, at), json_text::value_offset(&text, at), "{}", at);
                    prop_assert_eq!(places.name_offset(&text, at), json_text::name_offset(&text, at), "{}", at);
                }
                Ok(())
            }).expect("JSON")?;
        }
    }
}
