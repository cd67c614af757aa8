//! What traffic shows against the contract, counted.

use super::profile::{MOST_NAMES, Profile};
use crate::Tally;
use driftline_finding::{Place, Pointer, RuleId};
use serde_json::{Number, Value};
use std::collections::BTreeMap;

/// More values than these are no list.
const MOST_VALUES: usize = 100;

/// What the document would have to say so that the traffic conforms, of one part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    /// Of a schema: other types.
    Type,
    /// Of a schema that refers to another: null beside it.
    Null,
    /// Of a schema: a property.
    Property(String),
    /// Of a schema: a map, for the names are secret.
    Keys,
    /// Of a schema: properties, whatever they are called. They become a map where there are too many names.
    Properties,
    /// Of a schema: more listed values.
    Values,
    /// Of a schema: a property need not be there.
    Optional(String),
    /// Of a schema: a bound, by its keyword.
    Bound(String),
    /// Of a schema: the format of an integer has no room.
    Overflow,
    /// Of a schema: this keyword refuses values.
    Without(String),
    /// Of a schema that allows nothing.
    Allowed,
    /// Of a schema: one more alternative in the list of this keyword.
    Alternative(String),
    /// Of a schema: more than one alternative may fit.
    Either,
    /// Of responses: a status, with the media type of the body if there is one.
    Status(u16, Option<String>),
    /// Of the content of a body: a media type.
    Media(String),
    /// Of a response: a body of this media type.
    Body(String),
    /// Of an operation: a body of its request, of this media type.
    Request(String),
    /// Of an operation: a parameter, by where it travels and its name.
    Parameter(&'static str, String),
    /// Of a parameter, a header or the body of a request, which is called so: it need not be there.
    NotRequired(String),
}

/// What speaks for a change. Merging is associative and commutative.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    /// In how many halves of exchanges it was seen, by operation and half.
    pub(super) seen: BTreeMap<HalfKey, u64>,
    pub(super) first: Place,
    pub(super) profile: Profile,
    /// The values, by their JSON text.
    pub(super) values: BTreeMap<String, Value>,
    /// There are more values than a list holds, or more names than are told apart.
    pub(super) too_many: bool,
    /// A value is a secret and was not kept.
    pub(super) secret: bool,
    /// The least and the greatest number, length or count.
    pub(super) range: Option<(Number, Number)>,
}

/// The requests or responses of an operation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct HalfKey {
    pub(super) operation: String,
    /// `requests` or `responses`.
    pub(super) half: &'static str,
}

/// What traffic shows against the contract. It can be gathered in parts and merged in any order.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    pub(super) facts: BTreeMap<(Pointer, Change), Evidence>,
    /// How many there were of each half.
    pub(super) halves: BTreeMap<HalfKey, u64>,
    /// How many findings there were, by rule.
    pub(super) findings: BTreeMap<RuleId, u64>,
    pub(super) tally: Tally,
}

impl Observed {
    /// What two runs observed, as of one.
    pub fn merge(&mut self, other: Observed) {
        for (key, evidence) in other.facts {
            self.add(key, evidence);
        }
        for (half, count) in other.halves {
            *self.halves.entry(half).or_default() += count;
        }
        for (rule, count) in other.findings {
            *self.findings.entry(rule).or_default() += count;
        }
        self.tally = self.tally.merge(other.tally);
    }

    /// What became of the exchanges.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// How many findings the exchanges gave, by the ids of rules.
    pub fn findings(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        self.findings.iter().map(|(rule, count)| (rule.as_str(), *count))
    }

    /// Counts one record that is no exchange, by the rule that it breaks.
    pub fn unreadable(&mut self, rule: RuleId) {
        self.tally.unreadable();
        self.count(rule);
    }

    pub(super) fn count(&mut self, rule: RuleId) {
        *self.findings.entry(rule).or_default() += 1;
    }

    pub(super) fn add(&mut self, key: (Pointer, Change), evidence: Evidence) {
        let at = matches!(key.1, Change::Property(_) | Change::Properties).then(|| key.0.clone());
        match self.facts.get_mut(&key) {
            Some(known) => known.merge(evidence),
            None => drop(self.facts.insert(key, evidence)),
        }
        if let Some(at) = at {
            self.settle(at);
        }
    }

    /// Forgets the properties of the schema at `at` once they are too many to be told apart, in whatever order they came.
    fn settle(&mut self, at: Pointer) {
        let names = (at.clone(), Change::Property(String::new()))..(at.clone(), Change::Keys);
        let is_over = self.facts.range(names.clone()).nth(MOST_NAMES).is_some();
        let Some(all) = self.facts.get_mut(&(at, Change::Properties)) else { return };
        all.too_many |= is_over;
        if all.too_many {
            let forgotten: Vec<_> = self.facts.range(names).map(|(key, _)| key.clone()).collect();
            for key in &forgotten {
                self.facts.remove(key);
            }
        }
    }
}

impl Evidence {
    pub(super) fn at(place: Place) -> Evidence {
        Evidence {
            seen: BTreeMap::new(),
            first: place,
            profile: Profile::default(),
            values: BTreeMap::new(),
            too_many: false,
            secret: false,
            range: None,
        }
    }

    pub(super) fn merge(&mut self, other: Evidence) {
        for (half, count) in other.seen {
            *self.seen.entry(half).or_default() += count;
        }
        if order(&other.first) < order(&self.first) {
            self.first = other.first;
        }
        self.profile.merge(other.profile);
        self.values.extend(other.values);
        self.secret |= other.secret;
        self.too_many |= other.too_many || self.values.len() > MOST_VALUES;
        if self.too_many {
            self.values.clear();
        }
        if let Some((low, high)) = other.range {
            self.widen(low);
            self.widen(high);
        }
    }

    pub(super) fn widen(&mut self, number: Number) {
        self.range = Some(match self.range.take() {
            None => (number.clone(), number),
            Some((low, high)) if is_less(&number, &low) => (number, high),
            Some((low, high)) if is_less(&high, &number) => (low, number),
            Some(known) => known,
        });
    }
}

fn order(place: &Place) -> (&str, Option<driftline_finding::Position>) {
    (&*place.file, place.position)
}

fn is_less(left: &Number, right: &Number) -> bool {
    match (left.as_i128(), right.as_i128()) {
        (Some(left), Some(right)) => left < right,
        _ => left.as_f64() < right.as_f64(),
    }
}
