//! What responses make of tables that say what a request must hold.
//!
//! A row of a response may lead to a table of a request section. Its names and types hold there, too, but what it
//! demands is what a caller has to send, and no promise of what comes back. So such a component, and each one that
//! leads to it, has a second form for responses.

use super::{pool::Pool, shape};
use driftline_contract::{Media, Operation, Schema};
use indexmap::IndexMap;

/// Makes what responses lead to demand nothing that only a request must hold.
pub(super) fn part<'o>(operations: impl Iterator<Item = &'o mut Operation>, pool: &mut Pool) {
    let mut operations: Vec<&mut Operation> = operations.collect();
    let found = {
        let responses = operations.iter().flat_map(|operation| operation.responses.values());
        let requests = operations.iter().filter_map(|operation| operation.request.as_ref());
        let asked = requests.flat_map(|request| schemas(&request.content));
        pool.of_requests(responses.flat_map(|response| schemas(&response.content)), asked)
    };
    let answers = pool.add_answers(&found);
    let responses = operations.iter_mut().flat_map(|operation| operation.responses.values_mut());
    for schema in responses.flat_map(|response| response.content.values_mut()).filter_map(|it| it.schema.as_mut()) {
        shape::rename(schema, &answers);
    }
}

fn schemas(content: &IndexMap<String, Media>) -> impl Iterator<Item = &Schema> {
    content.values().filter_map(|media| media.schema.as_ref())
}

/// Whether a schema demands a property, what it refers to left out.
pub(super) fn demands(schema: &Schema) -> bool {
    !schema.required.is_empty() || schema.children().any(|(_, child)| demands(child))
}

/// Makes a schema demand no property.
pub(super) fn demand_nothing(schema: &mut Schema) {
    schema.required.clear();
    schema.children_mut().for_each(demand_nothing);
}
