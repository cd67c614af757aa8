//! Names in a request that need no description of their own.

use super::decode;
use driftline_contract::{Contract, Location, Operation, Parameter};
use driftline_finding::words::Words;
use serde_json::Value;

/// Headers that every client may send: of the transport and its hops (RFC 9110, RFC 9112), of content negotiation,
/// caching, browsers, proxies, tracing and signatures. In lower case; what ends with `-` is the beginning of a name.
const HEADERS: &[&str] = &[
    ":",
    "accept",
    "accept-",
    "access-control-",
    "age",
    "alt-",
    "authorization",
    "b3",
    "cache-control",
    "cf-",
    "connection",
    "content-",
    "cookie",
    "date",
    "device-memory",
    "dnt",
    "downlink",
    "ect",
    "expect",
    "forwarded",
    "from",
    "host",
    "http2-settings",
    "if-",
    "keep-alive",
    "max-forwards",
    "origin",
    "pragma",
    "priority",
    "proxy-",
    "range",
    "referer",
    "rtt",
    "save-data",
    "sec-",
    "te",
    "trace",
    "tracestate",
    "traceparent",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "upgrade-insecure-requests",
    "user-agent",
    "via",
    "warning",
    "x-amz-date",
    "x-amzn-trace-id",
    "x-b3-",
    "x-correlation-id",
    "x-forwarded-",
    "x-real-ip",
    "x-request-id",
    "x-requested-with",
    "x-sdk-date",
];

/// Whether a parameter is one of those that OpenAPI 3.1 §4.8.12.1 leaves to other keywords.
pub(crate) fn is_ignored(parameter: &Parameter) -> bool {
    let others = ["accept", "content-type", "authorization"];
    parameter.location == Location::Header && others.iter().any(|name| parameter.name.eq_ignore_ascii_case(name))
}

/// Whether a parameter says who the caller is: recordings are made without it.
pub(crate) fn is_of_security(contract: &Contract, parameter: &Parameter) -> bool {
    is_key(contract, parameter.location, &parameter.name)
}

/// Whether a name in the query is described, or carries the key of a security scheme.
pub(super) fn is_query(contract: &Contract, operation: &Operation, name: &str) -> bool {
    let is_described = |parameter: &Parameter| {
        let schema = decode::described(contract, &parameter.schema);
        let is_object = !schema.properties.is_empty() || schema.additional_properties.is_some();
        let is_member = schema.properties.contains_key(name) || schema.additional_properties.is_some();
        let bracketed = name.strip_prefix(parameter.name.as_str()).is_some_and(|rest| rest.starts_with('['));
        parameter.name == name || bracketed || is_object && is_member && parameter.style.is_none()
    };
    let mut parameters = operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
    parameters.any(is_described) || is_key(contract, Location::Query, name)
}

/// Whether a header of a request is described, is one that every client may send, or says who the caller is: some
/// contracts leave it to a chapter of its own to say how.
pub(super) fn is_header(contract: &Contract, operation: &Operation, name: &str, words: &Words) -> bool {
    let begins = |known: &str| name.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known));
    let is_usual =
        |known: &&str| if known.ends_with(['-', ':']) { begins(known) } else { name.eq_ignore_ascii_case(known) };
    let is_described =
        |parameter: &Parameter| parameter.location == Location::Header && parameter.name.eq_ignore_ascii_case(name);
    HEADERS.iter().any(is_usual)
        || operation.parameters.iter().any(is_described)
        || is_key(contract, Location::Header, name)
        || words.is_secret_name(name)
}

/// Whether a security scheme of the contract carries its key there.
fn is_key(contract: &Contract, location: Location, name: &str) -> bool {
    contract.security_schemes().any(|(_, scheme)| {
        let text = |member: &str| scheme.members.get(member).and_then(Value::as_str);
        text("type") == Some("apiKey")
            && text("in") == Some(location.as_str())
            && text("name").is_some_and(|key| key.eq_ignore_ascii_case(name))
    })
}
