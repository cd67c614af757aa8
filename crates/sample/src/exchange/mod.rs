//! Whole exchanges of an operation: what a caller that keeps to the contract sends, and what the server answers.

mod draw;
mod send;

use crate::{Unsupported, sieve::runner};
use driftline_contract::{Contract, Location, Method, Operation, Parameter};
use driftline_finding::Pointer;
use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use serde_json::Value;
use std::sync::Arc;

/// One exchange as values. [`url`](SampledExchange::url) and [`headers`](SampledExchange::headers) put what stands
/// beside the bodies into the texts that travel.
#[derive(Clone, Debug, PartialEq)]
pub struct SampledExchange {
    /// The method.
    pub method: Method,
    /// The path template, perhaps below the base path of a server.
    pub path: String,
    /// The parameters that are sent, in the order of the operation.
    pub parameters: Vec<SampledParameter>,
    /// The body of the request.
    pub request: Option<SampledBody>,
    /// The status of the response.
    pub status: u16,
    /// The headers of the response that the operation describes, as they travel.
    pub response_headers: Vec<(String, String)>,
    /// The body of the response.
    pub response: Option<SampledBody>,
}

/// A parameter and the value that is sent for it.
#[derive(Clone, Debug, PartialEq)]
pub struct SampledParameter {
    /// The parameter.
    pub parameter: Arc<Parameter>,
    /// The value, before it is written in the style of the parameter.
    pub value: Value,
}

/// A body and its media type.
#[derive(Clone, Debug, PartialEq)]
pub struct SampledBody {
    /// The media type as the header says it, perhaps with parameters.
    pub media_type: String,
    /// What the body holds.
    pub content: SampledContent,
}

/// What a body holds.
#[derive(Clone, Debug, PartialEq)]
pub enum SampledContent {
    /// A JSON value.
    Json(Value),
    /// Text of a media type that is not JSON.
    Text(String),
}

impl SampledParameter {
    /// The names and texts that stand for the value in the style of the parameter (OpenAPI 3.1 §4.8.12.2), not yet
    /// encoded for the place where they travel; `None` where the style cannot say the value.
    pub fn texts(&self) -> Option<Vec<(String, String)>> {
        send::texts(&self.parameter, &self.value)
    }
}

impl SampledExchange {
    /// The URL below the host: path and query, encoded.
    pub fn url(&self) -> String {
        let path = send::path(&self.path, &self.of(Location::Path));
        let query = send::query(&self.of(Location::Query));
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }

    /// The headers of the request that the operation describes, cookies among them.
    pub fn headers(&self) -> Vec<(String, String)> {
        let mut headers = self.of(Location::Header);
        let cookies: Vec<String> =
            self.of(Location::Cookie).into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        headers.extend((!cookies.is_empty()).then(|| ("Cookie".to_owned(), cookies.join("; "))));
        headers
    }

    fn of(&self, location: Location) -> Vec<(String, String)> {
        let sent = self.parameters.iter().filter(|sent| sent.parameter.location == location);
        sent.filter_map(SampledParameter::texts).flatten().collect()
    }
}

/// Exchanges of `operation`, which is one of `contract`, that conform to it.
///
/// Every status, media type and header that is described is drawn, what is required always. Of a status range and of
/// `default` some statuses are drawn that no other response stands for. Path variables never read as a literal segment
/// of another operation. Parameters that OpenAPI leaves to other keywords (`Accept`, `Content-Type`, `Authorization`)
/// are left out, and so are optional ones for which no value can be drawn.
///
/// ```
/// use driftline_contract::{ContractBuilder, Location, Method, Operation, Parameter, Response, Schema, Status, Type};
/// use driftline_sample::seeded_exchange;
///
/// let id = Parameter::new("id", Location::Path, Schema::of(Type::Integer));
/// let show = Operation::new("ShowThing", Method::Get, "/v1/things/{id}").parameter(id);
/// let show = show.response(Status::Exact(204), Response::new("Nothing"));
/// let contract = ContractBuilder::new("things").operation(show.clone()).finish()?;
///
/// let exchange = seeded_exchange(&contract, &show, 7)?;
/// assert!(exchange.url().starts_with("/v1/things/"));
/// assert_eq!((exchange.status, exchange.response), (204, None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn exchanges(contract: &Contract, operation: &Operation) -> Result<BoxedStrategy<SampledExchange>, Unsupported> {
    draw::exchanges(contract, operation)
}

/// One exchange as [`exchanges`] draws them: the same for the same contract and seed, on every machine.
pub fn seeded_exchange(contract: &Contract, operation: &Operation, seed: u64) -> Result<SampledExchange, Unsupported> {
    let strategy = exchanges(contract, operation)?;
    let mut runner = runner(seed);
    let drawn = (0..8).find_map(|_| strategy.new_tree(&mut runner).ok());
    let absent = || Unsupported::unsatisfiable(&Pointer::ROOT, "parameters");
    drawn.map(|tree| tree.current()).ok_or_else(absent)
}
