//! Rules are data: everything that lists, explains or documents them reads these statics.

use std::{fmt, str::FromStr};

/// How much a finding matters. The order is by weight: the greatest of several is the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably a defect on one side.
    Warning,
    /// A client that trusts the contract fails.
    Error,
}

/// A word that names no severity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a severity: expected error, warning or info")]
pub struct UnknownSeverity(String);

impl Severity {
    /// All severities, worst first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

    /// The lower-case word that reports use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Severity {
    type Err = UnknownSeverity;

    fn from_str(word: &str) -> Result<Severity, UnknownSeverity> {
        let known = Severity::ALL.into_iter().find(|severity| severity.as_str() == word);
        known.ok_or_else(|| UnknownSeverity(word.to_owned()))
    }
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// A page of the reference.
    Page,
    /// An exchange, recorded or live, against the contract.
    Exchange,
    /// One contract against another.
    Change,
    /// What somebody accepted, against what was found.
    Baseline,
}

impl Family {
    /// All families, in the order in which they are listed.
    pub const ALL: [Family; 4] = [Family::Exchange, Family::Page, Family::Change, Family::Baseline];

    /// The lower-case word that reports use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Family::Page => "page",
            Family::Exchange => "exchange",
            Family::Change => "change",
            Family::Baseline => "baseline",
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The stable name of a rule: kebab-case, naming the defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(&'static str);

impl RuleId {
    /// Wraps a kebab-case name.
    ///
    /// # Panics
    /// During compilation, when used in a `const` or `static`, unless `id` consists of lower-case
    /// ASCII letters and digits in words joined by single hyphens.
    pub const fn new(id: &'static str) -> RuleId {
        let bytes = id.as_bytes();
        let mut at = 0;
        let mut in_word = false;
        while at < bytes.len() {
            let byte = bytes[at];
            let letter = byte.is_ascii_lowercase() || byte.is_ascii_digit();
            assert!(letter || (byte == b'-' && in_word), "a rule id is kebab-case");
            in_word = letter;
            at += 1;
        }
        assert!(in_word, "a rule id is kebab-case and ends in a letter or digit");
        RuleId(id)
    }

    /// The name.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// The name of the file that holds the rule: the id with underscores.
    pub fn file_stem(self) -> String {
        self.0.replace('-', "_")
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// A kind of defect that driftline reports.
///
/// Everything that a person reads about a rule stands here once: the list, `driftline explain`, the
/// reference in the docs and the rule tests are derived from it.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable name.
    pub id: RuleId,
    /// What it looks at.
    pub family: Family,
    /// The severity unless somebody configures another.
    pub default: Severity,
    /// One line: what is the case when the rule fires.
    pub summary: &'static str,
    /// Why it matters.
    pub rationale: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// An input of the rule's stage that gives this finding and no other.
    pub triggers: &'static str,
    /// An input of the rule's stage that gives no finding.
    pub passes: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_severity_is_the_greatest() {
        assert_eq!(Severity::ALL.into_iter().max(), Some(Severity::Error));
        assert_eq!("warning".parse(), Ok(Severity::Warning));
        assert!("fatal".parse::<Severity>().is_err());
    }

    #[test]
    fn ids_that_are_not_kebab_case_are_refused() {
        for bad in ["", "-a", "a-", "a--b", "A", "a_b", "a b"] {
            assert!(std::panic::catch_unwind(|| RuleId::new(bad)).is_err(), "{bad:?}");
        }
        assert_eq!(RuleId::new("type-mismatch-2").file_stem(), "type_mismatch_2");
    }
}
