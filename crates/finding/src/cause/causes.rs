//! Findings put together by cause while they are met.

use super::{Cause, LeftOut};
use crate::{Family, Finding, Fingerprint, Pointer, RuleId, Standing};
use foldhash::fast::FixedState;
use std::{collections::HashMap, hash::BuildHasher};

/// Findings by cause. Memory depends on the number of causes, and not on that of the findings.
///
/// ```
/// use driftline_finding::{Causes, Family, Finding, Pointer, Rule, RuleId, Severity};
/// static RULE: Rule = Rule {
///     id: RuleId::new("type-mismatch"), family: Family::Exchange, default: Severity::Error,
///     summary: "a value has another type", rationale: "", remedy: "", triggers: "", passes: "",
/// };
/// let at = |name: &str| Finding::new(&RULE, "expected boolean").instance(Pointer::ROOT.key(name));
/// let mut causes = Causes::at_most(1);
/// [at("a"), at("a"), at("b")].into_iter().for_each(|finding| causes.add(finding));
/// let (kept, left_out) = causes.finish();
/// assert_eq!((kept.len(), kept[0].count(), left_out.causes()), (1, 2, 1));
/// ```
#[derive(Clone, Debug)]
pub struct Causes {
    most: usize,
    kept: Vec<Cause>,
    left_out: LeftOut,
    /// Which of those that are kept has a fingerprint.
    by_fingerprint: HashMap<Fingerprint, usize>,
    /// The same by a cheap hash of what a fingerprint is made of: it is a hash that costs much, and most findings of a long
    /// run share one with another.
    by_hash: HashMap<u64, usize, FixedState>,
}

impl Default for Causes {
    fn default() -> Causes {
        Causes::at_most(usize::MAX)
    }
}

impl Causes {
    /// Keeps that many causes, those that are met first, and counts the findings of others.
    pub fn at_most(most: usize) -> Causes {
        let (by_fingerprint, by_hash) = (HashMap::new(), HashMap::default());
        Causes { most, kept: Vec::new(), left_out: LeftOut::default(), by_fingerprint, by_hash }
    }

    /// One more finding.
    pub fn add(&mut self, finding: Finding) {
        let standing = finding.standing.clone();
        self.add_with(finding, |_| standing);
    }

    /// One more finding. `standing` says whether somebody has accepted a cause; it is asked once for each that is kept.
    pub fn add_with(&mut self, mut finding: Finding, standing: impl FnOnce(Fingerprint) -> Standing) {
        let hash = hash(&finding);
        let known = hash.and_then(|hash| self.by_hash.get(&hash)).and_then(|at| self.kept.get_mut(*at));
        if let Some(cause) = known.filter(|cause| told(&cause.first) == told(&finding)) {
            return cause.add(finding);
        }
        let fingerprint = finding.fingerprint();
        if let Some(cause) = self.by_fingerprint.get(&fingerprint).and_then(|at| self.kept.get_mut(*at)) {
            return cause.add(finding);
        }
        finding.standing = standing(fingerprint);
        let at = self.kept.len();
        if at >= self.most {
            return self.left_out.add(&finding, fingerprint);
        }
        self.by_fingerprint.insert(fingerprint, at);
        if let Some(hash) = hash {
            self.by_hash.insert(hash, at);
        }
        self.kept.push(Cause::of(finding, fingerprint));
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty() && self.left_out.is_empty()
    }

    /// The causes in the order of their first findings, and what was left out.
    pub fn finish(mut self) -> (Vec<Cause>, LeftOut) {
        // No two are equal: what they are about differs.
        self.kept.sort_unstable_by(|one, other| one.first.order(&other.first));
        (self.kept, self.left_out)
    }
}

/// What the fingerprint of a finding about a field is made of.
fn told(finding: &Finding) -> (RuleId, Option<&str>, Option<&Pointer>, Option<&Pointer>) {
    (finding.rule.id, finding.operation.as_deref(), finding.contract.as_ref(), finding.field.as_ref())
}

/// A hash of it; `None` where more belongs to the fingerprint.
fn hash(finding: &Finding) -> Option<u64> {
    let is_of_field = finding.contract.is_some() && finding.field.is_some() && finding.rule.family != Family::Page;
    is_of_field.then(|| FixedState::default().hash_one(told(finding)))
}
