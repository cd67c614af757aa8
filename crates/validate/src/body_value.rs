//! What is said of a body that is JSON.

use crate::{
    CompileError,
    compile::Compiled,
    drift::Drift,
    explain::Explainer,
    half::{Asked, Half},
    judge::Stop,
    representation::Representation,
    rules::{duplicate_key, number_lossy},
    shape::{Way, Ways},
    witness::Witnesses,
};
use driftline_capture::{LossyNumber, Side};
use driftline_finding::{Finding, Pointer};
use jsonschema::{
    JsonType,
    json::{Node, SerdeJson},
};

impl<'j, F: Representation> Half<'j, '_, '_, F> {
    /// Finds what is at fault, and only where there is something says what is wrong with it, unless the body `is_other`
    /// than this value.
    pub(crate) fn value(
        &self,
        value: &F::Node<'_>,
        is_other: impl FnOnce() -> bool,
        compiled: &Compiled<F>,
        asked: &Asked<'j, '_>,
        findings: &mut Vec<Finding>,
    ) -> Result<(), Stop<F::Doubt>> {
        let faults = F::faults(compiled, value).map_err(Stop::Unsure)?;
        if !faults.values.is_empty() && is_other() {
            return Ok(());
        }
        let repeated = if F::IF_REPEATED.is_none() { self.repeated(compiled) } else { Vec::new() };
        if faults.values.is_empty() && !faults.may_be_lossy && repeated.is_empty() {
            return Ok(());
        }
        let mut ways = Ways::new(&compiled.shape, value.clone());
        let lossy = if faults.may_be_lossy { self.lossy(&mut ways) } else { Vec::new() };
        let explainer = Explainer { contract: self.contract, compiled, words: self.judge.words(), name: None };
        let explained = explainer.explain(&faults.values, lossy).map_err(Stop::Unsure)?;
        if repeated.is_empty() && explained.is_empty() {
            return Ok(());
        }
        let mut places = self.exchange.places(self.side);
        for drift in repeated {
            let field = ways.field(&drift.instance);
            findings.push(self.finding(drift, &field, places.as_mut()));
        }
        let witnesses = self.witnesses(asked)?;
        for (Way { field, value: met, .. }, drift) in in_order(&mut ways, explained) {
            let shown = met.filter(|_| drift.rule.id != number_lossy::RULE.id);
            let shown = shown.and_then(|met| self.shown(&met, &drift.instance));
            // Of a request the caller decides what is in it.
            let witness = witnesses.say(&drift, &field).filter(|_| self.side == Side::Response);
            findings.push(self.finding(drift, &field, places.as_mut()).witness(witness).value(shown));
        }
        Ok(())
    }

    /// The value at a pointer into the body as a literal; of a list or an object the message says what matters.
    fn shown(&self, value: &F::Node<'_>, at: &Pointer) -> Option<String> {
        let is_one = !matches!(value.json_type(), JsonType::Array | JsonType::Object);
        is_one.then(|| self.judge.words().literal(&value.to_value(), at))
    }

    /// The members whose names stand in their objects before.
    fn repeated(&self, compiled: &Compiled<F>) -> Vec<Drift> {
        let names = self.exchange.repeated_names(self.side).into_iter();
        names.map(|name| duplicate_key::drift(name, compiled.at.clone(), self.judge.words())).collect()
    }

    /// The numbers that a double does not keep, as far as the contract describes them and leaves it at that.
    fn lossy(&self, ways: &mut Ways<'_, '_, F>) -> Vec<Drift> {
        let drift = |number: LossyNumber| {
            let contract = ways.number(&number.at, number.is_integer)?;
            Some(number_lossy::drift(number, contract, self.judge.words()))
        };
        self.exchange.lossy_numbers(self.side).into_iter().filter_map(drift).collect()
    }

    /// What the examples beside a schema say. They are trees.
    fn witnesses(&self, asked: &Asked<'j, '_>) -> Result<&'j Witnesses, CompileError> {
        if let Some(known) = asked.cell.witnesses.get() {
            return Ok(known);
        }
        let compiled = self.judge.compiled::<SerdeJson>(&self.matched, asked.cell, asked.schema, asked.at)?;
        let explainer =
            Explainer::<SerdeJson> { contract: self.contract, compiled, words: self.judge.words(), name: None };
        Ok(asked.cell.witnesses.get_or_init(|| Witnesses::of(asked.media.examples.values(), &explainer)))
    }
}

/// Deviations of a body in the order of its values, however it is held and however a record holds it.
fn in_order<'v, F: Representation>(ways: &mut Ways<'_, 'v, F>, drifts: Vec<Drift>) -> Vec<(Way<F::Node<'v>>, Drift)> {
    let mut all: Vec<_> = drifts.into_iter().map(|drift| (ways.to(&drift.instance), drift)).collect();
    all.sort_by(|(way, drift), (other_way, other)| {
        let order = way.order.cmp(&other_way.order).then_with(|| drift.rule.id.cmp(&other.rule.id));
        order.then_with(|| drift.contract.cmp(&other.contract))
    });
    all
}
