//! The corrections of real pages: each one holds, and together they bring the contract nearer to what an independent
//! witness says.

use driftline_extract::{Corrections, Extraction, Review, assemble, parse_page, read_corrected};
use serde_json::Value;
use std::{path::Path, process::Command};

const FILE: &str = "corrections/modelarts.toml";

/// The corrections, and the contract of a service's pages read with or without them.
fn read(folder: &Path, corrected: bool) -> (Extraction, Review) {
    let text = std::fs::read_to_string(driftline_corpus::workspace().join(FILE)).expect("the corrections");
    let files = corrected.then_some((FILE, text.as_str()));
    let corrections = Corrections::read("modelarts", files).expect("corrections");
    let read = |file: &std::path::PathBuf| {
        let name = file.file_name().expect("a file name").to_string_lossy();
        let bytes = std::fs::read(file).expect("the page reads");
        read_corrected(&file.to_string_lossy(), &parse_page(&name, &bytes), &corrections)
    };
    let readings: Vec<_> = driftline_corpus::files(folder, ".html").iter().map(read).collect();
    let review = corrections.review(&readings);
    (assemble("modelarts", readings).expect("a contract"), review)
}

#[test]
fn every_correction_of_modelarts_holds() {
    let Some(pages) = driftline_corpus::pages() else { return };
    let (extraction, review) = read(&pages.join("sphinx/modelarts"), true);
    let messages: Vec<&str> = review.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, [] as [&str; 0]);
    // One is of the page that is committed as our rendition.
    assert_eq!((review.applied, review.doubtful, review.unread), (28, 0, 1));
    assert!(extraction.rows.is_balanced());
}

#[test]
fn corrections_end_contradictions_between_tables_and_examples() {
    let Some(pages) = driftline_corpus::pages() else { return };
    let folder = pages.join("sphinx/modelarts");
    let counts = [false, true].map(|corrected| {
        let findings = read(&folder, corrected).0.findings;
        ["example-type-mismatch", "example-value-unlisted", "example-null", "example-property-undocumented"]
            .map(|rule| findings.iter().filter(|finding| finding.rule.id.as_str() == rule).count())
    });
    let [before, after] = counts;
    assert!(before.iter().zip(&after).all(|(before, after)| after < before), "{before:?} {after:?}");
}

#[test]
fn corrections_hold_for_the_minified_pages_too() {
    let Some(pages) = driftline_corpus::pages() else { return };
    let (_, review) = read(&pages.join("sphinx-min/modelarts"), true);
    assert_eq!((review.applied, review.doubtful, review.unread), (28, 0, 1));
}

/// What the scorer counts of a contract, or `None` where it or Python is absent.
fn score(reference: &Path, extraction: &Extraction) -> Option<Value> {
    let folder = driftline_corpus::workspace().join("target").join(format!("corrections-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let (document, counts) = (folder.join("modelarts.json"), folder.join("counts.score"));
    std::fs::write(&document, extraction.contract.to_openapi_json()).expect("written");
    let mut command = Command::new("python3");
    command.arg(reference.join("score.py")).arg(&folder).args(["--strict", "--service", "modelarts", "--json"]);
    let done = command.arg(&counts).stdout(std::process::Stdio::null()).status();
    let text = done.is_ok_and(|status| status.success()).then(|| std::fs::read_to_string(&counts).expect("the counts"));
    std::fs::remove_dir_all(&folder).expect("removed");
    Some(serde_json::from_str::<Value>(&text?).expect("JSON")["total"].take())
}

#[test]
fn corrections_bring_the_contract_nearer_to_the_sdk() {
    let Some(pages) = driftline_corpus::pages() else { return };
    let Some(reference) = driftline_corpus::shared("reference") else { return };
    let pages = pages.join("sphinx/modelarts");
    let scores = [false, true].map(|corrected| score(&reference, &read(&pages, corrected).0));
    let [Some(before), Some(after)] = scores else { return };
    let number = |counts: &Value, metric: &str, key: &str| counts[metric][key].as_f64();
    // Fields that are found only now may lack what others have, so shares may fall where counts do not, as that of the
    // types does: the table of workloads that a correction brings in calls nine numbers texts.
    for metric in before.as_object().expect("an object").keys() {
        let (one, two) = (number(&before, metric, "hit"), number(&after, metric, "hit"));
        assert!(two >= one, "{metric}: {} {}", before[metric], after[metric]);
    }
    for metric in ["rs_pc_recall", "rs_pc_prec", "rs_enum", "rs_enum_prec"] {
        let (one, two) = (number(&before, metric, "percent"), number(&after, metric, "percent"));
        assert!(two > one, "{metric}: {} {}", before[metric], after[metric]);
    }
}
