//! The members of a body in a table beside the URI: all of them where the request section has no table of its own, and
//! else the one that holds what that table describes.

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
use indexmap::{IndexMap, IndexSet};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

impl PageReader<'_> {
    /// Makes a body of the rows beside the URI that are neither variables of the path nor in the query that the URI
    /// shows, if the examples have them there.
    pub(super) fn take_body_from_uri(&mut self, calls: &[Call], draft: &mut Draft, examples: &[Example<'_>]) {
        if !calls.iter().all(|it| matches!(it.method, Method::Post | Method::Put | Method::Patch)) {
            return;
        }
        let requests = examples.iter().filter(|example| example.side == ExampleSide::Request);
        let shown: Vec<&Value> = requests.flat_map(|example| &example.values).map(|example| &example.value).collect();
        let shown = singles(&shown);
        let in_uri: BTreeSet<&String> = calls.iter().flat_map(|call| &call.query).collect();
        let mut rows: IndexSet<String> = std::mem::take(&mut draft.beside_uri).into_iter().collect();
        rows.retain(|name| !in_uri.contains(name) && draft.parameters.contains_key(&key(name)));
        if shown.is_empty() || !shown.iter().all(|value| value.is_object()) {
            return;
        }
        if draft.request.is_none() {
            self.take_members(&rows, draft, &shown);
        } else {
            self.take_holder(&rows, draft, &shown);
        }
    }

    /// Makes the whole body of the rows, if the examples hold nothing that those rows do not name.
    fn take_members(&mut self, rows: &IndexSet<String>, draft: &mut Draft, shown: &[&Value]) {
        let held = members(shown);
        if held.is_empty() || !held.keys().all(|held| rows.contains(*held)) {
            return;
        }
        let parameters = std::mem::take(&mut draft.parameters).into_iter();
        let (mut taken, kept): (IndexMap<_, _>, _) =
            parameters.partition(|((location, name), _)| *location == Location::Query && rows.contains(name));
        draft.parameters = kept;
        taken.sort_by_cached_key(|(_, name), _| rows.get_index_of(name));
        let mut body = Schema::of(Type::Object);
        taken.into_values().for_each(|parameter| add(&mut body, parameter));
        let from = body.properties.values().next().and_then(|first| first.provenance.as_deref());
        let from = from.map(|row| Provenance { row: None, cells: None, evidence: BTreeMap::new(), ..row.clone() });
        if let Some(from) = &from {
            self.note(rules::parameter_not_in_path::of_body(rows.len()), from);
        }
        body.provenance = from.map(Box::new);
        draft.request = Some((JSON, body));
    }

    /// Puts the body that a table describes into the object that a row beside the URI is about, if that is all that the
    /// examples have at their root, and most of the table's fields stand in it.
    fn take_holder(&mut self, rows: &IndexSet<String>, draft: &mut Draft, shown: &[&Value]) {
        let Some((JSON, table)) = &mut draft.request else { return };
        let mut outer = members(shown).into_iter();
        let (Some((name, held)), None) = (outer.next(), outer.next()) else { return };
        let is_object = |parameter: &Parameter| parameter.schema.types == [Type::Object];
        let is_row = rows.contains(name) && draft.parameters.get(&key(name)).is_some_and(is_object);
        let inner = members(&singles(&held));
        let listed = inner.keys().filter(|name| table.properties.contains_key(**name)).count();
        if !is_row || table.properties.contains_key(name) || listed == 0 || listed * 2 < inner.len() {
            return;
        }
        if let Some(holder) = draft.parameters.shift_remove(&key(name)) {
            let from = holder.schema.provenance.clone();
            let body = Schema { provenance: table.provenance.clone(), ..Schema::of(Type::Object) };
            let inner = std::mem::replace(table, body);
            add(table, Parameter { schema: Schema { provenance: from.clone(), ..inner }, ..holder });
            if let Some(from) = from {
                self.note(rules::parameter_not_in_path::of_body(1), &from);
            }
        }
    }
}

fn key(name: &str) -> (Location, String) {
    (Location::Query, name.to_owned())
}

fn add(body: &mut Schema, Parameter { name, required, description, schema, .. }: Parameter) {
    if required {
        body.required.insert(name.clone());
    }
    body.properties.insert(name, Schema { description, ..schema });
}
