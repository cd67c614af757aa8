//! What the examples of a page say of a difference: they are what the writer of the page once saw.

use crate::{
    drift::Drift, explain::Explainer, representation::Representation, rules::undocumented_property, shape::Ways,
};
use driftline_finding::{Pointer, RuleId, Witness};
use jsonschema::json::SerdeJson;
use serde_json::Value;
use std::collections::BTreeSet;

/// No example that somebody wrote holds more values.
const MOST: usize = 5_000;

/// What the examples of one body do and show.
#[derive(Debug, Default)]
pub(crate) struct Witnesses {
    /// What they do against the contract: rule, field, and what is contradicted.
    faults: BTreeSet<(RuleId, Pointer, Pointer)>,
    /// The fields that they show.
    shown: BTreeSet<Pointer>,
}

impl Witnesses {
    /// Questions the examples. `explainer` explains bodies of the schema that they stand beside.
    pub(crate) fn of<'v>(examples: impl Iterator<Item = &'v Value>, explainer: &Explainer<'_, SerdeJson>) -> Witnesses {
        let mut witnesses = Witnesses::default();
        for example in examples {
            let mut pointers = Vec::new();
            gather(example, &Pointer::ROOT, &mut pointers);
            let mut ways = Ways::new(&explainer.compiled.shape, example);
            witnesses.shown.extend(pointers.iter().map(|at| ways.field(at)));
            let Ok(faults) = SerdeJson::faults(explainer.compiled, &example);
            let Ok(found) = explainer.explain(&faults.values, Vec::new());
            for Drift { rule, instance, contract, .. } in found {
                witnesses.faults.insert((rule.id, ways.field(&instance), contract));
            }
        }
        witnesses
    }

    /// What they say of one deviation of a body, whose field is given.
    pub(crate) fn say(&self, drift: &Drift, field: &Pointer) -> Option<Witness> {
        if self.faults.contains(&(drift.rule.id, field.clone(), drift.contract.clone())) {
            return Some(Witness::PageContradictsItself);
        }
        // Of a property that they do not show, the object around it.
        let around = if drift.rule.id == undocumented_property::RULE.id { field.parent() } else { Some(field.clone()) };
        self.shown.contains(&around?).then_some(Witness::PageAgrees)
    }
}

/// The pointers to all values below one.
fn gather(value: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    if found.len() >= MOST {
        return;
    }
    found.push(at.clone());
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| gather(value, &at.key(name), found)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| gather(value, &at.index(index), found));
        }
        _ => {}
    }
}
