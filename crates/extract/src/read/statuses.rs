//! The statuses that a page lists, in tables and in lines.

use super::{
    PageReader,
    columns::{Columns, cell},
    flow::Content,
    heading::SectionRole,
};
use crate::{
    page::{Cell, Page, Table, Text},
    rules,
};
use driftline_contract::{Response, Status};
use driftline_finding::Provenance;

impl PageReader<'_> {
    /// The statuses that stand in lines of their own in the sections about statuses: older pages write "Normal" and
    /// "204" below each other.
    pub(super) fn status_lines(&self) -> Vec<(Status, Response)> {
        let page: &Page = self.page;
        let line = |text: &Text| {
            let said = text.plain();
            let (status, reason) = status_line(&said)?;
            let from = Provenance { line: Some(text.line), cells: Some(said.clone()), ..Provenance::page(&page.name) };
            Some((status, Response { provenance: Some(Box::new(from)), ..Response::new(reason) }))
        };
        let pieces = self.pieces.iter().filter(|piece| piece.role == SectionRole::Statuses);
        let lines = pieces.filter_map(|piece| match piece.content {
            Content::Text(text) => line(text),
            Content::Table(_) | Content::Code(_) => None,
        });
        lines.collect()
    }

    /// The statuses of a table with their descriptions. In a table of error codes several rows tell of one status.
    pub(super) fn statuses(&mut self, table: &Table) -> Vec<(Status, Response)> {
        let columns = Columns::of(table);
        let code_column = column_of(table, "error code");
        let mut found: Vec<(Status, Response)> = Vec::new();
        for row in &table.rows {
            let text = cell(row, columns.status).map(Cell::plain).unwrap_or_default();
            let first = text.split_whitespace().next().unwrap_or_default();
            let Ok(status) = first.parse::<Status>() else {
                self.report_row(rules::status_unreadable::finding(&text), table, row);
                continue;
            };
            let rest = text[first.len()..].trim();
            let said = cell(row, columns.description.or_else(|| column_of(table, "error message")));
            let described = said.map(Cell::plain).filter(|text| !text.is_empty());
            let mut description = described.unwrap_or_else(|| if rest.is_empty() { first } else { rest }.to_owned());
            let code = cell(row, code_column).map(Cell::plain).filter(|code| !code.is_empty());
            if let Some(code) = &code {
                description = format!("{code}: {description}");
            }
            match found.iter_mut().find(|(known, _)| *known == status) {
                Some((_, response)) if code.is_some() => {
                    response.description.push('\n');
                    response.description.push_str(&description);
                }
                Some(_) => {
                    self.report_row(rules::status_duplicate::finding(status), table, row);
                    continue;
                }
                None => {
                    let mut provenance = self.row_provenance(table, row);
                    provenance.cells = Some(text.clone());
                    let response = Response { provenance: Some(Box::new(provenance)), ..Response::new(description) };
                    found.push((status, response));
                }
            }
            self.ledger.place(row.id);
        }
        found
    }
}

/// The column of that heading, in lower case.
fn column_of(table: &Table, heading: &str) -> Option<usize> {
    table.header.iter().position(|header| header.eq_ignore_ascii_case(heading))
}

/// The status of a line that holds nothing else, and its reason: "204", "202 Accepted", "Status code: 200."
fn status_line(text: &str) -> Option<(Status, &str)> {
    let named = text.get(.."status code".len()).filter(|start| start.eq_ignore_ascii_case("status code"));
    let said = named.map_or(text, |name| text[name.len()..].trim_start_matches([':', ' ', '\u{ff1a}']));
    let said = said.trim_end_matches('.');
    let (code, reason) = said.split_once(' ').unwrap_or((said, said));
    let is_reason = reason == said || reason.chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
    let status = code.parse().ok().filter(|status| matches!(status, Status::Exact(_)))?;
    is_reason.then_some((status, reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_status_only_if_it_says_nothing_else() {
        for (text, expected) in [
            ("204", Some((204, "204"))),
            ("202 Accepted", Some((202, "Accepted"))),
            ("Status Code:200.", Some((200, "200"))),
            ("Status code: 404 Not Found", Some((404, "Not Found"))),
            ("Normal", None),
            ("404/500", None),
            ("If 200 is returned, the call succeeded.", None),
            ("200 pages, at most.", None),
            ("default", None),
            ("\u{130}status code 200", None),
        ] {
            let expected = expected.map(|(code, reason)| (Status::Exact(code), reason));
            assert_eq!(status_line(text), expected, "{text}");
        }
    }
}
