//! What a bound left out of the causes: counted, and not kept.

use crate::{Finding, FindingCount, Fingerprint, Rule, RuleId};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// So many causes that are left out are told apart.
const TOLD_APART: usize = 100_000;

/// The findings whose causes are not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    rules: BTreeMap<RuleId, LeftOutRule>,
    causes: BTreeSet<Fingerprint>,
    more: bool,
    /// A contract describes so many and no more.
    operations: BTreeSet<Arc<str>>,
}

/// Those of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutRule {
    /// The rule.
    pub rule: &'static Rule,
    /// How many findings there are.
    pub count: FindingCount,
    /// How many causes they have; where [`LeftOut::has_more_causes`], at least so many.
    pub causes: u64,
}

impl LeftOut {
    pub(super) fn add(&mut self, finding: &Finding, fingerprint: Fingerprint) {
        let rule = finding.rule;
        let of_rule =
            self.rules.entry(rule.id).or_insert(LeftOutRule { rule, count: FindingCount::default(), causes: 0 });
        of_rule.count.add(finding);
        if let Some(operation) = finding.operation.as_ref().filter(|id| !self.operations.contains(*id)) {
            self.operations.insert(Arc::clone(operation));
        }
        if self.causes.len() < TOLD_APART {
            of_rule.causes += u64::from(self.causes.insert(fingerprint));
        } else {
            self.more |= !self.causes.contains(&fingerprint);
        }
    }

    /// What is left out of each rule, by its id.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = &LeftOutRule> {
        self.rules.values()
    }

    /// Whether a finding about that operation is left out.
    pub fn has_operation(&self, id: &str) -> bool {
        self.operations.contains(id)
    }

    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// How many findings are left out.
    pub fn count(&self) -> FindingCount {
        self.rules.values().fold(FindingCount::default(), |all, rule| all.merge(rule.count))
    }

    /// How many causes are left out; where [`LeftOut::has_more_causes`], at least so many.
    pub fn causes(&self) -> u64 {
        self.causes.len() as u64
    }

    /// Whether there are more causes than are told apart.
    pub fn has_more_causes(&self) -> bool {
        self.more
    }
}
