//! Bodies of errors, which most pages of a service repeat, as components.

use super::pool::{Owner, Pool};
use driftline_contract::{ComponentId, Operation, Schema, Status};

/// How many properties name a body.
const NAMING: usize = 4;

/// Puts the bodies of all responses of an error among the components. A body is named after its properties, so that
/// its name depends on nothing else.
pub(super) fn share(pool: &mut Pool, page: usize, owner: &Owner, operation: &mut Operation) {
    for (_, response) in operation.responses.iter_mut().filter(|(status, _)| is_error(**status)) {
        for schema in response.content.values_mut().filter_map(|media| media.schema.as_mut()) {
            if schema.reference.is_none() && !schema.properties.is_empty() {
                let own = std::mem::take(schema);
                *schema = pool.share(name(&own), owner, page, own);
            }
        }
    }
}

fn is_error(status: Status) -> bool {
    matches!(status, Status::Exact(400..) | Status::Range(4..))
}

fn name(schema: &Schema) -> ComponentId {
    let words: Vec<&str> = schema.properties.keys().take(NAMING).flat_map(|name| name.split(['_', '-', '.'])).collect();
    ComponentId::from_text(&format!("{} body", words.join(" ")))
}
