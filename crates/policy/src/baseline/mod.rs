//! Accepted findings.

mod apply;
mod file;
mod write;

pub(crate) use self::{apply::Standings, file::schema};

use driftline_finding::{Acceptance, Day, Finding, Fingerprint, Place, Pointer};
use std::{collections::BTreeMap, sync::Arc};

/// The findings that somebody accepted: one entry for each cause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<Fingerprint, Entry>,
}

/// One cause that somebody accepted. What identifies it is its fingerprint; rule, operation, field, message and count
/// are there for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The id of the rule.
    pub rule: String,
    /// The id of the operation concerned.
    pub operation: Option<String>,
    /// The field, with array indexes and map keys replaced by `*`.
    pub field: Option<Pointer>,
    /// What was the case when the entry was written.
    pub message: String,
    /// How often it was met then.
    pub count: u64,
    /// Who accepted it, why, until when, and where that is written.
    pub acceptance: Arc<Acceptance>,
}

/// What writing a baseline again did to its entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Entries that were not there.
    pub new: usize,
    /// Entries that were, with their reasons.
    pub kept: usize,
    /// Entries that matched nothing and are gone.
    pub gone: usize,
    /// Entries of those kept whose day has gone: their findings count.
    pub expired: usize,
}

impl Baseline {
    /// Accepts all of these findings, for no reason yet.
    pub fn of(findings: &[Finding]) -> Baseline {
        let mut baseline = Baseline::default();
        for finding in findings {
            baseline.accept(finding);
        }
        baseline
    }

    /// Accepts one more finding, for no reason yet where it is the first of its cause.
    pub fn accept(&mut self, finding: &Finding) {
        let entry = self.entries.entry(finding.fingerprint()).or_insert_with(|| Entry::of(finding));
        entry.count += 1;
        // The order in which findings come depends on files and threads; the least message does not.
        if finding.message < entry.message {
            entry.message.clone_from(&finding.message);
        }
    }

    /// These entries, with what people wrote into those of an earlier baseline that are still among them.
    #[must_use]
    pub fn keeping(mut self, earlier: &Baseline) -> Baseline {
        for (fingerprint, entry) in &mut self.entries {
            if let Some(known) = earlier.entries.get(fingerprint) {
                entry.acceptance = Arc::clone(&known.acceptance);
            }
        }
        self
    }

    /// What is other than in an earlier baseline.
    pub fn changes(&self, earlier: &Baseline, today: Day) -> Changes {
        let kept = || self.entries.iter().filter(|(fingerprint, _)| earlier.entries.contains_key(fingerprint));
        Changes {
            new: self.len() - kept().count(),
            kept: kept().count(),
            gone: earlier.len() - kept().count(),
            expired: kept().filter(|(_, entry)| entry.is_expired(today)).count(),
        }
    }

    /// The entry for findings of that fingerprint.
    pub fn get(&self, fingerprint: Fingerprint) -> Option<&Entry> {
        self.entries.get(&fingerprint)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries as they are written: by operation, those without one last, then by field and rule.
    fn in_order(&self) -> Vec<(Fingerprint, &Entry)> {
        let mut all: Vec<_> = self.entries.iter().map(|(fingerprint, entry)| (*fingerprint, entry)).collect();
        all.sort_by_key(|(fingerprint, entry)| {
            (entry.operation.is_none(), &entry.operation, &entry.field, &entry.rule, *fingerprint)
        });
        all
    }
}

impl Entry {
    /// An entry that has met nothing yet.
    fn of(finding: &Finding) -> Entry {
        let unsaid =
            Acceptance { reason: String::new(), owner: String::new(), until: None, place: Place::file(String::new()) };
        Entry {
            rule: finding.rule.id.to_string(),
            operation: finding.operation.as_deref().map(str::to_owned),
            field: finding.field.clone().or_else(|| finding.instance.clone()),
            message: finding.message.clone(),
            count: 0,
            acceptance: Arc::new(unsaid),
        }
    }

    /// Whether its last day has gone.
    pub fn is_expired(&self, today: Day) -> bool {
        self.acceptance.until.is_some_and(|until| until < today)
    }
}
