//! What a baseline says of the findings of a run.

use super::{Baseline, Entry};
use crate::rules::baseline_stale;
use driftline_finding::{Day, Finding, Fingerprint, Standing};
use std::{collections::BTreeSet, sync::Arc};

impl Baseline {
    /// Gives each finding its standing, and adds a finding for each entry that matches none. `today` decides which
    /// entries have expired; the last day of an entry is still one of it.
    pub fn apply(&self, findings: Vec<Finding>, today: Day) -> Vec<Finding> {
        let mut matched: BTreeSet<Fingerprint> = BTreeSet::new();
        let mut judged: Vec<Finding> = Vec::with_capacity(findings.len());
        for finding in findings {
            let fingerprint = finding.fingerprint();
            let standing = self.get(fingerprint).map(|entry| entry.standing(today));
            if standing.is_some() {
                matched.insert(fingerprint);
            }
            judged.push(finding.standing(standing.unwrap_or_default()));
        }
        let stale = self.entries.iter().filter(|(fingerprint, _)| !matched.contains(fingerprint));
        judged.extend(stale.map(|(fingerprint, entry)| baseline_stale::finding(*fingerprint, entry)));
        judged
    }
}

impl Entry {
    fn standing(&self, today: Day) -> Standing {
        let acceptance = Arc::clone(&self.acceptance);
        if self.is_expired(today) { Standing::Expired(acceptance) } else { Standing::Accepted(acceptance) }
    }
}
