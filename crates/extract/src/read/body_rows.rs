//! The members of a body in a table beside the URI, where the request section has no table of its own.

use super::{
    PageReader,
    draft::{Draft, JSON},
    examples::{Example, ExampleSide},
    shown::{members, singles},
    uri::Call,
};
use crate::rules;
use driftline_contract::{Location, Method, Parameter, Schema, Type};
use driftline_finding::Provenance;
use serde_json::Value;
use std::collections::BTreeMap;

impl PageReader<'_> {
    /// Makes a body of the rows beside the URI that are neither variables of the path nor in the query that the URI
    /// shows, if no table describes the body and its examples hold nothing that those rows do not name.
    pub(super) fn take_body_from_uri(&mut self, calls: &[Call], draft: &mut Draft, examples: &[Example<'_>]) {
        let carry_bodies = calls.iter().all(|it| matches!(it.method, Method::Post | Method::Put | Method::Patch));
        if draft.request.is_some() || !carry_bodies {
            return;
        }
        let requests = examples.iter().filter(|example| example.side == ExampleSide::Request);
        let shown: Vec<&Value> = requests.flat_map(|example| &example.values).map(|example| &example.value).collect();
        let shown = singles(&shown);
        let is_in_uri = |name: &String| calls.iter().any(|call| call.query.contains(name));
        let key = |name: &String| (Location::Query, name.clone());
        let mut rows = std::mem::take(&mut draft.beside_uri);
        rows.retain(|name| !is_in_uri(name) && draft.parameters.contains_key(&key(name)));
        let held = members(&shown);
        let are_rows = held.keys().all(|held| rows.iter().any(|name| name == held));
        if held.is_empty() || !are_rows || !shown.iter().all(|value| value.is_object()) {
            return;
        }
        let mut body = Schema::of(Type::Object);
        for parameter in rows.iter().filter_map(|name| draft.parameters.shift_remove(&key(name))) {
            add(&mut body, parameter);
        }
        let from = body.properties.values().next().and_then(|first| first.provenance.as_deref());
        let from = from.map(|row| Provenance { row: None, cells: None, evidence: BTreeMap::new(), ..row.clone() });
        if let Some(from) = &from {
            self.note(rules::parameter_not_in_path::of_body(rows.len()), from);
        }
        body.provenance = from.map(Box::new);
        draft.request = Some((JSON, body));
    }
}

fn add(body: &mut Schema, Parameter { name, required, description, schema, .. }: Parameter) {
    if required {
        body.required.insert(name.clone());
    }
    body.properties.insert(name, Schema { description, ..schema });
}
