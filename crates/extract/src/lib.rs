//! Reads HTML reference pages into operations and a contract.
//!
//! [`parse_page`] turns HTML into the neutral [`Page`]; [`read_page`] turns a page into a [`PageReading`];
//! [`assemble()`] joins readings into a contract. What is unclear becomes a finding with its place, never an
//! error, and every table row is either placed in the contract or reported.
//!
//! ```
//! use driftline_extract::{assemble, parse_page, read_page};
//!
//! let html = "<h1>Querying a Thing</h1><h4>URI</h4><p>GET /v1/things/{id}</p>
//!     <table><caption>Path Parameters</caption><tr><th>Parameter</th><th>Type</th></tr>
//!     <tr><td>id</td><td>String</td></tr></table>";
//! let page = parse_page("ShowThing.html", html.as_bytes());
//! let reading = read_page("pages/ShowThing.html", &page);
//! assert!(reading.findings.is_empty() && reading.rows.is_balanced());
//! let extraction = assemble("things", vec![reading])?;
//! assert!(extraction.contract.operation("ShowThing").is_some());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
pub use crate::{
    assemble::{Extraction, assemble},
    correct::{Corrections, InvalidCorrection, Review},
    dialect::{Dialect, UnknownDialect, parse_page},
    ledger::RowCount,
    options::{ExtractOptions, Source},
    page::{Block, Cell, Code, Link, Page, Row, Run, Section, Table, Text},
    read::{LinkTarget, OutwardLink, PageReading, SpareTable, StatusLink, ValueLink, read_corrected, read_page},
    rules::rules,
    type_expr::{Scalar, TypeExpr},
};

mod assemble;
mod correct;
mod dialect;
mod example_json;
mod ledger;
mod markup;
mod options;
mod page;
mod reach;
mod read;
mod review;
mod rules;
mod threads;
mod type_expr;
