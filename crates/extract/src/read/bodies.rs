//! The bodies of an operation, with the examples that show them.

use super::{
    draft::{JSON, XML},
    examples::{Example, ExampleSide},
};
use driftline_contract::{Header, Media, Operation, RequestBody, Response, Schema, Status};

/// The status of a success whose page states none.
const ANY_SUCCESS: Status = Status::Range(2);

/// What stands for the meaning of a success whose page states no status.
const NOT_STATED: &str = "A success; its status is not stated.";

/// What the request carries, if a table describes it or an example shows it.
pub(super) fn request(
    described: Option<(&'static str, Schema)>,
    is_mandatory: bool,
    examples: &[Example<'_>],
) -> Option<RequestBody> {
    // What is JSON shows no document of XML, but something in it.
    let is_xml = described.as_ref().is_some_and(|(media_type, _)| *media_type == XML);
    let is_shown = |example: &&Example<'_>| example.side == ExampleSide::Request && !is_xml;
    let mut examples = examples.iter().filter(is_shown).peekable();
    let (media_type, schema) = match described {
        Some((media_type, schema)) => (media_type, Some(schema)),
        None if examples.peek().is_none() => return None,
        None => (JSON, None),
    };
    let required = is_mandatory || schema.as_ref().is_some_and(|schema| !schema.required.is_empty());
    let mut media = Media { schema, ..Media::default() };
    examples.for_each(|example| example.add_to(&mut media));
    let content = [(media_type.to_owned(), media)].into_iter().collect();
    Some(RequestBody { required, content, ..RequestBody::default() })
}

/// Gives the responses of an operation their bodies, headers and examples.
pub(super) fn add_bodies(
    operation: &mut Operation,
    bodies: Vec<(Option<Status>, &'static str, Schema)>,
    headers: Vec<(Option<Status>, String, Header)>,
    examples: &[Example<'_>],
) {
    let shown = examples.iter().filter_map(|example| match example.side {
        ExampleSide::Response(status) => status,
        ExampleSide::Request => None,
    });
    let borne =
        bodies.iter().filter_map(|(status, ..)| *status).chain(headers.iter().filter_map(|(status, ..)| *status));
    for status in borne.chain(shown) {
        response(operation, status);
    }
    let success = success(operation);
    for (status, media_type, schema) in bodies {
        let content = &mut response(operation, status.unwrap_or(success)).content;
        let media = content.entry(media_type.to_owned()).or_default();
        match &mut media.schema {
            None => media.schema = Some(schema),
            Some(known) if media_type == XML => add_alternative(known, schema),
            // Two tables for one status, one under its lead-in line and one without: together they are the body.
            Some(known) => {
                for (name, property) in schema.properties {
                    known.properties.entry(name).or_insert(property);
                }
                known.required.extend(schema.required);
            }
        }
    }
    for (status, name, header) in headers {
        response(operation, status.unwrap_or(success)).headers.entry(name).or_insert(header);
    }
    for example in examples {
        if let ExampleSide::Response(status) = example.side {
            let media = response(operation, status.unwrap_or(success)).content.entry(JSON.to_owned()).or_default();
            example.add_to(media);
        }
    }
    add_success(operation);
}

/// Adds any success to an operation of which only failures are told: a success is none of them.
pub(crate) fn add_success(operation: &mut Operation) {
    if !operation.responses.is_empty() && !operation.responses.keys().any(|status| is_success(*status)) {
        response(operation, ANY_SUCCESS);
    }
}

/// The status of what the page shows without a status: the first that it lists for success, else the first that
/// something else on it bears. Where it states none, that is any success: which one, nothing says.
pub(crate) fn success(operation: &Operation) -> Status {
    let is_exact = |status: &Status| matches!(status, Status::Exact(200..=299));
    let listed = || operation.responses.iter().filter(|(_, response)| response.provenance.is_some());
    let listed_success = || listed().map(|(status, _)| *status).filter(|status| is_success(*status));
    let of_200s = || listed_success().find(|status| is_exact(status) || *status == ANY_SUCCESS);
    let borne = || operation.responses.keys().copied().find(is_exact);
    of_200s().or_else(borne).or_else(|| listed_success().next()).unwrap_or(ANY_SUCCESS)
}

/// Whether the status is one of those that a call which succeeds ends with.
pub(crate) fn is_success(status: Status) -> bool {
    matches!(status, Status::Exact(200..=399) | Status::Range(2 | 3))
}

/// Makes `known` what is one or the other: a table of elements describes a whole document.
pub(super) fn add_alternative(known: &mut Schema, other: Schema) {
    if known.any_of.is_empty() {
        *known = Schema { any_of: vec![std::mem::take(known)], ..Schema::default() };
    }
    known.any_of.push(other);
}

fn response(operation: &mut Operation, status: Status) -> &mut Response {
    operation.responses.entry(status).or_insert_with(|| match status {
        ANY_SUCCESS => Response::new(NOT_STATED),
        status => Response::new(status.to_string()),
    })
}
