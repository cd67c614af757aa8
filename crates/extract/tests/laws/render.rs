//! Writes facts as a page of the vendor's DITA export, with its quirks chosen at random.

mod frame;

use crate::{
    facts::{Basic, Facts, Field, Fields, Kind},
    markup::Writer,
    prose::{Piece, Span},
};
use driftline_contract::Location;
use driftline_finding::Provenance;
use std::collections::BTreeMap;

/// The tables of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Parameters(usize),
    Request,
    Response(usize),
    Component(usize),
    Statuses,
}

/// A page, and where in it the facts stand.
#[derive(Clone, Debug)]
pub(crate) struct Rendered {
    pub(crate) file: String,
    pub(crate) html: String,
    pub(crate) tables: BTreeMap<Key, Provenance>,
    pub(crate) rows: BTreeMap<(Key, usize), Provenance>,
    /// The names in the query behind the path.
    pub(crate) query: Vec<&'static str>,
    /// The lines that give a status, those of responses before those of examples.
    pub(crate) leads: Vec<(u16, Provenance)>,
}

/// The page that says `facts`; `choices` decide between the ways to say it.
pub(crate) fn render(facts: &Facts, choices: Vec<u8>) -> Rendered {
    let mut writer = Writer::new(choices);
    let is_flat = writer.choices.once_in(2);
    let linked = facts.components.iter().map(|component| component.wordy || writer.choices.once_in(2)).collect();
    let file = format!("{}.html", facts.id);
    let (tables, rows) = (BTreeMap::new(), BTreeMap::new());
    let mut page =
        Page { facts, writer, is_flat, linked, number: 0, file, tables, rows, query: Vec::new(), leads: Vec::new() };
    page.write();
    let Page { file, writer, tables, rows, query, leads, .. } = page;
    Rendered { file, html: writer.out, tables, rows, query, leads }
}

struct Page<'f> {
    facts: &'f Facts,
    writer: Writer,
    is_flat: bool,
    /// Whether type cells link to the component of that number; else they only name it.
    linked: Vec<bool>,
    /// How many tables have been written.
    number: usize,
    file: String,
    tables: BTreeMap<Key, Provenance>,
    rows: BTreeMap<(Key, usize), Provenance>,
    query: Vec<&'static str>,
    leads: Vec<(u16, Provenance)>,
}

/// The long and the short form of a component's anchor.
fn anchors(number: usize) -> (String, String) {
    (format!("EN-US_TOPIC_0000__response_{number}"), format!("response_{number}"))
}

const NAMES: &[&str] = &["Parameter", "Name", "Parameter Name", "Field", "Attribute", "Element", "Key"];
const TYPES: &[&str] = &["Type", "Parameter Type", "Data Type", "Value type"];
const DESCRIPTIONS: &[&str] = &["Description", "Remarks", "Meaning"];
const MANDATORY: &[&str] = &["Mandatory", "Required", "Mandatory (Yes/No)"];

impl Page<'_> {
    fn write(&mut self) {
        if self.writer.choices.once_in(2) {
            self.writer.element("a", &[("name", "EN-US_TOPIC_0000")], |_| {});
        }
        let title = &self.facts.title;
        self.writer.element("h1", &[("class", "topictitle1")], |it| it.text(title));
        self.writer.gap();
        self.section(&["Function", "Functions", "Description"], Page::function);
        self.section(&["URI", "API Format", "Request URL"], Page::uri);
        self.section(&["Request Parameters", "Request", "Request Message"], Page::request);
        self.section(&["Response Parameters", "Response", "Response Message"], Page::response);
        if self.facts.request_example.is_some() {
            self.section(&["Example Requests", "Sample Request", "Example Request"], Page::request_example);
        }
        self.section(&["Example Responses", "Sample Response"], Page::response_examples);
        if !self.facts.statuses.is_empty() {
            self.section(&["Status Codes", "Status Code", "Returned Values"], Page::statuses);
        }
        if self.facts.quotas > 0 {
            self.section(&["Constraints"], Page::quotas);
        }
        if self.facts.error_codes > 0 {
            self.section(&["Error Codes"], |page| {
                page.unrelated(&["Error Code", "Error Message"], page.facts.error_codes);
            });
        }
        if let Some(parent) = &self.facts.parent {
            self.writer.open("div", &[("class", "familylinks")]);
            self.writer.open("div", &[("class", "parentlink")]);
            self.writer.element("strong", &[], |it| it.text("Parent topic:"));
            self.writer.element("a", &[("href", "parent.html")], |it| it.text(parent));
            self.writer.close("div");
            self.writer.close("div");
        }
    }

    fn section(&mut self, headings: &[&str], inside: impl FnOnce(&mut Self)) {
        if !self.is_flat {
            self.writer.open("div", &[("class", "section"), ("id", "section1")]);
        }
        let heading = self.writer.choices.of(headings);
        self.writer.element("h4", &[("class", "sectiontitle")], |it| it.text(heading));
        self.writer.gap();
        inside(self);
        if !self.is_flat {
            self.writer.close("div");
        }
        self.writer.gap();
    }

    fn function(&mut self) {
        for sentence in &self.facts.function {
            self.writer.paragraph(false, |it| it.wrapped(sentence));
            self.writer.gap();
        }
    }

    fn uri(&mut self) {
        let Facts { method, path, .. } = self.facts;
        let host = self.writer.choices.of(&["", "https://{Endpoint}", "https://{endpoint}:8080", "https:/{Endpoint}"]);
        let (query, names) = self.writer.choices.of::<(&str, &[_])>(&[
            ("", &[]),
            ("?limit={limit}", &["limit"]),
            ("{?a,b}", &["a", "b"]),
        ]);
        self.query = names.to_vec();
        self.writer.paragraph(self.is_flat, |it| it.wrapped(&format!("{method} {host}{path}{query}")));
        self.writer.gap();
        let of = |location| self.facts.parameters.iter().position(|(known, _)| *known == location);
        let (in_path, query) = (of(Location::Path), of(Location::Query));
        match (in_path, query) {
            (Some(first), Some(second)) if self.may_share_a_table(first, second) => {
                let (one, two) = (&self.facts.parameters[first].1, &self.facts.parameters[second].1);
                let rows = rows(Key::Parameters(first), one).chain(rows(Key::Parameters(second), two)).collect();
                self.fields("Parameters", one.with_mandatory, &[Key::Parameters(first)], rows);
            }
            _ => {
                for index in [in_path, query].into_iter().flatten() {
                    self.table_of(Key::Parameters(index), &self.facts.parameters[index].1);
                }
            }
        }
    }

    fn may_share_a_table(&mut self, first: usize, second: usize) -> bool {
        let (one, two) = (&self.facts.parameters[first].1, &self.facts.parameters[second].1);
        let apart = one.rows.iter().all(|field| two.rows.iter().all(|other| other.name != field.name));
        let outside = two.rows.iter().all(|field| !self.facts.path.contains(&format!("{{{}}}", field.name)));
        apart && outside && one.with_mandatory == two.with_mandatory && self.writer.choices.once_in(2)
    }

    fn request(&mut self) {
        let header = self.facts.parameters.iter().position(|(location, _)| *location == Location::Header);
        if let Some(index) = header {
            self.table_of(Key::Parameters(index), &self.facts.parameters[index].1);
        }
        if let Some(request) = &self.facts.request {
            self.table_of(Key::Request, request);
        }
        if header.is_none() && self.facts.request.is_none() {
            self.writer.paragraph(false, |it| it.text("None"));
        }
        self.components(&self.facts.reached().0);
    }

    fn response(&mut self) {
        let mut components = self.facts.reached().1;
        let last = self.facts.responses.len() - 1;
        let early = if last > 0 && self.writer.choices.once_in(2) {
            components.split_off(components.len() / 2)
        } else {
            Vec::new()
        };
        for (index, body) in self.facts.responses.iter().enumerate() {
            if last > 0 || self.writer.choices.below(3) > 0 {
                self.lead(body.status);
            }
            self.table_of(Key::Response(index), &body.table);
            self.components(if index == last { &components } else { &early });
        }
    }

    fn lead(&mut self, status: u16) {
        let text = self.writer.choices.of(&["Status code: ", "Status Code: ", "Status code:"]);
        let end = self.writer.choices.of(&["", "."]);
        let text = format!("{text}{status}{end}");
        let strong = self.writer.choices.once_in(2);
        let mut line = None;
        self.writer.paragraph(false, |it| {
            line = Some(it.line());
            if strong { it.strong(&text) } else { it.wrapped(&text) }
        });
        self.leads.push((status, Provenance { line, cells: Some(text), ..Provenance::page(&self.file) }));
        self.writer.gap();
    }

    fn components(&mut self, numbers: &[usize]) {
        for number in numbers {
            self.table_of(Key::Component(*number), &self.facts.components[*number].table);
        }
    }

    fn request_example(&mut self) {
        let Some(example) = &self.facts.request_example else { return };
        let before = self.writer.choices.of(&["", "POST https://{endpoint}/v1/x\n\n", "PUT /v1/x\n"]);
        self.example(before, example);
    }

    fn response_examples(&mut self) {
        for (status, example) in &self.facts.response_examples {
            if self.facts.responses.len() > 1 || self.writer.choices.once_in(2) {
                self.lead(*status);
            }
            self.example("", example);
        }
    }

    fn example(&mut self, before: &str, example: &serde_json::Value) {
        let compact = self.writer.choices.once_in(3);
        let text = if compact { example.to_string() } else { format!("{example:#}") };
        self.writer.element("pre", &[("class", "screen")], |it| it.verbatim(&format!("{before}{text}")));
        self.writer.gap();
    }

    fn statuses(&mut self) {
        let mut provenance = self.open_table("", &["Status Code", "Description"], None);
        for (index, (status, description)) in self.facts.statuses.iter().enumerate() {
            self.writer.open("tr", &[]);
            provenance.line = Some(self.writer.line());
            let text = self.writer.choices.of(&["", " OK"]);
            let text = format!("{status}{text}");
            self.cell("td", |it| it.paragraph(true, |it| it.wrapped(&text)));
            self.cell("td", |it| it.paragraph(true, |it| it.wrapped(description)));
            self.writer.close("tr");
            self.writer.gap();
            provenance.row = Some(u32::try_from(index + 1).expect("few rows"));
            provenance.cells = Some(text);
            self.rows.insert((Key::Statuses, index), provenance.clone());
        }
        self.close_table();
    }

    fn quotas(&mut self) {
        let in_list = self.writer.choices.below(3);
        let around: &[&str] = [&[][..], &["ul", "li"], &["ul"]][in_list];
        for tag in around {
            self.writer.open(tag, &[]);
        }
        self.unrelated(&["Region", "Quota"], self.facts.quotas);
        for tag in around.iter().rev() {
            self.writer.close(tag);
        }
    }

    /// A table that no contract takes.
    fn unrelated(&mut self, header: &[&str], rows: usize) {
        self.open_table("Others", header, None);
        for _ in 0..rows {
            self.writer.open("tr", &[]);
            for text in header {
                self.cell("td", |it| it.paragraph(true, |it| it.text(text)));
            }
            self.writer.close("tr");
        }
        self.close_table();
    }

    fn table_of(&mut self, key: Key, table: &Fields) {
        self.fields(&table.caption, table.with_mandatory, &[key], rows(key, table).collect());
    }

    /// A table of fields, which is known under `keys`.
    fn fields(&mut self, caption: &str, with_mandatory: bool, keys: &[Key], rows: Vec<((Key, usize), &Field)>) {
        let [name, kind, description, mandatory] =
            [NAMES, TYPES, DESCRIPTIONS, MANDATORY].map(|words| self.writer.choices.of(words));
        let mut columns = vec![(Column::Name, name), (Column::Kind, kind), (Column::Description, description)];
        if with_mandatory {
            columns.insert(1 + self.writer.choices.below(2), (Column::Mandatory, mandatory));
        }
        let header: Vec<&str> = columns.iter().map(|(_, text)| *text).collect();
        let provenance = self.open_table(caption, &header, keys.first());
        for (number, (key, field)) in rows.into_iter().enumerate() {
            self.writer.open("tr", &[]);
            let mut row = Provenance { line: Some(self.writer.line()), ..provenance.clone() };
            row.row = Some(u32::try_from(number + 1).expect("few rows"));
            let kind = self.kind_text(&field.kind);
            row.cells = Some(format!("{}, {}", field.name, kind.replace(PLACE, self.name_in(&field.kind))));
            for (column, _) in &columns {
                match column {
                    Column::Name => self.cell("td", |it| it.paragraph(true, |it| it.wrapped(&field.name))),
                    Column::Mandatory => self.mandatory(field.mandatory),
                    Column::Kind => self.kind_cell(&field.kind, &kind),
                    Column::Description => self.cell("td", |it| pieces(it, &field.prose.pieces)),
                }
            }
            self.writer.close("tr");
            self.writer.gap();
            self.rows.insert(key, row);
        }
        for key in keys {
            self.tables.insert(*key, provenance.clone());
        }
        self.close_table();
    }

    fn mandatory(&mut self, mandatory: bool) {
        let text = if mandatory {
            self.writer.choices.of(&["Yes", "yes", "Yes."])
        } else {
            self.writer.choices.of(&["No", "no", "", "&nbsp;"])
        };
        if text == "&nbsp;" {
            self.cell("td", |it| it.out += text);
        } else {
            self.cell("td", |it| it.paragraph(true, |it| it.text(text)));
        }
    }

    fn name_in(&self, kind: &Kind) -> &str {
        kind.component().map_or("", |number| self.facts.components[number].name.as_str())
    }

    fn kind_cell(&mut self, kind: &Kind, text: &str) {
        let link = kind.component().filter(|number| self.linked[*number]).map(|number| {
            let (long, short) = anchors(number);
            let anchor = if self.writer.choices.once_in(2) { short } else { long };
            if self.writer.choices.once_in(4) { format!("{}#{anchor}", self.file) } else { format!("#{anchor}") }
        });
        let name = self.name_in(kind).to_owned();
        let (before, after) = text.split_once(PLACE).unwrap_or((text, ""));
        self.cell("td", |it| {
            it.paragraph(true, |it| {
                it.text(before);
                match &link {
                    Some(href) => it.element("a", &[("href", href)], |it| it.text(&name)),
                    None => it.text(&name),
                }
                it.text(after);
            });
        });
    }

    /// The text of a type cell, [`PLACE`] standing for the name of the object.
    fn kind_text(&mut self, kind: &Kind) -> String {
        match kind {
            Kind::Basic(basic) => self.basic(*basic).to_owned(),
            Kind::Open => "Object".to_owned(),
            Kind::Union(kinds) => {
                let sign = self.writer.choices.of(&["/", " or ", "|", " / "]);
                kinds.iter().map(|kind| self.basic(*kind)).collect::<Vec<_>>().join(sign)
            }
            Kind::Object(number) => {
                // A name alone says nothing of an object unless it is a link.
                let forms = if self.linked[*number] {
                    &["\u{1} object", "\u{1} structure", "\u{1}"][..]
                } else {
                    &["\u{1} object", "\u{1} structure"][..]
                };
                self.writer.choices.of(forms).to_owned()
            }
            Kind::Map(inner) => {
                let inner = self.kind_text(inner);
                let form = self.writer.choices.of(&["Map<String,{}>", "Map<String, {}>", "Map<{}>", "Dict<String,{}>"]);
                form.replace("{}", &inner)
            }
            Kind::Array(inner) => self.array_text(inner),
        }
    }

    fn array_text(&mut self, inner: &Kind) -> String {
        let choices = &mut self.writer.choices;
        match inner {
            Kind::Object(_) => choices
                .of(&["Array of \u{1} objects", "List<\u{1}>", "\u{1}[]", "Array of \u{1}", "\u{1} array"])
                .to_owned(),
            Kind::Open => choices.of(&["Array of objects", "List<Object>", "Object[]", "Array of Objects"]).to_owned(),
            Kind::Basic(basic) => {
                let word = self.basic(*basic);
                let form = self.writer.choices.of(&[
                    "Array of {}s",
                    "List<{}>",
                    "{}[]",
                    "Array of {}",
                    "{} array",
                    "[{}]",
                    "Array({})",
                ]);
                form.replace("{}", &if form.ends_with("}s") { word.to_lowercase() } else { word.to_owned() })
            }
            _ => {
                let form = choices.of(&["Array of {}", "List<{}>"]);
                form.replace("{}", &self.kind_text(inner))
            }
        }
    }

    fn basic(&mut self, basic: Basic) -> &'static str {
        self.writer.choices.of(match basic {
            Basic::String => &["String", "string", "UUID", "Enum", "Date"],
            Basic::Int32 => &["Integer", "Int", "int32", "Short"],
            Basic::Int64 => &["Long", "Int64", "BigInteger"],
            Basic::Float => &["Float"],
            Basic::Double => &["Double", "Number", "BigDecimal"],
            Basic::Boolean => &["Boolean", "Bool", "boolean"],
        })
    }
}

/// Stands for the name of an object in the text of a type cell.
const PLACE: char = '\u{1}';

#[derive(Clone, Copy, Debug)]
enum Column {
    Name,
    Mandatory,
    Kind,
    Description,
}

fn rows(key: Key, table: &Fields) -> impl Iterator<Item = ((Key, usize), &Field)> {
    table.rows.iter().enumerate().map(move |(index, field)| ((key, index), field))
}

fn pieces(writer: &mut Writer, pieces: &[Piece]) {
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Paragraph(content) => {
                // Two paragraphs without tags would be one.
                let bare = index == 0 && !matches!(pieces.get(1), Some(Piece::Paragraph(_)));
                writer.paragraph(bare, |it| spans(it, content));
            }
            Piece::List(items) => {
                let tag = writer.choices.of(&["ul", "ol"]);
                writer.element(tag, &[("id", "ul5")], |it| {
                    for item in items {
                        it.gap();
                        it.element("li", &[], |it| it.paragraph(true, |it| spans(it, item)));
                    }
                });
            }
            Piece::Note(text) => {
                let class = writer.choices.of(&["note", "notice"]);
                writer.element("div", &[("class", class)], |it| it.paragraph(true, |it| it.wrapped(text)));
            }
        }
        writer.gap();
    }
}

fn spans(writer: &mut Writer, spans: &[Span]) {
    for span in spans {
        if span.strong { writer.strong(&span.text) } else { writer.wrapped(&span.text) }
    }
}
