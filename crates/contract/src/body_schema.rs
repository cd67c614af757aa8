//! Every body of a contract as a self-contained JSON Schema.

use crate::{Contract, Operation, Schema, SchemaDocument, Status};
use driftline_finding::Pointer;

/// One described body.
#[derive(Clone, Debug, PartialEq)]
pub struct BodySchema {
    /// The id of the operation.
    pub operation: String,
    /// The status, for the body of a response; `None` is the request.
    pub status: Option<Status>,
    /// The media type.
    pub media_type: String,
    /// Where its schema stands in the contract as [`Contract::to_openapi`] writes it.
    pub pointer: Pointer,
    /// The schema with everything that it needs; its `$id` is `urn:driftline:SERVICE:NAME`.
    pub document: SchemaDocument,
    /// What tells it from the operation's other bodies of the same status: empty for the first.
    suffix: String,
}

impl BodySchema {
    /// `ShowNotebook.response.200` or `CreateNotebook.request`.
    pub fn name(&self) -> String {
        let direction = match self.status {
            Some(status) => format!("response.{status}"),
            None => "request".to_owned(),
        };
        format!("{}.{direction}{}", self.operation, self.suffix)
    }

    /// The name of its file, as `ShowNotebook.response.200.schema.json`.
    pub fn file_name(&self) -> String {
        // Ids of other people's contracts may hold anything.
        format!("{}.schema.json", plain(&self.name()))
    }
}

/// Every body with a schema, by operation, requests first, then by status.
pub fn body_schemas(contract: &Contract) -> Vec<BodySchema> {
    contract.operations().flat_map(|operation| bodies_of(contract, operation)).collect()
}

fn bodies_of(contract: &Contract, operation: &Operation) -> Vec<BodySchema> {
    let at = Contract::operation_pointer(operation);
    let request = operation.request.iter().map(|body| (None, at.key("requestBody"), &body.content));
    let responses = operation
        .responses
        .iter()
        .map(|(status, response)| (Some(*status), at.key("responses").key(&status.to_string()), &response.content));
    let mut bodies = Vec::new();
    for (status, at, content) in request.chain(responses) {
        let described = content.iter().filter_map(|(media_type, media)| Some((media_type, media.schema.as_ref()?)));
        for (number, (media_type, schema)) in described.enumerate() {
            let pointer = at.key("content").key(media_type).key("schema");
            let suffix = if number == 0 { String::new() } else { format!(".{}", number + 1) };
            bodies.push(body(contract, operation, status, media_type, schema, pointer, suffix));
        }
    }
    bodies
}

fn body(
    contract: &Contract,
    operation: &Operation,
    status: Option<Status>,
    media_type: &str,
    schema: &Schema,
    pointer: Pointer,
    suffix: String,
) -> BodySchema {
    let mut body = BodySchema {
        operation: operation.id.clone(),
        status,
        media_type: media_type.to_owned(),
        pointer,
        document: SchemaDocument::new(None, schema.clone(), contract),
        suffix,
    };
    body.document.id = Some(format!("urn:driftline:{}:{}", plain(contract.title()), plain(&body.name())));
    body
}

/// Text with `_` in place of all that a file name or a URN (RFC 8141 §2) may not take.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect()
}
