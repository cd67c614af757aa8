//! Findings with one cause, together.

use driftline_finding::{Family, Finding, Fingerprint, Severity};
use indexmap::IndexMap;
use std::collections::HashMap;

/// Findings of one operation (or of none).
pub(crate) struct OperationGroup<'f> {
    pub(crate) operation: Option<&'f str>,
    pub(crate) causes: Vec<Cause<'f>>,
}

/// Findings with one fingerprint, in their order.
pub(crate) struct Cause<'f> {
    pub(crate) first: &'f Finding,
    pub(crate) fingerprint: Fingerprint,
    /// The worst of all: one rule can matter more at one place than at another.
    pub(crate) severity: Severity,
    /// All of them, the first one, too.
    pub(crate) all: Vec<&'f Finding>,
    /// Distinct messages besides the first one's.
    pub(crate) other_messages: Vec<&'f str>,
}

impl Cause<'_> {
    pub(crate) fn count(&self) -> u64 {
        self.all.len() as u64
    }

    /// Whether somebody accepted it: it does not count.
    pub(crate) fn is_accepted(&self) -> bool {
        self.first.standing.is_accepted()
    }
}

/// The causes, in the order of their first findings.
pub(crate) fn causes(findings: &[Finding]) -> Vec<Cause<'_>> {
    let mut causes: IndexMap<Fingerprint, Vec<&Finding>> = IndexMap::new();
    // A fingerprint is a hash that costs much, and most findings of a long run share one with another.
    let mut known: HashMap<_, Fingerprint> = HashMap::new();
    for finding in findings {
        let is_of_field = finding.contract.is_some() && finding.field.is_some() && finding.rule.family != Family::Page;
        let fingerprint = if is_of_field {
            let told = (finding.rule.id, &finding.operation, &finding.contract, &finding.field);
            *known.entry(told).or_insert_with(|| finding.fingerprint())
        } else {
            finding.fingerprint()
        };
        causes.entry(fingerprint).or_default().push(finding);
    }
    causes.into_iter().filter_map(|(fingerprint, all)| cause(fingerprint, all)).collect()
}

/// Groups by operation and cause; the worst cause stands first, accepted ones last, and so do findings without an operation.
pub(crate) fn group(findings: &[Finding]) -> Vec<OperationGroup<'_>> {
    let mut operations: IndexMap<Option<&str>, Vec<Cause<'_>>> = IndexMap::new();
    for cause in causes(findings) {
        operations.entry(cause.first.operation.as_deref()).or_default().push(cause);
    }
    let mut groups: Vec<OperationGroup<'_>> = operations
        .into_iter()
        .map(|(operation, mut causes)| {
            worst_first(&mut causes);
            OperationGroup { operation, causes }
        })
        .collect();
    groups.sort_by_key(|group| (group.operation.is_none(), group.operation));
    groups
}

/// Puts the worst causes first and accepted ones last; those of one severity keep their order.
pub(crate) fn worst_first(causes: &mut [Cause<'_>]) {
    causes.sort_by_key(|cause| (cause.is_accepted(), std::cmp::Reverse(cause.severity)));
}

fn cause(fingerprint: Fingerprint, all: Vec<&Finding>) -> Option<Cause<'_>> {
    let first = *all.first()?;
    let severity = all.iter().map(|finding| finding.severity).max()?;
    let mut other_messages: Vec<&str> = all.iter().map(|finding| finding.message.as_str()).collect();
    other_messages.sort_unstable();
    other_messages.dedup();
    other_messages.retain(|message| *message != first.message);
    Some(Cause { first, fingerprint, severity, all, other_messages })
}
