//! The law of the whole way: every record of a capture is counted, judged alike on a tape and as a tree, and told in every
//! format.

use crate::reading::Item;
use driftline_capture::{ReadError, ReadOptions};
use driftline_contract::Contract;
use driftline_finding::Finding;
use driftline_report::{Format, RenderOptions, Report, Summary, ValidateSummary};
use driftline_validate::{Judge, Judged, Tally, Verdict};
use std::num::NonZeroUsize;

/// Judges by the contract that is committed.
pub fn judge() -> Judge {
    let contract = Contract::read("modelarts.openapi.json", include_str!("../../spec/modelarts.openapi.json"));
    Judge::new(vec![contract.expect("the committed contract")]).expect("schemas without foreign references")
}

/// Judges what was read of these bytes, and the bytes on so many threads; counts, and renders the report in all formats.
pub fn hold(judge: &Judge, options: &ReadOptions, bytes: &[u8], items: &[Item], threads: NonZeroUsize) -> Tally {
    let mut told = Told::default();
    for item in items {
        match item {
            Ok(exchange) => told.verdict(judge.judge(exchange).expect("schemas that compile")),
            Err(error) => told.unreadable(error),
        }
    }
    if let Ok(mut capture) = options.read("x", bytes) {
        let mut again = Told::default();
        let each = |judged: Judged<'_>| match judged {
            Judged::Verdict(verdict) => again.verdict(verdict),
            Judged::Unreadable(error) => again.unreadable(&error),
        };
        judge.judge_capture(&mut capture, threads, each).expect("schemas that compile");
        assert_eq!(again.said, told.said, "judged otherwise on a tape");
    }
    assert_eq!(told.tally.read(), items.len() as u64, "a record is not counted");
    assert!(told.findings.iter().all(|finding| finding.place.is_some()), "a finding without a place");
    let report = Report::new(Summary::Validate(summary(told.tally)), told.findings);
    for format in Format::ALL {
        render(&report, format);
    }
    told.tally
}

/// What became of the records of a capture.
#[derive(Default)]
struct Told {
    tally: Tally,
    said: Vec<String>,
    findings: Vec<Finding>,
}

impl Told {
    fn verdict(&mut self, verdict: Verdict<'_>) {
        self.tally.verdict(&verdict);
        let operation = verdict.operation.as_ref().map(|matched| &matched.operation.id);
        let Verdict { status, request, response, findings, .. } = &verdict;
        self.said.push(format!("{operation:?} {status:?} {request:?} {response:?} {findings:#?}"));
        self.findings.extend(verdict.findings);
    }

    fn unreadable(&mut self, error: &ReadError) {
        self.tally.unreadable();
        self.said.push(error.to_string());
        self.findings.push(error.finding());
    }
}

fn summary(tally: Tally) -> ValidateSummary {
    ValidateSummary {
        exchanges: tally.read(),
        matched: tally.matched,
        unmatched: tally.unmatched,
        unreadable: tally.unreadable,
        bodies_judged: tally.bodies_judged,
        unjudged: tally.unjudged,
    }
}

fn render(report: &Report, format: Format) {
    let mut out = Vec::new();
    report.render(format, RenderOptions::default(), &mut out).expect("memory");
    let text = String::from_utf8(out).expect("a report is text");
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{format}: a control character");
    let is_json = |text: &str| serde_json::from_str::<serde_json::Value>(text).is_ok();
    let whole = match format {
        Format::Json | Format::Sarif | Format::Gitlab => is_json(&text),
        Format::Ndjson => text.lines().all(is_json),
        _ => true,
    };
    assert!(whole, "{format}: not JSON");
}
