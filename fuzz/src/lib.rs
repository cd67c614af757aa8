//! What no bytes may do to the readers of captures (law 2), said once: the targets beside this hold it against bytes
//! that libFuzzer makes, and tests in the workspace against recorded and hostile captures.
//!
//! A law that is broken panics, and says so.
#![allow(clippy::missing_panics_doc, reason = "a law that is broken panics")]

pub mod batching;
pub mod compressing;
pub mod judging;
pub mod lines;
pub mod places;
pub mod reading;
