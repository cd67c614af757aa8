//! What people decided about a finding, in a JSON report.

use driftline_finding::{Acceptance, Standing};
use schemars::JsonSchema;
use serde::Serialize;

/// Whether somebody accepted a finding.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum StandingWord {
    /// Nobody did.
    New,
    /// Somebody did.
    Accepted,
    /// Somebody did, until a day that has gone.
    Expired,
}

/// The entry of a baseline that a finding matches.
#[derive(Serialize, JsonSchema)]
pub(super) struct AcceptedObject<'r> {
    /// Why; empty where nobody said.
    reason: &'r str,
    /// Who answers for it; empty where nobody said.
    owner: &'r str,
    /// The last day on which it holds, as 2026-12-31; null if it holds for ever.
    until: Option<String>,
    /// Where it is written.
    location: String,
}

impl From<&Standing> for StandingWord {
    fn from(standing: &Standing) -> StandingWord {
        match standing {
            Standing::New => StandingWord::New,
            Standing::Accepted(_) => StandingWord::Accepted,
            Standing::Expired(_) => StandingWord::Expired,
        }
    }
}

impl<'r> AcceptedObject<'r> {
    pub(super) fn of(acceptance: &'r Acceptance) -> AcceptedObject<'r> {
        let Acceptance { reason, owner, until, place } = acceptance;
        AcceptedObject { reason, owner, until: until.map(|day| day.to_string()), location: place.to_string() }
    }
}
