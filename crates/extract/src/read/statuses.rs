//! Status tables.

use super::{
    PageReader,
    columns::{Columns, cell},
};
use crate::{page::Table, rules};
use driftline_contract::{Response, Status};

impl PageReader<'_> {
    /// The statuses of a table with their descriptions.
    pub(super) fn statuses(&mut self, table: &Table) -> Vec<(Status, Response)> {
        let columns = Columns::of(table);
        let mut found: Vec<(Status, Response)> = Vec::new();
        for row in &table.rows {
            let text = cell(row, columns.status).map(super::super::page::Cell::plain).unwrap_or_default();
            let first = text.split_whitespace().next().unwrap_or_default();
            let Ok(status) = first.parse::<Status>() else {
                self.report_row(rules::status_unreadable::finding(&text), table, row);
                continue;
            };
            if found.iter().any(|(known, _)| *known == status) {
                self.report_row(rules::status_duplicate::finding(status), table, row);
                continue;
            }
            let rest = text[first.len()..].trim();
            let described =
                cell(row, columns.description).map(super::super::page::Cell::plain).filter(|text| !text.is_empty());
            let description = described.unwrap_or_else(|| if rest.is_empty() { first } else { rest }.to_owned());
            let mut provenance = self.row_provenance(table, row);
            provenance.cells = Some(text.clone());
            let response = Response { provenance: Some(Box::new(provenance)), ..Response::new(description) };
            found.push((status, response));
            self.ledger.place(row.id);
        }
        found
    }
}
