//! Tables of fields that no section of their page places: of a page without a call, as an appendix of data
//! structures, or of a section about something else. A link makes them part of the contract.

use super::{PageReader, columns::Columns, heading::names_common_headers, links::LinkTarget, tables::Classified};
use crate::ledger::{Ledger, RowCount};
use driftline_contract::{ComponentId, Schema};
use driftline_finding::Finding;

/// A table that is a component if something refers to it. Until then its rows count as reported.
#[derive(Clone, Debug)]
pub struct SpareTable {
    /// The name of the component.
    pub id: ComponentId,
    /// What its rows describe.
    pub schema: Schema,
    /// Whether these are the headers that any request may carry.
    pub common_headers: bool,
    /// What becomes of its rows if the table is a component.
    pub rows: RowCount,
    /// What is unclear in them in that case.
    pub findings: Vec<Finding>,
    /// The finding of the reading that then falls: that the table was not placed.
    pub not_placed: Option<Finding>,
}

impl SpareTable {
    /// Whether a table, which no section places, could be a component.
    pub(super) fn is_one(table: &Classified<'_>) -> bool {
        !table.table.rows.is_empty() && Columns::of(table.table).describe_parameters()
    }
}

impl PageReader<'_> {
    /// Reads tables into components that nothing holds yet.
    pub(super) fn read_spare(&mut self, tables: Vec<(ComponentId, &Classified<'_>)>) {
        let ledger = std::mem::replace(&mut self.ledger, Ledger::new(self.page.row_count));
        let findings = std::mem::take(&mut self.findings);
        for (id, Classified { table, anchors, section, title, .. }) in tables {
            self.section = *section;
            self.add_anchors(table.all_anchors().chain(*anchors), &LinkTarget::Component(id.clone()));
            self.component = Some(id.clone());
            let fields = self.field_rows(table);
            self.component = None;
            let schema = self.object(&fields, self.table_provenance(table));
            let rows = self.ledger.count_of(table.rows.iter().map(|row| row.id));
            let findings = std::mem::take(&mut self.findings);
            self.spare_rows.extend(table.rows.first().map(|row| (row.id, self.spare.len())));
            let common_headers = self.operations.is_empty() && names_common_headers(title);
            self.spare.push(SpareTable { id, schema, common_headers, rows, findings, not_placed: None });
        }
        self.ledger = ledger;
        self.findings = findings;
    }
}
