//! The headers of a response before the judge: which must be there, and what they say.

use super::{Named, decode, sent};
use crate::{
    CompileError,
    compile::Compiled,
    drift::Drift,
    half::Half,
    judge::Part,
    representation::Representation,
    rules::{missing_header, undocumented_property},
};
use driftline_contract::{Contract, Parameter, Response as Described, Status};
use driftline_finding::{Finding, Pointer};
use jsonschema::json::SerdeJson;
use serde_json::Value;

/// A header of a response, and the value that its schema means.
pub(crate) struct MetHeader<'j> {
    /// Its number in what is described.
    pub(crate) number: usize,
    /// It, as a parameter that travels in a header.
    pub(crate) parameter: &'j Parameter,
    pub(crate) value: Value,
}

impl<'j, F: Representation> Half<'j, '_, '_, F> {
    /// Judges the headers of a response that the contract describes.
    pub(crate) fn headers(
        &self,
        status: Status,
        described: &Described,
        findings: &mut Vec<Finding>,
    ) -> Result<(), CompileError> {
        let Some((_, response)) = &self.exchange.response else { return Ok(()) };
        if response.headers.are_complete() {
            for (name, _) in described.headers.iter().filter(|(_, header)| header.required) {
                if response.headers.get(name).is_none() {
                    let at = self.header_pointer(status, name);
                    findings.push(self.located(missing_header::finding(name), &at));
                }
            }
        }
        self.met_headers(status).iter().try_for_each(|met| self.header(status, met, findings))
    }

    /// The headers of a response that are there and can be wrong.
    pub(crate) fn met_headers(&self, status: Status) -> Vec<MetHeader<'j>> {
        let Some((_, response)) = &self.exchange.response else { return Vec::new() };
        let fields = self.judge.prepared(&self.matched).map_or(&[][..], |prepared| prepared.fields(status));
        let met = |(number, parameter): &'j (usize, Parameter)| {
            let texts = sent::header(&parameter.name, &response.headers);
            let value = decode::value(self.contract, parameter, &texts, &[])?;
            Some(MetHeader { number: *number, parameter, value })
        };
        fields.iter().filter_map(met).collect()
    }

    /// What is compiled for a header.
    pub(crate) fn compiled_header(
        &self,
        status: Status,
        met: &MetHeader<'j>,
    ) -> Result<&'j Compiled<SerdeJson>, CompileError> {
        let at = || self.header_pointer(status, &met.parameter.name).key("schema");
        let cell = self.cell(Part::Header(status, met.number))?;
        self.judge.compiled(&self.matched, cell, &met.parameter.schema, at)
    }

    fn header(&self, status: Status, met: &MetHeader<'j>, findings: &mut Vec<Finding>) -> Result<(), CompileError> {
        let name = &met.parameter.name;
        let compiled = self.compiled_header(status, met)?;
        for drift in self.deviations(compiled, met.parameter, &met.value, Named::Header(name)) {
            let Drift { rule, message, instance, contract, .. } = drift;
            let member = if rule.id == undocumented_property::RULE.id { instance } else { Pointer::ROOT };
            let field = Pointer::ROOT.key("header").key(name).join(&self.judge.words().pointer(&member));
            let finding = Finding::new(rule, format!("header `{name}`: {message}")).field(field);
            let place = self.exchange.record.place_of(&Pointer::ROOT.key("response").key("headers"));
            findings.push(self.located(finding, &contract).place(place));
        }
        Ok(())
    }

    fn header_pointer(&self, status: Status, name: &str) -> Pointer {
        let responses = Contract::operation_pointer(self.operation).key("responses");
        responses.key(&status.to_string()).key("headers").key(name)
    }
}
