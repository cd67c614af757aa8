//! Typed Rust of the committed contracts, generated.
//!
//! One module for each service, with a type for each component and each JSON body. `cargo xtask spec` writes them.
//!
//! - Nothing that a server sends is lost: what the contract does not describe is kept in `other`, a value that an
//!   enumeration does not list in `Unknown`. A value that contradicts a documented type is an error.
//! - Every integer is an `i64`, also where the contract says `int32`, so that one outside that range is read all the
//!   same; a number is a [`serde_json::Number`], which keeps `5` and `5.0` apart. An integer written with a fraction
//!   (`5.0`) or outside `i64` is an error, though JSON Schema calls it an integer.
//! - A field that may be left out is an [`Option`]. `null` in its place is read as absent, unless `null` is a value of
//!   that field.
//! - Every type has a `schemars` schema that accepts what the contract's schema accepts: lengths, ranges and patterns
//!   stand there, and are not checked while reading.
//!
//! ```
//! use driftline_model::modelarts::{Lease, ShowNotebookResponse200, ShowNotebookResponse200Status};
//!
//! let text = r#"{"id": "a1", "status": "HIBERNATING", "lease": {"enable": true}, "colour": "red"}"#;
//! let body: ShowNotebookResponse200 = serde_json::from_str(text)?;
//! assert_eq!(body.lease, Some(Lease { enable: Some(true), ..Lease::default() }));
//! assert_eq!(body.status, Some(ShowNotebookResponse200Status::Unknown("HIBERNATING".into())));
//! assert_eq!(body.other["colour"], "red");
//! # Ok::<(), serde_json::Error>(())
//! ```
pub use crate::generated::*;

mod generated;
mod open_enum;
pub mod support;
