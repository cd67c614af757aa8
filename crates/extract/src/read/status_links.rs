//! Where a page leaves the statuses of failures to another page: "For details, see Status Codes."

use super::{
    PageReader,
    columns::{Columns, cell},
    flow::{Content, Piece},
    heading::{SectionRole, names_error_codes},
    statuses::first_status,
};
use crate::page::{Cell, Link, Page};
use driftline_contract::Status;
use driftline_finding::Provenance;
use std::collections::BTreeSet;

/// A sentence about statuses that leaves some to other pages.
#[derive(Clone, Debug)]
pub struct StatusLink {
    /// Where the statuses may stand.
    pub links: Vec<Link>,
    /// The sentence.
    pub sentence: String,
    /// Where it stands.
    pub from: Provenance,
}

impl PageReader<'_> {
    /// The sentences in the sections about statuses, and about codes of errors, that lead to other pages.
    pub(super) fn status_links(&self) -> Vec<StatusLink> {
        let mut found = Vec::new();
        let is_about = |piece: &&Piece<'_>| piece.role == SectionRole::Statuses || names_error_codes(piece.heading);
        for piece in self.pieces.iter().filter(is_about) {
            let Content::Text(text) = piece.content else { continue };
            let links: Vec<Link> = text.links().filter(|link| link.is_elsewhere(&self.page.name)).cloned().collect();
            if !links.is_empty() {
                let sentence = text.plain().trim().to_owned();
                let from = Provenance { line: Some(text.line), ..Provenance::page(&self.page.name) };
                found.push(StatusLink { links, sentence, from });
            }
        }
        found
    }
}

/// The statuses of failures that the tables of a page list, by their hundreds: 4 and 5.
pub(super) fn failures(page: &Page) -> BTreeSet<u8> {
    let mut found = BTreeSet::new();
    for table in page.tables() {
        let column = Columns::of(table).status.or(Some(0));
        for row in &table.rows {
            let text = cell(row, column).map(Cell::plain).unwrap_or_default();
            if let Some((Status::Exact(code @ 400..), _)) = first_status(&text) {
                found.extend(u8::try_from(code / 100));
            }
        }
    }
    found
}
