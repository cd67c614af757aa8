//! The same table, the same page, in another dialect or minified: what is read must be the same.

use crate::{Corpus, read};
use driftline_contract::{ComponentId, Header, Operation, Parameter, Prose, Schema, Type};
use driftline_extract::{Page, PageReading, Row, Table, assemble, parse_page};
use driftline_finding::{Finding, Place, Provenance};
use serde_json::Value;
use std::{collections::BTreeMap, sync::Arc};

/// The rows of a list of the corpus, its header left out.
fn listed(corpus: &Corpus, list: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(corpus.root.join(list)).expect("the list reads");
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// A page of the corpus as the neutral document.
fn page(corpus: &Corpus, name: &str) -> Page {
    let file = corpus.root.join(name);
    let bytes = std::fs::read(&file).expect("the page reads");
    parse_page(&file.file_name().expect("a file name").to_string_lossy(), &bytes)
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What a table says, white space apart.
fn content(table: &Table) -> Vec<Vec<String>> {
    let cells = |row: &Row| row.cells.iter().map(|cell| without_space(&cell.plain())).collect();
    table.rows.iter().map(cells).collect()
}

/// Everything that was read from one table of a page: parameters, headers, properties and responses by row, and findings.
fn facts(reading: &PageReading, table: &Table) -> Vec<String> {
    let is_from = |from: &Option<Box<Provenance>>| from.as_ref().is_some_and(|from| belongs(from, table));
    let mut facts = Vec::new();
    for operation in &reading.operations {
        for parameter in operation.parameters.iter().filter(|it| is_from(&it.schema.provenance)) {
            facts.push(format!("{} {:?}", row(&parameter.schema), bare_parameter(parameter)));
        }
        for (status, response) in &operation.responses {
            if is_from(&response.provenance) {
                facts.push(format!("{status} {:?}", response.description));
            }
            let headers = response.headers.iter().filter(|(_, it)| is_from(&it.schema.provenance));
            facts.extend(headers.map(|(name, it)| format!("{} {name} {:?}", row(&it.schema), bare_header(it))));
        }
    }
    let bodies = reading.operations.iter().flat_map(Operation::schemas);
    // A table that nothing leads to was read, too.
    let spare = reading.spare.iter().map(|table| &table.schema);
    for schema in bodies.chain(reading.components.iter().map(|(_, schema)| schema)).chain(spare) {
        schema.walk(&mut |schema| {
            // A body as a whole, or what stands under any name.
            if is_from(&schema.provenance) && schema.provenance.as_ref().is_some_and(|from| from.row.is_some()) {
                facts.push(format!("{} {:?}", row(schema), bare(schema)));
            }
            for (name, property) in schema.properties.iter().filter(|(_, it)| is_from(&it.provenance)) {
                let required = schema.required.contains(name);
                facts.push(format!("{} {name} required: {required} {:?}", row(property), bare(property)));
            }
        });
    }
    let findings = reading.findings.iter().filter(|it| it.provenance.as_ref().is_some_and(|from| belongs(from, table)));
    // Findings about examples tell of the examples, and what uses a table stands elsewhere on its page: those differ.
    let is_of_table = |id: &str| !id.starts_with("example-") && id != "object-table-unused";
    let findings = findings.filter(|it| is_of_table(it.rule.id.as_str()));
    facts.extend(findings.map(|it| format!("{} {}", it.rule.id, it.message)));
    facts.sort();
    facts.dedup();
    facts
}

fn belongs(from: &Provenance, table: &Table) -> bool {
    from.table.as_deref() == table.number.as_deref()
        && from.anchor.as_deref() == table.anchors.first().map(String::as_str)
        && from.caption.as_deref().unwrap_or_default() == table.caption
        && from.line.is_some_and(|line| line == table.line || table.rows.iter().any(|row| row.line == line))
}

fn row(schema: &Schema) -> String {
    let row = schema.provenance.as_ref().and_then(|from| from.row).unwrap_or_default();
    format!("row {row}:")
}

/// A schema without its provenance, and without the white space of its prose.
fn bare(schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    strip(&mut schema);
    schema
}

fn strip(schema: &mut Schema) {
    let evidence = schema.provenance.take().map(|from| from.evidence).unwrap_or_default();
    let is_shown = |keyword: &str| evidence.get(keyword).is_some_and(|said| said.starts_with("example: "));
    // What only an example shows, the table does not say.
    if is_shown("format") {
        schema.format = Some("int32".to_owned());
    }
    if is_shown("type") {
        schema.types.clear();
    }
    schema.description = schema.description.as_deref().map(without_space);
    schema.children_mut().for_each(strip);
}

fn bare_parameter(parameter: &Parameter) -> Parameter {
    let description = parameter.description.as_deref().map(without_space);
    Parameter { schema: bare(&parameter.schema), description, ..parameter.clone() }
}

fn bare_header(header: &Header) -> Header {
    let description = header.description.as_deref().map(without_space);
    Header { schema: bare(&header.schema), description, ..header.clone() }
}

/// The table of a page that a row of the list means: its caption, and as many rows.
fn tables<'p>(page: &'p Page, caption: &str, rows: &str) -> Vec<&'p Table> {
    // "Table 3 Lease": the dialects number differently.
    let caption = without_space(caption.splitn(3, ' ').nth(2).unwrap_or_default());
    let is_meant = |table: &&Table| without_space(&table.caption) == caption && table.rows.len().to_string() == rows;
    page.tables().into_iter().filter(is_meant).collect()
}

#[test]
fn equal_tables_of_both_dialects_give_equal_schemas() {
    let Some(corpus) = Corpus::get() else { return };
    let (mut equal, mut without_call) = (0, BTreeMap::<_, usize>::new());
    let mut pages = BTreeMap::new();
    for pair in listed(corpus, "pairs/pairs.tsv") {
        let [dita, sphinx, caption, rows] = pair.as_slice() else { panic!("{pair:?}") };
        for name in [dita, sphinx] {
            pages.entry(name.clone()).or_insert_with(|| page(corpus, name));
        }
        let [ours, theirs] = [dita, sphinx].map(|name| tables(&pages[name], caption, rows));
        let all = ours.iter().flat_map(|one| theirs.iter().map(move |two| (*one, *two)));
        let same = all.into_iter().find(|(one, two)| content(one) == content(two));
        let (one, two) = same.unwrap_or_else(|| panic!("{pair:?}: not the same on both pages"));
        if corpus.readings[dita].operations.is_empty() && !corpus.readings[sphinx].operations.is_empty() {
            *without_call.entry(dita.clone()).or_default() += 1;
            continue;
        }
        let (one, two) = (facts(&corpus.readings[dita], one), facts(&corpus.readings[sphinx], two));
        assert!(!one.is_empty() && one == two, "{pair:?}\n{one:#?}\n{two:#?}");
        equal += 1;
    }
    // These pages of the export have lost their URI section: of tables without a call nothing is read.
    let lost = [
        ("dita/elb/en-us_topic_0096561547.html".to_owned(), 8),
        ("dita/elb/en-us_topic_0141008271.html".to_owned(), 2),
    ];
    assert_eq!((equal, without_call.into_iter().collect::<Vec<_>>()), (870, lost.to_vec()));
}

/// The operations of a page and its components, without what only names or places them.
fn whole(reading: &PageReading, keep: Keep) -> (Vec<Operation>, Vec<(ComponentId, Schema)>) {
    let operation = |operation: &Operation| {
        let mut operation = Operation { id: String::new(), tags: Vec::new(), provenance: None, ..operation.clone() };
        operation.description = None;
        operation.schemas_mut().for_each(|schema| keep.strip(schema));
        for parameter in &mut operation.parameters {
            parameter.description = keep.prose(parameter.description.take());
        }
        let responses = operation.responses.values_mut();
        let content = responses.flat_map(|response| {
            response.provenance = None;
            response.description = keep.prose(Some(std::mem::take(&mut response.description))).unwrap_or_default();
            response.content.values_mut()
        });
        let request = operation.request.iter_mut().flat_map(|request| request.content.values_mut());
        content.chain(request).filter(|_| !keep.examples).for_each(|media| media.examples.clear());
        operation
    };
    let component = |(id, schema): &(ComponentId, Schema)| {
        let mut schema = schema.clone();
        keep.strip(&mut schema);
        (id.clone(), schema)
    };
    (reading.operations.iter().map(operation).collect(), reading.components.iter().map(component).collect())
}

/// What two pages have in common.
#[derive(Clone, Copy)]
struct Keep {
    descriptions: bool,
    examples: bool,
}

impl Keep {
    fn prose(self, text: Option<String>) -> Option<String> {
        text.filter(|_| self.descriptions).map(|text| without_space(&text))
    }

    /// Takes out the provenance and, where descriptions differ, all that is read from them.
    fn strip(self, schema: &mut Schema) {
        schema.provenance = None;
        schema.description = self.prose(schema.description.take());
        if !self.descriptions {
            let types = schema.types.iter().copied().filter(|kind| *kind != Type::Null).collect();
            let kept = std::mem::take(schema);
            *schema = Schema {
                types,
                reference: kept.reference,
                properties: kept.properties,
                required: kept.required,
                items: kept.items,
                additional_properties: kept.additional_properties,
                any_of: kept.any_of,
                ..Schema::default()
            };
        }
        schema.children_mut().for_each(|child| self.strip(child));
    }
}

#[test]
fn equal_pages_of_both_dialects_give_equal_operations() {
    let Some(corpus) = Corpus::get() else { return };
    let (mut counts, mut different) = (BTreeMap::<_, usize>::new(), Vec::new());
    for pair in listed(corpus, "pairs/pages.tsv") {
        let [dita, sphinx, _, _, _, same, examples] = pair.as_slice() else { panic!("{pair:?}") };
        let keep = Keep { descriptions: same == "exact", examples: examples == "yes" };
        let [one, two] = [dita, sphinx].map(|page| whole(&corpus.readings[page], keep));
        if one == two {
            *counts.entry(same.clone()).or_default() += 1;
        } else {
            different.push(sphinx.clone());
        }
    }
    assert_eq!(different, Vec::<String>::new());
    assert_eq!(
        counts.into_iter().collect::<Vec<_>>(),
        [("all but descriptions".to_owned(), 104), ("exact".to_owned(), 36)]
    );
}

/// The contract of some readings and the findings, lines apart, with the files as seen from `folder`.
fn without_lines(readings: Vec<PageReading>, folder: &str) -> (Value, Vec<Finding>) {
    let extraction = assemble("service", readings).expect("a contract");
    let mut document = extraction.contract.to_openapi(Prose::Keep);
    drop_lines(&mut document);
    let mut findings = extraction.findings;
    for finding in &mut findings {
        let file = finding.place.take().expect("a place").file;
        finding.place = Some(Place::file(file.strip_prefix(folder).expect("a file of the service")));
        finding.provenance.iter_mut().for_each(|from| Arc::make_mut(from).line = None);
    }
    // They are in the order of lines, of which a minified page has one.
    findings.sort_by_cached_key(|finding| format!("{:?} {} {}", finding.place, finding.rule.id, finding.message));
    (document, findings)
}

fn drop_lines(document: &mut Value) {
    match document {
        Value::Object(members) => {
            for (name, member) in members {
                if name == "x-driftline" {
                    member.as_object_mut().map(|from| from.remove("line"));
                }
                drop_lines(member);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(drop_lines),
        _ => {}
    }
}

#[test]
fn a_minified_service_gives_the_contract_and_the_findings_of_the_service() {
    let Some(corpus) = Corpus::get() else { return };
    let files = driftline_corpus::files(&corpus.root.join("sphinx-min/modelarts"), ".html");
    let minified = files.iter().map(|file| read(&corpus.root, file).1).collect();
    let plain = corpus.services().remove("sphinx/modelarts").expect("the service");
    let (minified, plain) = (without_lines(minified, "sphinx-min/"), without_lines(plain, "sphinx/"));
    assert!(minified.0 == plain.0, "the contracts differ");
    // One by one: a difference of thousands reads badly.
    for (one, two) in minified.1.iter().zip(&plain.1) {
        assert_eq!(one, two);
    }
    assert_eq!(minified.1.len(), plain.1.len());
}
