//! Statuses that an example has and no table names.

use super::{Remark, Subject};
use crate::{
    read::{Example, ExampleSide},
    rules,
};
use driftline_contract::{Response, Status};
use driftline_finding::Provenance;
use std::collections::BTreeSet;

/// Where a page documents statuses, those of its examples must be among them.
pub(super) fn check(subject: &Subject<'_>, remarks: &mut Vec<Remark>) {
    let responses = &subject.operation.responses;
    // A page whose tables name no status documents none.
    if !responses.values().any(|response| response.provenance.is_some()) {
        return;
    }
    let mut known = BTreeSet::new();
    for example in subject.examples {
        // An example of a failure without its number names no status.
        let ExampleSide::Response(Some(status @ Status::Exact(_))) = example.side else { continue };
        let is_shown_only = responses.get(&status).is_some_and(|response| !is_documented(response));
        if is_shown_only && known.insert(status) {
            let cells = Some(status.to_string());
            let section = subject.page.heading_of_code(example.code).map(str::to_owned);
            let from = Provenance { section, cells, ..Provenance::page(&subject.page.name) };
            let line = Some(Example::line(example, 0));
            remarks.push(Remark { finding: rules::example_status_undocumented::finding(status), from, line });
        }
    }
}

/// Whether a table tells of the response: one of statuses, or one of its body or headers.
fn is_documented(response: &Response) -> bool {
    let has_schema = response.content.values().any(|media| media.schema.is_some());
    response.provenance.is_some() || has_schema || !response.headers.is_empty()
}
