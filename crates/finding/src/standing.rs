//! What people decided about a finding.

use crate::{Day, Place};
use std::sync::Arc;

/// Whether somebody has accepted a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has: it counts.
    #[default]
    New,
    /// Somebody has: it is known, and does not count.
    Accepted(Arc<Acceptance>),
    /// Somebody had, until a day that has gone: it counts again.
    Expired(Arc<Acceptance>),
}

/// That somebody accepted a finding: an entry of a baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Why; empty where nobody said.
    pub reason: String,
    /// Who answers for it; empty where nobody said.
    pub owner: String,
    /// The last day on which it holds; without one it holds for ever.
    pub until: Option<Day>,
    /// Where it is written.
    pub place: Place,
}

impl Standing {
    /// The lower-case word that reports use.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Standing::New => "new",
            Standing::Accepted(_) => "accepted",
            Standing::Expired(_) => "expired",
        }
    }

    /// Whether the finding is known and does not count.
    pub const fn is_accepted(&self) -> bool {
        matches!(self, Standing::Accepted(_))
    }

    /// The entry of a baseline that the finding matches.
    pub fn acceptance(&self) -> Option<&Acceptance> {
        match self {
            Standing::New => None,
            Standing::Accepted(acceptance) | Standing::Expired(acceptance) => Some(acceptance),
        }
    }
}
