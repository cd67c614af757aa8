//! Where the values on a tape stand in their text.

use super::{TapeItems, TapeKind, TapeMembers, TapeValue};
use driftline_finding::{Pointer, Trail, json_text};

/// A document on a tape, and its text. Texts stay where they are when they are parsed, and so do names, which saves a
/// search through the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TapePlaces<'t> {
    document: TapeValue<'t>,
    /// The address of the first byte of the text.
    start: usize,
}

/// Finds places of values on a tape as [`json_text::Finder`] does in a text.
#[derive(Debug)]
pub(crate) struct TapeFinder<'t> {
    /// The address of the first byte of the text.
    start: usize,
    trail: Trail<Found<'t>>,
}

/// Where a value stands, and which of those in it was asked for last.
#[derive(Clone, Debug)]
struct Found<'t> {
    value: TapeValue<'t>,
    name: Option<usize>,
    at: usize,
    inside: Inside<'t>,
}

#[derive(Clone, Debug)]
enum Inside<'t> {
    Nothing,
    /// The members behind the last one.
    Members(TapeMembers<'t>),
    /// The number and the place of the last item, and the items behind it.
    Item(usize, usize, TapeItems<'t>),
}

impl<'t> TapePlaces<'t> {
    /// Of a document whose text begins at the address `start`.
    pub(crate) fn new(document: TapeValue<'t>, start: usize) -> TapePlaces<'t> {
        TapePlaces { document, start }
    }

    /// The offset of a name, at its quote, and of the value of its member, if the name stands on this tape.
    pub(crate) fn member(self, text: &[u8], name: &str) -> Option<(usize, usize)> {
        member(text, self.start, name)
    }

    /// Finds values of the document, whose text is given.
    pub(crate) fn finder(self, text: &[u8]) -> TapeFinder<'t> {
        let root = Found::at(self.document, None, json_text::first_value(text));
        TapeFinder { start: self.start, trail: Trail::new(root) }
    }
}

impl<'t> TapeFinder<'t> {
    /// The same below the value at `pointer`, if there is one.
    pub(crate) fn below(mut self, text: &[u8], pointer: &Pointer) -> Option<TapeFinder<'t>> {
        let start = self.start;
        let root = self.trail.go(pointer, |around, segment| around.below(text, start, segment))?.clone();
        Some(TapeFinder { start, trail: Trail::new(root) })
    }

    /// What [`json_text::value_offset`] finds.
    pub(crate) fn value(&mut self, text: &[u8], pointer: &Pointer) -> Option<usize> {
        self.find(text, pointer).map(|(_, value)| value)
    }

    /// What [`json_text::name_offset`] finds.
    pub(crate) fn name(&mut self, text: &[u8], pointer: &Pointer) -> Option<usize> {
        self.find(text, pointer).map(|(name, value)| name.unwrap_or(value))
    }

    fn find(&mut self, text: &[u8], pointer: &Pointer) -> Option<(Option<usize>, usize)> {
        let start = self.start;
        let found = self.trail.go(pointer, |around, segment| around.below(text, start, segment))?;
        Some((found.name, found.at))
    }
}

impl<'t> Found<'t> {
    fn at(value: TapeValue<'t>, name: Option<usize>, at: usize) -> Found<'t> {
        Found { value, name, at, inside: Inside::Nothing }
    }

    fn below(&mut self, text: &[u8], start: usize, segment: &str) -> Option<Found<'t>> {
        match self.value.kind() {
            TapeKind::Object(object) => {
                let (name, value) = self.member(segment, object.members())?;
                let (quote, at) = member(text, start, name)?;
                Some(Found::at(value, Some(quote), at))
            }
            TapeKind::Array(array) => {
                let (value, at) = self.item(text, segment.parse().ok()?, array.items())?;
                Some(Found::at(value, None, at))
            }
            _ => None,
        }
    }

    /// A member of that name. What is judged on a tape has no name twice.
    fn member(&mut self, name: &str, all: TapeMembers<'t>) -> Option<(&'t str, TapeValue<'t>)> {
        let is_it = |(known, _): &(&str, TapeValue<'_>)| *known == name;
        let mut behind = if let Inside::Members(behind) = &self.inside { behind.clone() } else { all.clone() };
        let found = behind.find(is_it).or_else(|| {
            behind = all;
            behind.find(is_it)
        });
        self.inside = Inside::Members(behind);
        found
    }

    fn item(&mut self, text: &[u8], number: usize, all: TapeItems<'t>) -> Option<(TapeValue<'t>, usize)> {
        let (mut known, mut at, mut behind) = match &self.inside {
            Inside::Item(known, at, behind) if *known < number => (*known, *at, behind.clone()),
            _ => {
                let mut behind = all;
                let (first, at) = (behind.next()?, json_text::first_item(text, self.at)?);
                self.inside = Inside::Item(0, at, behind.clone());
                if number == 0 {
                    return Some((first, at));
                }
                (0, at, behind)
            }
        };
        loop {
            let value = behind.next()?;
            (known, at) = (known + 1, json_text::next_value(text, at)?);
            if known == number {
                self.inside = Inside::Item(known, at, behind);
                return Some((value, at));
            }
        }
    }
}

/// Where a name that was parsed from the text at the address `start` stands in it, and the value behind it.
fn member(text: &[u8], start: usize, name: &str) -> Option<(usize, usize)> {
    let quote = name.as_ptr().addr().checked_sub(start + 1)?;
    (text.get(quote)? == &b'"').then_some((quote, json_text::behind_name(text, quote)?))
}

#[cfg(test)]
mod tests {
    use super::super::{TapeParser, tests::json};
    use super::*;
    use driftline_finding::json_text::Finder;
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
        fn a_value_has_the_place_that_its_text_has(value in json(), pretty in any::<bool>(), reversed in any::<bool>()) {
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
            let text = format!(" {}", text.expect("a value prints")).into_bytes();
            let mut pointers = vec![Pointer::ROOT];
            below(&value, &Pointer::ROOT, &mut pointers);
            if reversed {
                pointers.reverse();
            }
            let mut in_text = Finder::new(&*text);
            TapeParser::default().parse_placed(&text, |_, places| {
                let mut on_tape = places.finder(&text);
                for at in &pointers {
                    let value = json_text::value_offset(&text, at);
                    prop_assert_eq!(on_tape.value(&text, at), value, "{}", at);
                    prop_assert_eq!(in_text.value(at), value, "{}", at);
                    let name = json_text::name_offset(&text, at);
                    prop_assert_eq!(on_tape.name(&text, at), name, "{}", at);
                    prop_assert_eq!(in_text.name(at), name, "{}", at);
                }
                Ok(())
            }).expect("JSON")?;
        }
    }
}
