//! What each table of a page describes: by its section, its caption and its place together.

use super::{
    columns::Columns,
    flow::{Content, Piece},
    heading::{self, SectionRole},
    statuses::status_lead,
};
use crate::page::{Page, Table, Text};
use driftline_contract::{ComponentId, Status};
use std::collections::BTreeSet;

/// What the rows of a table describe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableRole {
    /// Variables of the path, and in some pages query parameters among them.
    UriParameters,
    QueryParameters,
    HeaderParameters,
    RequestBody,
    ResponseHeaders(Option<Status>),
    ResponseBody(Option<Status>),
    /// The elements of an XML document that the request carries.
    RequestElements,
    /// The elements of an XML document that the response carries.
    ResponseElements(Option<Status>),
    /// The properties of an object that a type cell names.
    Object,
    Statuses,
    /// Nothing that a contract holds.
    Other,
}

/// A table with its role.
pub(crate) struct Classified<'p> {
    pub(crate) table: &'p Table,
    pub(crate) role: TableRole,
    /// The role of its section.
    pub(crate) section: SectionRole,
    /// What it is called: its caption, or else the label before it.
    pub(crate) title: String,
    /// The body that an object table also is, where its own rows lead back to it.
    pub(super) root: Option<TableRole>,
    /// The anchors of its section, where it is the only table of that.
    pub(crate) anchors: &'p [String],
    /// Whether it stands in the request section, and no link leads there.
    pub(super) is_loose_request: bool,
    /// Whether a cell links to it: of several tables under one anchor, to the first.
    pub(super) is_linked: bool,
}

/// The components whose tables all stand in the request section: one that stands again elsewhere says the same of what is
/// given there.
pub(super) fn only_of_request<'i>(
    objects: impl Iterator<Item = (SectionRole, &'i ComponentId)> + Clone,
) -> BTreeSet<ComponentId> {
    let is_asked = |(section, _): &(SectionRole, &ComponentId)| *section == SectionRole::Request;
    let other: BTreeSet<&ComponentId> = objects.clone().filter(|it| !is_asked(it)).map(|(_, id)| id).collect();
    objects.filter(is_asked).map(|(_, id)| id).filter(|id| !other.contains(id)).cloned().collect()
}

/// The tables of a page outside of cells, in order.
pub(super) fn classify<'p>(page: &'p Page, pieces: &[Piece<'p>]) -> Vec<Classified<'p>> {
    let linked = linked_anchors(page);
    let has_elements = page.sections.iter().any(|section| heading::names_elements(&section.heading));
    let mut seen = Seen { has_elements, ..Seen::default() };
    let mut classified = Vec::new();
    let mut sections = Vec::new();
    let mut heading = "";
    let mut status = None;
    let mut claimed = BTreeSet::new();
    for piece in pieces {
        if piece.heading != heading {
            heading = piece.heading;
            status = heading.to_lowercase().contains("abnormal").then_some(Status::Default);
        }
        match piece.content {
            Content::Text(text) => status = status_lead(&text.plain()).or(status),
            Content::Table(table) => {
                let links = || table.all_anchors().filter(|anchor| linked.contains(anchor.as_str()));
                let claims = links().filter(|anchor| claimed.insert(anchor.as_str())).count();
                let is_linked = links().next().is_some();
                let title = title(table, piece.lead);
                let stands = Section { role: piece.role, heading: piece.heading, status };
                let role = seen.role(table, &title, stands, is_linked);
                let section = piece.role;
                let is_loose_request = section == SectionRole::Request && !is_linked;
                classified.push(Classified {
                    table,
                    role,
                    section,
                    title,
                    root: None,
                    anchors: piece.anchors,
                    is_loose_request,
                    is_linked: claims > 0,
                });
                sections.push((piece.role, status));
            }
            Content::Code(_) => {}
        }
    }
    find_roots(&mut classified, &sections);
    keep_anchors_of_one(&mut classified);
    classified
}

/// Forgets the anchors of sections that hold several tables: a link to the heading does not say which is meant.
fn keep_anchors_of_one(classified: &mut [Classified<'_>]) {
    for section in classified.chunk_by_mut(|one, other| std::ptr::eq(one.anchors, other.anchors)) {
        if section.len() > 1 {
            for table in section {
                table.anchors = &[];
            }
        }
    }
}

/// Finds bodies among the object tables. The first table of a section is an object's only because rows behind it
/// link back to it: jobs that hold jobs. Such a table is the body as well, where no other one is.
fn find_roots(classified: &mut [Classified<'_>], sections: &[(SectionRole, Option<Status>)]) {
    let is_request = |role: TableRole| role == TableRole::RequestBody;
    let is_response = |role: TableRole| matches!(role, TableRole::ResponseBody(_));
    find_root(classified, sections, SectionRole::Request, is_request);
    find_root(classified, sections, SectionRole::Response, is_response);
}

fn find_root(
    classified: &mut [Classified<'_>],
    sections: &[(SectionRole, Option<Status>)],
    wanted: SectionRole,
    is_body: fn(TableRole) -> bool,
) {
    if classified.iter().any(|table| is_body(table.role)) {
        return;
    }
    let mut linked = BTreeSet::new();
    for (table, (section, status)) in classified.iter_mut().zip(sections) {
        let own = table.table;
        if *section == wanted && table.role == TableRole::Object {
            if !own.all_anchors().any(|anchor| linked.contains(anchor.as_str())) {
                let response = TableRole::ResponseBody(*status);
                table.root = Some(if wanted == SectionRole::Request { TableRole::RequestBody } else { response });
            }
            return;
        }
        linked.extend(cell_anchors(own));
    }
}

fn title(table: &Table, lead: Option<&Text>) -> String {
    if !table.caption.is_empty() {
        return table.caption.clone();
    }
    let lead = lead.map(Text::plain).unwrap_or_default();
    if let Some(object) = object_in_sentence(&lead) {
        return object.to_owned();
    }
    // Another sentence introduces a table; it does not name it.
    if lead.len() <= LONGEST_TITLE && !lead.ends_with('.') {
        lead.trim_end_matches(':').to_owned()
    } else {
        String::new()
    }
}

/// The object whose members a sentence announces: "The Lamp object has the following attributes.", "The structure of the
/// lamp is as follows:"
fn object_in_sentence(lead: &str) -> Option<&str> {
    if lead.len() > LONGEST_TITLE || !(lead.contains("following") || lead.contains("follows")) {
        return None;
    }
    let words: Vec<&str> = lead.split_whitespace().collect();
    let (["The", name, "object" | "structure" | "field", "has" | "contains" | "includes", ..]
    | ["The", "structure" | "attributes" | "parameters" | "fields", "of", "the", name, ..]
    | ["The", "structure" | "attributes" | "parameters" | "fields", "of", name, ..]) = words[..]
    else {
        return None;
    };
    let is_kind = matches!(name, "the" | "response" | "request" | "body" | "message" | "object" | "this");
    (!is_kind).then_some(name)
}

/// A longer paragraph is no title.
const LONGEST_TITLE: usize = 80;

/// The anchors that cells link to.
fn linked_anchors(page: &Page) -> BTreeSet<&str> {
    page.tables().into_iter().flat_map(cell_anchors).collect()
}

fn cell_anchors(table: &Table) -> impl Iterator<Item = &str> {
    let cells = table.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.repeated);
    cells.flat_map(|cell| cell.links()).filter_map(|link| link.anchor.as_deref())
}

/// Where a table stands.
#[derive(Clone, Copy)]
struct Section<'p> {
    role: SectionRole,
    heading: &'p str,
    status: Option<Status>,
}

/// The bodies for which a table has been met.
#[derive(Default)]
struct Seen {
    request: bool,
    responses: Vec<Option<Status>>,
    /// Whether sections of elements describe the bodies of the page, so that its parameters are those of the query.
    has_elements: bool,
}

impl Seen {
    fn role(&mut self, table: &Table, title: &str, section: Section<'_>, linked: bool) -> TableRole {
        let columns = Columns::of(table);
        if columns.describe_statuses() {
            return TableRole::Statuses;
        }
        if !columns.describe_parameters() {
            return TableRole::Other;
        }
        let title = title.to_lowercase();
        let has = |word: &str| title.contains(word) && title.contains("parameter");
        let has_headers = has("header") || heading::names_message_headers(&title);
        let status = if title.contains("abnormal") { Some(Status::Default) } else { section.status };
        let is_of_elements = heading::names_elements(section.heading);
        let is_of_headers = heading::names_headers(section.heading);
        match section.role {
            SectionRole::Request if is_of_elements => TableRole::RequestElements,
            SectionRole::Response if is_of_elements => TableRole::ResponseElements(status),
            SectionRole::Request if is_of_headers => TableRole::HeaderParameters,
            SectionRole::Response if is_of_headers => TableRole::ResponseHeaders(status),
            SectionRole::Request if self.has_elements => TableRole::QueryParameters,
            SectionRole::Uri | SectionRole::Request if has("query") => TableRole::QueryParameters,
            SectionRole::Uri | SectionRole::Request if has_headers => TableRole::HeaderParameters,
            SectionRole::Request if has("path") => TableRole::UriParameters,
            SectionRole::Uri if !linked => TableRole::UriParameters,
            SectionRole::Request => self.request_role(linked),
            SectionRole::Response if has_headers => TableRole::ResponseHeaders(status),
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
