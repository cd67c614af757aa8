//! What each table of a page describes: by its section, its caption and its place together.

use super::{
    columns::Columns,
    heading::{SectionRole, role},
};
use crate::page::{Block, Page, Table, plain_texts};
use driftline_contract::Status;
use std::collections::BTreeSet;

/// What the rows of a table describe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableRole {
    /// Variables of the path, and in some pages query parameters among them.
    UriParameters,
    QueryParameters,
    HeaderParameters,
    RequestBody,
    ResponseHeaders(Option<Status>),
    ResponseBody(Option<Status>),
    /// The properties of an object that a type cell names.
    Object,
    Statuses,
    /// Nothing that a contract holds.
    Other,
}

/// A table with its role.
pub(super) struct Classified<'p> {
    pub(super) table: &'p Table,
    pub(super) role: TableRole,
}

/// The top-level tables of a page in order. Tables inside cells, lists and notes have no role.
pub(super) fn classify(page: &Page) -> Vec<Classified<'_>> {
    let linked = linked_anchors(page);
    let mut seen = Seen::default();
    let mut classified = Vec::new();
    for section in &page.sections {
        let section_role = role(&section.heading);
        let mut status = None;
        for block in &section.blocks {
            match block {
                Block::Paragraph(text) => status = status_lead(&text.plain()).or(status),
                Block::Table(table) => {
                    let is_linked = table.anchors.iter().any(|anchor| linked.contains(anchor.as_str()));
                    let role = seen.role(table, section_role, status, is_linked);
                    classified.push(Classified { table, role });
                }
                Block::List(_) | Block::Note(_) | Block::Code(_) => {}
            }
        }
    }
    classified
}

/// The status in a lead-in line as "Status code: 200".
pub(super) fn status_lead(text: &str) -> Option<Status> {
    let rest = text.to_lowercase();
    let rest = rest.strip_prefix("status code")?.trim_start_matches([':', ' ', '\u{ff1a}']);
    rest.trim_end_matches(['.', ':']).trim().parse().ok()
}

/// The anchors that cells link to.
fn linked_anchors(page: &Page) -> BTreeSet<&str> {
    let tables = page.tables();
    let cells = tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    cells
        .filter(|cell| !cell.repeated)
        .flat_map(|cell| cell.links())
        .filter_map(|link| link.anchor.as_deref())
        .collect()
}

/// The bodies for which a table has been met.
#[derive(Default)]
struct Seen {
    request: bool,
    responses: Vec<Option<Status>>,
}

impl Seen {
    fn role(&mut self, table: &Table, section: SectionRole, status: Option<Status>, linked: bool) -> TableRole {
        let columns = Columns::of(table);
        if columns.describe_statuses() {
            return TableRole::Statuses;
        }
        if !columns.describe_parameters() {
            return TableRole::Other;
        }
        let caption = table.caption.to_lowercase();
        let has = |word: &str| caption.contains(word) && caption.contains("parameter");
        match section {
            SectionRole::Uri | SectionRole::Request if has("query") => TableRole::QueryParameters,
            SectionRole::Uri | SectionRole::Request if has("header") => TableRole::HeaderParameters,
            SectionRole::Request if has("path") => TableRole::UriParameters,
            SectionRole::Uri if !linked => TableRole::UriParameters,
            SectionRole::Request => self.request_role(linked),
            SectionRole::Response if has("header") => TableRole::ResponseHeaders(status),
            SectionRole::Response => self.response_role(status, linked),
            _ => TableRole::Other,
        }
    }

    fn request_role(&mut self, linked: bool) -> TableRole {
        if linked || std::mem::replace(&mut self.request, true) { TableRole::Object } else { TableRole::RequestBody }
    }

    fn response_role(&mut self, status: Option<Status>, linked: bool) -> TableRole {
        if linked || self.responses.contains(&status) {
            TableRole::Object
        } else {
            self.responses.push(status);
            TableRole::ResponseBody(status)
        }
    }
}

/// The status that a block announces.
pub(super) fn lead_status(block: &Block) -> Option<Status> {
    let mut texts = Vec::new();
    plain_texts(std::slice::from_ref(block), &mut texts);
    texts.iter().find_map(|text| status_lead(text))
}
