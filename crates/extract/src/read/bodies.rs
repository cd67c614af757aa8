//! The bodies of an operation, with the examples that show them.

use super::{
    draft::{JSON, SUCCESS, XML},
    examples::{Example, ExampleSide},
};
use driftline_contract::{Header, Media, Operation, RequestBody, Response, Schema, Status};

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
}

/// The status of what the page shows without a status: the first that its table names for success.
pub(crate) fn success(operation: &Operation) -> Status {
    let listed = operation.responses.iter().filter(|(_, response)| response.provenance.is_some());
    let mut successes = listed.map(|(status, _)| *status).filter(|status| matches!(status, Status::Exact(200..=299)));
    successes.next().unwrap_or(SUCCESS)
}

/// Makes `known` what is one or the other: a table of elements describes a whole document.
pub(super) fn add_alternative(known: &mut Schema, other: Schema) {
    if known.any_of.is_empty() {
        *known = Schema { any_of: vec![std::mem::take(known)], ..Schema::default() };
    }
    known.any_of.push(other);
}

fn response(operation: &mut Operation, status: Status) -> &mut Response {
    operation.responses.entry(status).or_insert_with(|| Response::new(status.to_string()))
}
