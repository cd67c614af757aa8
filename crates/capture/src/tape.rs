//! A JSON text on a tape: parsed with SIMD into one flat list, its strings borrowed, without a tree.
//!
//! It is for what is looked at once and let go. Where a text is no JSON, or is JSON that parsers understand
//! differently, this parser says only that: whoever wants to know more parses it again with `serde_json`.

use crate::places::TapePlaces;
use simd_json::{Buffers, Node, StaticNode, Tape};
use std::{fmt, iter::FusedIterator, slice};

/// Deeper nesting is left to the parser that builds trees, which takes no more and says where it is.
const MAX_DEPTH: usize = 120;

/// Parses texts one after the other in the same memory.
pub struct TapeParser {
    text: Vec<u8>,
    buffers: Buffers,
    tape: Tape<'static>,
}

/// A value on a tape. Equal names in an object are all there, in the order of the text.
#[derive(Clone, Copy, Debug)]
pub struct TapeValue<'t>(&'t [Node<'t>]);

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

impl Default for TapeParser {
    fn default() -> TapeParser {
        let buffers = Buffers::with_max_depth(0, MAX_DEPTH);
        TapeParser { text: Vec::new(), buffers, tape: Tape(Vec::new()) }
    }
}

impl fmt::Debug for TapeParser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TapeParser").finish_non_exhaustive()
    }
}

impl TapeParser {
    /// Parses `text` and hands its value on; `None` where it is no JSON, or nests deeper or has greater numbers than
    /// every parser takes.
    ///
    /// ```
    /// use driftline_capture::{TapeKind, TapeParser};
    ///
    /// let mut parser = TapeParser::default();
    /// let names = parser.parse(br#"{"a": 1, "b": [true]}"#, |value| match value.kind() {
    ///     TapeKind::Object(object) => object.members().map(|(name, _)| name.to_owned()).collect(),
    ///     _ => Vec::new(),
    /// });
    /// assert_eq!(names, Some(vec!["a".to_owned(), "b".to_owned()]));
    /// assert!(parser.parse(b"{'a': 1}", |_| ()).is_none());
    /// ```
    pub fn parse<R>(&mut self, text: &[u8], then: impl FnOnce(TapeValue<'_>) -> R) -> Option<R> {
        self.parse_placed(text, |value, _| then(value))
    }

    /// The same, and hands on where the values stand.
    pub(crate) fn parse_placed<R>(
        &mut self,
        text: &[u8],
        then: impl for<'t> FnOnce(TapeValue<'t>, TapePlaces<'t>) -> R,
    ) -> Option<R> {
        self.text.clear();
        self.text.reserve(text.len() + simd_json::INPUT_PADDING);
        self.text.extend_from_slice(text);
        self.text.resize(text.len() + simd_json::INPUT_PADDING, b' ');
        let start = self.text.as_ptr().addr();
        let mut tape = std::mem::replace(&mut self.tape, Tape(Vec::new())).reset();
        let parsed = simd_json::fill_tape_padded(&mut self.text, text.len(), &mut self.buffers, &mut tape);
        let value = TapeValue(&tape.0);
        let result = parsed.is_ok().then(|| then(value, TapePlaces::new(value, start)));
        self.tape = tape.reset();
        result
    }
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
        TapeCursor(self.0.iter())
    }

    /// The address of its place on the tape, which no other living value has.
    pub fn address(self) -> usize {
        self.0.as_ptr().addr()
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

    fn unsigned(number: u64) -> TapeNumber {
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

/// How many nodes a value takes, with all that it holds.
#[inline]
fn width(node: &Node<'_>) -> usize {
    match node {
        Node::Object { count, .. } | Node::Array { count, .. } => count + 1,
        Node::String(_) | Node::Static(_) => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn tree(value: TapeValue<'_>) -> Value {
        match value.kind() {
            TapeKind::Null => Value::Null,
            TapeKind::Bool(truth) => truth.into(),
            TapeKind::Number(TapeNumber::Signed(number)) => number.into(),
            TapeKind::Number(TapeNumber::Unsigned(number)) => number.into(),
            TapeKind::Number(TapeNumber::Float(number)) => number.into(),
            TapeKind::String(text) => text.into(),
            TapeKind::Array(array) => array.items().map(tree).collect(),
            TapeKind::Object(object) => object.members().map(|(name, value)| (name.to_owned(), tree(value))).collect(),
        }
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Value::from),
            ".{0,9}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                proptest::collection::btree_map(".{0,4}", inner, 0..5)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_tape_holds_what_a_tree_holds(values in proptest::collection::vec(json(), 1..4)) {
            let mut parser = TapeParser::default();
            for value in values {
                prop_assert_eq!(parser.parse(value.to_string().as_bytes(), tree), Some(value));
            }
        }

        #[test]
        fn what_the_tape_takes_the_tree_takes_too(text in r#"[\[\]{}:,"\\u0-9d8a.eE+tfn\x00\n -]{0,14}"#) {
            if let Some(value) = TapeParser::default().parse(text.as_bytes(), tree) {
                prop_assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(value));
            }
        }
    }

    #[test]
    fn what_parsers_understand_differently_is_on_no_tape() {
        let deep = "[".repeat(MAX_DEPTH + 1) + &"]".repeat(MAX_DEPTH + 1);
        for text in ["", "1 2", "18446744073709551616", "1e400", "\"\\ud800\"", "\"\u{1}\"", "{\"a\":1,}", &deep] {
            assert!(TapeParser::default().parse(text.as_bytes(), |_| ()).is_none(), "{text}");
        }
        assert!(TapeParser::default().parse(b"\"\xff\"", |_| ()).is_none());
    }

    fn pass<'t>(cursor: &mut TapeCursor<'t>) -> TapeValue<'t> {
        let value = cursor.peek();
        cursor.pass(value);
        value
    }

    #[test]
    fn a_cursor_passes_everything_in_its_order() {
        let steps = TapeParser::default().parse(br#"{"a":[1,{"b":null}],"c":"d"}"#, |value| {
            let (mut cursor, mut skipping) = (value.cursor(), value.cursor());
            let steps: Vec<_> = (0..9).map(|_| format!("{:?}", cursor.step())).collect();
            for _ in 0..3 {
                skipping.step();
            }
            (steps.join(" "), tree(pass(&mut skipping)), tree(pass(&mut skipping)), format!("{:?}", skipping.step()))
        });
        let all = "Object(2) String(\"a\") Array(2) Number(Signed(1)) Object(1) String(\"b\") Null String(\"c\") String(\"d\")";
        assert_eq!(steps, Some((all.to_owned(), json!(1), json!({"b": null}), "String(\"c\")".to_owned())));
    }

    #[test]
    fn equal_names_are_all_there_and_the_last_one_counts() {
        let mut parser = TapeParser::default();
        let found = parser.parse(br#"{"a":[1,{"b":2}],"c":{},"a":3}"#, |value| {
            let object = value.as_object().expect("an object");
            (object.members().count(), object.get("a").map(tree), object.get("c").map(tree), object.get("x").map(tree))
        });
        assert_eq!(found, Some((3, Some(json!(3)), Some(json!({})), None)));
    }
}
