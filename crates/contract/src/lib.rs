//! The contract of an HTTP API, independent of where it was read from.
//!
//! A [`Contract`] holds [`Operation`]s and the named [`Schema`]s (components) that they share. It is built by
//! [`ContractBuilder`], which refuses dangling references, written as OpenAPI 3.1 or JSON Schema 2020-12, and
//! read from OpenAPI 3.0 and 3.1, JSON and YAML. An [`Overlay`] changes an [`OpenApiDocument`] before the contract is
//! read from it.
//!
//! ```
//! use driftline_contract::{ContractBuilder, Media, Method, Operation, Response, Schema, Status, Type};
//!
//! let lease = Schema::of(Type::Object).property("enable", Schema::of(Type::Boolean));
//! let body = Media::new(Schema::of(Type::Object).property("lease", Schema::reference("Lease".parse()?)));
//! let operation = Operation::new("ShowNotebook", Method::Get, "/v1/notebooks/{id}")
//!     .response(Status::Exact(200), Response::new("OK").content("application/json", body));
//! let contract = ContractBuilder::new("modelarts")
//!     .component("Lease".parse()?, lease)
//!     .operation(operation)
//!     .finish()?;
//! assert!(contract.to_openapi_json().contains("\"/v1/notebooks/{id}\""));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
pub use crate::{
    body_schema::{BodySchema, body_schemas},
    component::{ComponentId, InvalidComponentId},
    contract::{Contract, ContractBuilder, InvalidContract, Server},
    counts::ContractCounts,
    operation::{
        Header, Location, Media, Method, Operation, Parameter, RequestBody, Response, Status, UnknownMethod,
        UnknownStatus,
    },
    read::{Action, OpenApiDocument, Overlay, ReadContractError},
    schema::{Schema, Type, UnknownType},
    schema_document::SchemaDocument,
    security::{SecurityRequirement, SecurityScheme},
    write::{Prose, json_text, yaml_text},
};

mod body_schema;
mod component;
mod contract;
mod counts;
mod operation;
mod read;
mod schema;
mod schema_document;
mod security;
mod write;
