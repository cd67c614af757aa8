//! One deviation of a body, before it becomes a finding with a place.

use driftline_finding::{Pointer, Rule, words::Words};
use serde_json::Value;

/// One deviation. Only the file of a rule makes one of that rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Drift {
    pub(crate) rule: &'static Rule,
    pub(crate) message: String,
    /// The wrong value in the body.
    pub(crate) instance: Pointer,
    /// What is contradicted, in the contract as it is written.
    pub(crate) contract: Pointer,
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
}

impl Fault<'_> {
    /// The value as a literal.
    pub(crate) fn literal(&self) -> String {
        self.words.literal(self.value, self.shown)
    }

    /// The value with its type.
    pub(crate) fn typed(&self) -> String {
        self.words.typed(self.value, self.shown)
    }

    /// The schema that holds the keyword.
    pub(crate) fn schema(&self) -> Pointer {
        self.keyword.parent().unwrap_or_default()
    }

    /// This fault as a deviation.
    pub(crate) fn drift(&self, rule: &'static Rule, message: String) -> Drift {
        Drift { rule, message, instance: self.instance.clone(), contract: self.keyword.clone() }
    }
}
