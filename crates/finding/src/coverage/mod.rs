//! What of a contract was observed, and how often: the words in which a judge counts and a report shows it.
//!
//! Five kinds of items can be observed: operations, their documented statuses, their parameters, the fields of bodies and
//! parameters, and the values that an enum lists. [`ContractCoverage::percent`] is the share of all items that was observed at
//! least once.

mod percent;
mod tally;

pub use self::{
    percent::{ParsePercentError, Percent},
    tally::{Kind, Share, Tally},
};

use crate::Pointer;
use serde_json::Value;

/// What of contracts was observed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContractCoverage {
    /// All operations, in the order of the contracts.
    pub operations: Vec<OperationCoverage>,
}

/// What of one operation was observed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationCoverage {
    /// The id.
    pub operation: String,
    /// Method and path template, as `GET /v1/things`.
    pub call: String,
    /// Exchanges that belong to it.
    pub exchanges: u64,
    /// The documented statuses, in order.
    pub statuses: Vec<StatusCoverage>,
    /// The parameters, in the order of the contract.
    pub parameters: Vec<ParameterCoverage>,
    /// The bodies, that of the request first.
    pub bodies: Vec<BodyCoverage>,
}

/// What of one documented status was observed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusCoverage {
    /// The status, as `404`, `4XX` or `default`.
    pub status: String,
    /// Responses that are described under it.
    pub times: u64,
}

/// What of one parameter was observed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterCoverage {
    /// Where it travels, as `query`.
    pub location: &'static str,
    /// The name.
    pub name: String,
    /// How many requests sent it, of those that would show it.
    pub seen: Seen,
    /// What is in it.
    pub inside: Inside,
}

/// What of the bodies of one media type was observed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyCoverage {
    /// The documented status that it belongs to; of a request there is none.
    pub status: Option<String>,
    /// The media type, as the contract writes it.
    pub media_type: String,
    /// How many such bodies there were.
    pub times: u64,
    /// What is in it. Of bodies that are no JSON nothing is counted.
    pub inside: Inside,
}

/// What is in a body or a parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inside {
    /// The fields, in the order of the contract, each before those in it.
    pub fields: Vec<FieldCoverage>,
    /// The values that enums list, in the order of the contract.
    pub values: Vec<ValueCoverage>,
    /// Whether there are more fields than are counted: those that lie deepest are left out.
    pub is_cut: bool,
}

/// How often a field was observed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldCoverage {
    /// Where it stands in the body, with `*` for the items of arrays and the keys of maps.
    pub field: Pointer,
    /// How many objects had it, of those that could.
    pub seen: Seen,
}

/// How often a value of an enum was observed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueCoverage {
    /// The field that can have the value, as in [`FieldCoverage::field`].
    pub field: Pointer,
    /// The value, as the contract lists it.
    pub value: Value,
    /// How often it was this, of how often the field was there.
    pub seen: Seen,
}

/// How often something was seen, of how often it could have been. What is optional was seen 0 of 3 times; what nothing is
/// known of, 0 of 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// How often it was there.
    pub times: u64,
    /// How often it could have been.
    pub of: u64,
}

impl ContractCoverage {
    /// How many items there are of each kind, and how many were observed.
    pub fn tally(&self) -> Tally {
        self.operations.iter().fold(Tally::default(), |tally, operation| tally + operation.tally())
    }

    /// The share of all items that was observed. Of a contract without any it is all.
    pub fn percent(&self) -> Percent {
        self.tally().total().percent()
    }
}

impl OperationCoverage {
    /// How many items it has of each kind, the operation itself too, and how many were observed.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        tally.count(Kind::Operation, self.exchanges);
        self.statuses.iter().for_each(|status| tally.count(Kind::Status, status.times));
        for parameter in &self.parameters {
            tally.count(Kind::Parameter, parameter.seen.times);
        }
        for inside in self.insides() {
            inside.fields.iter().for_each(|field| tally.count(Kind::Field, field.seen.times));
            inside.values.iter().for_each(|value| tally.count(Kind::EnumValue, value.seen.times));
        }
        tally
    }

    /// What is in its parameters and bodies.
    pub fn insides(&self) -> impl Iterator<Item = &Inside> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.inside);
        parameters.chain(self.bodies.iter().map(|body| &body.inside))
    }
}
