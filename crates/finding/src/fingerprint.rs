//! The stable identity of a finding.

use crate::{Pointer, RuleId, hash::ContentHash};
use std::fmt;

/// Identifies a finding from run to run: 16 hex digits over the rule, the operation, the contract
/// pointer and the normalised instance pointer; never message text, line or file order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 8]);

impl Fingerprint {
    /// `field` is the instance pointer in which array indexes and map keys are replaced by `*`.
    pub fn of(
        rule: RuleId,
        operation: Option<&str>,
        contract: Option<&Pointer>,
        field: Option<&Pointer>,
    ) -> Fingerprint {
        let mut text = String::from(rule.as_str());
        for part in [operation, contract.map(Pointer::as_str), field.map(Pointer::as_str)] {
            // A separator that no part can hold keeps ("a", "bc") and ("ab", "c") apart, and a mark keeps
            // an absent part apart from an empty one.
            text.push('\n');
            if let Some(part) = part {
                text.push('=');
                text.push_str(&part.replace('\n', "\\n"));
            }
        }
        Fingerprint(ContentHash::of(text.as_bytes()).short())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}
