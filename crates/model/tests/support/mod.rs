//! Model values at random, and what the laws go over.
#![allow(clippy::missing_panics_doc, reason = "a test that cannot go on panics")]

#[macro_use]
pub mod catalogue;
pub mod contracts;
pub mod draw;

// The golden modules refer to it as the generated ones of the crate do.
pub use driftline_model::support::{beside, present, schema};
