//! Causes by operation.

use driftline_finding::Cause;
use indexmap::IndexMap;

/// Causes of one operation (or of none).
pub(crate) struct OperationGroup<'r> {
    pub(crate) operation: Option<&'r str>,
    pub(crate) causes: Vec<&'r Cause>,
}

/// Groups by operation; the worst cause stands first, accepted ones last, and so do causes without an operation.
pub(crate) fn group(causes: &[Cause]) -> Vec<OperationGroup<'_>> {
    let mut operations: IndexMap<Option<&str>, Vec<&Cause>> = IndexMap::new();
    for cause in causes {
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
pub(crate) fn worst_first(causes: &mut [&Cause]) {
    causes.sort_by_key(|cause| (cause.is_accepted(), std::cmp::Reverse(cause.severity)));
}
