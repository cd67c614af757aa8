//! What became of corrections.

use super::{Change, Correction, Corrections, RowHash};
use crate::{read::PageReading, rules};
use driftline_finding::{Finding, Provenance};
use std::collections::{BTreeMap, BTreeSet};

/// What became of all corrections: given = applied + doubtful + unread.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// The corrections that do not fit, each at its place in its file.
    pub findings: Vec<Finding>,
    /// How many did what they say.
    pub applied: usize,
    /// How many have findings.
    pub doubtful: usize,
    /// How many are for pages none of which was read. That is no finding: somebody may read a part of a service.
    pub unread: usize,
}

/// What a correction met at a row of a page.
#[derive(Clone, Debug)]
pub(crate) struct Met {
    /// The number of the correction.
    pub(crate) correction: usize,
    pub(crate) outcome: Outcome,
}

#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    /// The row is the one that is meant: for each change, whether it changed anything.
    Applied(Vec<bool>),
    /// The row bears the name, and its texts are others; `row` says it for a person.
    OtherRow { hash: RowHash, row: String },
    /// Another correction says something else about the row.
    Contradicted { by: usize },
}

pub(super) fn review(corrections: &Corrections, readings: &[PageReading]) -> Review {
    let mut review = Review::default();
    let mut by_page: BTreeMap<&str, Vec<&PageReading>> = BTreeMap::new();
    for reading in readings {
        by_page.entry(&reading.page).or_default().push(reading);
    }
    for (number, correction) in corrections.all.iter().enumerate() {
        let pages = &correction.target.pages;
        let judged: Vec<Judged> = if pages.is_empty() {
            vec![Judged::new(corrections, number, None, readings)]
        } else {
            // Two pages in different folders may bear one name; then one of them may be meant.
            let read = pages.iter().filter_map(|name| by_page.get_key_value(name.as_str()));
            read.map(|(name, same)| Judged::new(corrections, number, Some(name), same.iter().copied())).collect()
        };
        let fits = |judged: &Judged| matches!(judged.fit(), Fit::Whole);
        let count = match judged.as_slice() {
            [] => &mut review.unread,
            all if all.iter().all(fits) => &mut review.applied,
            _ => &mut review.doubtful,
        };
        *count += 1;
        let is_there = !pages.is_empty() || is_there(correction, readings);
        review.findings.extend(judged.iter().filter_map(|judged| judged.finding(is_there)));
    }
    review
}

/// Whether some page has the operation and the component that are meant.
fn is_there(correction: &Correction, readings: &[PageReading]) -> bool {
    let target = &correction.target;
    readings.iter().any(|reading| {
        let has_operation = |id: &String| reading.operations.iter().any(|operation| operation.id == *id);
        target.operation.as_ref().is_none_or(has_operation)
            && target.component.as_ref().is_none_or(|id| reading.components.iter().any(|(known, _)| known == id))
    })
}

/// How a correction fits the rows that it met.
enum Fit<'r> {
    /// It did all that it says.
    Whole,
    /// Of its changes, those of these keys changed nothing.
    Idle(Vec<&'static str>),
    /// Another one says something else.
    Contradicted(&'r Correction),
    /// Only rows of the name with other texts were met.
    Other(Vec<(&'r RowHash, &'r str)>),
    /// No row of the name was met.
    Nowhere,
}

/// A correction and what it met on the pages of one name, or on all pages.
struct Judged<'r> {
    correction: &'r Correction,
    page: Option<&'r str>,
    /// What others said about the same rows, with their numbers.
    against: Option<&'r Correction>,
    /// For each change, whether it changed anything anywhere; `None` where no row was the one that is meant.
    changed: Option<Vec<bool>>,
    /// The rows of the name whose texts are others.
    others: BTreeSet<(&'r RowHash, &'r str)>,
}

impl<'r> Judged<'r> {
    fn new(
        corrections: &'r Corrections,
        number: usize,
        page: Option<&'r str>,
        readings: impl IntoIterator<Item = &'r PageReading>,
    ) -> Judged<'r> {
        let correction = &corrections.all[number];
        let mut judged = Judged { correction, page, against: None, changed: None, others: BTreeSet::new() };
        let met = readings.into_iter().flat_map(|reading| &reading.met).filter(|met| met.correction == number);
        for met in met {
            match &met.outcome {
                Outcome::Applied(changes) => {
                    let known = judged.changed.get_or_insert_with(|| vec![false; changes.len()]);
                    known.iter_mut().zip(changes).for_each(|(known, changed)| *known |= changed);
                }
                Outcome::OtherRow { hash, row } => {
                    judged.others.insert((hash, row));
                }
                Outcome::Contradicted { by } => judged.against = corrections.all.get(*by),
            }
        }
        judged
    }

    fn fit(&self) -> Fit<'r> {
        if let Some(other) = self.against {
            return Fit::Contradicted(other);
        }
        let Some(changed) = &self.changed else {
            let others: Vec<_> = self.others.iter().copied().collect();
            return if others.is_empty() { Fit::Nowhere } else { Fit::Other(others) };
        };
        let idle = self.correction.changes.iter().zip(changed).filter(|(_, changed)| !**changed);
        let idle: Vec<_> = idle.map(|(change, _)| change.key()).collect();
        if idle.is_empty() { Fit::Whole } else { Fit::Idle(idle) }
    }

    /// What is to be said about the correction, if anything. Of two that contradict each other the second tells.
    fn finding(&self, is_there: bool) -> Option<Finding> {
        let correction = self.correction;
        let (target, on) = (&correction.target, self.page);
        let finding = match self.fit() {
            Fit::Whole => return None,
            Fit::Contradicted(other) if other.place > correction.place => return None,
            Fit::Contradicted(other) => rules::correction_conflict::finding(target, &other.place),
            Fit::Idle(keys) => rules::correction_stale::idle(target, on, &keys),
            Fit::Other(rows) if correction.row.is_none() => rules::correction_stale::unpinned(target, on, &rows),
            Fit::Other(rows) => rules::correction_stale::changed(target, on, &rows),
            Fit::Nowhere if is_there => rules::correction_stale::gone(target, on),
            Fit::Nowhere => rules::correction_stale::absent(target),
        };
        let keys: Vec<&str> = correction.changes.iter().map(Change::key).collect();
        let from = Provenance {
            cells: Some(format!("{target}: {}", keys.join(", "))),
            ..Provenance::page(on.unwrap_or(&correction.place.file))
        };
        Some(finding.place(correction.place.clone()).provenance(from))
    }
}
