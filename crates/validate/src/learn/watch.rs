//! One half of an exchange, and what it shows against the contract.

use super::{
    errors,
    observed::{Change, Evidence, HalfKey, Observed},
    profile::{Profile, is_secret},
};
use crate::{
    CompileError,
    compile::Compiled,
    half::Half,
    judge::Part,
    media::{self, Choice},
    parameters::Met,
};
use driftline_capture::{BodyView, HeadersView, Side, TargetView};
use driftline_contract::{Contract, Location, Media, Status};
use driftline_finding::{Place, Pointer, Redactor};
use indexmap::IndexMap;
use jsonschema::json::SerdeJson;
use serde_json::Value;
use std::{borrow::Cow, collections::BTreeMap};

/// Gathers what one half shows.
pub(super) struct Watch<'w> {
    pub(super) half: Half<'w, 'w, 'w, SerdeJson>,
    pub(super) redactor: &'w Redactor,
    pub(super) facts: BTreeMap<(Pointer, Change), Evidence>,
}

impl Watch<'_> {
    /// Gathers what the half shows, and counts it.
    pub(super) fn gather(mut self, observed: &mut Observed) -> Result<(), CompileError> {
        match self.half.side {
            Side::Request => self.request()?,
            Side::Response => self.response()?,
        }
        let key = self.key();
        for (at, first) in self.undocumented() {
            self.facts.insert((at, Change::Properties), Evidence::at(first));
        }
        for (change, mut evidence) in self.facts {
            evidence.seen.insert(key.clone(), 1);
            observed.add(change, evidence);
        }
        Ok(())
    }

    /// The schemas that lack properties, each with the place of the first by name.
    fn undocumented(&self) -> BTreeMap<Pointer, Place> {
        let properties = self.facts.iter().rev().filter(|((_, change), _)| matches!(change, Change::Property(_)));
        properties.map(|((at, _), evidence)| (at.clone(), evidence.first.clone())).collect()
    }

    pub(super) fn key(&self) -> HalfKey {
        let half = if self.half.side == Side::Request { "requests" } else { "responses" };
        HalfKey { operation: self.half.operation.id.clone(), half }
    }

    fn request(&mut self) -> Result<(), CompileError> {
        if self.half.exchange.status().is_some_and(|status| (400..500).contains(&status)) {
            return Ok(());
        }
        self.parameters()?;
        let operation = Contract::operation_pointer(self.half.operation);
        let message = &self.half.exchange.request;
        match &self.half.operation.request {
            Some(described) if message.body.is_empty() => {
                if described.required && matches!(self.half.exchange.target, TargetView::Call { .. }) {
                    let change = Change::NotRequired("body".to_owned());
                    self.see(&operation.key("requestBody"), change, self.record());
                }
            }
            None if message.body.is_empty() => {}
            None => self.undescribed(&operation, &message.headers, Change::Request),
            Some(described) => {
                self.body(&described.content, None, &operation.key("requestBody"), &message.headers)?;
            }
        }
        Ok(())
    }

    fn response(&mut self) -> Result<(), CompileError> {
        let Some((code, response)) = &self.half.exchange.response else { return Ok(()) };
        let code = *code;
        if self.half.operation.responses.is_empty() {
            return Ok(());
        }
        let responses = Contract::operation_pointer(self.half.operation).key("responses");
        let Some((status, described)) = self.half.operation.response_for(code) else {
            if response.body.is_empty() {
                self.see(&responses, Change::Status(code, None), self.record());
            } else {
                self.undescribed(&responses, &response.headers, |media| Change::Status(code, Some(media)));
            }
            return Ok(());
        };
        let at = responses.key(&status.to_string());
        if response.headers.are_complete() {
            for (name, _) in described.headers.iter().filter(|(_, header)| header.required) {
                if response.headers.get(name).is_none() {
                    let change = Change::NotRequired(format!("header `{name}`"));
                    self.see(&at.key("headers").key(name), change, self.record());
                }
            }
        }
        for met in self.half.met_headers(status) {
            let compiled = self.half.compiled_header(status, &met)?;
            self.value(compiled, &met.value, Some(&met.parameter.name));
        }
        if response.body.is_empty() {
            return Ok(());
        }
        if described.content.is_empty() && code < 400 {
            self.undescribed(&at, &response.headers, Change::Body);
            return Ok(());
        }
        self.body(&described.content, Some(status), &at, &response.headers)
    }

    fn body(
        &mut self,
        content: &IndexMap<String, Media>,
        status: Option<Status>,
        at: &Pointer,
        headers: &HeadersView<'_>,
    ) -> Result<(), CompileError> {
        if content.is_empty() {
            return Ok(());
        }
        let at = at.key("content");
        match media::choose(content, headers.media_type().as_deref()) {
            Choice::Described { json: true, index, name, media: Media { schema: Some(schema), .. } } => {
                let part = status.map_or(Part::Request(index), |status| Part::Response(status, index));
                let pointer = || at.key(name).key("schema");
                let compiled = self.half.judge.compiled(&self.half.matched, self.half.cell(part)?, schema, pointer)?;
                let message = self.half.exchange.message(self.half.side);
                if let Some(value) = message.and_then(|message| json(&message.body, Some(compiled))) {
                    self.value(compiled, &value, None);
                }
            }
            Choice::Undocumented => self.undescribed(&at, headers, Change::Media),
            Choice::Described { .. } | Choice::Unknown => {}
        }
        Ok(())
    }

    /// A body that nothing describes. A media type that is a secret is none.
    fn undescribed(&mut self, at: &Pointer, headers: &HeadersView<'_>, change: impl FnOnce(String) -> Change) {
        let message = self.half.exchange.message(self.half.side);
        let value = message.and_then(|message| json(&message.body, None));
        let usual = if value.is_some() { "application/json" } else { "application/octet-stream" };
        let media = headers.media_type().map_or_else(|| usual.to_owned(), Cow::into_owned);
        if is_secret(&media, self.redactor) {
            return;
        }
        let place = self.half.exchange.value_place(self.half.side, &Pointer::ROOT);
        let is_json = media::is_json(&media);
        let mut evidence = Evidence::at(place);
        if let Some(value) = value.filter(|_| is_json) {
            evidence.profile = Profile::of(&value, self.redactor);
        }
        self.add(at, change(media), evidence);
    }

    fn parameters(&mut self) -> Result<(), CompileError> {
        for (index, met) in self.half.met_parameters() {
            let parameter = &self.half.operation.parameters[index];
            let at = self.half.parameter_pointer(index);
            let value = match met {
                Met::Value(value) => value,
                Met::Missing => {
                    let change = Change::NotRequired(format!("parameter `{}`", parameter.name));
                    self.see(&at, change, self.record());
                    continue;
                }
                Met::Unmarked { .. } => {
                    self.see(&at, Change::Without("style".to_owned()), self.record());
                    continue;
                }
            };
            let cell = self.half.cell(Part::Parameter(index))?;
            let pointer = || at.key("schema");
            let compiled = self.half.judge.compiled(&self.half.matched, cell, &parameter.schema, pointer)?;
            self.value(compiled, &value, Some(&parameter.name));
        }
        let operation = Contract::operation_pointer(self.half.operation);
        for (location, name, texts) in self.half.undocumented_texts() {
            if is_secret(&name, self.redactor) {
                continue;
            }
            let part = if location == Location::Query { "url" } else { "headers" };
            let mut evidence = Evidence::at(self.half.part_place(part));
            evidence.profile = Profile::of(&meant(&texts), self.redactor);
            // Header names have no case.
            let name = if location == Location::Header { name.to_ascii_lowercase() } else { name };
            self.add(&operation, Change::Parameter(location.as_str(), name), evidence);
        }
        Ok(())
    }

    /// A value that is described. Of a parameter or a header, `name` is its name.
    fn value(&mut self, compiled: &Compiled<SerdeJson>, value: &Value, name: Option<&str>) {
        let mut places = if name.is_none() { self.half.exchange.places(self.half.side) } else { None };
        for wanted in errors::all(compiled, value) {
            let errors::Wanted { schema, change, instance, value, measure } = wanted;
            let place = match (&change, &mut places) {
                (Change::Property(_), Some(places)) => places.name(&instance),
                (_, Some(places)) => places.value(&instance),
                (_, None) => self.record(),
            };
            let secret_name = instance.segments().chain(name.map(Cow::Borrowed));
            let below_secret = secret_name.into_iter().any(|name| self.redactor.is_secret_name(&name));
            let mut evidence = Evidence::at(place);
            evidence.profile = Profile::of(&value, self.redactor);
            match &change {
                Change::Values if !value.is_null() && (below_secret || self.redactor.json(&value) != value) => {
                    evidence.secret = true;
                }
                Change::Values => drop(evidence.values.insert(value.to_string(), value)),
                // The size of a secret number would tell it.
                Change::Bound(_) if below_secret && value.is_number() => evidence.secret = true,
                Change::Bound(_) | Change::Overflow => measure.into_iter().for_each(|measure| evidence.widen(measure)),
                _ => {}
            }
            let change = match change {
                Change::Property(name) if is_secret(&name, self.redactor) => Change::Keys,
                other => other,
            };
            self.add(&schema, change, evidence);
        }
    }

    fn see(&mut self, at: &Pointer, change: Change, place: Place) {
        self.add(at, change, Evidence::at(place));
    }

    /// `at` is a pointer into the contract as it is written.
    fn add(&mut self, at: &Pointer, change: Change, evidence: Evidence) {
        let key = (self.half.contract.overlaid_pointer(at), change);
        match self.facts.get_mut(&key) {
            Some(known) => known.merge(evidence),
            None => drop(self.facts.insert(key, evidence)),
        }
    }

    fn record(&self) -> Place {
        self.half.exchange.record.place()
    }
}

/// The JSON value of a body. A text may be a JSON string that a capture holds bare, if the schema takes one.
fn json(body: &BodyView<'_, &Value>, compiled: Option<&Compiled<SerdeJson>>) -> Option<Value> {
    match body {
        BodyView::Json(value, _) => Some((*value).clone()),
        BodyView::Text(text, _) => {
            let takes = |value: &Value| compiled.is_none_or(|compiled| compiled.validator.is_valid(value));
            let parsed = serde_json::from_str::<Value>(text).ok();
            let string = Value::from(*text);
            let is_bare = compiled.is_some() && !parsed.as_ref().is_some_and(takes) && takes(&string);
            if is_bare { Some(string) } else { parsed }
        }
        BodyView::Absent | BodyView::Binary(_) | BodyView::Unavailable(_) => None,
    }
}

/// The value that texts under one name are most likely meant for.
fn meant(texts: &[String]) -> Value {
    let one = |text: &String| {
        let parsed = serde_json::from_str::<Value>(text).ok();
        parsed.filter(|value| value.is_i64() || value.is_boolean()).unwrap_or_else(|| text.as_str().into())
    };
    match texts {
        [only] => one(only),
        several => several.iter().map(one).collect(),
    }
}
