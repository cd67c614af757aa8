//! A tape as the schema library sees it: bodies are validated where they stand, without a tree.

use driftline_capture::{TapeArray, TapeItems, TapeKind, TapeMembers, TapeNumber, TapeObject, TapeValue};
use jsonschema::{
    JsonType,
    json::{Array, Json, JsonNumber, Node, NodeIdentity, Object, cmp},
};
use serde_json::{Number, Value};
use std::borrow::Cow;

/// JSON on a tape.
pub(crate) enum TapeJson {}

/// A value on a tape, or the name of a member.
#[derive(Clone, Copy)]
pub(crate) enum TapeNode<'t> {
    Value(TapeValue<'t>),
    Name(&'t str),
}

impl Json for TapeJson {
    type Node<'a> = TapeNode<'a>;
    type PreparedKey = Box<str>;
    // A lookup walks the tape, so that one walk over the members is cheaper than a few lookups.
    const KEYS_PER_LOOKUP: usize = 16;
    const ACYCLIC: bool = true;
    type StringBuffer = ();

    fn prepare_key(key: &str) -> Box<str> {
        key.into()
    }

    fn with_string_node<T>((): &mut (), string: &str, f: impl FnOnce(TapeNode<'_>) -> T) -> T {
        f(TapeNode::Name(string))
    }
}

impl<'t> TapeNode<'t> {
    fn kind(self) -> TapeKind<'t> {
        match self {
            TapeNode::Value(value) => value.kind(),
            TapeNode::Name(name) => TapeKind::String(name),
        }
    }

    fn text(self) -> Option<&'t str> {
        if let TapeKind::String(text) = self.kind() { Some(text) } else { None }
    }
}

impl<'t> Node<'t, TapeJson> for TapeNode<'t> {
    type Object = TapeObject<'t>;
    type Array = TapeArray<'t>;
    type Number = Digits;

    fn as_object(&self) -> Option<TapeObject<'t>> {
        if let TapeKind::Object(object) = self.kind() { Some(object) } else { None }
    }

    fn as_array(&self) -> Option<TapeArray<'t>> {
        if let TapeKind::Array(array) = self.kind() { Some(array) } else { None }
    }

    fn as_string(&self) -> Option<Cow<'t, str>> {
        self.text().map(Cow::Borrowed)
    }

    fn as_number(&self) -> Option<Digits> {
        if let TapeKind::Number(number) = self.kind() { Some(Digits(number)) } else { None }
    }

    fn as_boolean(&self) -> Option<bool> {
        if let TapeKind::Bool(truth) = self.kind() { Some(truth) } else { None }
    }

    fn is_null(&self) -> bool {
        matches!(self.kind(), TapeKind::Null)
    }

    fn json_type(&self) -> JsonType {
        match self.kind() {
            TapeKind::Null => JsonType::Null,
            TapeKind::Bool(_) => JsonType::Boolean,
            TapeKind::Number(_) => JsonType::Number,
            TapeKind::String(_) => JsonType::String,
            TapeKind::Array(_) => JsonType::Array,
            TapeKind::Object(_) => JsonType::Object,
        }
    }

    fn string_length(&self) -> Option<u64> {
        // A byte that continues a UTF-8 sequence (0b10xx_xxxx) starts no character.
        self.text().map(|text| text.bytes().filter(|byte| byte & 0xC0 != 0x80).count() as u64)
    }

    fn string_length_within(&self, min: u64, max: u64) -> Option<bool> {
        let bytes = self.text()?.len() as u64;
        // A character takes one to four bytes.
        let fewest = bytes.div_ceil(4);
        if bytes < min || fewest > max {
            Some(false)
        } else if min <= fewest && bytes <= max {
            Some(true)
        } else {
            self.string_length().map(|length| (min..=max).contains(&length))
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match (self.kind(), expected) {
            (TapeKind::String(text), Value::String(expected)) => text == expected,
            (TapeKind::Null, Value::Null) => true,
            (TapeKind::Bool(truth), Value::Bool(expected)) => truth == *expected,
            (TapeKind::Number(number), Value::Number(expected)) => cmp::equal_numbers(&Digits(number), expected),
            (TapeKind::Array(_), Value::Array(_)) | (TapeKind::Object(_), Value::Object(_)) => {
                cmp::equal(&self.to_value(), expected)
            }
            _ => false,
        }
    }

    fn to_value(&self) -> Cow<'t, Value> {
        Cow::Owned(self.kind().into())
    }

    fn identity(&self) -> Option<NodeIdentity> {
        match self {
            TapeNode::Value(value) => Some(NodeIdentity::new(value.address())),
            TapeNode::Name(_) => None,
        }
    }
}

impl<'t> Object<'t, TapeJson> for TapeObject<'t> {
    type Node = TapeNode<'t>;
    type MemberName = &'t str;
    type MembersIter = Members<'t>;

    fn len(&self) -> usize {
        TapeObject::len(*self)
    }

    fn get(&self, key: &Box<str>) -> Option<TapeNode<'t>> {
        TapeObject::get(*self, key).map(TapeNode::Value)
    }

    fn members(&self) -> Members<'t> {
        Members(TapeObject::members(*self))
    }
}

/// The members of an object.
pub(crate) struct Members<'t>(TapeMembers<'t>);

impl<'t> Iterator for Members<'t> {
    type Item = (&'t str, TapeNode<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (name, TapeNode::Value(value)))
    }
}

impl<'t> Array<'t, TapeJson> for TapeArray<'t> {
    type Node = TapeNode<'t>;
    type ElementsIter = Elements<'t>;

    fn len(&self) -> usize {
        TapeArray::len(*self)
    }

    fn elements(&self) -> Elements<'t> {
        Elements(self.items())
    }
}

/// The items of a list.
pub(crate) struct Elements<'t>(TapeItems<'t>);

impl<'t> Iterator for Elements<'t> {
    type Item = TapeNode<'t>;

    fn next(&mut self) -> Option<TapeNode<'t>> {
        self.0.next().map(TapeNode::Value)
    }
}

/// A number on a tape.
pub(crate) struct Digits(pub(crate) TapeNumber);

impl JsonNumber for Digits {
    fn as_u64(&self) -> Option<u64> {
        match self.0 {
            TapeNumber::Signed(number) => u64::try_from(number).ok(),
            TapeNumber::Unsigned(number) => Some(number),
            TapeNumber::Float(_) => None,
        }
    }

    fn as_i64(&self) -> Option<i64> {
        if let TapeNumber::Signed(number) = self.0 { Some(number) } else { None }
    }

    #[expect(clippy::cast_precision_loss, reason = "what serde_json does, too")]
    fn as_f64(&self) -> Option<f64> {
        Some(match self.0 {
            TapeNumber::Signed(number) => number as f64,
            TapeNumber::Unsigned(number) => number as f64,
            TapeNumber::Float(number) => number,
        })
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Owned(Number::from(self.0).to_string())
    }

    fn to_number(&self) -> Cow<'_, Number> {
        Cow::Owned(self.0.into())
    }

    fn is_integer(&self) -> bool {
        match self.0 {
            TapeNumber::Signed(_) | TapeNumber::Unsigned(_) => true,
            TapeNumber::Float(number) => number.fract() == 0.0,
        }
    }
}
