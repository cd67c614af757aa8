//! From the neutral page to an operation. The rules here are about the form of pages, never about one page.

mod bodies;
mod body_rows;
mod cases;
mod cell_example;
mod columns;
mod correct;
mod draft;
mod elements;
mod examples;
mod failures;
mod fields;
mod flow;
mod heading;
mod headings;
mod keys;
mod kinds;
mod links;
mod listings;
mod members;
mod name;
mod nesting;
mod numbered;
mod objects;
mod operation;
mod operation_id;
mod orphans;
mod parameters;
mod pointers;
mod prose;
mod schema;
mod shapes;
mod shown;
mod spare;
mod status_links;
mod statuses;
mod tables;
mod title;
mod unused;
mod uri;
mod variables;
mod variants;
mod witness;
mod wrapping;

pub(crate) use self::operation_id::{of_call as id_of_call, of_whole_call as id_of_whole_call};
pub(crate) use self::{
    bodies::{add_success, is_success, success},
    columns::{Columns, own_text},
    draft::JSON,
    examples::{Example, ExampleSide},
    flow::{Piece, Shown, texts_of},
    heading::SectionRole,
    tables::{Classified, TableRole},
    title::{is_general_title, object_name},
    uri::{Call, calls_in_text},
};
pub use self::{
    links::{LinkTarget, OutwardLink, ValueLink},
    spare::SpareTable,
    status_links::StatusLink,
};

use self::{heading::role, headings::Headings, members::Told, objects::Objects};
use crate::{
    correct::{Corrections, Met},
    ledger::{Ledger, RowCount},
    page::{Link, Page, Row, Table},
    review::{Remark, Subject, review},
    rules,
};
use driftline_contract::{ComponentId, Operation, Schema};
use driftline_finding::{Finding, Place, Position, Provenance};
use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// What one page says.
#[derive(Clone, Debug)]
pub struct PageReading {
    /// The file name of the page.
    pub page: String,
    /// The file as the user named it.
    pub file: String,
    /// The operation that the page describes, once for each version of its call; empty if there is none.
    pub operations: Vec<Operation>,
    /// The servers that the page names.
    pub servers: Vec<String>,
    /// The object tables of the page.
    pub components: Vec<(ComponentId, Schema)>,
    /// Those of them that only tables of the request section describe: what they demand is what a caller must send.
    pub of_request: BTreeSet<ComponentId>,
    /// Tables that are components if something refers to them.
    pub spare: Vec<SpareTable>,
    /// What the anchors of the page mean in a link.
    pub anchors: BTreeMap<String, LinkTarget>,
    /// What the page refers to on other pages.
    pub links: Vec<OutwardLink>,
    /// The rows that leave their values to tables of other pages.
    pub values: Vec<ValueLink>,
    /// The statuses of failures, by their hundreds, that a page without a call lists for the others.
    pub failures: BTreeSet<u8>,
    /// The sentences about statuses that leave some to other pages.
    pub status_links: Vec<StatusLink>,
    /// What is unclear or wrong.
    pub findings: Vec<Finding>,
    /// What became of the table rows.
    pub rows: RowCount,
    /// What became of the corrections that mean rows of the page.
    pub(crate) met: Vec<Met>,
}

/// Reads the operations that a page describes. `file` is how the user named the page; findings are placed there.
pub fn read_page(file: &str, page: &Page) -> PageReading {
    read_corrected(file, page, &Corrections::default())
}

/// Reads the operations that a page describes, its rows mended by corrections. [`Corrections::review`] says of the readings
/// of all pages what became of each correction.
pub fn read_corrected(file: &str, page: &Page, corrections: &Corrections) -> PageReading {
    let pieces = flow::flow(page);
    let mut reader = PageReader {
        file,
        page,
        pointed: pointers::of_fields(&pieces, &page.name),
        pieces: pieces.into(),
        corrections,
        headings: OnceCell::new(),
        ledger: Ledger::new(page.row_count),
        findings: Vec::new(),
        objects: Objects::default(),
        servers: Vec::new(),
        operations: Vec::new(),
        section: SectionRole::Other,
        component: None,
        variables: BTreeSet::new(),
        met: Vec::new(),
        of_request: BTreeSet::new(),
        spare: Vec::new(),
        spare_rows: BTreeMap::new(),
        anchors: BTreeMap::new(),
        links: Vec::new(),
        values: Vec::new(),
        told: Vec::new(),
    };
    if !page.is_utf8 {
        reader.note(rules::page_encoding::finding(), &Provenance::page(&page.name));
    }
    if !page.is_whole {
        reader.note(rules::page_too_complex::finding(), &Provenance::page(&page.name));
    }
    let (operations, mut components) = reader.read();
    reader.tell_members(&mut components);
    reader.report_open_rows();
    let failures = if operations.is_empty() { status_links::failures(page) } else { BTreeSet::new() };
    PageReading {
        page: page.name.clone(),
        file: file.to_owned(),
        failures,
        status_links: reader.status_links(),
        operations,
        servers: reader.servers,
        components,
        of_request: reader.of_request,
        spare: reader.spare,
        anchors: reader.anchors,
        links: reader.links,
        values: reader.values,
        rows: reader.ledger.count(),
        findings: reader.findings,
        met: reader.met,
    }
}

/// The state of reading one page.
struct PageReader<'p> {
    file: &'p str,
    page: &'p Page,
    /// The contents of the page in reading order.
    pieces: Rc<[Piece<'p>]>,
    /// The links to other pages that sentences give to fields, by section and name.
    pointed: BTreeMap<(SectionRole, String), Link>,
    corrections: &'p Corrections,
    /// Known once a finding asks for them.
    headings: OnceCell<Headings<'p>>,
    ledger: Ledger,
    findings: Vec<Finding>,
    objects: Objects<'p>,
    servers: Vec<String>,
    /// The ids of the page's calls, once they are known: findings name the first.
    operations: Vec<String>,
    /// The section whose table is being read.
    section: SectionRole,
    /// The component whose table is being read.
    component: Option<ComponentId>,
    /// The variables of the path, while the table is read that describes them: they are required.
    variables: BTreeSet<String>,
    met: Vec<Met>,
    /// The components of the request section's tables.
    of_request: BTreeSet<ComponentId>,
    spare: Vec<SpareTable>,
    /// By the first row of each spare table its place among them.
    spare_rows: BTreeMap<usize, usize>,
    anchors: BTreeMap<String, LinkTarget>,
    links: Vec<OutwardLink>,
    values: Vec<ValueLink>,
    /// What rows of objects say of their members.
    told: Vec<Told>,
}

impl PageReader<'_> {
    /// Adds a finding about what stands at `from`.
    fn note(&mut self, finding: Finding, from: &Provenance) {
        let place = match from.line {
            Some(line) => Place::at(self.file, Position { line, column: 1 }),
            None => Place::file(self.file),
        };
        let finding = finding.place(place).provenance(self.in_section(from.clone()));
        self.findings.push(match self.operations.first() {
            Some(id) => finding.operation(id.as_str()),
            None => finding,
        });
    }

    /// Adds the heading of its section to the place of a table or row.
    fn in_section(&self, mut from: Provenance) -> Provenance {
        let names_table = from.row.is_some() || from.table.is_some() || from.anchor.is_some() || from.caption.is_some();
        if from.section.is_none() && (names_table || from.line.is_some()) {
            let headings = self.headings.get_or_init(|| Headings::of(self.page));
            from.section = headings.above(&from).map(str::to_owned);
        }
        from
    }

    /// Adds what is wrong with the page.
    fn review(&mut self, subject: &Subject<'_>) {
        for Remark { finding, from, line } in review(subject) {
            self.note(finding, &Provenance { line: line.or(from.line), ..from.clone() });
            // The place is where the defect stands, the provenance what it contradicts.
            let from = self.in_section(from);
            if let Some(noted) = self.findings.last_mut() {
                noted.provenance = Some(from.into());
            }
        }
    }

    /// Adds a finding about a row, which thereby is reported.
    fn report_row(&mut self, finding: Finding, table: &Table, row: &Row) {
        let mut from = self.row_provenance(table, row);
        from.cells = row.cells.first().map(|cell| cell.plain().into_owned()).filter(|text| !text.is_empty());
        self.note(finding, &from);
        self.ledger.report(row.id);
    }

    fn table_provenance(&self, table: &Table) -> Provenance {
        table.provenance(&self.page.name)
    }

    fn row_provenance(&self, table: &Table, row: &Row) -> Provenance {
        row_of(&self.table_provenance(table), row)
    }

    /// That `rows` rows of a table have no place, and why, where they are such as have one.
    fn not_placed(&self, table: &Table, rows: usize, heading: Option<&str>) -> Finding {
        let is_of_others =
            |it: &&str| !matches!(role(it), SectionRole::Uri | SectionRole::Request | SectionRole::Response);
        match heading.filter(is_of_others) {
            _ if !Columns::of(table).describe_parameters() => rules::table_not_placed::finding(rows, &table.header),
            _ if self.operations.is_empty() => rules::table_not_placed::unlinked(rows),
            Some(heading) => rules::table_not_placed::misplaced(rows, heading),
            None => rules::table_not_placed::finding(rows, &table.header),
        }
    }

    /// Reports every row that no step before has placed or reported, with one finding for each table, and one
    /// for the rows that belong to no table that was read.
    fn report_open_rows(&mut self) {
        let page = self.page;
        for table in page.tables() {
            let open: Vec<usize> =
                table.rows.iter().map(|row| row.id).filter(|row| self.ledger.is_open(*row)).collect();
            if open.is_empty() {
                continue;
            }
            let from = self.in_section(self.table_provenance(table));
            let finding = self.not_placed(table, open.len(), from.section.as_deref());
            self.note(finding, &from);
            if let Some(spare) = self.spare_rows.get(&open[0]).and_then(|at| self.spare.get_mut(*at)) {
                spare.not_placed = self.findings.last().cloned();
            }
            for row in open {
                self.ledger.report(row);
            }
        }
        let hidden: Vec<usize> = (0..page.row_count).filter(|row| self.ledger.is_open(*row)).collect();
        if !hidden.is_empty() {
            self.note(rules::table_not_placed::hidden(hidden.len()), &Provenance::page(&page.name));
            for row in hidden {
                self.ledger.report(row);
            }
        }
    }
}

/// Where a row stands in the table that stands at `from`.
fn row_of(from: &Provenance, row: &Row) -> Provenance {
    Provenance { row: Some(row.number), line: Some(row.line), ..from.clone() }
}
