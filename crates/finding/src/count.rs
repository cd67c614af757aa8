//! How many findings there are.

use crate::{Finding, Severity};

/// How many findings there are of each severity, and how many that somebody accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FindingCount {
    /// Errors.
    pub error: u64,
    /// Warnings.
    pub warning: u64,
    /// Infos.
    pub info: u64,
    /// Those of any severity that a baseline accepts: they count nowhere else.
    pub accepted: u64,
}

impl FindingCount {
    /// Counts one finding.
    pub fn add(&mut self, finding: &Finding) {
        let of = match finding.severity {
            _ if finding.standing.is_accepted() => &mut self.accepted,
            Severity::Error => &mut self.error,
            Severity::Warning => &mut self.warning,
            Severity::Info => &mut self.info,
        };
        *of += 1;
    }

    /// The counts of both.
    #[must_use]
    pub fn merge(self, other: FindingCount) -> FindingCount {
        FindingCount {
            error: self.error + other.error,
            warning: self.warning + other.warning,
            info: self.info + other.info,
            accepted: self.accepted + other.accepted,
        }
    }

    /// All of them.
    pub fn all(self) -> u64 {
        self.error + self.warning + self.info + self.accepted
    }

    /// The worst severity of those that nobody has accepted.
    pub fn worst(self) -> Option<Severity> {
        match self {
            FindingCount { error: 1.., .. } => Some(Severity::Error),
            FindingCount { warning: 1.., .. } => Some(Severity::Warning),
            FindingCount { info: 1.., .. } => Some(Severity::Info),
            _ => None,
        }
    }
}
