//! The operations of the corpus of real pages, and the contracts of its services.

use driftline_contract::{Contract, Method, Operation, Schema, Status};
use driftline_extract::{Link, PageReading, assemble, parse_page, read_page};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// The readings of all pages of both dialects, by folder and page as the lists of operations name them, or `None`
/// where the pages are absent.
fn readings() -> Option<&'static (PathBuf, BTreeMap<String, PageReading>)> {
    static READINGS: OnceLock<Option<(PathBuf, BTreeMap<String, PageReading>)>> = OnceLock::new();
    let read_all = || {
        let pages = driftline_corpus::pages()?;
        let files = ["dita", "sphinx"].map(|dialect| driftline_corpus::files(&pages.join(dialect), ".html"));
        let readings = files.iter().flatten().map(|file| read(&pages, file)).collect();
        Some((pages, readings))
    };
    READINGS.get_or_init(read_all).as_ref()
}

fn read(root: &Path, file: &Path) -> (String, PageReading) {
    let bytes = std::fs::read(file).expect("the page reads");
    let name = file.file_name().expect("a file name").to_string_lossy();
    let shown = file.strip_prefix(root).expect("below the root").to_string_lossy();
    (shown.clone().into_owned(), read_page(&shown, &parse_page(&name, &bytes)))
}

fn calls(reading: &PageReading) -> Vec<(String, String)> {
    // Behind a `#` stands what tells calls of one path apart, which the lists leave out.
    let path = |operation: &Operation| operation.path.split('#').next().unwrap_or_default().to_owned();
    let call = |operation: &Operation| (operation.method.to_string(), path(operation));
    reading.operations.iter().map(call).collect()
}

/// The rows of a list, its header left out.
fn listed(file: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(file).expect("the list reads");
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

#[test]
fn every_listed_call_is_found() {
    let Some((pages, found)) = readings() else { return };
    for (dialect, count) in [("dita", 326), ("sphinx", 1691)] {
        let listed = listed(&pages.join(dialect).join("operations.tsv"));
        let is_missed =
            |row: &&Vec<String>| calls(&found[&format!("{dialect}/{}", row[0])]) != [(row[1].clone(), row[2].clone())];
        let missed: Vec<_> = listed.iter().filter(is_missed).collect();
        assert_eq!((listed.len(), missed.len()), (count, 0), "{missed:#?}");
    }
}

#[test]
fn doubtful_pages_give_all_versions_of_their_call_or_none() {
    let Some((pages, found)) = readings() else { return };
    let mut kinds: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    let doubtful = listed(&pages.join("operations-doubtful.tsv"));
    for row in &doubtful {
        let kind = row[3].split([':', ';', '(']).next().unwrap_or_default().trim();
        let (listed, read, unread) = kinds.entry(kind).or_default();
        let calls = calls(&found[&row[0]]);
        *listed += 1;
        // Request lines of the S3 style show variables without braces.
        let plain = |path: &str| if kind.starts_with("S3") { path.replace(['{', '}'], "") } else { path.to_owned() };
        let is_row = |(method, path): &(String, String)| *method == row[1] && plain(path) == row[2];
        *read += usize::from(calls.iter().any(is_row));
        *unread += usize::from(calls.is_empty());
    }
    let expected = [
        ("S3 style request syntax", (80, 80, 0)),
        ("no URI section in the export", (2, 0, 2)),
        ("several URIs on the page", (324, 324, 0)),
        ("whole API on one page", (11, 0, 11)),
    ];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn a_call_that_no_list_knows_is_read_from_no_page() {
    let Some((pages, found)) = readings() else { return };
    let mut known: Vec<String> =
        listed(&pages.join("operations-doubtful.tsv")).into_iter().map(|row| row[0].clone()).collect();
    for dialect in ["dita", "sphinx"] {
        let rows = listed(&pages.join(dialect).join("operations.tsv")).into_iter();
        known.extend(rows.map(|row| format!("{dialect}/{}", row[0])));
    }
    let unknown: Vec<_> = found
        .iter()
        .filter(|(page, reading)| !reading.operations.is_empty() && !known.contains(page))
        .map(|(page, reading)| (page, calls(reading)))
        .collect();
    assert_eq!(unknown, []);
}

/// How often each rule fires on the pages of each dialect, before they are put together. `INSTA_UPDATE=always` writes it
/// anew; then read on a sample of pages whether what is new is true.
#[test]
fn what_is_wrong_with_the_pages_is_counted_by_rule() {
    let Some((_, found)) = readings() else { return };
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for (page, reading) in found {
        for finding in &reading.findings {
            counts.entry(finding.rule.id.as_str()).or_default()[usize::from(page.starts_with("sphinx"))] += 1;
        }
    }
    let lines = counts.iter().map(|(rule, [dita, sphinx])| format!("{rule:30} {dita:5} {sphinx:5}"));
    let shown = lines.collect::<Vec<String>>().join("\n");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots/extract");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("corpus_findings", shown));
}

#[test]
fn every_service_becomes_one_contract_that_reads_back() {
    let Some((_, found)) = readings() else { return };
    let mut services: BTreeMap<String, Vec<PageReading>> = BTreeMap::new();
    for (page, reading) in found {
        let service: Vec<&str> = page.split('/').take(2).collect();
        services.entry(service.join("-")).or_default().push(reading.clone());
    }
    let mut totals = (0, 0);
    for (service, readings) in services {
        let extraction = assemble(&service, readings).expect("a contract");
        assert!(extraction.rows.is_balanced(), "{service}");
        let contract = &extraction.contract;
        let again = Contract::read("written", &contract.to_openapi_json()).expect("our own document reads");
        assert!(again == *contract, "{service}");
        let merged = contract.operations().filter(|operation| is_choice(operation)).count();
        totals = (totals.0 + contract.operations().len(), totals.1 + merged);
    }
    assert_eq!(totals, (2299, 37), "operations, and those among them whose request is one of several");
}

fn is_choice(operation: &Operation) -> bool {
    let media = operation.request.iter().flat_map(|body| body.content.values());
    media.filter_map(|media| media.schema.as_ref()).any(|schema| schema.one_of.len() + schema.any_of.len() > 1)
}

#[test]
fn fields_that_link_to_other_pages_lead_to_their_tables() {
    let Some((_, found)) = readings() else { return };
    let name = |file: &str| file.rsplit('/').next().unwrap_or_default().to_owned();
    for (folder, expected) in
        [("dita/", (14, 14)), ("sphinx/cloud-container-engine/", (22, 19)), ("sphinx/elastic-cloud-server/", (28, 25))]
    {
        let readings = || found.iter().filter(|(page, _)| page.starts_with(folder)).map(|(_, reading)| reading);
        let anchors: BTreeSet<(&str, &str)> = readings()
            .flat_map(|reading| reading.anchors.keys().map(|anchor| (reading.page.as_str(), anchor.as_str())))
            .collect();
        let leads = |link: &Link| {
            let page = name(link.page.as_deref().unwrap_or_default());
            anchors.contains(&(page.as_str(), link.anchor.as_deref().unwrap_or_default()))
        };
        let links: Vec<_> = readings().flat_map(|reading| &reading.links).collect();
        let resolved = links.iter().filter(|field| field.links.iter().any(leads)).count();
        assert_eq!(
            (links.len(), resolved),
            expected,
            "{folder}: fields with such links, and those whose table was read"
        );
    }
}

#[test]
fn a_response_whose_tables_stand_on_other_pages_is_read_whole() {
    let Some((_, found)) = readings() else { return };
    let of_service = found.iter().filter(|(page, _)| page.starts_with("sphinx/cloud-container-engine/"));
    let extraction = assemble("s", of_service.map(|(_, reading)| reading.clone()).collect()).expect("a contract");
    let contract = extraction.contract;
    let is_meant = |operation: &&Operation| {
        operation.method == Method::Delete && operation.path.ends_with("/clusters/{cluster_id}/nodes/{node_id}")
    };
    let operation = contract.operations().find(is_meant).expect("the operation");
    let media = operation.responses[&Status::Exact(200)].content.values().next().expect("a body");
    assert_eq!(fields(&contract, media.schema.as_ref().expect("a schema"), 0), 112);
}

/// The properties below a schema at any depth, references followed.
fn fields(contract: &Contract, schema: &Schema, depth: usize) -> usize {
    assert!(depth < 100, "this response has no object that holds itself");
    let target = schema.reference.as_ref().and_then(|id| contract.component(id)).unwrap_or(schema);
    target.properties.len() + target.children().map(|(_, child)| fields(contract, child, depth + 1)).sum::<usize>()
}
