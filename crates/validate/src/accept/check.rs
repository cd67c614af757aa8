//! The checks of one schema, laid out for speed.

use crate::{
    shape::{NodeId, Width},
    tape_json::Digits,
};
use driftline_capture::TapeNumber;
use driftline_contract::Type;
use foldhash::fast::RandomState;
use jsonschema::json::cmp;
use serde_json::Value;
use std::{collections::HashMap, sync::Arc};

/// So many more names are looked at before one is looked up: optional properties are left out.
const AHEAD: usize = 2;

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

    #[inline]
    pub(super) fn demands_of(&self, meets: impl Fn(&More) -> bool) -> bool {
        self.more.as_ref().is_none_or(|more| more.iter().all(meets))
    }

    /// Whether an object will do, as far as `enum` is concerned, which lists scalars only.
    #[inline]
    pub(super) fn has_no_options(&self) -> bool {
        self.demands_of(|more| !more.has_options)
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
#[derive(Default)]
pub(super) struct More {
    pub(super) has_options: bool,
    /// Of `enum`, what is a text, in the order of the contract.
    pub(super) texts: Box<[Box<str>]>,
    /// What else is in `enum`.
    pub(super) options: Box<[Value]>,
    pub(super) minimum: Option<i64>,
    pub(super) maximum: Option<i64>,
    pub(super) width: Option<Width>,
    pub(super) length: Option<(u64, u64)>,
    pub(super) items: Option<(u64, u64)>,
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
        if let Some((least, most)) = self.length
            && !has_length(text, least, most)
        {
            return false;
        }
        !self.has_options || self.texts.iter().any(|option| **option == *text)
    }

    #[inline]
    pub(super) fn count(&self, count: usize) -> bool {
        !self.has_options && self.items.is_none_or(|(least, most)| (least..=most).contains(&(count as u64)))
    }

    pub(super) fn number(&self, number: TapeNumber) -> bool {
        self.width.is_none_or(|width| width.holds(&Digits(number)))
            && self.minimum.is_none_or(|least| is_at_least(number, least))
            && self.maximum.is_none_or(|most| is_at_most(number, most))
            && self.lists(&Listed::Number(number))
    }

    pub(super) fn lists(&self, value: &Listed) -> bool {
        let is = |option: &Value| match (value, option) {
            (Listed::Null, Value::Null) => true,
            (Listed::Bool(truth), Value::Bool(option)) => truth == option,
            (Listed::Number(number), Value::Number(option)) => cmp::equal_numbers(&Digits(*number), option),
            _ => false,
        };
        !self.has_options || self.options.iter().any(is)
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

/// The checks of the members of an object.
pub(super) struct Members {
    /// In the order of the contract.
    pub(super) named: Box<[(Arc<str>, Checked)]>,
    /// Where a name stands among them.
    pub(super) numbers: HashMap<Arc<str>, usize, RandomState>,
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
        Members { named: Box::default(), numbers: HashMap::default(), other, required: Box::default() }
    }
}

impl Members {
    /// The number of a member, and the check of its value. Bodies mostly keep the order of the contract, so one looks
    /// first where `expected` says, which then says where to look for the next.
    #[inline]
    pub(super) fn find(&self, name: &str, expected: &mut usize) -> Option<(usize, Checked)> {
        let at = match self.named.get(*expected) {
            Some((known, _)) if **known == *name => *expected,
            _ => self.find_behind(name, *expected)?,
        };
        *expected = at + 1;
        self.named.get(at).map(|(_, checked)| (at, *checked))
    }

    /// The number of a member that is not the expected one.
    fn find_behind(&self, name: &str, expected: usize) -> Option<usize> {
        let next = expected + 1;
        let near = self.named.get(next..).unwrap_or_default().iter().take(AHEAD);
        let near = near.enumerate().find(|(_, (known, _))| **known == *name).map(|(step, _)| next + step);
        near.or_else(|| self.numbers.get(name).copied())
    }
}
