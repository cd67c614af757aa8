//! The vocabulary that every other crate of driftline speaks.
//!
//! A [`Rule`] is plain static data; a [`Finding`] is one occurrence of it, with the [`Place`] where it
//! was met, the [`Pointer`]s into the value and into the contract, and the [`Provenance`] of the
//! contract fact that it contradicts. Its [`Fingerprint`] stays the same from run to run.
//!
//! ```
//! use driftline_finding::{Family, Finding, Pointer, Rule, RuleId, Severity};
//!
//! static RULE: Rule = Rule {
//!     id: RuleId::new("undocumented-property"),
//!     family: Family::Exchange,
//!     default: Severity::Warning,
//!     summary: "a body carries a property that the contract does not describe",
//!     rationale: "Clients start to rely on it, and nobody notices when it goes.",
//!     remedy: "Ask the vendor to document it, or add it to the contract.",
//!     triggers: "{}",
//!     passes: "{}",
//! };
//! let finding = Finding::new(&RULE, "`colour` is not in the contract")
//!     .operation("ShowThing")
//!     .instance(Pointer::ROOT.key("colour"));
//! assert_eq!(finding.severity, Severity::Warning);
//! assert_eq!(finding.fingerprint(), finding.fingerprint());
//! ```
pub use crate::{
    cause::{Cause, Causes, LeftOut, LeftOutRule, Spot},
    count::FindingCount,
    day::{Day, ParseDayError},
    finding::Finding,
    fingerprint::{Fingerprint, ParseFingerprintError},
    hash::{ContentHash, ParseHashError},
    place::{Place, Position},
    pointer::{ParsePointerError, Pointer, PointerPath},
    provenance::Provenance,
    redact::Redactor,
    registry::{DuplicateRule, Registry},
    rule::{Family, Rule, RuleId, Severity, UnknownSeverity},
    standing::{Acceptance, Standing},
    trail::Trail,
    witness::Witness,
};

mod cause;
mod count;
pub mod coverage;
mod day;
mod finding;
mod fingerprint;
mod hash;
pub mod json_text;
mod masks;
mod place;
mod pointer;
mod provenance;
mod redact;
mod registry;
mod rule;
mod secrets;
mod standing;
mod trail;
mod witness;
pub mod words;
