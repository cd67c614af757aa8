//! GitLab's Code Quality report: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use super::told::at;
use crate::{
    Report,
    text::{count, printable},
};
use driftline_finding::{Cause, Finding, Fingerprint, LeftOutRule, Severity};
use serde::Serialize;
use std::io::{self, Write};

/// One entry of the report.
#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    // An issue asks for something to be done.
    let issues = report.open().map(issue);
    let issues: Vec<Issue> = issues.chain(report.left_out.rules().filter_map(left_out)).collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}

fn issue(cause: &Cause) -> Issue {
    let finding = &cause.first;
    let subject = [finding.operation.as_deref().map(printable), at(finding)];
    let subject = subject.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let message = printable(&finding.message);
    Issue {
        description: if subject.is_empty() { message } else { format!("{subject}: {message}") },
        check_name: finding.rule.id.as_str(),
        fingerprint: cause.fingerprint.to_string(),
        severity: severity(cause.severity),
        location: Location { path: path(finding), lines: Lines { begin: line(finding) } },
    }
}

/// That findings of a rule were left out: an issue of its own, which stays the same from run to run.
fn left_out(of_rule: &LeftOutRule) -> Option<Issue> {
    let worst = of_rule.count.worst()?;
    let rule = of_rule.rule;
    let missing = count(of_rule.count.all(), "finding");
    Some(Issue {
        description: format!("{missing} left out: `--max-findings` sets how many causes are kept"),
        check_name: rule.id.as_str(),
        fingerprint: Fingerprint::of(rule.id, Some("--max-findings"), None, None).to_string(),
        severity: severity(worst),
        location: Location { path: "-".to_owned(), lines: Lines { begin: 1 } },
    })
}

/// The words above `major` are for what endangers a system.
const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}

/// The file, without `./`, which GitLab does not know; of a finding without one the page that it is about. A path is required.
fn path(finding: &Finding) -> String {
    let file = finding.place.as_ref().map(|place| &*place.file);
    let page = || finding.provenance.as_ref().map(|from| &*from.page);
    let path = file.or_else(page).unwrap_or("-");
    printable(path.strip_prefix("./").unwrap_or(path))
}

fn line(finding: &Finding) -> u32 {
    finding.place.as_ref().and_then(|place| place.position).map_or(1, |position| position.line.max(1))
}
