//! Values from a schema: conforming ones, and ones that break exactly one keyword.
//!
//! The strategies are proptest's, so that failures shrink; [`seeded`] draws one value without a test around it.
//! [`exchanges`] draws whole exchanges of an operation. A [`Checker`] says what a value breaks, sharing no code with the
//! judge, so that the two can be held against each other.
//!
//! ```
//! use driftline_contract::{ContractBuilder, Schema, Type};
//! use driftline_sample::{Keyword, seeded, violations};
//!
//! let contract = ContractBuilder::new("modelarts").finish()?;
//! let mut lease = Schema::of(Type::Object).property("enable", Schema::of(Type::Boolean));
//! lease.required.insert("enable".to_owned());
//!
//! assert!(seeded(&contract, &lease, 7)?["enable"].is_boolean());
//! let kinds: Vec<Keyword> = violations(&contract, &lease)?.into_keys().collect();
//! assert_eq!(kinds, [Keyword::Type, Keyword::Null, Keyword::Required, Keyword::Undocumented]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
pub use crate::{
    check::{Breach, Checker},
    exchange::{SampledBody, SampledContent, SampledExchange, SampledParameter, exchanges, seeded_exchange},
    options::Options,
    unsupported::Unsupported,
    values::{conforming, seeded, violating, violations},
    violate::{Keyword, Violation},
};

mod check;
mod context;
mod described;
mod draw;
mod exchange;
mod format;
mod node;
mod number;
mod options;
mod pattern;
mod sieve;
mod text;
mod unsupported;
mod values;
mod violate;
