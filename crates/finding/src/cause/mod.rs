//! Findings with one cause: what is kept of them, however many there are.

mod causes;
mod few;
mod left_out;

pub use self::{
    causes::Causes,
    left_out::{LeftOut, LeftOutRule},
};

use crate::{Finding, FindingCount, Fingerprint, Place, Pointer, Severity};
use few::Few;
use std::sync::Arc;

/// How many places of one cause are kept.
const PLACES: usize = 10;
/// How many distinct messages of one cause are kept, and how many distinct values.
const DISTINCT: usize = 6;

/// The findings with one fingerprint: the first of them, how many there are, and where and with what values they were met.
///
/// How much of them is kept does not depend on their number, and what is kept not on their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The first one, by place.
    pub first: Finding,
    /// What they have in common.
    pub fingerprint: Fingerprint,
    /// The worst of all: one rule can matter more at one place than at another.
    pub severity: Severity,
    count: FindingCount,
    places: Vec<Arc<Spot>>,
    last: Arc<Spot>,
    messages: Few,
    values: Few,
}

/// Where one finding of a cause was met.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// In which file, and where in it.
    pub place: Option<Place>,
    /// The wrong value: a pointer into the body.
    pub instance: Option<Pointer>,
}

impl Spot {
    fn of(finding: &Finding) -> Spot {
        Spot { place: finding.place.clone(), instance: finding.instance.clone() }
    }

    fn take(finding: &mut Finding) -> Spot {
        Spot { place: finding.place.take(), instance: finding.instance.take() }
    }
}

impl Cause {
    /// The cause of one finding.
    pub(crate) fn of(finding: Finding, fingerprint: Fingerprint) -> Cause {
        let spot = Arc::new(Spot::of(&finding));
        let mut cause = Cause {
            fingerprint,
            severity: finding.severity,
            count: FindingCount::default(),
            places: Vec::new(),
            last: spot,
            messages: Few::default(),
            values: Few::default(),
            first: finding.clone(),
        };
        cause.add(finding);
        cause
    }

    /// One more finding of that fingerprint.
    pub(crate) fn add(&mut self, mut finding: Finding) {
        finding.standing = self.first.standing.clone();
        self.count.add(&finding);
        self.severity = self.severity.max(finding.severity);
        let is_first = finding.order(&self.first).is_lt();
        let spot = Arc::new(if is_first { Spot::of(&finding) } else { Spot::take(&mut finding) });
        self.messages.add(&spot, &finding.message, DISTINCT);
        if let Some(value) = &finding.value {
            self.values.add(&spot, value, DISTINCT);
        }
        keep(&mut self.places, &spot);
        if is_first {
            self.first = finding;
        }
        if spot > self.last {
            self.last = spot;
        }
    }

    /// How many findings there are.
    pub fn count(&self) -> u64 {
        self.count.all()
    }

    /// How many there are of each severity.
    pub fn counts(&self) -> FindingCount {
        self.count
    }

    /// Where they were met: the first few places, in their order.
    pub fn places(&self) -> impl ExactSizeIterator<Item = &Spot> {
        self.places.iter().map(|spot| &**spot)
    }

    /// How many places are not among those.
    pub fn places_left_out(&self) -> u64 {
        self.count().saturating_sub(self.places.len() as u64)
    }

    /// The last place, where there is more than one.
    pub fn last(&self) -> Option<&Spot> {
        (self.count() > 1).then_some(&*self.last)
    }

    /// The first few distinct messages besides that of the first finding, in the order in which they were met.
    pub fn other_messages(&self) -> impl Iterator<Item = &str> {
        self.messages.iter().filter(|message| *message != self.first.message)
    }

    /// Whether there are other messages than those.
    pub fn has_more_messages(&self) -> bool {
        self.messages.has_more()
    }

    /// The first few distinct values that were met, in their order, as they may be shown.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.values.iter()
    }

    /// Whether there are other values than those.
    pub fn has_more_values(&self) -> bool {
        self.values.has_more()
    }

    /// Whether somebody accepted it: it does not count.
    pub fn is_accepted(&self) -> bool {
        self.first.standing.is_accepted()
    }
}

/// Keeps a spot where it is among the first ones.
fn keep(places: &mut Vec<Arc<Spot>>, spot: &Arc<Spot>) {
    if places.len() == PLACES && places.last().is_some_and(|last| last <= spot) {
        return;
    }
    places.insert(places.partition_point(|known| known <= spot), Arc::clone(spot));
    places.truncate(PLACES);
}
