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
    assert_eq!((rows.read, rows.placed, rows.reported), (11530, 9689, 1841));
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

/// The calls of each page below `root`, by its file.
fn calls(root: &Path) -> BTreeMap<String, Vec<(String, String)>> {
    let call = |operation: &driftline_contract::Operation| (operation.method.to_string(), operation.path.clone());
    let files = driftline_corpus::files(root, ".html");
    files
        .iter()
        .map(|file| read(root, file))
        .map(|reading| (reading.file, reading.operations.iter().map(call).collect()))
        .collect()
}

/// The rows of a list, its header left out.
fn listed(file: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(file).expect("the list reads");
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

#[test]
fn every_listed_call_of_the_sphinx_pages_is_found() {
    let Some(pages) = driftline_corpus::pages() else { return };
    let found = calls(&pages.join("sphinx"));
    let listed = listed(&pages.join("sphinx/operations.tsv"));
    let missed: Vec<_> = listed.iter().filter(|row| found[&row[0]] != [(row[1].clone(), row[2].clone())]).collect();
    assert_eq!((listed.len(), missed.len()), (1691, 0), "{missed:#?}");
}

#[test]
fn doubtful_pages_give_all_versions_of_their_call_or_none() {
    let Some(pages) = driftline_corpus::pages() else { return };
    let mut found = BTreeMap::new();
    for dialect in ["dita", "sphinx"] {
        found.extend(calls(&pages.join(dialect)).into_iter().map(|(page, calls)| (format!("{dialect}/{page}"), calls)));
    }
    let mut kinds: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    let doubtful = listed(&pages.join("operations-doubtful.tsv"));
    for row in &doubtful {
        let kind = row[3].split([':', ';', '(']).next().unwrap_or_default().trim();
        let (listed, read, page_unread) = kinds.entry(kind).or_default();
        let calls = &found[&row[0]];
        *listed += 1;
        *read += usize::from(calls.contains(&(row[1].clone(), row[2].clone())));
        *page_unread += usize::from(calls.is_empty());
    }
    let expected = [
        ("S3 style request syntax", (80, 80, 0)),
        ("no URI section in the export", (2, 0, 2)),
        ("several URIs on the page", (324, 324, 0)),
        ("whole API on one page", (11, 0, 11)),
    ];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), expected);
}
