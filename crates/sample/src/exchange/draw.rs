//! Strategies for the parts of an exchange.

use super::{SampledBody, SampledContent, SampledExchange, SampledParameter, send};
use crate::{Options, Unsupported, draw::any_json, sieve::sieve};
use driftline_contract::{Contract, Header, Location, Media, Method, Operation, Parameter, Response, Schema, Status};
use driftline_finding::Pointer;
use indexmap::IndexMap;
use proptest::{
    option::weighted,
    prop_oneof,
    sample::select,
    strategy::{BoxedStrategy, Just, Strategy, Union},
};
use std::{collections::BTreeSet, sync::Arc};

/// How often what is optional is there.
const PRESENCE: f64 = 0.6;

/// What the server sends: status, headers, body.
type Answer = (u16, Fields, Option<SampledBody>);

/// Headers, by name.
type Fields = Vec<(String, String)>;

pub(super) fn exchanges(
    contract: &Contract,
    operation: &Operation,
) -> Result<BoxedStrategy<SampledExchange>, Unsupported> {
    let method = operation.method;
    let parts = (
        paths(contract, operation),
        parameters(contract, operation)?,
        request(contract, operation)?,
        answers(contract, operation)?,
    );
    let whole =
        move |(path, parameters, request, (status, response_headers, response)): (String, Vec<_>, _, Answer)| {
            let parameters = parameters.into_iter().flatten().collect();
            SampledExchange { method, path, parameters, request, status, response_headers, response }
        };
    Ok(parts.prop_map(whole).boxed())
}

/// The path template without what stands behind it, also below the base paths of the servers.
fn paths(contract: &Contract, operation: &Operation) -> BoxedStrategy<String> {
    let template = operation.path.split(['?', '#']).next().unwrap_or_default();
    let mut paths = vec![template.to_owned()];
    for server in contract.servers() {
        let behind_scheme = server.url.split_once("://").map_or(server.url.as_str(), |(_, rest)| rest);
        let base = behind_scheme.split_once('/').map_or("", |(_, base)| base).trim_end_matches('/');
        // A variable in the base would need a value of its own.
        if !base.is_empty() && !base.contains('{') {
            paths.push(format!("/{base}{template}"));
        }
    }
    select(paths).boxed()
}

/// The parameters that a caller sends, in order.
fn parameters(
    contract: &Contract,
    operation: &Operation,
) -> Result<Vec<BoxedStrategy<Option<SampledParameter>>>, Unsupported> {
    let (own, others) = selectors(contract, operation);
    let taken = Arc::new(literals(contract));
    let variables: BTreeSet<&str> = operation.path_variables().collect();
    let is_sent = |parameter: &&Parameter| {
        let named = parameter.name.as_str();
        match parameter.location {
            Location::Path => variables.contains(named),
            Location::Query => own.contains(named) || !others.contains(named),
            Location::Header => !["accept", "content-type", "authorization"].contains(&named.to_lowercase().as_str()),
            Location::Cookie => true,
        }
    };
    let mut drawn = Vec::new();
    for parameter in operation.parameters.iter().filter(is_sent) {
        let is_needed = parameter.required || own.contains(parameter.name.as_str());
        match self::parameter(contract, parameter, &taken) {
            Ok(values) if is_needed => drawn.push(values.prop_map(Some).boxed()),
            Ok(values) => drawn.push(weighted(PRESENCE, values).boxed()),
            Err(unsupported) if is_needed => return Err(unsupported),
            Err(_) => {}
        }
    }
    Ok(drawn)
}

/// Values of a parameter that its style can say. In the path none is a literal segment, as another operation may have
/// at that place.
fn parameter(
    contract: &Contract,
    parameter: &Parameter,
    taken: &Arc<BTreeSet<String>>,
) -> Result<BoxedStrategy<SampledParameter>, Unsupported> {
    let values = Options::default().conforming(contract, &parameter.schema)?;
    let (parameter, taken) = (Arc::new(parameter.clone()), Arc::clone(taken));
    let keep = move |value| {
        let sent = SampledParameter { parameter: Arc::clone(&parameter), value };
        let texts = sent.texts()?;
        let is_free = sent.parameter.location != Location::Path || texts.iter().all(|(_, text)| !taken.contains(text));
        is_free.then_some(sent)
    };
    sieve(&values, keep).ok_or_else(|| Unsupported::unsatisfiable(&Pointer::ROOT, "style"))
}

/// The selectors of an operation, and those by which a request would be for another one of the same path.
fn selectors<'c>(contract: &'c Contract, operation: &'c Operation) -> (BTreeSet<&'c str>, BTreeSet<&'c str>) {
    let is_rival = |other: &&Operation| other.method == operation.method && form(&other.path) == form(&operation.path);
    let others = contract.operations().filter(is_rival).flat_map(Operation::selectors).collect();
    (operation.selectors().collect(), others)
}

/// A path template without the names of its variables and what stands behind it.
fn form(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let named = path.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    named.collect::<Vec<_>>().join("{")
}

/// The literal segments of all paths.
fn literals(contract: &Contract) -> BTreeSet<String> {
    let segments = contract.operations().flat_map(|operation| operation.path.split(['/', '?', '#']));
    segments.filter(|segment| !segment.contains('{')).map(str::to_owned).collect()
}

fn request(contract: &Contract, operation: &Operation) -> Result<BoxedStrategy<Option<SampledBody>>, Unsupported> {
    let Some(described) = &operation.request else { return Ok(Just(None).boxed()) };
    match bodies(contract, &described.content) {
        Ok(Some(bodies)) if described.required => Ok(bodies.prop_map(Some).boxed()),
        Ok(Some(bodies)) => Ok(weighted(PRESENCE, bodies).boxed()),
        Err(unsupported) if described.required => Err(unsupported),
        Ok(None) | Err(_) => Ok(Just(None).boxed()),
    }
}

/// What the server answers; a response of which nothing can be drawn is left out, unless it is the only one.
fn answers(contract: &Contract, operation: &Operation) -> Result<BoxedStrategy<Answer>, Unsupported> {
    if operation.responses.is_empty() {
        return Ok(Just((200, Vec::new(), None)).boxed());
    }
    let mut drawn = Vec::new();
    let mut failure = Unsupported::unsatisfiable(&Pointer::ROOT, "responses");
    for (status, response) in &operation.responses {
        for (codes, has_body) in codes(operation, *status) {
            match answer(contract, response, codes, has_body) {
                Ok(answers) => drawn.push(answers),
                Err(unsupported) => failure = unsupported,
            }
        }
    }
    if drawn.is_empty() { Err(failure) } else { Ok(Union::new(drawn).boxed()) }
}

/// Statuses that a described one stands for: those of which the answer has a body, and those that never have one.
fn codes(operation: &Operation, status: Status) -> Vec<(Vec<u16>, bool)> {
    let wanted: Vec<u16> = match status {
        Status::Exact(code) => vec![code],
        Status::Range(digit) => (0..100).map(|last| u16::from(digit) * 100 + last).collect(),
        Status::Default => vec![200, 202, 204, 400, 404, 429, 500, 503],
    };
    let is_its_own = |code: &u16| operation.response_for(*code).is_some_and(|(stated, _)| stated == status);
    let has_body = |code: &u16| operation.method != Method::Head && !matches!(code, 100..=199 | 204 | 205 | 304);
    let (with, without): (Vec<u16>, Vec<u16>) = wanted.into_iter().filter(is_its_own).partition(has_body);
    [(with, true), (without, false)].into_iter().filter(|(codes, _)| !codes.is_empty()).collect()
}

fn answer(
    contract: &Contract,
    response: &Response,
    codes: Vec<u16>,
    has_body: bool,
) -> Result<BoxedStrategy<Answer>, Unsupported> {
    let headers = headers(contract, &response.headers)?;
    let bodies = if has_body { bodies(contract, &response.content)? } else { None };
    let bodies = bodies.map_or_else(|| Just(None).boxed(), |bodies| bodies.prop_map(Some).boxed());
    Ok((select(codes), headers, bodies).boxed())
}

/// The headers of a response, which travel as parameters in headers do.
fn headers(contract: &Contract, described: &IndexMap<String, Header>) -> Result<BoxedStrategy<Fields>, Unsupported> {
    let mut drawn: Vec<BoxedStrategy<Option<(String, String)>>> = Vec::new();
    for (name, header) in described.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("content-type")) {
        let parameter = Parameter::new(name.clone(), Location::Header, header.schema.clone());
        let values = Options::default().conforming(contract, &header.schema);
        let say = move |value| send::texts(&parameter, &value)?.pop();
        let texts = values.ok().and_then(|values| sieve(&values, say));
        match texts {
            Some(texts) if header.required => drawn.push(texts.prop_map(Some).boxed()),
            Some(texts) => drawn.push(weighted(PRESENCE, texts).boxed()),
            None if header.required => return Err(Unsupported::unsatisfiable(&Pointer::ROOT.key(name), "style")),
            None => {}
        }
    }
    Ok(drawn.prop_map(|fields| fields.into_iter().flatten().collect()).boxed())
}

/// Bodies of every described media type; `None` where none is described.
fn bodies(
    contract: &Contract,
    content: &IndexMap<String, Media>,
) -> Result<Option<BoxedStrategy<SampledBody>>, Unsupported> {
    let mut drawn = Vec::new();
    let mut failure = None;
    for (name, media) in content {
        match body(contract, name, media.schema.as_ref()) {
            Ok(bodies) => drawn.push(bodies),
            Err(unsupported) => failure = Some(unsupported),
        }
    }
    match failure {
        Some(failure) if drawn.is_empty() => Err(failure),
        _ => Ok((!drawn.is_empty()).then(|| Union::new(drawn).boxed())),
    }
}

fn body(contract: &Contract, name: &str, schema: Option<&Schema>) -> Result<BoxedStrategy<SampledBody>, Unsupported> {
    let essence = name.split(';').next().unwrap_or(name).trim().to_ascii_lowercase();
    // Of a range, the type that most APIs speak.
    let essence =
        if ["*/*", "application/*"].contains(&essence.as_str()) { "application/json".to_owned() } else { essence };
    let is_json = matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json");
    if !is_json {
        let content = SampledContent::Text("text".to_owned());
        return Ok(Just(SampledBody { media_type: name.replace('*', "plain"), content }).boxed());
    }
    let values = schema.map_or_else(|| Ok(any_json()), |schema| Options::default().conforming(contract, schema))?;
    let names = prop_oneof![3 => Just(essence.clone()), 1 => Just(format!("{essence}; charset=utf-8"))];
    let whole = |(media_type, value)| SampledBody { media_type, content: SampledContent::Json(value) };
    Ok((names, values).prop_map(whole).boxed())
}
