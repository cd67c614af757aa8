//! The values on a tape.

use super::TapeCursor;
use serde_json::{Map, Number, Value};
use simd_json::{Node, StaticNode};
use std::iter::FusedIterator;

/// A value on a tape. Equal names in an object are all there, in the order of the text.
#[derive(Clone, Copy, Debug)]
pub struct TapeValue<'t>(pub(super) &'t [Node<'t>]);

/// What a value on a tape is.
#[derive(Clone, Copy, Debug)]
pub enum TapeKind<'t> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(TapeNumber),
    /// A string, decoded.
    String(&'t str),
    /// A list.
    Array(TapeArray<'t>),
    /// An object.
    Object(TapeObject<'t>),
}

/// A number on a tape. Integers beyond 64 bits are on none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TapeNumber {
    /// An integer that fits into 64 bits with a sign.
    Signed(i64),
    /// A greater one that fits without.
    Unsigned(u64),
    /// A number that is written with a fraction or an exponent.
    Float(f64),
}

/// A list on a tape.
#[derive(Clone, Copy, Debug)]
pub struct TapeArray<'t> {
    length: usize,
    nodes: &'t [Node<'t>],
}

/// An object on a tape.
#[derive(Clone, Copy, Debug)]
pub struct TapeObject<'t> {
    length: usize,
    nodes: &'t [Node<'t>],
}

impl<'t> TapeValue<'t> {
    /// What it is.
    #[inline]
    pub fn kind(self) -> TapeKind<'t> {
        let rest = || self.0.get(1..).unwrap_or_default();
        match self.0.first() {
            Some(Node::String(text)) => TapeKind::String(text),
            Some(Node::Object { len, .. }) => TapeKind::Object(TapeObject { length: *len, nodes: rest() }),
            Some(Node::Array { len, .. }) => TapeKind::Array(TapeArray { length: *len, nodes: rest() }),
            Some(Node::Static(StaticNode::Bool(truth))) => TapeKind::Bool(*truth),
            Some(Node::Static(StaticNode::I64(number))) => TapeKind::Number(TapeNumber::Signed(*number)),
            Some(Node::Static(StaticNode::U64(number))) => TapeKind::Number(TapeNumber::unsigned(*number)),
            Some(Node::Static(StaticNode::F64(number))) => TapeKind::Number(TapeNumber::Float(*number)),
            Some(Node::Static(StaticNode::Null)) | None => TapeKind::Null,
        }
    }

    /// The string that it is.
    #[inline]
    pub fn as_str(self) -> Option<&'t str> {
        if let TapeKind::String(text) = self.kind() { Some(text) } else { None }
    }

    /// The object that it is.
    #[inline]
    pub fn as_object(self) -> Option<TapeObject<'t>> {
        if let TapeKind::Object(object) = self.kind() { Some(object) } else { None }
    }

    /// A reader that stands before it.
    #[inline]
    pub fn cursor(self) -> TapeCursor<'t> {
        TapeCursor::new(self)
    }

    /// Whether another value on the same tape is this one or stands in it.
    #[inline]
    pub fn holds(self, other: TapeValue<'_>) -> bool {
        let width = self.0.first().map_or(0, width);
        let behind = self.address() + width * size_of::<Node<'_>>();
        (self.address()..behind).contains(&other.address())
    }

    /// The address of its place on the tape, which no other living value has.
    pub fn address(self) -> usize {
        self.0.as_ptr().addr()
    }
}

/// The tree of a value. Of two equal names the last counts.
impl From<TapeKind<'_>> for Value {
    fn from(kind: TapeKind<'_>) -> Value {
        match kind {
            TapeKind::Null => Value::Null,
            TapeKind::Bool(truth) => truth.into(),
            TapeKind::Number(number) => Number::from(number).into(),
            TapeKind::String(text) => text.into(),
            TapeKind::Array(array) => array.items().map(TapeValue::kind).collect(),
            TapeKind::Object(object) => object
                .members()
                .map(|(name, value)| (name.to_owned(), value.kind().into()))
                .collect::<Map<_, Value>>()
                .into(),
        }
    }
}

/// The tree of a value. Of two equal names the last counts.
impl From<TapeValue<'_>> for Value {
    fn from(value: TapeValue<'_>) -> Value {
        value.kind().into()
    }
}

impl From<TapeNumber> for Number {
    fn from(number: TapeNumber) -> Number {
        match number {
            TapeNumber::Signed(number) => number.into(),
            TapeNumber::Unsigned(number) => number.into(),
            // On a tape is no number that is not finite.
            TapeNumber::Float(number) => Number::from_f64(number).unwrap_or_else(|| 0.into()),
        }
    }
}

impl TapeNumber {
    /// Whether it may have been written with more digits than a double keeps.
    #[inline]
    pub fn may_be_lossy(self) -> bool {
        match self {
            TapeNumber::Signed(number) => number.unsigned_abs() > 1 << f64::MANTISSA_DIGITS,
            TapeNumber::Unsigned(_) | TapeNumber::Float(_) => true,
        }
    }

    pub(super) fn unsigned(number: u64) -> TapeNumber {
        i64::try_from(number).map_or(TapeNumber::Unsigned(number), TapeNumber::Signed)
    }
}

impl<'t> TapeArray<'t> {
    /// How many items it has.
    pub fn len(self) -> usize {
        self.length
    }

    /// Whether it has none.
    pub fn is_empty(self) -> bool {
        self.length == 0
    }

    /// Its items.
    pub fn items(self) -> TapeItems<'t> {
        TapeItems { left: self.length, nodes: self.nodes }
    }
}

impl<'t> TapeObject<'t> {
    /// How many members it has, those with equal names counted each.
    pub fn len(self) -> usize {
        self.length
    }

    /// Whether it has none.
    pub fn is_empty(self) -> bool {
        self.length == 0
    }

    /// Its members.
    pub fn members(self) -> TapeMembers<'t> {
        TapeMembers(TapeItems { left: self.length, nodes: self.nodes })
    }

    /// The last member of that name.
    pub fn get(self, name: &str) -> Option<TapeValue<'t>> {
        let mut found = None;
        let mut nodes = self.nodes;
        for _ in 0..self.length {
            let (Some(Node::String(known)), Some(value)) = (nodes.first(), nodes.get(1)) else { break };
            if *known == name {
                found = Some(TapeValue(&nodes[1..]));
            }
            nodes = nodes.get(1 + width(value)..).unwrap_or_default();
        }
        found
    }
}

/// The items of a list, in their order.
#[derive(Clone, Debug)]
pub struct TapeItems<'t> {
    left: usize,
    nodes: &'t [Node<'t>],
}

impl<'t> Iterator for TapeItems<'t> {
    type Item = TapeValue<'t>;

    #[inline]
    fn next(&mut self) -> Option<TapeValue<'t>> {
        self.left = self.left.checked_sub(1)?;
        let value = TapeValue(self.nodes);
        self.nodes = self.nodes.get(width(self.nodes.first()?)..).unwrap_or_default();
        Some(value)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl FusedIterator for TapeItems<'_> {}

/// The members of an object, in their order.
#[derive(Clone, Debug)]
pub struct TapeMembers<'t>(TapeItems<'t>);

impl<'t> Iterator for TapeMembers<'t> {
    type Item = (&'t str, TapeValue<'t>);

    #[inline]
    fn next(&mut self) -> Option<(&'t str, TapeValue<'t>)> {
        let Some((Node::String(name), rest)) = self.0.nodes.split_first() else { return None };
        self.0.nodes = rest;
        self.0.next().map(|value| (*name, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl FusedIterator for TapeMembers<'_> {}

/// How many nodes a value takes, with all that it holds.
#[inline]
pub(super) fn width(node: &Node<'_>) -> usize {
    match node {
        Node::Object { count, .. } | Node::Array { count, .. } => count + 1,
        Node::String(_) | Node::Static(_) => 1,
    }
}
