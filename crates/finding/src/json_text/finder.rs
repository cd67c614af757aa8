//! Finds many places in one text.

use super::{first_item, first_value, members, next_value};
use crate::{Pointer, Trail};
use std::{borrow::Cow, collections::HashMap};

/// Finds values in a JSON text by their pointers. It keeps the way to the last one: values that are asked for in their order
/// cost one walk over the text together.
///
/// Of a member that occurs twice, the last is meant, as in most parsers.
///
/// ```
/// use driftline_finding::{Pointer, json_text::Finder};
/// let mut finder = Finder::new(br#"{"a": [true, {"b": 1}]}"#.as_slice());
/// let [item, member] = ["/a/0", "/a/1/b"].map(|pointer| pointer.parse().expect("a pointer"));
/// assert_eq!((finder.value(&item), finder.name(&member)), (Some(7), Some(14)));
/// ```
#[derive(Clone, Debug)]
pub struct Finder<'t> {
    text: Cow<'t, [u8]>,
    trail: Trail<Found>,
}

/// Where a value stands, and what is known of what is in it.
#[derive(Clone, Debug)]
struct Found {
    name: Option<usize>,
    value: usize,
    inside: Inside,
}

/// Which of the values inside another one are known.
#[derive(Clone, Debug)]
enum Inside {
    Nothing,
    /// One member of an object was asked for.
    Member,
    /// All members of an object, by their names: where those begin, and the values.
    Members(HashMap<String, (usize, usize)>),
    /// An item of an array, by its number.
    Item(usize, usize),
}

impl<'t> Finder<'t> {
    /// Finds values below the first one in `text`.
    pub fn new(text: impl Into<Cow<'t, [u8]>>) -> Finder<'t> {
        let text = text.into();
        let root = Found::at(None, first_value(&text));
        Finder { text, trail: Trail::new(root) }
    }

    /// Finds values below the one that begins at `offset` in `text`.
    pub fn below(text: impl Into<Cow<'t, [u8]>>, offset: usize) -> Finder<'t> {
        Finder { text: text.into(), trail: Trail::new(Found::at(None, offset)) }
    }

    /// The offset of a value.
    pub fn value(&mut self, pointer: &Pointer) -> Option<usize> {
        self.find(pointer).map(|(_, value)| value)
    }

    /// The offset of the name of a member, at its quote; of an item or the root that of the value.
    pub fn name(&mut self, pointer: &Pointer) -> Option<usize> {
        self.find(pointer).map(|(name, value)| name.unwrap_or(value))
    }

    fn find(&mut self, pointer: &Pointer) -> Option<(Option<usize>, usize)> {
        let text = &*self.text;
        let found = self.trail.go(pointer, |around, segment| around.below(text, segment))?;
        (found.value < text.len()).then_some((found.name, found.value))
    }
}

impl Found {
    fn at(name: Option<usize>, value: usize) -> Found {
        Found { name, value, inside: Inside::Nothing }
    }

    fn below(&mut self, text: &[u8], segment: &str) -> Option<Found> {
        match text.get(self.value)? {
            b'{' => self.member(text, segment).map(|(name, value)| Found::at(Some(name), value)),
            b'[' => self.item(text, segment.parse().ok()?).map(|value| Found::at(None, value)),
            _ => None,
        }
    }

    /// The last member of that name. To look for one costs no memory; whoever asks again gets it from a list of all.
    fn member(&mut self, text: &[u8], name: &str) -> Option<(usize, usize)> {
        match &self.inside {
            Inside::Members(all) => all.get(name).copied(),
            Inside::Member => {
                let named = members(text, self.value).filter_map(|(literal, at, value)| {
                    Some((serde_json::from_slice::<String>(literal).ok()?, (at, value)))
                });
                let all: HashMap<_, _> = named.collect();
                let found = all.get(name).copied();
                self.inside = Inside::Members(all);
                found
            }
            Inside::Nothing | Inside::Item(..) => {
                self.inside = Inside::Member;
                let is_it = |literal: &[u8]| {
                    literal[1..literal.len() - 1] == *name.as_bytes()
                        || literal.contains(&b'\\')
                            && serde_json::from_slice::<String>(literal).is_ok_and(|known| known == name)
                };
                members(text, self.value)
                    .filter(|(literal, ..)| is_it(literal))
                    .last()
                    .map(|(_, at, value)| (at, value))
            }
        }
    }

    fn item(&mut self, text: &[u8], number: usize) -> Option<usize> {
        let (mut known, mut at) = match self.inside {
            Inside::Item(known, at) if known <= number => (known, at),
            _ => (0, first_item(text, self.value)?),
        };
        while known < number {
            at = next_value(text, at)?;
            known += 1;
        }
        self.inside = Inside::Item(known, at);
        (text.get(at)? != &b']').then_some(at)
    }
}
