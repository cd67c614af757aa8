//! What a baseline says of the findings of a run.

use super::{Baseline, Entry};
use crate::rules::baseline_stale;
use driftline_finding::{Day, Finding, Fingerprint, Standing};
use std::{collections::BTreeSet, sync::Arc};

/// What a baseline says of fingerprints, and which of its entries were asked for.
#[derive(Debug)]
pub(crate) struct Standings<'b> {
    baseline: &'b Baseline,
    today: Day,
    matched: BTreeSet<Fingerprint>,
}

impl Baseline {
    /// Gives each finding its standing, and adds a finding for each entry that matches none. `today` decides which
    /// entries have expired; the last day of an entry is still one of it.
    pub fn apply(&self, findings: Vec<Finding>, today: Day) -> Vec<Finding> {
        let mut standings = self.standings(today);
        let judged = findings.into_iter().map(|finding| {
            let standing = standings.of(finding.fingerprint());
            finding.standing(standing)
        });
        let mut judged: Vec<Finding> = judged.collect();
        judged.extend(standings.stale());
        judged
    }

    pub(crate) fn standings(&self, today: Day) -> Standings<'_> {
        Standings { baseline: self, today, matched: BTreeSet::new() }
    }
}

impl<'b> Standings<'b> {
    /// The standing of findings with that fingerprint.
    pub(crate) fn of(&mut self, fingerprint: Fingerprint) -> Standing {
        let Some(entry) = self.baseline.get(fingerprint) else { return Standing::New };
        self.matched.insert(fingerprint);
        entry.standing(self.today)
    }

    /// A finding for each entry that was not asked for.
    pub(crate) fn stale(self) -> impl Iterator<Item = Finding> + 'b {
        let Standings { baseline, matched, .. } = self;
        let stale = baseline.entries.iter().filter(move |(fingerprint, _)| !matched.contains(fingerprint));
        stale.map(|(fingerprint, entry)| baseline_stale::finding(*fingerprint, entry))
    }
}

impl Entry {
    fn standing(&self, today: Day) -> Standing {
        let acceptance = Arc::clone(&self.acceptance);
        if self.is_expired(today) { Standing::Expired(acceptance) } else { Standing::Accepted(acceptance) }
    }
}
