//! What is wrong with a page that was read: a step behind the reading, which changes nothing of what was read.
//!
//! The reader reports what it cannot read; here a page is held against itself: its examples against its tables, its
//! links against its captions, its parameters against its URI. One file a subject.

mod bound;
mod calls;
mod examples;
mod judge;
mod links;
mod objects;
mod parameters;
mod statuses;

use crate::{
    page::{Page, Row, Table},
    read::{Call, Classified, Example, Piece},
};
use driftline_contract::{ComponentId, Operation, Schema};
use driftline_finding::{Finding, Provenance};
use indexmap::IndexMap;

/// A page and what was read from it.
pub(crate) struct Subject<'r> {
    pub(crate) page: &'r Page,
    pub(crate) pieces: &'r [Piece<'r>],
    pub(crate) tables: &'r [Classified<'r>],
    pub(crate) calls: &'r [Call],
    /// The operation; where the page has several versions of its call, the first.
    pub(crate) operation: &'r Operation,
    pub(crate) components: &'r IndexMap<ComponentId, Schema>,
    pub(crate) examples: &'r [Example<'r>],
}

/// A finding before it has its place.
pub(crate) struct Remark {
    pub(crate) finding: Finding,
    /// What is contradicted, or where the defect stands.
    pub(crate) from: Provenance,
    /// The line of the defect in the HTML, where it is not the one of `from`.
    pub(crate) line: Option<u32>,
}

impl Remark {
    /// A remark about what stands at `from`.
    fn new(finding: Finding, from: Provenance) -> Remark {
        Remark { finding, from, line: None }
    }
}

/// Everything that is wrong with a page, subject by subject.
pub(crate) fn review(subject: &Subject<'_>) -> Vec<Remark> {
    let checks: &[fn(&Subject<'_>, &mut Vec<Remark>)] =
        &[parameters::check, links::check, objects::check, statuses::check, calls::check, examples::check];
    let mut remarks = Vec::new();
    for check in checks {
        check(subject, &mut remarks);
    }
    remarks
}

/// What tells a table or row of a page from the others, also where the whole page stands on one line.
pub(crate) type Spot<'p> = (Option<&'p str>, Option<&'p str>, Option<&'p str>, Option<u32>, Option<u32>);

/// What tells apart what stands at `from`.
pub(crate) fn spot(from: &Provenance) -> Spot<'_> {
    (from.anchor.as_deref(), from.table.as_deref(), from.caption.as_deref(), from.line, from.row)
}

/// The place of a row, as a provenance of it would give it.
fn row_spot<'p>(table: &'p Table, row: &Row) -> Spot<'p> {
    let caption = Some(table.caption.as_str()).filter(|caption| !caption.is_empty());
    let anchor = table.anchors.first().map(String::as_str);
    (anchor, table.number.as_deref(), caption, Some(row.line), Some(row.number))
}

impl Subject<'_> {
    fn table_provenance(&self, table: &Table) -> Provenance {
        table.provenance(&self.page.name)
    }

    /// The place of a row, with the name in it.
    fn row_provenance(&self, table: &Table, row: &Row, name: &str) -> Provenance {
        let cells = (!name.is_empty()).then(|| name.to_owned());
        Provenance { row: Some(row.number), line: Some(row.line), cells, ..self.table_provenance(table) }
    }
}
