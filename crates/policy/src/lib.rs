//! What a project has decided about its findings: which it accepts, and how much each matters.
//!
//! A [`Baseline`] holds the findings that somebody accepted, with the reason, who answers for it, and until when; it
//! gives every finding of a run its standing. A [`Config`] is the file `driftline.toml`. Both are read strictly: a key
//! that is misspelt is an error with its place, not a decision that does nothing.
//!
//! ```
//! use driftline_finding::{Day, Family, Finding, Rule, RuleId, Severity};
//! use driftline_policy::Baseline;
//! # static RULE: Rule = Rule {
//! #     id: RuleId::new("type-mismatch"), family: Family::Exchange, default: Severity::Error,
//! #     summary: "", rationale: "", remedy: "", triggers: "", passes: "",
//! # };
//!
//! let finding = Finding::new(&RULE, "expected boolean, got string \"yes\"").operation("ShowThing");
//! let written = Baseline::of(std::slice::from_ref(&finding)).to_toml();
//! let baseline = Baseline::read("baseline.toml", &written)?;
//! let judged = baseline.apply(vec![finding], Day::of_unix_time(0));
//! assert!(judged[0].standing.is_accepted());
//! # Ok::<(), driftline_policy::InvalidFile>(())
//! ```
pub use crate::{
    baseline::{Baseline, Changes, Entry},
    config::{Config, FailOn, Severities},
    decided::Decided,
    error::InvalidFile,
    glob::Glob,
    rules::rules,
    schemas::json_schemas,
};

mod baseline;
mod config;
mod decided;
mod error;
mod glob;
mod rules;
mod schemas;
mod toml_file;
