//! Findings as a project has decided about them, while they are met.

use crate::{Baseline, Severities, baseline::Standings};
use driftline_finding::{Causes, Day, Finding};

/// Findings by cause, each with the severity and the standing that a project has decided on. Memory depends on the number
/// of causes, and not on that of the findings.
#[derive(Debug)]
pub struct Decided<'p> {
    severities: &'p Severities,
    standings: Option<Standings<'p>>,
    causes: Causes,
}

impl<'p> Decided<'p> {
    /// Keeps at most so many causes, and counts the findings of others.
    pub fn at_most(most: usize, severities: &'p Severities) -> Decided<'p> {
        Decided { severities, standings: None, causes: Causes::at_most(most) }
    }

    /// Compares them with what was accepted. `today` decides which entries have expired.
    #[must_use]
    pub fn compared(mut self, baseline: Option<&'p Baseline>, today: Day) -> Decided<'p> {
        self.standings = baseline.map(|baseline| baseline.standings(today));
        self
    }

    /// One more finding. `path` is that of its operation, as `/v1/{project_id}/things`.
    pub fn add(&mut self, mut finding: Finding, path: Option<&str>) {
        let Some(severity) = self.severities.of(&finding, path) else {
            // What is off does not count, and an entry that accepts it is none the less of use.
            if let Some(standings) = &mut self.standings {
                standings.of(finding.fingerprint());
            }
            return;
        };
        finding.severity = severity;
        match &mut self.standings {
            Some(standings) => self.causes.add_with(finding, |fingerprint| standings.of(fingerprint)),
            None => self.causes.add(finding),
        }
    }

    /// All of them, and a finding for each entry that accepts none.
    pub fn finish(self) -> Causes {
        let Decided { severities, standings, mut causes } = self;
        for mut finding in standings.into_iter().flat_map(Standings::stale) {
            if let Some(severity) = severities.of(&finding, None) {
                finding.severity = severity;
                causes.add(finding);
            }
        }
        causes
    }
}
