//! Contracts from documents, written by us or by anybody else.
//!
//! The steps: a text becomes a [`Document`] (a JSON value and the place of everything in
//! it), its kind is recognised, references are resolved, and schemas, bodies and operations are read from it.
//!
//! What a [`Contract`] cannot hold is ignored: callbacks, webhooks, links, servers of single paths,
//! extensions other than `x-driftline`, examples of parameters, examples by URL. A parameter or header that is
//! described by `content` accepts every value, because its schema speaks of the decoded value and not of the text
//! that travels.

mod body;
mod document;
mod fault;
mod ids;
mod json;
mod json_schema;
mod keyword;
mod kind;
mod node;
mod nullable;
mod openapi;
mod operation;
mod overlay;
mod provenance;
mod reader;
mod reference;
mod schema;
mod security;
mod yaml;

pub(crate) use overlay::Origin;
pub use {
    fault::ReadContractError,
    overlay::{Action, OpenApiDocument, Overlay},
};

use crate::{Contract, SchemaDocument};
use document::Document;

impl Contract {
    /// Reads an OpenAPI document, 3.0 or 3.1, in JSON or YAML. `file_name` is only for messages.
    ///
    /// Shared parameters, responses, bodies, headers, examples and path items are put where they are used;
    /// [`Contract::source_pointer`] leads back to where they stand. Schemas that are referred to become components.
    /// What OpenAPI 3.0 says in its own way (`nullable`, `example`, boolean `exclusiveMinimum`) is said as 3.1 does.
    ///
    /// ```
    /// use driftline_contract::Contract;
    /// let text = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  - /v1/things\n";
    /// let error = Contract::read("api.yaml", text).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "api.yaml:4:3: expected an object under `/paths`, found a list; is this an OpenAPI document?"
    /// );
    /// ```
    pub fn read(file_name: &str, text: &str) -> Result<Contract, ReadContractError> {
        OpenApiDocument::parse(file_name, text)?.contract()
    }
}

impl SchemaDocument {
    /// Reads a self-contained JSON Schema 2020-12, in JSON or YAML. `file_name` is only for messages.
    pub fn read(file_name: &str, text: &str) -> Result<SchemaDocument, ReadContractError> {
        let document = Document::parse(file_name, text)?;
        json_schema::document(document.value()).map_err(|fault| document.error(fault))
    }
}
