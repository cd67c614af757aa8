//! What a request shows of a parameter, for counting and not for judging.

use super::{decode, known, sent::Sent};
use driftline_capture::HeadersView;
use driftline_contract::{Contract, Location, Operation, Parameter};
use serde_json::Value;

/// What a request shows of a parameter.
pub(crate) enum Shown {
    /// It was sent, with this value where it can be told.
    Sent(Option<Value>),
    /// It was not sent.
    NotSent,
    /// The capture does not tell.
    Unknown,
}

/// Whether captures show a parameter: what says who the caller is, they are made without, and some headers are none of
/// the contract's parameters.
pub(crate) fn is_observable(contract: &Contract, parameter: &Parameter) -> bool {
    !known::is_of_security(contract, parameter) && !known::is_ignored(parameter)
}

/// What a request to `url` with these headers, which belongs to `operation`, shows of its parameters, in their order.
pub(crate) fn shown(contract: &Contract, operation: &Operation, url: &str, headers: &HeadersView<'_>) -> Vec<Shown> {
    let sent = Sent::of(url, headers, operation);
    let one = |parameter: &Parameter| {
        let texts = sent.values(parameter.location, &parameter.name, headers);
        let value = decode::value(contract, parameter, &texts, &sent.query);
        match parameter.location {
            // Without it the path would not have matched.
            Location::Path => Shown::Sent(value),
            _ if value.is_some() || !texts.is_empty() => Shown::Sent(value),
            Location::Query => Shown::NotSent,
            Location::Header | Location::Cookie if headers.are_complete() => Shown::NotSent,
            Location::Header | Location::Cookie => Shown::Unknown,
        }
    };
    operation.parameters.iter().map(one).collect()
}
