//! One deviation of a body, before it becomes a finding with a place.

use driftline_finding::{
    Pointer, Rule,
    words::{Words, with_type},
};
use serde_json::Value;
use std::{borrow::Cow, cell::OnceCell};

/// One deviation. Only the file of a rule makes one of that rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Drift {
    pub(crate) rule: &'static Rule,
    pub(crate) message: String,
    /// The wrong value in the body.
    pub(crate) instance: Pointer,
    /// What is contradicted, in the contract as it is written.
    pub(crate) contract: Pointer,
    /// The wrong value as a literal, where it is one value; of a list or an object the message says what matters.
    pub(crate) value: Option<String>,
}

/// One error of the validator, as the rules see it.
pub(crate) struct Fault<'f> {
    pub(crate) value: &'f Value,
    pub(crate) instance: &'f Pointer,
    /// The same below the name of the parameter that it is of, by which one tells whether it is secret.
    pub(crate) shown: &'f Pointer,
    /// The keyword that refused the value, in the contract as it is written.
    pub(crate) keyword: &'f Pointer,
    pub(crate) words: &'f Words,
    literal: OnceCell<String>,
}

impl<'f> Fault<'f> {
    /// A value that `keyword` refuses, and that stands at `instance`.
    pub(crate) fn new(value: &'f Value, instance: &'f Pointer, keyword: &'f Pointer, words: &'f Words) -> Fault<'f> {
        Fault { value, instance, shown: instance, keyword, words, literal: OnceCell::new() }
    }

    /// The same, below the name of the parameter that it is of.
    pub(crate) fn shown_at(self, shown: &'f Pointer) -> Fault<'f> {
        Fault { shown, ..self }
    }

    /// The value as a literal.
    pub(crate) fn literal(&self) -> &str {
        self.literal.get_or_init(|| self.words.literal(self.value, self.shown))
    }

    /// The value with its type.
    pub(crate) fn typed(&self) -> Cow<'_, str> {
        with_type(self.value, self.literal())
    }

    /// The schema that holds the keyword.
    pub(crate) fn schema(&self) -> Pointer {
        self.keyword.parent().unwrap_or_default()
    }

    /// This fault as a deviation.
    pub(crate) fn drift(&self, rule: &'static Rule, message: String) -> Drift {
        let value = is_one(self.value).then(|| self.literal().to_owned());
        Drift { rule, message, instance: self.instance.clone(), contract: self.keyword.clone(), value }
    }
}

/// Whether a value is one, and not several.
pub(crate) fn is_one(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}
