//! What must be read from a rendered page, put together without the reader's help.

use crate::{
    answers::{self, Components},
    facts::{Basic, Body, Component, Facts, Field, Fields, Kind},
    render::{Key, Rendered},
};
use driftline_contract::{
    ComponentId, Contract, ContractBuilder, Location, Media, Operation, Parameter, RequestBody, Response, Schema,
    Status, Type,
};
use driftline_extract::RowCount;
use driftline_finding::{Provenance, Redactor};
use serde_json::Value;

const JSON: &str = "application/json";

/// The contract of the page, provenance included.
pub(crate) fn contract(service: &str, facts: &Facts, page: &Rendered) -> Contract {
    let expected = Expected { facts, page };
    let mut builder = ContractBuilder::new(service).server("/").security(Vec::new());
    let mut operation = expected.operation();
    let object = |(number, component): (usize, &Component)| {
        (expected.component_id(number), expected.object(Key::Component(number), &component.table))
    };
    let mut components: Components = facts.components.iter().enumerate().map(object).collect();
    let of_request = facts.reached().0.into_iter().map(|number| expected.component_id(number)).collect();
    answers::part(&mut components, &of_request, &mut operation);
    for (id, schema) in shared_errors(&mut operation).into_iter().chain(components) {
        builder = builder.component(id, schema);
    }
    builder = builder.operation(operation);
    builder.finish().expect("facts make a contract")
}

/// The bodies of errors are components named after their properties.
fn shared_errors(operation: &mut Operation) -> Vec<(ComponentId, Schema)> {
    let errors = operation.responses.iter_mut().filter(|(status, _)| matches!(status, Status::Exact(400..)));
    let schemas = errors.flat_map(|(_, response)| response.content.values_mut()).filter_map(|it| it.schema.as_mut());
    let share = |schema: &mut Schema| {
        let names: Vec<&str> = schema.properties.keys().take(4).map(String::as_str).collect();
        let id = ComponentId::from_text(&format!("{} body", names.join(" ").replace(['_', '-'], " ")));
        let shared = std::mem::replace(schema, Schema::reference(id.clone()));
        (id, shared)
    };
    schemas.map(share).collect()
}

/// What must become of the rows.
pub(crate) fn rows(facts: &Facts) -> RowCount {
    let parameters = facts.parameters.iter().map(|(_, table)| table);
    let bodies = facts.request.iter().chain(facts.responses.iter().map(|body| &body.table));
    let components = facts.components.iter().map(|component| &component.table);
    let fields: usize = parameters.chain(bodies).chain(components).map(|table| table.rows.len()).sum();
    let placed = fields + facts.statuses.len();
    let reported = facts.error_codes + facts.quotas;
    RowCount { read: placed + reported, placed, reported }
}

fn is_success(status: u16) -> bool {
    (200..400).contains(&status)
}

struct Expected<'f> {
    facts: &'f Facts,
    page: &'f Rendered,
}

impl Expected<'_> {
    fn operation(&self) -> Operation {
        let facts = self.facts;
        let mut operation = Operation::new(&facts.id, facts.method, &facts.path);
        operation.summary = Some(facts.title.clone());
        operation.description = (!facts.function.is_empty()).then(|| facts.function.join("\n"));
        operation.tags = facts.parent.iter().cloned().collect();
        operation.provenance = Some(Box::new(Provenance::page(&self.page.file)));
        for (index, (location, table)) in facts.parameters.iter().enumerate() {
            let numbered = table.rows.iter().enumerate();
            let key = Key::Parameters(index);
            operation
                .parameters
                .extend(numbered.map(|(row, field)| self.parameter(*location, table, (key, row), field)));
        }
        for name in &self.page.query {
            let is_known = |known: &Parameter| known.location == Location::Query && known.name == *name;
            if !operation.parameters.iter().any(is_known) {
                operation.parameters.push(Parameter::new(*name, Location::Query, Schema::of(Type::String)));
            }
        }
        operation.request = facts.request.as_ref().map(|table| self.request(table));
        for (row, (status, description)) in facts.statuses.iter().enumerate() {
            let mut response = Response::new(description);
            response.provenance = Some(Box::new(self.page.rows[&(Key::Statuses, row)].clone()));
            operation.responses.insert(Status::Exact(*status), response);
        }
        let told = self.told_success();
        if let Some((status, from)) = told.filter(|_| !facts.statuses.iter().any(|(status, _)| is_success(*status))) {
            let response = Response { provenance: Some(Box::new(from.clone())), ..Response::new(status.to_string()) };
            operation.responses.insert(Status::Exact(*status), response);
        }
        for (index, body) in facts.responses.iter().enumerate() {
            self.add_body(&mut operation, index, body);
        }
        operation
    }

    fn parameter(&self, location: Location, table: &Fields, at: (Key, usize), field: &Field) -> Parameter {
        let mut schema = self.field(at, field);
        let description = schema.description.take();
        let required = location == Location::Path || table.with_mandatory && field.mandatory;
        Parameter { description, required, ..Parameter::new(&field.name, location, schema) }
    }

    fn request(&self, table: &Fields) -> RequestBody {
        let schema = self.object(Key::Request, table);
        let required = !schema.required.is_empty();
        let mut media = Media::new(schema);
        media.examples.extend(self.facts.request_example.iter().map(|value| ("example".to_owned(), masked(value))));
        RequestBody { required, content: [(JSON.to_owned(), media)].into_iter().collect(), ..RequestBody::default() }
    }

    fn add_body(&self, operation: &mut Operation, index: usize, body: &Body) {
        let mut media = Media::new(self.object(Key::Response(index), &body.table));
        let examples = self.facts.response_examples.iter().filter(|(status, _)| *status == body.status);
        for (number, (_, value)) in examples.enumerate() {
            let name = if number == 0 { "example".to_owned() } else { format!("example{}", number + 1) };
            media.examples.insert(name, masked(value));
        }
        let is_stated = !self.facts.statuses.is_empty() || self.told_success().is_some();
        let (status, meaning) = if is_success(body.status) && !is_stated {
            (Status::Range(2), "A success; its status is not stated.".to_owned())
        } else {
            (Status::Exact(body.status), body.status.to_string())
        };
        let response = operation.responses.entry(status).or_insert_with(|| Response::new(meaning));
        response.content.insert(JSON.to_owned(), media);
    }

    /// The first line that gives the status of a success.
    fn told_success(&self) -> Option<&(u16, Provenance)> {
        self.page.leads.iter().find(|(status, _)| is_success(*status))
    }

    fn object(&self, key: Key, table: &Fields) -> Schema {
        let provenance = self.page.tables[&key].clone();
        let mut object = Schema { provenance: Some(Box::new(provenance)), ..Schema::of(Type::Object) };
        for (row, field) in table.rows.iter().enumerate() {
            if table.with_mandatory && field.mandatory {
                object.required.insert(field.name.clone());
            }
            object.properties.insert(field.name.clone(), self.field((key, row), field));
        }
        object
    }

    fn field(&self, at: (Key, usize), field: &Field) -> Schema {
        let mut schema = self.kind(&field.kind);
        let mut provenance = self.page.rows[&at].clone();
        for (keyword, (value, evidence)) in &field.prose.stated {
            state(innermost(&mut schema), keyword, value);
            provenance.evidence.insert((*keyword).to_owned(), evidence.clone());
        }
        schema.description = field.prose.text();
        schema.provenance = Some(Box::new(provenance));
        schema
    }

    fn kind(&self, kind: &Kind) -> Schema {
        match kind {
            Kind::Basic(basic) => basic_schema(*basic),
            Kind::Array(items) => Schema::array(self.kind(items)),
            Kind::Map(values) => {
                // "Object" as the values of a map says that they may be anything.
                let values = Some(self.kind(values)).filter(|values| *values != Schema::of(Type::Object));
                Schema { additional_properties: Some(Box::new(values.unwrap_or_default())), ..Schema::of(Type::Object) }
            }
            Kind::Union(kinds) => {
                let mut types: Vec<Type> = Vec::new();
                for kind in kinds.iter().flat_map(|kind| basic_schema(*kind).types) {
                    if !types.contains(&kind) {
                        types.push(kind);
                    }
                }
                Schema { types, ..Schema::default() }
            }
            Kind::Object(number) => Schema::reference(self.component_id(*number)),
            Kind::Open => Schema::of(Type::Object),
        }
    }

    /// Captions such as "Data structure of the lease field" name their object too.
    fn component_id(&self, number: usize) -> ComponentId {
        self.facts.components[number].name.parse().expect("names are valid")
    }
}

/// An example as it enters the contract: without what looks like a secret (law 10).
fn masked(example: &Value) -> Value {
    Redactor::default().json(example)
}

fn basic_schema(basic: Basic) -> Schema {
    match basic {
        Basic::String => Schema::of(Type::String),
        Basic::Int32 => Schema::of(Type::Integer).format("int32"),
        Basic::Int64 => Schema::of(Type::Integer).format("int64"),
        Basic::Float => Schema::of(Type::Number).format("float"),
        Basic::Double => Schema::of(Type::Number).format("double"),
        Basic::Boolean => Schema::of(Type::Boolean),
    }
}

fn innermost(schema: &mut Schema) -> &mut Schema {
    if schema.items.is_none() && schema.additional_properties.is_none() {
        return schema;
    }
    let inner = if schema.items.is_some() { &mut schema.items } else { &mut schema.additional_properties };
    innermost(inner.as_mut().expect("one of the two is there"))
}

fn state(schema: &mut Schema, keyword: &str, value: &Value) {
    let number = || value.as_number().cloned();
    match keyword {
        "enum" => schema.enumeration = value.as_array().cloned(),
        "default" => schema.default = Some(value.clone()),
        "format" => schema.format = value.as_str().map(str::to_owned),
        "minimum" => schema.minimum = number(),
        "maximum" => schema.maximum = number(),
        "minLength" => schema.min_length = value.as_u64(),
        "maxLength" => schema.max_length = value.as_u64(),
        other => panic!("no keyword `{other}` is stated"),
    }
}
