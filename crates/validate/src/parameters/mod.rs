//! The parameters of a request, and the headers of a response, before the judge.

mod decode;
mod headers;
pub(crate) mod known;
mod marked;
mod sent;
mod shown;

pub(crate) use self::shown::{Shown, is_observable, shown};

use crate::{
    CompileError,
    compile::Compiled,
    drift::Drift,
    explain::Explainer,
    half::Half,
    judge::Part,
    representation::Representation,
    rules::{
        missing_parameter, parameter_type_mismatch, undocumented_header, undocumented_parameter, undocumented_property,
    },
};
use driftline_capture::TargetView;
use driftline_contract::{Contract, Location, Parameter};
use driftline_finding::{Finding, Pointer};
use jsonschema::json::SerdeJson;
use sent::Sent;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What stands beside a body, by its name, which may be that of a secret.
#[derive(Clone, Copy)]
pub(crate) enum Named<'n> {
    /// A parameter of a request.
    Parameter(&'n str),
    /// A header of a response.
    Header(&'n str),
}

/// What a request shows of a parameter.
pub(crate) enum Met {
    /// The value that its schema means.
    Value(Value),
    /// It is required, and not sent.
    Missing,
    /// Its text lacks this mark, which its style demands.
    Unmarked { text: String, mark: String },
}

impl<F: Representation> Half<'_, '_, '_, F> {
    /// Judges what a request sends beside its body.
    pub(crate) fn parameters(&self, findings: &mut Vec<Finding>) -> Result<(), CompileError> {
        let TargetView::Call { url, .. } = self.exchange.target else { return Ok(()) };
        let headers = &self.exchange.request.headers;
        let asked = self.judge.prepared(&self.matched).map_or(&[][..], |prepared| &prepared.asked);
        let sent = if asked.is_empty() { Sent::query(url) } else { Sent::of(url, headers, self.operation) };
        for index in asked.iter().copied() {
            let Some(parameter) = self.operation.parameters.get(index) else { continue };
            let at = self.parameter_pointer(index);
            match self.met(parameter, &sent) {
                Some(Met::Value(value)) => self.parameter(index, parameter, &value, findings)?,
                Some(Met::Missing) => {
                    let finding = missing_parameter::finding(parameter);
                    findings.push(self.of_parameter(finding, parameter, &Pointer::ROOT, &at));
                }
                Some(Met::Unmarked { text, mark }) => {
                    let finding = parameter_type_mismatch::unmarked(parameter, &mark, &text, self.judge.words());
                    findings.push(self.of_parameter(finding, parameter, &Pointer::ROOT, &at.key("style")));
                }
                None => {}
            }
        }
        self.undocumented(&sent, findings);
        Ok(())
    }

    /// What a request shows of a parameter, as far as it can be judged.
    fn met(&self, parameter: &Parameter, sent: &Sent) -> Option<Met> {
        let texts = sent.values(parameter.location, &parameter.name, &self.exchange.request.headers);
        if let Some(value) = decode::value(self.contract, parameter, &texts, &sent.query) {
            return Some(Met::Value(value));
        }
        match texts.first() {
            Some(text) => marked::missing(parameter, text).map(|mark| Met::Unmarked { text: (*text).to_owned(), mark }),
            None => (parameter.required && self.tells(parameter.location)).then_some(Met::Missing),
        }
    }

    /// What the request shows of the parameters that can be wrong or missing, by their number.
    pub(crate) fn met_parameters(&self) -> Vec<(usize, Met)> {
        let TargetView::Call { url, .. } = self.exchange.target else { return Vec::new() };
        let sent = Sent::of(url, &self.exchange.request.headers, self.operation);
        let asked = self.judge.prepared(&self.matched).map_or(&[][..], |prepared| &prepared.asked);
        let met = |index: &usize| Some((*index, self.met(self.operation.parameters.get(*index)?, &sent)?));
        asked.iter().filter_map(met).collect()
    }

    /// The texts that are sent under names that nothing describes.
    pub(crate) fn undocumented_texts(&self) -> Vec<(Location, String, Vec<String>)> {
        let TargetView::Call { url, .. } = self.exchange.target else { return Vec::new() };
        let mut texts: BTreeMap<(Location, String), Vec<String>> = BTreeMap::new();
        for (name, text) in Sent::query(url).query {
            if !known::is_query(self.contract, self.operation, &name) {
                texts.entry((Location::Query, name)).or_default().push(text);
            }
        }
        for (name, text) in self.exchange.request.headers.iter() {
            if !known::is_header(self.contract, self.operation, name, self.judge.words()) {
                texts.entry((Location::Header, name.to_owned())).or_default().push(text.to_owned());
            }
        }
        texts.into_iter().map(|((location, name), texts)| (location, name, texts)).collect()
    }

    /// Whether the capture would show a parameter that travels there. Logs hold few headers or none, and
    /// stubs what somebody cared for.
    fn tells(&self, location: Location) -> bool {
        match location {
            Location::Path => false,
            Location::Query => !self.exchange.partial_query,
            Location::Header | Location::Cookie => self.exchange.request.headers.are_complete(),
        }
    }

    fn parameter(
        &self,
        index: usize,
        parameter: &Parameter,
        value: &Value,
        findings: &mut Vec<Finding>,
    ) -> Result<(), CompileError> {
        let at = || self.parameter_pointer(index).key("schema");
        let cell = self.cell(Part::Parameter(index))?;
        let compiled: &Compiled<SerdeJson> = self.judge.compiled(&self.matched, cell, &parameter.schema, at)?;
        for drift in self.deviations(compiled, parameter, value, Named::Parameter(&parameter.name)) {
            let Drift { rule, message, instance, contract, .. } = drift;
            // Of a member that nothing describes, the contract says nothing by which it could be told from others.
            let member = if rule.id == undocumented_property::RULE.id { instance } else { Pointer::ROOT };
            let finding = Finding::new(rule, format!("{}: {message}", missing_parameter::called(parameter)));
            findings.push(self.of_parameter(finding, parameter, &member, &contract));
        }
        Ok(())
    }

    /// Everything that is wrong with the value of a parameter, or of a header that is taken for one.
    fn deviations(
        &self,
        compiled: &Compiled<SerdeJson>,
        parameter: &Parameter,
        value: &Value,
        name: Named<'_>,
    ) -> Vec<Drift> {
        let is_valid = |value: &Value| compiled.validator.is_valid(value);
        let other = if is_valid(value) { None } else { decode::unlike_text(self.contract, parameter, value) };
        let value = other.as_ref().filter(|other| is_valid(other)).unwrap_or(value);
        let Ok(faults) = SerdeJson::faults(compiled, &value);
        let explainer = Explainer { contract: self.contract, compiled, words: self.judge.words(), name: Some(name) };
        let Ok(drifts) = explainer.explain(&faults.values, Vec::new());
        drifts
    }

    /// What the contract knows nothing of.
    fn undocumented(&self, sent: &Sent, findings: &mut Vec<Finding>) {
        let words = self.judge.words();
        let names: BTreeSet<&str> = sent.query.iter().map(|(name, _)| name.as_str()).collect();
        let operation = || Contract::operation_pointer(self.operation);
        for name in names.into_iter().filter(|name| !known::is_query(self.contract, self.operation, name)) {
            let finding = undocumented_parameter::finding(self.operation, name, words);
            findings.push(self.located(finding, &operation()).place(self.part_place("url")));
        }
        for (name, _) in self.exchange.request.headers.iter() {
            if !known::is_header(self.contract, self.operation, name, words) {
                let finding = undocumented_header::finding(name, words);
                findings.push(self.located(finding, &operation()).place(self.part_place("headers")));
            }
        }
    }

    /// `member` is the place in the value of the parameter, where the contract does not tell it.
    fn of_parameter(&self, finding: Finding, parameter: &Parameter, member: &Pointer, contract: &Pointer) -> Finding {
        let part = match parameter.location {
            Location::Path | Location::Query => "url",
            Location::Header | Location::Cookie => "headers",
        };
        let field = Pointer::ROOT.key(parameter.location.as_str()).key(&parameter.name);
        let field = field.join(&self.judge.words().pointer(member));
        self.located(finding.field(field), contract).place(self.part_place(part))
    }

    pub(crate) fn parameter_pointer(&self, index: usize) -> Pointer {
        Contract::operation_pointer(self.operation).key("parameters").index(index)
    }

    /// Where a part of the request stands in its record.
    pub(crate) fn part_place(&self, part: &str) -> driftline_finding::Place {
        self.exchange.record.place_of(&Pointer::ROOT.key("request").key(part))
    }
}
