//! A tape from its front to its end.

use super::{TapeNumber, TapeValue, value::width};
use simd_json::{Node, StaticNode};
use std::slice;

/// Reads a value from its front to its end, and looks at everything once.
#[derive(Clone, Debug, Default)]
pub struct TapeCursor<'t>(slice::Iter<'t, Node<'t>>);

/// What a cursor has passed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TapeStep<'t> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(TapeNumber),
    /// A string, decoded.
    String(&'t str),
    /// The beginning of a list: so many items follow.
    Array(usize),
    /// The beginning of an object: so many members follow, each a name and a value.
    Object(usize),
}

impl<'t> TapeCursor<'t> {
    /// A reader that stands before a value.
    #[inline]
    pub(super) fn new(value: TapeValue<'t>) -> TapeCursor<'t> {
        TapeCursor(value.0.iter())
    }

    /// Passes a scalar, the name of a member, or the beginning of a list or an object. At the end there is only null.
    #[inline]
    pub fn step(&mut self) -> TapeStep<'t> {
        match self.0.next() {
            Some(Node::String(text)) => TapeStep::String(text),
            Some(Node::Object { len, .. }) => TapeStep::Object(*len),
            Some(Node::Array { len, .. }) => TapeStep::Array(*len),
            Some(Node::Static(StaticNode::Bool(truth))) => TapeStep::Bool(*truth),
            Some(Node::Static(StaticNode::I64(number))) => TapeStep::Number(TapeNumber::Signed(*number)),
            Some(Node::Static(StaticNode::U64(number))) => TapeStep::Number(TapeNumber::unsigned(*number)),
            Some(Node::Static(StaticNode::F64(number))) => TapeStep::Number(TapeNumber::Float(*number)),
            Some(Node::Static(StaticNode::Null)) | None => TapeStep::Null,
        }
    }

    /// The value before which it stands.
    #[inline]
    pub fn peek(&self) -> TapeValue<'t> {
        TapeValue(self.0.as_slice())
    }

    /// Goes behind a value.
    #[inline]
    pub fn pass(&mut self, value: TapeValue<'t>) {
        let width = value.0.first().map_or(0, width);
        self.0 = value.0.get(width..).unwrap_or_default().iter();
    }
}
