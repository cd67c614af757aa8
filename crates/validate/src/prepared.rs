//! What is found out about an operation once, when the first exchange of it comes.

use crate::{
    CompileError, compile::Compiled, judge::Part, located::Stated, parameters::known, tape_json::TapeJson,
    witness::Witnesses,
};
use driftline_contract::{Contract, Header, Location, Operation, Parameter, Response, Schema, Status, Type};
use driftline_finding::{Pointer, Provenance};
use foldhash::fast::RandomState;
use jsonschema::json::SerdeJson;
use std::{
    collections::HashMap,
    sync::{Arc, OnceLock, PoisonError, RwLock},
};

/// The validators of one described part, each compiled when it is first needed, and then shared.
#[derive(Default)]
pub(crate) struct Cell {
    /// For bodies that are trees.
    pub(crate) tree: OnceLock<Result<Compiled<SerdeJson>, CompileError>>,
    /// For bodies that are on a tape.
    pub(crate) tape: OnceLock<Result<Compiled<TapeJson>, CompileError>>,
    /// What the examples beside the schema say, once somebody asks.
    pub(crate) witnesses: OnceLock<Witnesses>,
}

/// A response, ready to be judged by.
struct Answer {
    status: Status,
    provenance: Option<Arc<Provenance>>,
    content: Vec<Cell>,
    headers: Vec<Cell>,
    /// The headers whose values can be wrong, with their numbers, as the parameters that travel as they do.
    fields: Vec<(usize, Parameter)>,
}

impl Answer {
    fn of(status: Status, described: &Response) -> Answer {
        let headers = described.headers.iter().enumerate();
        let is_asked = |(_, (name, header)): &(usize, (&String, &Header))| {
            !name.eq_ignore_ascii_case("content-type") && !takes_every_text(&header.schema)
        };
        let field = |(number, (name, header)): (usize, (&String, &Header))| {
            (number, Parameter::new(name.as_str(), Location::Header, header.schema.clone()))
        };
        Answer {
            status,
            provenance: shared(described.provenance.as_deref()),
            content: cells(described.content.len()),
            headers: cells(described.headers.len()),
            fields: headers.filter(is_asked).map(field).collect(),
        }
    }
}

/// An operation, ready to be judged by.
pub(crate) struct Prepared {
    pub(crate) id: Arc<str>,
    request: Vec<Cell>,
    responses: Vec<Answer>,
    parameters: Vec<Cell>,
    /// The numbers of the parameters that can be wrong or missing.
    pub(crate) asked: Vec<usize>,
    provenance: Option<Arc<Provenance>>,
    /// What is known of places in the contract that findings have named.
    stated: RwLock<HashMap<Pointer, Stated, RandomState>>,
}

impl Prepared {
    pub(crate) fn of(contract: &Contract, operation: &Operation) -> Prepared {
        let parameters = operation.parameters.iter().enumerate();
        let asked = parameters.filter(|(_, parameter)| is_asked(contract, parameter)).map(|(number, _)| number);
        Prepared {
            id: operation.id.as_str().into(),
            provenance: shared(operation.provenance.as_deref()),
            request: cells(operation.request.as_ref().map_or(0, |request| request.content.len())),
            responses: operation.responses.iter().map(|(status, of)| Answer::of(*status, of)).collect(),
            parameters: cells(operation.parameters.len()),
            asked: asked.collect(),
            stated: RwLock::default(),
        }
    }

    /// What is known of a place in the contract, found out when it is first named.
    pub(crate) fn stated(&self, place: &Pointer, find: impl FnOnce() -> Stated) -> Stated {
        if let Some(known) = self.stated.read().unwrap_or_else(PoisonError::into_inner).get(place) {
            return known.clone();
        }
        let found = find();
        self.stated.write().unwrap_or_else(PoisonError::into_inner).insert(place.clone(), found.clone());
        found
    }

    /// Where the response comes from that is described under a status, or else the operation.
    pub(crate) fn provenance(&self, status: Option<Status>) -> Option<&Arc<Provenance>> {
        let answer = status.and_then(|status| self.answer(status));
        answer.and_then(|answer| answer.provenance.as_ref()).or(self.provenance.as_ref())
    }

    /// The cell of a part that the operation describes.
    pub(crate) fn cell(&self, part: Part) -> Option<&Cell> {
        match part {
            Part::Request(media) => self.request.get(media),
            Part::Response(status, media) => self.answer(status)?.content.get(media),
            Part::Parameter(number) => self.parameters.get(number),
            Part::Header(status, number) => self.answer(status)?.headers.get(number),
        }
    }

    /// The headers of a response whose values can be wrong, with their numbers, as parameters.
    pub(crate) fn fields(&self, status: Status) -> &[(usize, Parameter)] {
        self.answer(status).map_or(&[], |answer| &answer.fields)
    }

    fn answer(&self, status: Status) -> Option<&Answer> {
        self.responses.iter().find(|answer| answer.status == status)
    }
}

/// Where something comes from, for many findings.
fn shared(provenance: Option<&Provenance>) -> Option<Arc<Provenance>> {
    provenance.cloned().map(Arc::new)
}

fn cells(count: usize) -> Vec<Cell> {
    std::iter::repeat_with(Cell::default).take(count).collect()
}

/// Whether a value of a parameter can be wrong, or none. A part of the path is always there.
fn is_asked(contract: &Contract, parameter: &Parameter) -> bool {
    let can_be_missing = parameter.required && parameter.location != Location::Path;
    let is_another = known::is_of_security(contract, parameter) || known::is_ignored(parameter);
    !is_another && (can_be_missing || !takes_every_text(&parameter.schema))
}

/// Whether a schema is that of a string, or of anything, and says nothing more that could be broken.
fn takes_every_text(schema: &Schema) -> bool {
    let annotated = Schema {
        types: Vec::new(),
        title: schema.title.clone(),
        description: schema.description.clone(),
        default: schema.default.clone(),
        provenance: schema.provenance.clone(),
        ..Schema::default()
    };
    let bare = Schema { types: Vec::new(), ..schema.clone() };
    (schema.types.is_empty() || schema.types == [Type::String]) && bare == annotated
}
