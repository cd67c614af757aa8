//! Judges exchanges against contracts.
//!
//! A [`Matcher`] finds the operation of an [`Exchange`](driftline_capture::Exchange); a [`Judge`] compares its
//! parameters, status, headers, media types and bodies with what the operation describes, and gives a [`Verdict`]: the
//! findings, and for each half whether it was judged at all. It sees neither pages nor the formats of captures.
//!
//! ```
//! use driftline_capture::{Body, BodySource, Exchange, Headers, Record, Request, Response, Target};
//! use driftline_contract::{ContractBuilder, Media, Method, Operation, Response as Described, Schema, Status, Type};
//! use driftline_finding::{Pointer, Position};
//! use driftline_validate::{Conclusion, Judge};
//! use serde_json::json;
//!
//! let thing = Schema::of(Type::Object).property("id", Schema::of(Type::String));
//! let operation = Operation::new("ShowThing", Method::Get, "/v1/things/{id}").response(
//!     Status::Exact(200),
//!     Described::new("OK").content("application/json", Media::new(thing)),
//! );
//! let judge = Judge::new(vec![ContractBuilder::new("things").operation(operation).finish()?])?;
//!
//! let body = Body::Json(json!({"id": 7}), BodySource::Inline(Pointer::ROOT));
//! let target = Target::Call { method: "GET".into(), url: "https://example.com/v1/things/7".into() };
//! let exchange = Exchange {
//!     request: Request { target, headers: Headers::default(), body: Body::Absent, partial_query: false },
//!     response: Some(Response { status: 200, headers: Headers::default(), body }),
//!     record: Record::new("things.ndjson", *br#"{"id": 7}"#, Position { line: 1, column: 1 }),
//! };
//! let verdict = judge.judge(&exchange)?;
//! assert_eq!(verdict.conclusion(), Conclusion::Drifts);
//! assert_eq!(verdict.findings[0].message, "expected string, got integer 7");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
pub use crate::{
    capture::Judged,
    coverage::Coverage,
    error::CompileError,
    judge::{Enums, Judge},
    learn::{LearnError, Learner, Observed},
    matcher::{Matched, Matcher, Unmatched},
    rules::rules,
    session::Session,
    verdict::{Conclusion, Outcome, Tally, Unjudged, Verdict},
};

mod accept;
mod body_value;
mod capture;
mod compile;
mod coverage;
mod drift;
mod error;
mod explain;
mod half;
mod judge;
mod learn;
mod located;
mod matcher;
mod media;
mod names;
mod nearest;
mod parameters;
mod prepared;
mod representation;
mod rules;
mod scalar;
mod session;
mod shape;
mod tape_json;
mod threads;
mod told;
mod undocumented;
mod verdict;
mod witness;
