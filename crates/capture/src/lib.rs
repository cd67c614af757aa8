//! Exchanges: one request and its response, as captured, and the readers of captures.
//!
//! A reader yields an [`Exchange`] or a [`ReadError`] for every record, in file order; one bad record does not
//! end the capture, and every value in a body can be traced back to its [`Place`](driftline_finding::Place).
pub use crate::{
    error::ReadError,
    exchange::{Body, Exchange, Headers, Request, Response, Side, Target},
    source::{BodySource, Record},
};

mod error;
mod exchange;
mod source;
