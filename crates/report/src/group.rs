//! Findings with one cause, together.

use driftline_finding::{Finding, Fingerprint};
use indexmap::IndexMap;

/// Findings of one operation (or of none).
pub(crate) struct OperationGroup<'f> {
    pub(crate) operation: Option<&'f str>,
    pub(crate) causes: Vec<Cause<'f>>,
}

/// Findings with one fingerprint, in their order.
pub(crate) struct Cause<'f> {
    pub(crate) first: &'f Finding,
    pub(crate) count: u64,
    /// Distinct messages besides the first one's.
    pub(crate) other_messages: usize,
}

/// Groups by operation and cause; the worst cause stands first, and findings without an operation last.
pub(crate) fn group(findings: &[Finding]) -> Vec<OperationGroup<'_>> {
    let mut operations: IndexMap<Option<&str>, IndexMap<Fingerprint, Vec<&Finding>>> = IndexMap::new();
    for finding in findings {
        let causes = operations.entry(finding.operation.as_deref()).or_default();
        causes.entry(finding.fingerprint()).or_default().push(finding);
    }
    let mut groups: Vec<OperationGroup<'_>> = operations
        .into_iter()
        .map(|(operation, causes)| {
            let mut causes: Vec<Cause<'_>> = causes.into_values().filter_map(|all| cause(&all)).collect();
            causes.sort_by_key(|cause| std::cmp::Reverse(cause.first.severity));
            OperationGroup { operation, causes }
        })
        .collect();
    groups.sort_by_key(|group| (group.operation.is_none(), group.operation));
    groups
}

fn cause<'f>(all: &[&'f Finding]) -> Option<Cause<'f>> {
    let first = *all.first()?;
    let mut messages: Vec<&str> = all.iter().map(|finding| finding.message.as_str()).collect();
    messages.sort_unstable();
    messages.dedup();
    Some(Cause { first, count: all.len() as u64, other_messages: messages.len() - 1 })
}
