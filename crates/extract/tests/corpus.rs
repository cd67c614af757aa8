//! Totals over the corpus of real pages.

use driftline_contract::Prose;
use driftline_extract::{Extraction, PageReading, assemble, parse_page, read_page};
use std::{collections::BTreeMap, path::Path};

fn read(root: &Path, file: &Path) -> PageReading {
    let bytes = std::fs::read(file).expect("the page reads");
    let name = file.file_name().expect("a file name").to_string_lossy();
    let shown = file.strip_prefix(root).expect("below the root").to_string_lossy();
    read_page(&shown, &parse_page(&name, &bytes))
}

fn service(name: &str, file: &Path) -> Extraction {
    let root = file.parent().expect("a folder");
    assemble(name, vec![read(root, file)]).expect("a contract")
}

#[test]
fn every_dita_page_balances_and_nearly_every_operation_is_found() {
    let Some(pages) = driftline_corpus::pages() else { return };
    let root = pages.join("dita");
    let files = driftline_corpus::files(&root, ".html");
    assert_eq!(files.len(), 593);
    let mut calls = BTreeMap::new();
    let mut rows = driftline_extract::RowCount::default();
    for file in &files {
        let reading = read(&root, file);
        assert!(reading.rows.is_balanced(), "{}: {:?}", file.display(), reading.rows);
        rows += reading.rows;
        if let Some(operation) = reading.operations.first() {
            calls.insert(reading.file, format!("{}\t{}", operation.method, operation.path));
        }
    }
    let listed = std::fs::read_to_string(root.join("operations.tsv")).expect("the list reads");
    let listed: Vec<(&str, &str)> = listed.lines().skip(1).filter_map(|line| line.split_once('\t')).collect();
    let missed: Vec<_> =
        listed.iter().filter(|(page, call)| calls.get(*page).map(String::as_str) != Some(call)).collect();
    assert_eq!((listed.len(), missed.len()), (326, 0), "{missed:#?}");
    assert_eq!((rows.read, rows.placed, rows.reported), (11530, 9601, 1929));
}

#[test]
fn the_rows_read_are_the_body_rows_that_a_selector_finds() {
    let Some(pages) = driftline_corpus::pages() else { return };
    let rows = scraper::Selector::parse("tr").expect("a selector");
    let cells = scraper::Selector::parse("td").expect("a selector");
    for file in driftline_corpus::files(&pages.join("dita"), ".html") {
        let text = std::fs::read_to_string(&file).expect("the page reads");
        let html = scraper::Html::parse_document(&text);
        // Header rows consist of `th`; a body row has a `td` of its own.
        let expected = html
            .select(&rows)
            .filter(|row| row.select(&cells).any(|cell| cell.parent().is_some_and(|parent| parent.id() == row.id())));
        let page = parse_page("page.html", text.as_bytes());
        assert_eq!(page.row_count, expected.count(), "{}", file.display());
    }
}

#[test]
fn our_rendition_of_a_page_gives_the_contract_of_the_page() {
    let Some(pages) = driftline_corpus::pages() else { return };
    let theirs = service("modelarts", &pages.join("dita/seed/ShowNotebook.html"));
    let ours = service("modelarts", &driftline_corpus::workspace().join("spec/pages/modelarts/ShowNotebook.html"));
    let contract = |extraction: &Extraction| {
        let mut document = extraction.contract.to_openapi(Prose::Drop);
        drop_example_values(&mut document);
        document
    };
    assert_eq!(contract(&ours), contract(&theirs));
    assert_eq!((ours.rows, ours.findings.len()), (theirs.rows, theirs.findings.len()));
}

/// The values in our examples are our own.
fn drop_example_values(document: &mut serde_json::Value) {
    match document {
        serde_json::Value::Object(members) => {
            members.remove("examples");
            members.values_mut().for_each(drop_example_values);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(drop_example_values),
        _ => {}
    }
}

#[test]
fn the_seed_page_is_read_whole() {
    let Some(pages) = driftline_corpus::pages() else { return };
    let extraction = service("modelarts", &pages.join("dita/seed/ShowNotebook.html"));
    let contract = &extraction.contract;
    let operation = contract.operation("ShowNotebook").expect("the operation");
    assert_eq!(operation.parameters.len(), 2);
    assert_eq!(contract.field_count() - operation.parameters.len(), 65);
    assert_eq!(operation.responses.keys().map(ToString::to_string).collect::<Vec<_>>(), ["200", "401", "403", "404"]);
    assert_eq!(operation.tags, ["Development Environment Management"]);
    assert_eq!(extraction.findings, []);
    assert!(extraction.rows.is_balanced() && extraction.rows.reported == 0);
    let names: Vec<_> = contract.components().map(|(id, _)| id.as_str()).collect();
    assert_eq!(names, ["EndpointsRes", "Image", "JobProgress", "Lease", "Pool", "VolumeRes", "domain", "user"]);
}
