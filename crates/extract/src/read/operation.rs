//! The operation of a page, put together from its sections.

use super::{
    PageReader,
    bodies::{add_alternative, add_bodies, request},
    draft::{Draft, JSON, XML, media_type},
    examples::Example,
    failures,
    fields::FieldRow,
    heading::{SectionRole, role},
    keys,
    links::LinkTarget,
    nesting,
    operation_id::operation_id,
    schema::description,
    spare::SpareTable,
    tables::{Classified, TableRole, classify, only_of_request},
    uri::{self, Call},
    witness,
};
use crate::{
    page::{Page, Table},
    review::Subject,
    rules,
};
use driftline_contract::{ComponentId, Location, Method, Operation, Parameter, Schema, Status, Type};
use driftline_finding::Provenance;
use indexmap::IndexMap;
use std::{collections::BTreeSet, rc::Rc};

impl<'p> PageReader<'p> {
    /// The operations and the components of the page: one operation, or one for each version of its call. A page
    /// without method and path gives nothing.
    pub(super) fn read(&mut self) -> (Vec<Operation>, Vec<(ComponentId, Schema)>) {
        let page: &Page = self.page;
        let calls = self.calls();
        let mut tables = classify(page, &self.pieces);
        if calls.is_none() {
            // What a page without a call describes belongs to other pages.
            for table in &mut tables {
                table.role = TableRole::Other;
            }
        }
        let is_object = |table: &Classified<'_>| table.role == TableRole::Object;
        let ids = self.names(&tables, is_object);
        let objects = tables.iter().filter(|table| is_object(table)).zip(&ids);
        self.of_request = only_of_request(objects.clone().map(|(table, id)| (table.section, id)));
        let titles = objects.clone().map(|(table, id)| (id.clone(), table.title.clone())).collect();
        let loose = objects.filter(|(table, _)| table.is_loose_request).map(|(_, id)| id.clone()).collect();
        let mut objects = ids.iter().cloned();
        let is_spare = |table: &Classified<'_>| table.role == TableRole::Other && SpareTable::is_one(table);
        let spare = self.names(&tables, is_spare);
        let mut draft = Draft { titles, loose, ..Draft::default() };
        for Classified { table, role, root, title, section, .. } in &tables {
            self.section = *section;
            match (role, &calls) {
                (TableRole::Object, _) => {
                    let id = objects.next();
                    draft.add_root(*root, id.as_ref());
                    self.read_object(table, id, &mut draft);
                }
                // A GET has no body: what its request carries is in the URI.
                (TableRole::RequestBody, Some(calls)) if is_get(calls) && !title.to_lowercase().contains("body") => {
                    self.read_uri_table(table, calls, &mut draft);
                }
                (role, Some(calls)) => self.read_table(table, *role, calls, &mut draft),
                (_, None) => {}
            }
        }
        let spare_tables = tables.iter().filter(|table| is_spare(table));
        self.read_listings(&tables);
        self.read_spare(spare.into_iter().zip(spare_tables).collect());
        let Some(calls) = calls else { return (Vec::new(), Vec::new()) };
        self.settle_path_variables(&calls, &mut draft);
        self.read_pointers(&mut draft);
        draft.join_variants();
        draft.heed_content_type();
        self.add_status_lines(&mut draft);
        let examples = self.told_examples(&calls, &draft);
        self.take_body_from_uri(&calls, &mut draft, &examples);
        let mut components = std::mem::take(&mut draft.components);
        let operations = self.finish(&calls, draft, &examples, &mut components);
        if let Some(operation) = operations.first() {
            let objects: Vec<_> = ids.into_iter().zip(tables.iter().filter(|table| is_object(table))).collect();
            self.leave_out_unused(&tables, &objects, operation, &mut components);
            let pieces = &Rc::clone(&self.pieces);
            let (tables, calls, components, examples) = (&tables, &calls, &components, &examples);
            self.review(&Subject { page, pieces, tables, calls, operation, components, examples });
        }
        (operations, components.into_iter().collect())
    }

    /// The examples of the page, those told apart that show what a failure gives, and what a call without a body.
    fn told_examples(&mut self, calls: &[Call], draft: &Draft) -> Vec<Example<'p>> {
        let mut examples = self.examples(calls);
        let none = IndexMap::new();
        let success = draft.success().unwrap_or(&none);
        if is_get(calls) && draft.request.is_none() {
            examples.retain(|example| !example.is_empty_request());
            for example in &mut examples {
                example.tell_response(success);
            }
        }
        let failed: Vec<_> = examples.iter_mut().filter_map(|example| example.part_failures(success)).collect();
        examples.retain(|example| !example.values.is_empty());
        examples.extend(failed);
        examples
    }

    /// The components of the tables that are `wanted`.
    fn names(&mut self, tables: &[Classified<'p>], wanted: impl Fn(&Classified<'_>) -> bool) -> Vec<ComponentId> {
        self.objects.name(tables.iter().filter(|table| wanted(table)))
    }

    /// The calls of the page, and findings where there is none or where another one cannot be read.
    fn calls(&mut self) -> Option<Vec<Call>> {
        let page: &Page = self.page;
        let from = Provenance::page(&page.name);
        if let Some(dialect) = page.misnamed {
            self.note(rules::page_form_unknown::misnamed(dialect), &from);
            return None;
        }
        if uri::lists_calls_in_tables(page) {
            self.note(rules::page_form_unknown::finding(), &from);
            return None;
        }
        let uri::Calls { own, others } = uri::calls(&self.pieces);
        if own.is_empty() {
            self.note(rules::operation_missing::finding(), &from);
            return None;
        }
        self.operations = own.iter().map(|call| operation_id(page, &own, call)).collect();
        self.servers = own.iter().filter_map(|call| call.server.clone()).collect();
        for other in others {
            self.note(rules::operation_several::finding(other.method, &other.path), &from);
        }
        Some(own)
    }

    fn read_table(&mut self, table: &Table, role: TableRole, calls: &[Call], draft: &mut Draft) {
        match role {
            TableRole::UriParameters => self.read_uri_table(table, calls, draft),
            TableRole::QueryParameters => self.read_parameters(table, Location::Query, draft),
            TableRole::HeaderParameters => self.read_parameters(table, Location::Header, draft),
            TableRole::RequestBody => {
                let fields = self.field_rows(table);
                draft.needs_body = fields.iter().any(FieldRow::demands_whole);
                draft.request = Some((media_type(&table.caption), self.object(&fields, self.table_provenance(table))));
                self.add_anchors(table.all_anchors(), &LinkTarget::Request);
            }
            TableRole::ResponseBody(status) => self.read_response(table, status, draft),
            TableRole::RequestElements => {
                let document = self.xml_document(table);
                match &mut draft.request {
                    Some((_, known)) => add_alternative(known, document),
                    None => draft.request = Some((XML, document)),
                }
            }
            TableRole::ResponseElements(status) => {
                let document = self.xml_document(table);
                draft.bodies.push((status, XML, document));
            }
            TableRole::ResponseHeaders(status) => {
                for field in self.field_rows(table) {
                    let header = self.header(&field);
                    draft.headers.push((status, field.name, header));
                }
            }
            TableRole::Statuses => {
                for (status, response) in self.statuses(table) {
                    draft.responses.entry(status).or_insert(response);
                }
            }
            TableRole::Object | TableRole::Other => {}
        }
    }

    /// Rows that are there if an error occurs are no part of what succeeds.
    fn read_response(&mut self, table: &Table, status: Option<Status>, draft: &mut Draft) {
        let fields = self.field_rows(table);
        let (fields, of_failure) = match status {
            None | Some(Status::Exact(200..=299)) => failures::part(fields),
            Some(_) => (fields, Vec::new()),
        };
        let is_failure = fields.is_empty() && !of_failure.is_empty();
        if !is_failure {
            let body = self.object(&fields, self.table_provenance(table));
            draft.bodies.push((status, JSON, body));
        }
        if !of_failure.is_empty() {
            let body = self.object(&of_failure, self.table_provenance(table));
            draft.bodies.push((Some(Status::Default), JSON, body));
        }
        let meant = if is_failure { Some(Status::Default) } else { status };
        self.add_anchors(table.all_anchors(), &LinkTarget::Response(meant));
    }

    fn read_object(&mut self, table: &Table, id: Option<ComponentId>, draft: &mut Draft) {
        self.component.clone_from(&id);
        let fields = self.field_rows(table);
        self.component = None;
        let schema = self.object(&fields, self.table_provenance(table));
        if let Some(id) = id {
            self.add_anchors(table.all_anchors(), &LinkTarget::Component(id.clone()));
            // A table that repeats another's rows adds nothing.
            draft.components.entry(id).or_insert(schema);
        }
    }

    fn finish(
        &mut self,
        calls: &[Call],
        draft: Draft,
        examples: &[Example<'_>],
        components: &mut IndexMap<ComponentId, Schema>,
    ) -> Vec<Operation> {
        let page = self.page;
        let mut operation = Operation::new("", Method::Get, "");
        operation.summary.clone_from(&page.title);
        operation.description = function(page);
        operation.tags = page.parents.first().cloned().into_iter().collect();
        operation.provenance = Some(Box::new(Provenance::page(&page.name)));
        operation.parameters = draft.parameters.into_values().collect();
        operation.request = request(draft.request, draft.needs_body, examples);
        operation.responses = draft.responses;
        add_bodies(&mut operation, draft.bodies, draft.headers, examples);
        self.wrap_bodies(&mut operation);
        nesting::follow_examples(&mut operation);
        self.place_orphans(draft.titles, &mut operation, components);
        keys::open_pairs(components, examples);
        self.unwrap_objects(&mut operation, components);
        self.heed_shapes(&mut operation, components);
        witness::settle(&mut operation, components);
        let optional = |name: &str| {
            let mut query = operation.parameters.iter().filter(|known| known.location == Location::Query);
            query.any(|known| known.name == name && !known.required)
        };
        let calls: Vec<Call> = calls.iter().map(|call| call.narrowed(optional)).collect();
        let of = |operation, call| of_call(Operation { id: operation_id(page, &calls, call), ..operation }, call);
        let Some((last, others)) = calls.split_last() else { return Vec::new() };
        let mut operations: Vec<Operation> = others.iter().map(|call| of(operation.clone(), call)).collect();
        operations.push(of(operation, last));
        operations
    }
}

fn is_get(calls: &[Call]) -> bool {
    calls.iter().all(|call| call.method == Method::Get)
}

/// What the page describes, as the operation of one of its calls.
fn of_call(operation: Operation, call: &Call) -> Operation {
    let mut operation = Operation { method: call.method, path: call.key(), ..operation };
    let variables: BTreeSet<String> = operation.path_variables().map(str::to_owned).collect();
    // A variable of another version of the call.
    operation.parameters.retain(|known| known.location != Location::Path || variables.contains(&known.name));
    // What only the URI shows is a text.
    let named = operation.path_variables().map(|name| (Location::Path, name.to_owned(), Schema::of(Type::String)));
    let shown = call.query.iter().map(|name| (Location::Query, name.clone(), Schema::of(Type::String)));
    let missing: Vec<_> = named.chain(shown).collect();
    for known in operation.parameters.iter_mut().filter(|known| known.location == Location::Query) {
        known.required |= call.selectors.contains(&known.name);
    }
    for (location, name, schema) in missing {
        let known = operation.parameters.iter().any(|known| known.location == location && known.name == name);
        if !known {
            let mut parameter = Parameter::new(name, location, schema);
            parameter.required |= call.selectors.contains(&parameter.name);
            operation.parameters.push(parameter);
        }
    }
    operation
}

fn function(page: &Page) -> Option<String> {
    let section = page.sections.iter().find(|section| role(&section.heading) == SectionRole::Function)?;
    description(&section.blocks)
}
