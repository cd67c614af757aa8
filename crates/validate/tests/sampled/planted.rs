//! An exchange with one mutation, and the finding that it is to give.

use driftline_contract::{Contract, Media, Operation};
use driftline_finding::{Finding, Pointer};
use driftline_sample::SampledExchange;
use indexmap::IndexMap;
use serde_json::Value;

/// A conforming exchange, and what it conforms to.
#[derive(Clone, Copy)]
pub(crate) struct Case<'c> {
    pub(crate) contract: &'c Contract,
    pub(crate) operation: &'c Operation,
    pub(crate) exchange: &'c SampledExchange,
}

impl Case<'_> {
    /// Whether a server refused the request, which is not judged then.
    pub(crate) fn is_refused(&self) -> bool {
        (400..500).contains(&self.exchange.status)
    }
}

/// An exchange with one mutation.
#[derive(Debug)]
pub(crate) struct Planted {
    pub(crate) record: Value,
    pub(crate) rule: &'static str,
    /// The value in a body that is wrong.
    pub(crate) instance: Option<Pointer>,
    /// Of what is wrong beside the bodies, what it is.
    pub(crate) field: Option<Pointer>,
}

impl Planted {
    pub(crate) fn new(record: Value, rule: &'static str) -> Planted {
        Planted { record, rule, instance: None, field: None }
    }

    pub(crate) fn at(self, instance: Pointer) -> Planted {
        Planted { instance: Some(instance), ..self }
    }

    pub(crate) fn of(self, location: &str, name: &str) -> Planted {
        Planted { field: Some(Pointer::ROOT.key(location).key(name)), ..self }
    }

    /// Whether these are the one finding that the mutation is to give.
    pub(crate) fn is_found(&self, findings: &[Finding]) -> bool {
        let [finding] = findings else { return false };
        let same_field = self.field.is_none() || finding.field == self.field;
        finding.rule.id.as_str() == self.rule && finding.instance == self.instance && same_field
    }
}

/// What the contract says of bodies with this header.
pub(crate) fn described<'c>(content: &'c IndexMap<String, Media>, header: &str) -> Option<&'c Media> {
    let essence = |name: &str| name.split(';').next().unwrap_or(name).trim().to_ascii_lowercase();
    let exact = content.iter().find(|(name, _)| essence(name) == essence(header));
    let range = || content.iter().find(|(name, _)| ["application/*", "*/*"].contains(&name.as_str()));
    exact.or_else(range).map(|(_, media)| media)
}
