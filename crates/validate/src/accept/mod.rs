//! Where a body has faults: values that are not valid, undocumented properties, integers without room, names twice.
//!
//! Nearly all bodies have none, so one pass over the tape tells, and the validator is asked only about the schemas that
//! demand more than [`Demands`](crate::shape::Demands) holds. What is wrong where there is a fault is found out by slower
//! means, which then look at the values at fault only.

mod build;
mod check;
mod fault;
#[cfg(test)]
mod tests;
mod word;

pub(crate) use fault::{Faults, Faulty, Scope};

use crate::{
    names::Names,
    representation::Unsure,
    shape::Shape,
    tape_json::{TapeJson, TapeNode},
    undocumented,
};
use check::{Check, Checked, Kinds, Listed, Other};
use driftline_capture::{TapeCursor, TapeKind, TapeStep, TapeValue};
use fault::Fault;
use jsonschema::Validator;

/// Accepts bodies of one schema.
pub(crate) struct Acceptor {
    /// The first is that of the whole body.
    checks: Vec<Check>,
    /// Of schemas that demand more.
    validators: Vec<Validator<TapeJson>>,
}

impl Acceptor {
    /// What is at fault in a body.
    pub(crate) fn faults<'t>(
        &self,
        shape: &Shape<TapeJson>,
        body: TapeValue<'t>,
    ) -> Result<Faults<'t, TapeNode<'t>>, Unsure> {
        let mut pass = Pass {
            acceptor: self,
            shape,
            cursor: body.cursor(),
            faults: Vec::new(),
            may_be_lossy: false,
            is_doubtful: false,
        };
        pass.value(Checked::ROOT);
        if pass.is_doubtful {
            return Err(Unsure);
        }
        let values = if pass.faults.is_empty() { Vec::new() } else { self.found(&pass.faults, shape, body) };
        Ok(Faults { values, may_be_lossy: pass.may_be_lossy })
    }
}

/// One pass over a body.
struct Pass<'a, 't> {
    acceptor: &'a Acceptor,
    shape: &'a Shape<TapeJson>,
    cursor: TapeCursor<'t>,
    faults: Vec<Fault<'t>>,
    /// Whether there may be a number with more digits than a double keeps.
    may_be_lossy: bool,
    /// Whether a name occurs twice in one object, and it depends on the reader what the body is.
    is_doubtful: bool,
}

impl<'a, 't> Pass<'a, 't> {
    /// Recurses over the value, so it ends however the schema refers to itself.
    #[expect(clippy::inline_always, reason = "a third less work: a scalar is looked at without a call")]
    #[inline(always)]
    fn value(&mut self, checked: Checked) {
        let (acceptor, value): (&'a Acceptor, _) = (self.acceptor, self.cursor.peek());
        let Some(check) = acceptor.checks.get(checked.0) else { return };
        if let Some(number) = check.validator {
            return self.validated(number, check, value);
        }
        let is_fine = match self.cursor.step() {
            TapeStep::String(text) => check.kinds.has(Kinds::STRING) && check.demands_of(|more| more.text(text)),
            TapeStep::Object(count) if check.kinds.has(Kinds::OBJECT) && check.has_no_options() => {
                return self.object(check, value, count);
            }
            TapeStep::Array(count) if check.kinds.has(Kinds::ARRAY) && check.demands_of(|more| more.count(count)) => {
                return self.array(check, count);
            }
            TapeStep::Object(_) | TapeStep::Array(_) => false,
            TapeStep::Number(number) => {
                self.may_be_lossy |= number.may_be_lossy();
                check.kinds.has_number(number) && check.demands_of(|more| more.number(number))
            }
            TapeStep::Bool(truth) => {
                check.kinds.has(Kinds::BOOLEAN) && check.demands_of(|more| more.lists(&Listed::Bool(truth)))
            }
            TapeStep::Null => check.kinds.has(Kinds::NULL) && check.demands_of(|more| more.lists(&Listed::Null)),
        };
        if !is_fine {
            self.fault(check, value);
        }
    }

    #[inline(never)]
    fn object(&mut self, check: &'a Check, object: TapeValue<'t>, count: usize) {
        let (mut names, mut expected, before) = (Names::default(), 0, self.faults.len());
        for _ in 0..count {
            let TapeStep::String(name) = self.cursor.step() else { break };
            let (is_new, next) = match (check.members.find(name, &mut expected), check.members.other) {
                (Some((number, next)), _) => (names.number(number), next),
                (None, Other::Checked(next)) => (names.name(name), next),
                (None, Other::Undocumented) => {
                    let value = self.cursor.peek();
                    self.faults.push(Fault::Undocumented { node: check.node, value });
                    (names.name(name), Checked::ANYTHING)
                }
                (None, Other::Forbidden) => {
                    self.faults.truncate(before);
                    return self.fault(check, object);
                }
            };
            if !is_new {
                return self.doubt();
            }
            self.value(next);
        }
        if !check.members.required.iter().all(|number| names.has(*number)) {
            self.faults.truncate(before);
            self.fault(check, object);
        }
    }

    #[inline(never)]
    fn array(&mut self, check: &'a Check, count: usize) {
        for _ in 0..count {
            self.value(check.items);
        }
    }

    #[inline(never)]
    fn validated(&mut self, number: usize, check: &'a Check, value: TapeValue<'t>) {
        let node = TapeNode::Value(value);
        let validator = self.acceptor.validators.get(number);
        let is_valid = validator.is_some_and(|validator| validator.is_valid(node));
        if is_valid && undocumented::is_clean(self.shape, &[check.node], &node) {
            self.skip(value);
        } else {
            self.fault(check, value);
        }
    }

    /// Passes a value whose numbers nobody has looked at.
    fn skip(&mut self, value: TapeValue<'t>) {
        self.may_be_lossy |= match value.kind() {
            TapeKind::Number(number) => number.may_be_lossy(),
            TapeKind::Array(_) | TapeKind::Object(_) => true,
            TapeKind::Null | TapeKind::Bool(_) | TapeKind::String(_) => false,
        };
        self.cursor.pass(value);
    }

    /// A whole value is at fault, and is passed without a look at what is in it.
    #[cold]
    fn fault(&mut self, check: &'a Check, value: TapeValue<'t>) {
        if self.is_doubtful {
            return;
        }
        self.faults.push(Fault::Whole { node: check.node, value });
        self.skip(value);
    }

    /// Nothing more need be looked at.
    #[cold]
    fn doubt(&mut self) {
        self.is_doubtful = true;
        self.cursor = TapeCursor::default();
    }
}
