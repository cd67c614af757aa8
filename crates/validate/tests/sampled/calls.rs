//! Mutations of what stands around the bodies, and of bodies as a whole.

use crate::{
    dice::Dice,
    planted::{Case, Planted, described},
    sites, values, wire,
};
use driftline_contract::{Location, Method, Parameter, Type};
use driftline_finding::Pointer;
use driftline_sample::{Checker, SampledParameter};
use serde_json::{Value, json};
use std::sync::Arc;

/// A mutation: `None` where the exchange leaves no room for it.
pub(crate) type Mutation = fn(&Case<'_>, &mut Dice) -> Option<Planted>;

/// The mutations, by name.
pub(crate) const MUTATIONS: &[(&str, Mutation)] = &[
    ("an unknown path", unknown_path),
    ("an unknown method", unknown_method),
    ("an unknown status", unknown_status),
    ("another media type", other_media_type),
    ("a missing body", missing_body),
    ("a missing request body", missing_request_body),
    ("an unexpected body", unexpected_body),
    ("a body that is not JSON", not_json),
    ("a missing parameter", missing_parameter),
    ("an undocumented parameter", undocumented_parameter),
    ("a parameter of another type", mistyped_parameter),
    ("a parameter with a wrong value", wrong_parameter),
    ("a parameter beyond its format", overflowing_parameter),
    ("a parameter without its mark", unmarked_parameter),
    ("an undocumented member of a parameter", undocumented_member),
    ("an undocumented header", undocumented_header),
    ("a missing header", missing_header),
    ("a header of another type", mistyped_header),
    ("a header with a wrong value", wrong_header),
];

fn unknown_path(case: &Case<'_>, dice: &mut Dice) -> Option<Planted> {
    // Longer than every template, so that no variable can stand for it; begun by no literal segment, so that it is not
    // taken for what stands behind the prefix of a gateway.
    let longest = case.contract.operations().map(|operation| operation.path.split('/').count()).max()?;
    let path = format!("/nowhere{}", dice.below(100)).repeat(longest + 3);
    let mut record = wire::record(case.exchange);
    record["request"]["url"] = json!(format!("https://host.example.com{path}"));
    Some(Planted::new(record, "undocumented-operation"))
}

fn unknown_method(case: &Case<'_>, dice: &mut Dice) -> Option<Planted> {
    let method = dice.pick(&[Method::Trace, Method::Options, Method::Patch])?;
    if case.contract.operations().any(|operation| operation.method == *method) {
        return None;
    }
    let mut record = wire::record(case.exchange);
    record["request"]["method"] = json!(method.as_str());
    Some(Planted::new(record, "undocumented-operation"))
}

fn unknown_status(case: &Case<'_>, dice: &mut Dice) -> Option<Planted> {
    let status = *dice.pick(&[203_u16, 207, 302, 418, 451, 507, 599])?;
    if case.operation.response_for(status).is_some() || case.operation.responses.is_empty() {
        return None;
    }
    let mut record = wire::record(case.exchange);
    record["response"]["status"] = json!(status);
    let field = Some(Pointer::ROOT.key(&status.to_string()));
    Some(Planted { field, ..Planted::new(record, "undocumented-status") })
}

fn other_media_type(case: &Case<'_>, dice: &mut Dice) -> Option<Planted> {
    let is_request = dice.below(2) == 0 && !case.is_refused();
    let (half, content) = if is_request {
        case.exchange.request.as_ref()?;
        ("request", &case.operation.request.as_ref()?.content)
    } else {
        case.exchange.response.as_ref()?;
        ("response", &case.operation.response_for(case.exchange.status)?.1.content)
    };
    let other = *dice.pick(&["text/html", "application/x-tree", "image/png"])?;
    if described(content, other).is_some() || content.keys().any(|name| name.contains('*')) {
        return None;
    }
    let mut record = wire::record(case.exchange);
    set_header(&mut record[half], "content-type", Some(other));
    Some(Planted::new(record, "undocumented-media-type").at(Pointer::ROOT))
}

fn missing_body(case: &Case<'_>, _: &mut Dice) -> Option<Planted> {
    case.exchange.response.as_ref()?;
    let (_, response) = case.operation.response_for(case.exchange.status)?;
    if response.content.values().all(|media| media.schema.is_none()) || response.body_optional {
        return None;
    }
    let mut record = wire::record(case.exchange);
    record["response"].as_object_mut()?.shift_remove("body");
    Some(Planted::new(record, "body-missing"))
}

fn missing_request_body(case: &Case<'_>, _: &mut Dice) -> Option<Planted> {
    let is_required = case.operation.request.as_ref()?.required;
    case.exchange.request.as_ref().filter(|_| is_required && !case.is_refused())?;
    let mut record = wire::record(case.exchange);
    record["request"].as_object_mut()?.shift_remove("body");
    Some(Planted::new(record, "missing-request-body"))
}

fn unexpected_body(case: &Case<'_>, dice: &mut Dice) -> Option<Planted> {
    let body = dice.pick(&[json!({"a": 1}), json!([1]), json!("text")])?.clone();
    let half = if dice.below(2) == 0 {
        let (_, response) = case.operation.response_for(case.exchange.status)?;
        (response.content.is_empty() && case.exchange.status < 400).then_some("response")?
    } else {
        (case.operation.request.is_none() && !case.is_refused()).then_some("request")?
    };
    let mut record = wire::record(case.exchange);
    record[half]["body"] = body;
    Some(Planted::new(record, "body-unexpected"))
}

fn not_json(case: &Case<'_>, dice: &mut Dice) -> Option<Planted> {
    let is_request = dice.below(2) == 0 && !case.is_refused();
    let (half, body, content) = if is_request {
        ("request", case.exchange.request.as_ref()?, &case.operation.request.as_ref()?.content)
    } else {
        let (_, response) = case.operation.response_for(case.exchange.status)?;
        ("response", case.exchange.response.as_ref()?, &response.content)
    };
    let schema = described(content, &body.media_type)?.schema.as_ref()?;
    let text = *dice.pick(&["<html>busy</html>", "{\"a\": 1", "busy", "{'a': 1}"])?;
    // A text where a text is expected is one, if without quotes.
    let is_text = Checker::new(case.contract, schema).ok()?.breaches(&json!(text)).is_empty();
    if is_text || !body.media_type.contains("json") {
        return None;
    }
    let mut record = wire::record(case.exchange);
    record[half]["body"] = json!(text);
    Some(Planted::new(record, "body-not-json").at(Pointer::ROOT))
}

/// The parameters that are judged: not those that carry the key of a security scheme, nor those that share a segment of
/// the path with another one.
fn judged(case: &Case<'_>) -> Vec<usize> {
    let keys = case.contract.security_schemes().filter_map(|(_, scheme)| scheme.members.get("name"));
    let keys: Vec<&str> = keys.filter_map(Value::as_str).collect();
    let is_judged = |sent: &SampledParameter| {
        let parameter = &sent.parameter;
        let variable = format!("{{{}}}", parameter.name);
        let is_alone = || case.exchange.path.split('/').any(|segment| segment == variable);
        let is_key = keys.iter().any(|key| key.eq_ignore_ascii_case(&parameter.name));
        !is_key && (parameter.location != Location::Path || is_alone())
    };
    let sent = case.exchange.parameters.iter().enumerate();
    sent.filter(|(_, sent)| is_judged(sent)).map(|(index, _)| index).collect()
}

fn missing_parameter(case: &Case<'_>, dice: &mut Dice) -> Option<Planted> {
    let index = *dice.pick(&judged(case)).filter(|_| !case.is_refused())?;
    let parameter = &case.exchange.parameters[index].parameter;
    let is_selector = case.operation.selectors().any(|name| name == parameter.name);
    if !parameter.required || parameter.location == Location::Path || is_selector {
        return None;
    }
    let mut exchange = case.exchange.clone();
    exchange.parameters.remove(index);
    let planted = Planted::new(wire::record(&exchange), "missing-parameter");
    Some(planted.of(parameter.location.as_str(), &parameter.name))
}

fn undocumented_parameter(case: &Case<'_>, dice: &mut Dice) -> Option<Planted> {
    let name = format!("zz{}", dice.below(1000));
    let mut record = wire::record(case.exchange);
    let url = record["request"]["url"].as_str()?.to_owned();
    let between = if url.contains('?') { '&' } else { '?' };
    record["request"]["url"] = json!(format!("{url}{between}{name}=1"));
    (!case.is_refused()).then(|| Planted::new(record, "undocumented-parameter").of("query", &name))
}

fn mistyped_parameter(case: &Case<'_>, dice: &mut Dice) -> Option<Planted> {
    let index = *dice.pick(&judged(case)).filter(|_| !case.is_refused())?;
    let sent = &case.exchange.parameters[index];
    let sites = sites::sites(case.contract, &sent.parameter.schema, &sent.value);
    let site = dice.pick(&sites)?;
    let types = site.types();
    let is_plain = |kind: &Type| matches!(kind, Type::Boolean | Type::Integer | Type::Number);
    if !site.choices.is_empty() || types.is_empty() || !types.iter().all(is_plain) {
        return None;
    }
    let mut value = sent.value.clone();
    *value.pointer_mut(site.instance.as_str())? = json!(*dice.pick(&["few", "0x1f", "yes"])?);
    with_value(case, index, value, "parameter-type-mismatch")
}

/// Kinds of wrong values that a text can hold.
const WRONG: [&str; 7] = [
    "an unknown word",
    "a word in other case",
    "a number out of range",
    "a text of wrong length",
    "a text against its pattern",
    "a text against its format",
    "a list of wrong size",
];

fn wrong_parameter(case: &Case<'_>, dice: &mut Dice) -> Option<Planted> {
    let index = *dice.pick(&judged(case)).filter(|_| !case.is_refused())?;
    let sent = &case.exchange.parameters[index];
    let sites = sites::sites(case.contract, &sent.parameter.schema, &sent.value);
    let site = dice.pick(&sites)?;
    let ways: Vec<_> = values::BREAKERS.iter().filter(|(name, _)| WRONG.contains(name)).collect();
    let change = (0..8).find_map(|_| dice.pick(&ways)?.1(site, sent.value.pointer(site.instance.as_str())?, dice))?;
    let mut value = sent.value.clone();
    *value.pointer_mut(site.instance.as_str())? = change.value;
    let breaches = Checker::new(case.contract, &sent.parameter.schema).ok()?.breaches(&value);
    let is_sole = breaches.len() == 1 && change.keywords.contains(&breaches[0].keyword);
    is_sole.then(|| with_value(case, index, value, change.rule))?
}

fn overflowing_parameter(case: &Case<'_>, dice: &mut Dice) -> Option<Planted> {
    let index = *dice.pick(&judged(case)).filter(|_| !case.is_refused())?;
    let sent = &case.exchange.parameters[index];
    let sites = sites::sites(case.contract, &sent.parameter.schema, &sent.value);
    let site = dice.pick(&sites)?;
    let (_, breaker) = values::BREAKERS.iter().find(|(name, _)| *name == "an integer without room")?;
    let change = breaker(site, sent.value.pointer(site.instance.as_str())?, dice)?;
    let mut value = sent.value.clone();
    *value.pointer_mut(site.instance.as_str())? = change.value;
    let breaches = Checker::new(case.contract, &sent.parameter.schema).ok()?.breaches(&value);
    breaches.is_empty().then(|| with_value(case, index, value, change.rule))?
}

fn unmarked_parameter(case: &Case<'_>, dice: &mut Dice) -> Option<Planted> {
    let index = *dice.pick(&judged(case)).filter(|_| !case.is_refused())?;
    let parameter = Parameter::clone(&case.exchange.parameters[index].parameter);
    let is_marked = matches!(parameter.style.as_deref(), Some("label" | "matrix"));
    let simple = Parameter { style: None, explode: None, ..parameter };
    let mut exchange = case.exchange.clone();
    exchange.parameters[index].parameter = Arc::new(simple.clone());
    exchange.parameters[index].texts().filter(|texts| is_marked && !texts[0].1.starts_with(['.', ';']))?;
    let planted = Planted::new(wire::record(&exchange), "parameter-type-mismatch");
    Some(planted.of(simple.location.as_str(), &simple.name))
}

/// Only where the style names the members: otherwise one is a parameter of its own.
fn undocumented_member(case: &Case<'_>, dice: &mut Dice) -> Option<Planted> {
    let index = *dice.pick(&judged(case)).filter(|_| !case.is_refused())?;
    let parameter = &case.exchange.parameters[index].parameter;
    let schema = &parameter.schema;
    let is_named = matches!(parameter.style.as_deref(), Some("label" | "matrix" | "deepObject"));
    let is_open = schema.properties.is_empty() || schema.additional_properties.is_some();
    let mut value = case.exchange.parameters[index].value.clone();
    let name = format!("zz{}", dice.below(1000));
    value.as_object_mut().filter(|_| is_named && !is_open)?.insert(name.clone(), json!("x"));
    let mut planted = with_value(case, index, value, "undocumented-property")?;
    planted.field = planted.field.map(|field| field.key(&name));
    Some(planted)
}

/// The exchange with another value of a parameter, if its style can say it.
fn with_value(case: &Case<'_>, index: usize, value: Value, rule: &'static str) -> Option<Planted> {
    let mut exchange = case.exchange.clone();
    let sent = exchange.parameters.get_mut(index)?;
    sent.value = value;
    sent.texts()?;
    let parameter = Arc::clone(&sent.parameter);
    Some(Planted::new(wire::record(&exchange), rule).of(parameter.location.as_str(), &parameter.name))
}

fn undocumented_header(case: &Case<'_>, dice: &mut Dice) -> Option<Planted> {
    let name = format!("X-Colour-{}", dice.below(1000));
    let mut record = wire::record(case.exchange);
    set_header(&mut record["request"], &name, Some("red"));
    (!case.is_refused()).then(|| Planted::new(record, "undocumented-header").of("header", &name.to_lowercase()))
}

fn missing_header(case: &Case<'_>, dice: &mut Dice) -> Option<Planted> {
    let (_, response) = case.operation.response_for(case.exchange.status)?;
    let required: Vec<&String> =
        response.headers.iter().filter(|(_, header)| header.required).map(|(name, _)| name).collect();
    let name = *dice.pick(&required)?;
    let mut record = wire::record(case.exchange);
    set_header(&mut record["response"], name, None);
    Some(Planted::new(record, "missing-header").of("header", name))
}

fn mistyped_header(case: &Case<'_>, dice: &mut Dice) -> Option<Planted> {
    let (name, _) = dice.pick(&case.exchange.response_headers)?;
    let (_, response) = case.operation.response_for(case.exchange.status)?;
    let is_number = matches!(response.headers.get(name)?.schema.types.as_slice(), [Type::Integer | Type::Number]);
    let mut record = wire::record(case.exchange);
    set_header(&mut record["response"], name, Some(dice.pick(&["few", "0x1f", ""])?));
    is_number.then(|| Planted::new(record, "header-type-mismatch").of("header", name))
}

fn wrong_header(case: &Case<'_>, dice: &mut Dice) -> Option<Planted> {
    let (name, text) = dice.pick(&case.exchange.response_headers)?;
    let (_, response) = case.operation.response_for(case.exchange.status)?;
    let schema = &response.headers.get(name)?.schema;
    // Numbers and texts read back as they are; lists would need the style.
    let value = match schema.types.as_slice() {
        [Type::Integer | Type::Number] => serde_json::from_str(text).ok()?,
        [Type::String] => json!(text),
        _ => return None,
    };
    let sites = sites::sites(case.contract, schema, &value);
    let ways: Vec<_> = values::BREAKERS.iter().filter(|(name, _)| WRONG.contains(name)).collect();
    let change = dice.pick(&ways)?.1(sites.first()?, &value, dice)?;
    let breaches = Checker::new(case.contract, schema).ok()?.breaches(&change.value);
    let is_sole = breaches.len() == 1 && change.keywords.contains(&breaches[0].keyword);
    let parameter = Arc::new(Parameter::new(name.clone(), Location::Header, schema.clone()));
    let texts = SampledParameter { parameter, value: change.value }.texts().filter(|_| is_sole)?;
    let mut record = wire::record(case.exchange);
    set_header(&mut record["response"], name, Some(&texts[0].1));
    Some(Planted::new(record, change.rule).of("header", name))
}

/// Replaces a header of a half, or takes it away.
fn set_header(half: &mut Value, name: &str, value: Option<&str>) {
    let Some(headers) = half["headers"].as_array_mut() else { return };
    headers.retain(|header| !header[0].as_str().is_some_and(|known| known.eq_ignore_ascii_case(name)));
    headers.extend(value.map(|value| json!([name, value])));
}
