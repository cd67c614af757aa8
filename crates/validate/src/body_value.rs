//! What is said of a body that is JSON.

use crate::{
    CompileError,
    accept::Faulty,
    compile::Compiled,
    drift::Drift,
    explain::Explainer,
    half::{Asked, Half},
    judge::Stop,
    representation::Representation,
    rules::{duplicate_key, number_lossy},
    shape::{Way, Ways},
    told::Told,
    witness::Witnesses,
};
use driftline_capture::{LossyNumber, Side};
use driftline_finding::Finding;
use jsonschema::json::SerdeJson;

impl<'j, F: Representation> Half<'j, '_, '_, F> {
    /// Finds what is at fault, and only where there is something says what is wrong with it, unless the body `is_other`
    /// than this value.
    pub(crate) fn value(
        &self,
        value: &F::Node<'_>,
        is_other: impl FnOnce() -> bool,
        compiled: &Compiled<F>,
        asked: &Asked<'j, '_>,
        (findings, told): (&mut Vec<Finding>, &mut Told),
    ) -> Result<(), Stop<F::Doubt>> {
        let faults = F::faults(compiled, value).map_err(Stop::Unsure)?;
        if !faults.values.is_empty() && is_other() {
            return Ok(());
        }
        let repeated = if F::IF_REPEATED.is_none() { self.repeated(compiled) } else { Vec::new() };
        if faults.values.is_empty() && !faults.may_be_lossy && repeated.is_empty() {
            return Ok(());
        }
        if !faults.may_be_lossy && repeated.is_empty() && self.told_before(&faults.values, compiled, told, findings) {
            return Ok(());
        }
        let keys = if faults.may_be_lossy { Vec::new() } else { told.keys(compiled, &faults.values) };
        let mut ways = Ways::new(&compiled.shape, value.clone());
        let lossy = if faults.may_be_lossy { self.lossy(&mut ways) } else { Vec::new() };
        let explainer = Explainer { contract: self.contract, compiled, words: self.judge.words(), name: None };
        let explained = explainer.explain(&faults.values, lossy).map_err(Stop::Unsure)?;
        if repeated.is_empty() && explained.is_empty() {
            return Ok(());
        }
        let mut places = self.exchange.places(self.side);
        for drift in repeated {
            let way = ways.to(&drift.instance);
            findings.push(self.finding(drift, &way, places.as_mut()));
        }
        let witnesses = self.witnesses(asked)?;
        let is_each =
            faults.values.iter().map(|fault| &fault.instance).eq(explained.iter().map(|drift| &drift.instance));
        let mut keys = keys.into_iter().filter(|_| is_each);
        for (drift, way) in in_order(&mut ways, faults.values, explained) {
            // Of a request the caller decides what is in it.
            let witness = witnesses.say(&drift, &way.field).filter(|_| self.side == Side::Response);
            let finding = self.finding(drift, &way, places.as_mut()).witness(witness);
            if let Some(key) = keys.next().flatten() {
                told.keep(key, finding.clone());
            }
            findings.push(finding);
        }
        Ok(())
    }

    /// Says of values at fault what was said of such ones before, if all of them have been met.
    fn told_before(
        &self,
        faults: &[Faulty<'_, F::Node<'_>>],
        compiled: &Compiled<F>,
        told: &mut Told,
        findings: &mut Vec<Finding>,
    ) -> bool {
        let known = findings.len();
        let mut places = None;
        for fault in faults {
            let Some(finding) = told.of(compiled, fault) else {
                findings.truncate(known);
                return false;
            };
            let places = places.get_or_insert_with(|| self.exchange.places(self.side));
            let place = self.place(finding.rule, (&fault.instance, &fault.way), places.as_mut());
            findings.push(finding.clone().place(place));
        }
        true
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

/// Deviations of a body, with the ways there, in the order of its values, however it is held and however a record holds it.
/// They have been told of `faults`, one after the other.
fn in_order<'v, F: Representation>(
    ways: &mut Ways<'_, 'v, F>,
    faults: Vec<Faulty<'v, F::Node<'v>>>,
    drifts: Vec<Drift>,
) -> Vec<(Drift, Way<'v>)> {
    let mut faults = faults.into_iter().peekable();
    let placed = drifts.into_iter().map(|drift| {
        // Most faults are one deviation each.
        let known = faults.next_if(|fault| fault.instance == drift.instance);
        let way = known.map_or_else(|| ways.to(&drift.instance), |fault| fault.way);
        (drift, way)
    });
    let mut all: Vec<_> = placed.collect();
    all.sort_by(|(drift, way), (other, other_way)| {
        let order = way.order.cmp(&other_way.order).then_with(|| drift.rule.id.cmp(&other.rule.id));
        order.then_with(|| drift.contract.cmp(&other.contract))
    });
    all
}
