//! The pages of one call as one operation.

use super::{
    choice::{self, Variant},
    pool::{Owner, Pool},
    shape::same_shape,
};
use crate::{read::is_success, rules};
use driftline_contract::{ComponentId, Location, Media, Operation, Parameter, RequestBody, Response, Schema, Status};
use driftline_finding::{Finding, Place, Provenance};
use indexmap::{IndexMap, IndexSet};
use std::collections::BTreeSet;

/// An operation as one page describes it.
#[derive(Debug)]
pub(super) struct Described {
    pub(super) operation: Operation,
    pub(super) owner: Owner,
    /// The number of the page, in the order of their names.
    pub(super) page: usize,
    /// Its file name, and the file as the user named it.
    pub(super) name: String,
    pub(super) file: String,
}

impl Described {
    /// What names its variants.
    fn title(&self) -> &str {
        &self.owner.title
    }

    /// What people read above the page.
    fn heading(&self) -> &str {
        self.operation.summary.as_deref().unwrap_or(&self.owner.title)
    }
}

/// Takes out the pages that say what one before them says, with a finding for each.
pub(super) fn without_repetition(
    described: Vec<Described>,
    findings: &mut Vec<Finding>,
) -> (Vec<Described>, Vec<usize>) {
    let mut kept: Vec<Described> = Vec::new();
    let mut repeated = Vec::new();
    for page in described {
        if let Some(first) = kept.iter().find(|first| says_the_same(&first.operation, &page.operation)) {
            let finding =
                rules::operation_duplicate::finding(&page.name, &first.name).operation(first.operation.id.as_str());
            findings.push(finding.place(Place::file(page.file.as_str())).provenance(Provenance::page(&page.name)));
            repeated.push(page.page);
        } else {
            kept.push(page);
        }
    }
    (kept, repeated)
}

fn says_the_same(one: &Operation, other: &Operation) -> bool {
    let same_parameter = |(one, other): (&Parameter, &Parameter)| {
        is_same(one, other) && one.required == other.required && same_shape(&one.schema, &other.schema)
    };
    let same_media = |one: &IndexMap<String, Media>, other: &IndexMap<String, Media>| {
        let schema = |media: &Media| media.schema.clone().unwrap_or_default();
        let same = |(name, media): (&String, &Media)| {
            other.get(name).is_some_and(|it| same_shape(&schema(media), &schema(it)))
        };
        one.len() == other.len() && one.iter().all(same)
    };
    let request = |operation: &Operation| operation.request.clone().unwrap_or_default();
    let same_response = |((status, one), (other_status, other)): ((&Status, &Response), (&Status, &Response))| {
        status == other_status
            && one.headers.keys().eq(other.headers.keys())
            && same_media(&one.content, &other.content)
    };
    one.parameters.len() == other.parameters.len()
        && one.parameters.iter().zip(&other.parameters).all(same_parameter)
        && request(one).required == request(other).required
        && same_media(&request(one).content, &request(other).content)
        && one.responses.len() == other.responses.len()
        && one.responses.iter().zip(&other.responses).all(same_response)
}

fn is_same(one: &Parameter, other: &Parameter) -> bool {
    let same_name = match one.location {
        Location::Header => one.name.eq_ignore_ascii_case(&other.name),
        Location::Path | Location::Query | Location::Cookie => one.name == other.name,
    };
    same_name && one.location == other.location
}

/// One operation that holds what all pages say. The first page gives the id.
pub(super) fn merged(mut described: Vec<Described>, pool: &mut Pool) -> Option<Operation> {
    if described.len() < 2 {
        return described.pop().map(|page| page.operation);
    }
    let first = &described.first()?.operation;
    let mut operation = Operation::new(&first.id, first.method, &first.path);
    operation.summary = Some(summary(&described));
    operation.provenance.clone_from(&first.provenance);
    operation.description = Some(description(&described));
    operation.deprecated = described.iter().all(|page| page.operation.deprecated);
    let tags = described.iter().flat_map(|page| page.operation.tags.iter().cloned());
    operation.tags = tags.collect::<IndexSet<_>>().into_iter().collect();
    let security = described.iter().filter_map(|page| page.operation.security.clone());
    operation.security = security.reduce(|mut known, more| {
        known.extend(more);
        known
    });
    if let Some(alternatives) = &mut operation.security {
        let mut seen = BTreeSet::new();
        alternatives.retain(|alternative| seen.insert(alternative.clone()));
    }
    operation.parameters = parameters(&described);
    operation.request = request(&described, pool);
    let statuses: BTreeSet<Status> =
        described.iter().flat_map(|page| page.operation.responses.keys().copied()).collect();
    for status in statuses {
        let response = response(&described, status, pool);
        operation.responses.insert(status, response);
    }
    Some(operation)
}

fn summary(described: &[Described]) -> String {
    match described {
        [first, second] => format!("{} or {}", first.heading(), second.heading()),
        [first, ..] => format!("{} and {} others", first.heading(), described.len() - 1),
        [] => String::new(),
    }
}

/// The title of each page and what it says below.
fn description(described: &[Described]) -> String {
    let text = |page: &Described| match &page.operation.description {
        Some(text) => format!("{}\n{text}", page.heading()),
        None => page.heading().to_owned(),
    };
    described.iter().map(text).collect::<Vec<_>>().join("\n\n")
}

/// All parameters; one that some page does not know or demand is not required.
fn parameters(described: &[Described]) -> Vec<Parameter> {
    let mut parameters: Vec<Parameter> = Vec::new();
    for other in described.iter().flat_map(|page| &page.operation.parameters) {
        match parameters.iter_mut().find(|known| is_same(known, other)) {
            Some(known) => choice::of_parameter(&mut known.schema, other.schema.clone()),
            None => parameters.push(other.clone()),
        }
    }
    for parameter in parameters.iter_mut().filter(|parameter| parameter.location != Location::Path) {
        parameter.required = described
            .iter()
            .all(|page| page.operation.parameters.iter().any(|other| other.required && is_same(other, parameter)));
    }
    parameters
}

fn request(described: &[Described], pool: &mut Pool) -> Option<RequestBody> {
    let bodies: Vec<(&Described, &RequestBody)> =
        described.iter().filter_map(|page| Some((page, page.operation.request.as_ref()?))).collect();
    let (_, first) = bodies.first()?;
    let required = bodies.len() == described.len() && bodies.iter().all(|(_, body)| body.required);
    let content: Vec<_> = bodies.iter().map(|(page, body)| (*page, &body.content)).collect();
    let content = contents(&content, "request", pool);
    Some(RequestBody { required, description: first.description.clone(), content })
}

/// What all pages say of a status.
fn response(described: &[Described], status: Status, pool: &mut Pool) -> Response {
    let responses: Vec<(&Described, &Response)> =
        described.iter().filter_map(|page| Some((page, said_of(&page.operation, status)?))).collect();
    let mut merged = Response::default();
    if let Some(first) = described.iter().find_map(|page| page.operation.responses.get(&status)) {
        merged.description.clone_from(&first.description);
        merged.provenance.clone_from(&first.provenance);
    }
    for (_, response) in &responses {
        for (name, header) in &response.headers {
            let known = merged.headers.entry(name.clone()).or_insert_with(|| header.clone());
            choice::of_parameter(&mut known.schema, header.schema.clone());
            known.required &= header.required;
        }
    }
    for (name, header) in &mut merged.headers {
        header.required &= responses.iter().all(|(_, response)| response.headers.contains_key(name));
    }
    let content: Vec<_> = responses.iter().map(|(page, response)| (*page, &response.content)).collect();
    merged.content = contents(&content, &format!("response {status}"), pool);
    merged.body_optional = !merged.content.is_empty()
        && is_success(status)
        && described.iter().any(|page| !has_body(&page.operation, status));
    merged
}

/// Whether the answer of this success has a body if the call is the one of this page. Of a page that says nothing of a
/// success nobody knows; one that tells of other ones only does not mean this one.
fn has_body(operation: &Operation, status: Status) -> bool {
    match said_of(operation, status) {
        Some(response) => !response.content.is_empty(),
        None => operation.responses.keys().any(|status| is_success(*status)),
    }
}

/// What an operation says of a status. It does so, too, where it says the same of every success, or of every failure: what
/// another page of the call states does not tell which of them this page means.
fn said_of(operation: &Operation, status: Status) -> Option<&Response> {
    let of_any = || match status {
        Status::Exact(200..=299) => operation.responses.get(&Status::Range(2)),
        Status::Range(4 | 5) => operation.responses.get(&Status::Default),
        _ => None,
    };
    operation.responses.get(&status).or_else(of_any)
}

/// The bodies of each media type as one, and the examples of each page under its title.
fn contents(bodies: &[(&Described, &IndexMap<String, Media>)], role: &str, pool: &mut Pool) -> IndexMap<String, Media> {
    let types: IndexSet<&String> = bodies.iter().flat_map(|(_, content)| content.keys()).collect();
    let mut merged = IndexMap::new();
    for media_type in types {
        let media: Vec<(&Described, &Media)> =
            bodies.iter().filter_map(|(page, content)| Some((*page, content.get(media_type)?))).collect();
        let mut variants = Vec::new();
        for (page, media) in &media {
            let (title, owner) = (page.title(), &page.owner);
            let variant = |schema: &Schema| Variant { title, owner, page: page.page, schema: schema.clone() };
            variants.extend(media.schema.as_ref().map(variant));
        }
        let schema = choice::of(variants, role, pool);
        merged.insert(media_type.clone(), Media { schema, examples: examples(&media) });
    }
    merged
}

fn examples(media: &[(&Described, &Media)]) -> IndexMap<String, serde_json::Value> {
    let mut examples = IndexMap::new();
    for (page, media) in media {
        let title = ComponentId::from_text(page.title());
        for value in media.examples.values() {
            let names = std::iter::once(title.clone()).chain((2..).map(|number| title.numbered(number)));
            let free = names.map(|name| name.to_string()).find(|name| !examples.contains_key(name));
            examples.insert(free.unwrap_or_default(), value.clone());
        }
    }
    examples
}
