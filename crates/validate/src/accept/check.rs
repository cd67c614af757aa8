//! The checks of one schema, laid out for speed.

use super::word::{Spelled, Word, WordList};
use crate::{
    shape::{self, Demands, NodeId},
    tape_json::Digits,
};
use driftline_capture::TapeNumber;
use driftline_contract::Type;
use jsonschema::json::cmp;
use serde_json::Value;

/// The number of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub(super) struct Checked(pub(super) usize);

impl Checked {
    /// That of the whole body.
    pub(super) const ROOT: Checked = Checked(0);
    /// That of a value of which nothing is said.
    pub(super) const ANYTHING: Checked = Checked(1);
}

/// What one schema, with all that it refers to, demands of a value.
pub(super) struct Check {
    /// The schema.
    pub(super) node: NodeId,
    /// The validator that decides, by its number; then nothing else does.
    pub(super) validator: Option<usize>,
    pub(super) kinds: Kinds,
    /// What few schemas demand.
    pub(super) more: Option<Box<[More]>>,
    /// The check of every item.
    pub(super) items: Checked,
    pub(super) members: Members,
}

impl Check {
    /// Takes everything, as long as no name occurs twice, whatever the schema says.
    pub(super) fn anything(node: NodeId) -> Check {
        Check {
            node,
            validator: None,
            kinds: Kinds::ALL,
            more: None,
            items: Checked::ANYTHING,
            members: Members::default(),
        }
    }

    #[expect(clippy::inline_always, reason = "every value of a body is looked at here")]
    #[inline(always)]
    pub(super) fn demands_of(&self, meets: impl Fn(&More) -> bool) -> bool {
        self.more.as_ref().is_none_or(|more| more.iter().all(meets))
    }

    /// Whether an object will do, as far as `enum` is concerned, which lists scalars only.
    #[inline]
    pub(super) fn has_no_options(&self) -> bool {
        self.demands_of(|more| more.demands.options.is_none())
    }
}

/// A set of JSON types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const NULL: Kinds = Kinds(1);
    pub(super) const BOOLEAN: Kinds = Kinds(2);
    const INTEGER: Kinds = Kinds(4);
    /// Every number.
    const NUMBER: Kinds = Kinds(8);
    pub(super) const STRING: Kinds = Kinds(16);
    pub(super) const ARRAY: Kinds = Kinds(32);
    pub(super) const OBJECT: Kinds = Kinds(64);
    pub(super) const ALL: Kinds = Kinds(127);

    /// Those that `types` name; all, where they name none.
    pub(super) fn of(types: &[Type]) -> Kinds {
        let all = types.iter().fold(0, |all, kind| {
            all | match kind {
                Type::Null => Kinds::NULL.0,
                Type::Boolean => Kinds::BOOLEAN.0,
                Type::Integer => Kinds::INTEGER.0,
                Type::Number => Kinds::NUMBER.0 | Kinds::INTEGER.0,
                Type::String => Kinds::STRING.0,
                Type::Array => Kinds::ARRAY.0,
                Type::Object => Kinds::OBJECT.0,
            }
        });
        if types.is_empty() { Kinds::ALL } else { Kinds(all) }
    }

    pub(super) fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 & other.0)
    }

    #[inline]
    pub(super) fn has(self, kind: Kinds) -> bool {
        self.0 & kind.0 != 0
    }

    #[inline]
    pub(super) fn has_number(self, number: TapeNumber) -> bool {
        let is_whole = || !matches!(number, TapeNumber::Float(number) if number.fract() != 0.0);
        self.has(Kinds::NUMBER) || self.has(Kinds::INTEGER) && is_whole()
    }
}

/// What a schema demands beside a type.
pub(super) struct More {
    /// Of `enum`, what is a text.
    pub(super) texts: WordList,
    pub(super) demands: Demands,
}

/// A value that a list of values may hold, without texts, lists and objects.
pub(super) enum Listed {
    Null,
    Bool(bool),
    Number(TapeNumber),
}

impl More {
    #[inline]
    pub(super) fn text(&self, text: &str) -> bool {
        if let Some((least, most)) = self.demands.length
            && !has_length(text, least, most)
        {
            return false;
        }
        self.demands.options.is_none() || self.texts.has(text)
    }

    #[inline]
    pub(super) fn count(&self, count: usize) -> bool {
        let Demands { options, items, .. } = &self.demands;
        options.is_none() && items.is_none_or(|(least, most)| (least..=most).contains(&(count as u64)))
    }

    pub(super) fn number(&self, number: TapeNumber) -> bool {
        let Demands { width, minimum, maximum, .. } = &self.demands;
        width.is_none_or(|width| width.holds(&Digits(number)))
            && minimum.is_none_or(|least| is_at_least(number, least))
            && maximum.is_none_or(|most| is_at_most(number, most))
            && self.lists(&Listed::Number(number))
    }

    pub(super) fn lists(&self, value: &Listed) -> bool {
        let is = |option: &Value| match (value, option) {
            (Listed::Null, Value::Null) => true,
            (Listed::Bool(truth), Value::Bool(option)) => truth == option,
            (Listed::Number(number), Value::Number(option)) => cmp::equal_numbers(&Digits(*number), option),
            _ => false,
        };
        self.demands.options.as_ref().is_none_or(|options| options.iter().any(is))
    }
}

/// Whether a text has so many characters.
fn has_length(text: &str, least: u64, most: u64) -> bool {
    let bytes = text.len() as u64;
    // A character takes one to four bytes.
    let fewest = bytes.div_ceil(4);
    least <= fewest && bytes <= most || (least..=most).contains(&(text.chars().count() as u64))
}

#[expect(clippy::cast_precision_loss, reason = "the bounds of a schema that is checked here are exact")]
fn is_at_least(number: TapeNumber, least: i64) -> bool {
    match number {
        TapeNumber::Signed(number) => number >= least,
        TapeNumber::Unsigned(_) => true,
        TapeNumber::Float(number) => number >= least as f64,
    }
}

#[expect(clippy::cast_precision_loss, reason = "the bounds of a schema that is checked here are exact")]
fn is_at_most(number: TapeNumber, most: i64) -> bool {
    match number {
        TapeNumber::Signed(number) => number <= most,
        TapeNumber::Unsigned(_) => false,
        TapeNumber::Float(number) => number <= most as f64,
    }
}

/// So many names behind the expected one are looked at before one is looked up: optional properties are left out.
const AHEAD: usize = 2;

/// The checks of the members of an object.
pub(super) struct Members {
    /// What is said of the members.
    pub(super) said: shape::Members,
    /// The names of those that have a number, and the checks of their values.
    pub(super) named: Box<[(Word, Checked)]>,
    pub(super) other: Other,
    /// The numbers of those that must be there.
    pub(super) required: Box<[usize]>,
}

/// What becomes of members without a name.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Other {
    Checked(Checked),
    /// Nothing describes them.
    Undocumented,
    /// The schema says that there are none.
    Forbidden,
}

impl Default for Members {
    /// Every member will do.
    fn default() -> Members {
        let other = Other::Checked(Checked::ANYTHING);
        Members { said: shape::Members::default(), named: Box::default(), other, required: Box::default() }
    }
}

impl Members {
    /// The number of a member, and the check of its value. Bodies mostly keep the order of the contract, so one looks first
    /// where `expected` says, which then says where to look for the next.
    #[expect(clippy::inline_always, reason = "nearly every member of a body is looked for here")]
    #[inline(always)]
    pub(super) fn find(&self, name: &str, expected: &mut usize) -> Option<(usize, Checked)> {
        let (name, number) = (Spelled::new(name), *expected);
        if let Some((known, checked)) = self.named.get(number)
            && known.is(name)
        {
            *expected = number + 1;
            return Some((number, *checked));
        }
        let number = self.find_behind(name, number)?;
        *expected = number + 1;
        self.named.get(number).map(|(_, checked)| (number, *checked))
    }

    /// The number of a member that is not the expected one.
    fn find_behind(&self, name: Spelled<'_>, expected: usize) -> Option<usize> {
        let is_it = |number: &usize| self.named.get(*number).is_some_and(|(known, _)| known.is(name));
        let near = (expected + 1..=expected + AHEAD).find(is_it);
        near.or_else(|| self.said.number(name.text()))
    }
}
