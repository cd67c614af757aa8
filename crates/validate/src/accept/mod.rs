//! Whether a body is without fault: valid, with nothing undocumented in it, no integer without room and no name twice.
//!
//! Nearly all bodies are, so one pass over the tape tells, and the validator is asked only about the schemas that demand
//! more than [`Demands`](crate::shape::Demands) holds. What is wrong with the others is found out by slower means.

mod build;
mod check;
#[cfg(test)]
mod tests;

use crate::{
    names::Names,
    shape::{NodeId, Shape},
    tape_json::{TapeJson, TapeNode},
    undocumented,
};
use check::{Check, Checked, Kinds, Listed, Other};
use driftline_capture::{TapeCursor, TapeStep, TapeValue};
use jsonschema::Validator;

/// Accepts bodies of one schema.
pub(crate) struct Acceptor {
    /// The first is that of the whole body.
    checks: Vec<Check>,
    /// Of schemas that demand more, with the schema.
    validators: Vec<(Validator<TapeJson>, NodeId)>,
}

impl Acceptor {
    /// Whether a body is without fault. Where this says `false` there is a fault, or it depends on the reader.
    pub(crate) fn accepts(&self, shape: &Shape<TapeJson>, body: TapeValue<'_>) -> bool {
        Pass { acceptor: self, shape, cursor: body.cursor() }.value(Checked::ROOT)
    }
}

/// One pass over a body.
struct Pass<'a, 't> {
    acceptor: &'a Acceptor,
    shape: &'a Shape<TapeJson>,
    cursor: TapeCursor<'t>,
}

impl<'a> Pass<'a, '_> {
    /// Recurses over the value, so it ends however the schema refers to itself.
    #[expect(clippy::inline_always, reason = "a third less work: a scalar is looked at without a call")]
    #[inline(always)]
    fn value(&mut self, checked: Checked) -> bool {
        let acceptor: &'a Acceptor = self.acceptor;
        let Some(check) = acceptor.checks.get(checked.0) else { return false };
        if let Some(number) = check.validator {
            return self.validated(number);
        }
        match self.cursor.step() {
            TapeStep::String(text) => check.kinds.has(Kinds::STRING) && check.demands_of(|more| more.text(text)),
            TapeStep::Object(count) => {
                check.kinds.has(Kinds::OBJECT) && check.has_no_options() && self.object(check, count)
            }
            TapeStep::Array(count) => {
                check.kinds.has(Kinds::ARRAY) && check.demands_of(|more| more.count(count)) && self.array(check, count)
            }
            TapeStep::Number(number) => check.kinds.has_number(number) && check.demands_of(|more| more.number(number)),
            TapeStep::Bool(truth) => {
                check.kinds.has(Kinds::BOOLEAN) && check.demands_of(|more| more.lists(&Listed::Bool(truth)))
            }
            TapeStep::Null => check.kinds.has(Kinds::NULL) && check.demands_of(|more| more.lists(&Listed::Null)),
        }
    }

    #[inline(never)]
    fn object(&mut self, check: &'a Check, count: usize) -> bool {
        let (mut names, mut expected) = (Names::default(), 0);
        for _ in 0..count {
            let TapeStep::String(name) = self.cursor.step() else { return false };
            let (is_new, next) = match (check.members.find(name, &mut expected), check.members.other) {
                (Some((number, next)), _) => (names.number(number), next),
                (None, Other::Checked(next)) => (names.name(name), next),
                (None, Other::Forbidden) => return false,
            };
            if !is_new || !self.value(next) {
                return false;
            }
        }
        check.members.required.iter().all(|number| names.has(*number))
    }

    #[inline(never)]
    fn array(&mut self, check: &'a Check, count: usize) -> bool {
        (0..count).all(|_| self.value(check.items))
    }

    #[cold]
    fn validated(&mut self, number: usize) -> bool {
        let value = TapeNode::Value(self.cursor.value());
        let asked = self.acceptor.validators.get(number);
        asked.is_some_and(|(validator, node)| {
            validator.is_valid(value) && undocumented::is_clean(self.shape, &[*node], &value)
        })
    }
}
