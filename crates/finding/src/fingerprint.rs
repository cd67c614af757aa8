//! The stable identity of a finding.

use crate::{Pointer, RuleId, hash::ContentHash};
use std::{fmt, str::FromStr};

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

/// A text that is no fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no fingerprint: expected 16 hexadecimal digits")]
pub struct ParseFingerprintError(String);

impl FromStr for Fingerprint {
    type Err = ParseFingerprintError;

    fn from_str(text: &str) -> Result<Fingerprint, ParseFingerprintError> {
        let digits = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = if digits { u64::from_str_radix(text, 16).ok() } else { None };
        number.map(|number| Fingerprint(number.to_be_bytes())).ok_or_else(|| ParseFingerprintError(text.to_owned()))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_reads_back_from_its_print() {
        let one = Fingerprint::of(RuleId::new("type-mismatch"), Some("ShowThing"), None, None);
        assert_eq!(one.to_string().parse(), Ok(one));
        for wrong in ["", "0123", "0123456789abcdeg", "+123456789abcdef", "0123456789abcdef0"] {
            assert!(wrong.parse::<Fingerprint>().is_err(), "{wrong}");
        }
    }
}
