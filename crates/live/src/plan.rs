//! What is probed, and what is not and why: decided before anything is sent.

use crate::{
    ProbeOptions,
    address::{self, Unfilled},
    options::can_be_sent,
    token,
};
use driftline_capture::TargetView;
use driftline_contract::{Location, Method, Operation, Parameter};
use driftline_validate::Judge;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};
use ureq::http::{HeaderName, Uri};
use url::Url;

/// What is probed, and what is not and why. Every operation of every contract is in one of the two lists.
#[derive(Clone, Debug)]
#[must_use]
pub struct Plan {
    requests: Vec<PlannedRequest>,
    not_probed: Vec<NotProbed>,
    unused: Vec<String>,
}

/// One GET request.
#[derive(Clone)]
pub struct PlannedRequest {
    /// The number of the contract, in the order in which the judge has them.
    pub contract: usize,
    /// The id of the operation.
    pub operation: String,
    pub(crate) url: Url,
    /// The parameters in headers.
    pub(crate) headers: Vec<(String, String)>,
    shown: String,
}

/// An operation that is not probed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotProbed {
    /// The number of the contract, in the order in which the judge has them.
    pub contract: usize,
    /// The id of the operation.
    pub operation: String,
    /// Why not.
    pub reason: NotProbedReason,
}

/// Why an operation is not probed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotProbedReason {
    /// Only GET is sent.
    #[error("its method is {0}, and only GET is sent")]
    Method(Method),
    /// It needs a body, and none is sent.
    #[error("it needs a request body, and none is sent")]
    RequestBody,
    /// It needs a cookie, and none is sent.
    #[error("it needs the cookie `{0}`, and cookies are not sent")]
    Cookie(String),
    /// Parameters without which a request is wrong are not given.
    #[error("{}", missing(_0))]
    Missing(Vec<(Location, String)>),
    /// The value of a path parameter is empty, so the path would be another one.
    #[error("the path parameter `{0}` is empty")]
    EmptyParameter(String),
    /// A segment of the path would be `.` or `..`, which leads to another path however it is escaped.
    #[error("its path would hold the segment `{0}`, which leads to another path")]
    DotSegment(String),
    /// The value of a header parameter, or its name, cannot stand in a request.
    #[error("the header `{0}` cannot be sent with this value")]
    Header(String),
    /// The address is too long or otherwise none that can be sent.
    #[error("its address cannot be sent: {0}")]
    Address(String),
    /// The answer would be judged by another operation, or by none.
    #[error("a request for it is one for {}", other.as_ref().map_or_else(
        || "no operation of the contract; do the contract's servers name the path of the base URL?".to_owned(),
        |id| format!("`{id}`, which comes first or fits better"),
    ))]
    OtherOperation {
        /// The operation that such a request belongs to.
        other: Option<String>,
    },
}

fn missing(parameters: &[(Location, String)]) -> String {
    let mut names: BTreeMap<Location, Vec<String>> = BTreeMap::new();
    for (location, name) in parameters {
        names.entry(*location).or_default().push(format!("`{name}`"));
    }
    let count = parameters.len();
    let groups = names.iter().map(|(location, names)| {
        let noun = if names.len() == 1 { "parameter" } else { "parameters" };
        format!("the {location} {noun} {}", names.join(", "))
    });
    let groups: Vec<String> = groups.collect();
    format!("{} {} not given", groups.join(" and "), if count == 1 { "is" } else { "are" })
}

impl Plan {
    /// What is sent, in the order of the contracts and their operations.
    pub fn requests(&self) -> &[PlannedRequest] {
        &self.requests
    }

    /// What is not probed, in the order of the contracts and their operations.
    pub fn not_probed(&self) -> &[NotProbed] {
        &self.not_probed
    }

    /// The names of given parameters that no operation has: perhaps a slip of the pen.
    pub fn unused_parameters(&self) -> &[String] {
        &self.unused
    }

    pub(crate) fn new(judge: &Judge, options: &ProbeOptions) -> Plan {
        let mut plan = Plan { requests: Vec::new(), not_probed: Vec::new(), unused: Vec::new() };
        let mut known = BTreeSet::new();
        for (contract, described) in judge.contracts().iter().enumerate() {
            for operation in described.operations() {
                let draft = Draft { judge, options, contract, operation };
                known.extend(draft.known_parameters());
                match draft.request() {
                    Ok(request) => plan.requests.push(request),
                    Err(reason) => {
                        plan.not_probed.push(NotProbed { contract, operation: operation.id.clone(), reason });
                    }
                }
            }
        }
        plan.unused = options.parameters.keys().filter(|name| !known.contains(name.as_str())).cloned().collect();
        plan
    }
}

impl PlannedRequest {
    /// The URL without query and secrets.
    pub fn url(&self) -> &str {
        &self.shown
    }
}

impl fmt::Debug for PlannedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlannedRequest")
            .field("contract", &self.contract)
            .field("operation", &self.operation)
            .field("url", &self.shown)
            .finish_non_exhaustive()
    }
}

/// One operation on its way to a request.
struct Draft<'p> {
    judge: &'p Judge,
    options: &'p ProbeOptions,
    contract: usize,
    operation: &'p Operation,
}

impl<'p> Draft<'p> {
    fn request(&self) -> Result<PlannedRequest, NotProbedReason> {
        self.check()?;
        let variable = |name: &str| self.options.parameters.get(name).map(String::as_str);
        let filled = address::fill(&self.options.base, &self.operation.path, variable);
        let mut url = filled.map_err(|unfilled| match unfilled {
            Unfilled::Empty(name) => NotProbedReason::EmptyParameter(name),
            Unfilled::DotSegment(segment) => NotProbedReason::DotSegment(segment),
        })?;
        let mut headers = Vec::new();
        for (parameter, value) in self.operation.parameters.iter().filter_map(|p| Some((p, self.value(p)?))) {
            match parameter.location {
                Location::Query => address::add_query(&mut url, &parameter.name, value),
                Location::Header if !is_ours(&parameter.name) => headers.push(header(&parameter.name, value)?),
                Location::Header | Location::Path | Location::Cookie => {}
            }
        }
        url.as_str().parse::<Uri>().map_err(|error| NotProbedReason::Address(error.to_string()))?;
        self.check_operation(&url)?;
        let shown = self.options.shown(&url);
        Ok(PlannedRequest { contract: self.contract, operation: self.operation.id.clone(), url, headers, shown })
    }

    fn check(&self) -> Result<(), NotProbedReason> {
        if self.operation.method != Method::Get {
            return Err(NotProbedReason::Method(self.operation.method));
        }
        if self.operation.request.as_ref().is_some_and(|body| body.required) {
            return Err(NotProbedReason::RequestBody);
        }
        let required = || self.operation.parameters.iter().filter(|parameter| parameter.required);
        if let Some(cookie) = required().find(|parameter| parameter.location == Location::Cookie) {
            return Err(NotProbedReason::Cookie(cookie.name.clone()));
        }
        let variables = self.operation.path_variables().filter(|name| !self.options.parameters.contains_key(*name));
        let mut missing: Vec<_> = variables.map(|name| (Location::Path, name.to_owned())).collect();
        let others = required().filter(|parameter| match parameter.location {
            Location::Header => !is_ours(&parameter.name) && !is_moot(&parameter.name),
            Location::Query => true,
            Location::Path | Location::Cookie => false,
        });
        let others = others.filter(|parameter| self.value(parameter).is_none());
        missing.extend(others.map(|parameter| (parameter.location, parameter.name.clone())));
        missing.dedup();
        if missing.is_empty() { Ok(()) } else { Err(NotProbedReason::Missing(missing)) }
    }

    /// What is probed as one operation must be judged by it.
    fn check_operation(&self, url: &Url) -> Result<(), NotProbedReason> {
        let target = TargetView::Call { method: Method::Get.as_str(), url: url.as_str() };
        let found = self.judge.matcher().find(target).ok();
        match found {
            Some(found) if found.contract == self.contract && found.operation.id == self.operation.id => Ok(()),
            _ => Err(NotProbedReason::OtherOperation { other: found.map(|found| found.operation.id.clone()) }),
        }
    }

    fn value(&self, parameter: &Parameter) -> Option<&'p str> {
        self.given(parameter).map(|(_, value)| value)
    }

    fn given(&self, parameter: &Parameter) -> Option<(&'p str, &'p str)> {
        let same = |name: &str| match parameter.location {
            Location::Header => name.eq_ignore_ascii_case(&parameter.name),
            Location::Path | Location::Query | Location::Cookie => name == parameter.name,
        };
        let given = self.options.parameters.iter().find(|(name, _)| same(name));
        given.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The given parameters that this operation has.
    fn known_parameters(&self) -> impl Iterator<Item = &'p str> {
        let sent = self.operation.parameters.iter().filter(|parameter| match parameter.location {
            Location::Header => !is_ours(&parameter.name),
            Location::Path | Location::Query => true,
            Location::Cookie => false,
        });
        let names = sent.filter_map(|parameter| self.given(parameter)).map(|(name, _)| name);
        names.chain(self.operation.path_variables())
    }
}

fn header(name: &str, value: &str) -> Result<(String, String), NotProbedReason> {
    if HeaderName::from_bytes(name.as_bytes()).is_ok() && can_be_sent(value) {
        Ok((name.to_owned(), value.to_owned()))
    } else {
        Err(NotProbedReason::Header(name.to_owned()))
    }
}

/// Headers that are ours to set. The token comes from its own option, and without one an answer is an answer too.
fn is_ours(name: &str) -> bool {
    const OURS: &[&str] = &[
        token::HEADER,
        "Accept-Encoding",
        "Connection",
        "Content-Length",
        "Cookie",
        "Expect",
        "Host",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "User-Agent",
    ];
    OURS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Headers that count for nothing as parameters (OpenAPI 3.1 §4.8.12.1). They are sent where they are given.
fn is_moot(name: &str) -> bool {
    ["Accept", "Content-Type", "Authorization"].iter().any(|known| known.eq_ignore_ascii_case(name))
}
