//! JUnit XML, for the test views of CI servers: a suite for each operation, a case for each cause. There is no standard; the
//! form is that of Jenkins' XSD (`jenkins-junit.xsd`), without times, which would differ from run to run.

use super::told::{Section, at, lines, sections};
use crate::{
    Report, Skipped, Summary,
    text::{count, printable},
};
use driftline_finding::{Cause, LeftOutRule, Severity};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    io::{self, Write},
};

/// A suite: its name and its cases.
struct Suite<'r> {
    name: String,
    cases: Vec<Case<'r>>,
}

/// What became of one thing that was looked at.
enum Case<'r> {
    Found(&'r Cause, String),
    LeftOut(&'r LeftOutRule),
    Clean,
    Skipped(&'r str),
    Failed(&'r str),
}

#[derive(Clone, Copy, Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let sections = sections(report);
    let suites = suites(report, &sections);
    let total = Counts::of(suites.iter().flat_map(|suite| &suite.cases));
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"driftline\" {}>", total.attributes(false))?;
    for suite in &suites {
        let counts = Counts::of(&suite.cases);
        writeln!(out, "  <testsuite name=\"{}\" {}>", escape(&suite.name), counts.attributes(true))?;
        suite.cases.iter().try_for_each(|case| show(report, &suite.name, case, out))?;
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// The suites of what was found, and then of operations without findings; if there are none, one that says so.
fn suites<'r>(report: &'r Report, sections: &'r [Section<'r>]) -> Vec<Suite<'r>> {
    let mut suites: Vec<Suite<'r>> = sections.iter().map(found).collect();
    let found: BTreeSet<&str> = sections.iter().filter_map(|section| section.title).collect();
    let is_clean = |id: &str| !found.contains(id) && !report.left_out.has_operation(id);
    let clean = report.operations.iter().filter(|known| known.exchanges > 0 && is_clean(&known.operation));
    suites.extend(clean.map(|known| Suite { name: printable(&known.operation), cases: vec![Case::Clean] }));
    if let Summary::Probe(probe) = &report.summary {
        let suite = |name: &Skipped, case| Suite { name: printable(&name.operation), cases: vec![case] };
        suites.extend(probe.failed.iter().map(|one| suite(one, Case::Failed(&one.reason))));
        suites.extend(probe.not_probed.iter().map(|one| suite(one, Case::Skipped(&one.reason))));
    }
    if !report.left_out.is_empty() {
        suites.push(Suite { name: "left out".to_owned(), cases: report.left_out.rules().map(Case::LeftOut).collect() });
    }
    if suites.is_empty() {
        suites.push(Suite { name: "driftline".to_owned(), cases: vec![Case::Clean] });
    }
    suites
}

/// A suite of a case for each cause. Where two would bear one name, the fingerprint tells them apart.
fn found<'r>(section: &'r Section<'r>) -> Suite<'r> {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for cause in &section.causes {
        *names.entry(name(cause)).or_default() += 1;
    }
    let cases = section.causes.iter().map(|cause| {
        let name = name(cause);
        let is_one = names.get(&name).is_none_or(|count| *count == 1);
        Case::Found(cause, if is_one { name } else { format!("{name} [{}]", cause.fingerprint) })
    });
    Suite { name: printable(section.title.unwrap_or("no operation")), cases: cases.collect() }
}

/// The rule, and the field in which indexes and keys are `*`, so that a case keeps its name from run to run.
fn name(cause: &Cause) -> String {
    let finding = &cause.first;
    let field = finding.field.as_ref().map(|field| printable(field.as_str()));
    match field.filter(|field| !field.is_empty()).or_else(|| at(finding)) {
        Some(field) => format!("{} {field}", finding.rule.id),
        None => finding.rule.id.to_string(),
    }
}

fn show(report: &Report, suite: &str, case: &Case<'_>, out: &mut dyn Write) -> io::Result<()> {
    let name = match case {
        Case::Found(_, name) => name.as_str(),
        Case::LeftOut(of_rule) => of_rule.rule.id.as_str(),
        Case::Clean => "no findings",
        Case::Skipped(_) | Case::Failed(_) => "answers",
    };
    write!(out, "    <testcase classname=\"{}\" name=\"{}\"", escape(suite), escape(name))?;
    match case {
        Case::Clean => return writeln!(out, "/>"),
        Case::Skipped(reason) => writeln!(out, ">\n      <skipped message=\"{}\"/>", escape(reason))?,
        Case::Failed(reason) => writeln!(out, ">\n      <error type=\"no-answer\" message=\"{}\"/>", escape(reason))?,
        Case::Found(cause, _) => {
            writeln!(out, ">")?;
            show_cause(report, cause, out)?;
        }
        Case::LeftOut(of_rule) => {
            writeln!(out, ">")?;
            show_left_out(of_rule, out)?;
        }
    }
    writeln!(out, "    </testcase>")
}

/// Whether a cause is a failure: an error or a warning that nobody has accepted.
fn fails(cause: &Cause) -> bool {
    cause.severity > Severity::Info && !cause.is_accepted()
}

fn show_left_out(of_rule: &LeftOutRule, out: &mut dyn Write) -> io::Result<()> {
    let text =
        format!("{} left out: --max-findings sets how many causes are kept", count(of_rule.count.all(), "finding"));
    match of_rule.count.worst().filter(|worst| *worst > Severity::Info) {
        Some(worst) => writeln!(out, "      <failure type=\"{worst}\" message=\"{text}\"/>"),
        None => writeln!(out, "      <system-out>{text}</system-out>"),
    }
}

/// What does not fail passes, and what it says is output.
fn show_cause(report: &Report, cause: &Cause, out: &mut dyn Write) -> io::Result<()> {
    let finding = &cause.first;
    let mut text = escape(&finding.message);
    for line in lines(report, cause) {
        let _ = write!(text, "\n{}", escape(&line));
    }
    if !fails(cause) {
        return writeln!(out, "      <system-out>{}: {text}</system-out>", cause.severity);
    }
    let message = escape(&finding.message);
    writeln!(out, "      <failure type=\"{}\" message=\"{message}\">{text}</failure>", cause.severity)
}

impl Counts {
    fn of<'c>(cases: impl IntoIterator<Item = &'c Case<'c>>) -> Counts {
        let mut counts = Counts::default();
        for case in cases {
            counts.tests += 1;
            match case {
                Case::Found(cause, _) => counts.failures += usize::from(fails(cause)),
                Case::LeftOut(of_rule) => {
                    counts.failures += usize::from(of_rule.count.worst() > Some(Severity::Info));
                }
                Case::Failed(_) => counts.errors += 1,
                Case::Skipped(_) => counts.skipped += 1,
                Case::Clean => {}
            }
        }
        counts
    }

    /// Only a suite counts what was skipped.
    fn attributes(self, is_suite: bool) -> String {
        let Counts { tests, failures, errors, skipped } = self;
        let skipped = if is_suite { format!(" skipped=\"{skipped}\"") } else { String::new() };
        format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\"{skipped}")
    }
}

/// Text for an element or an attribute (XML 1.0, section 2.4); `printable` leaves no character that XML cannot hold (2.2).
fn escape(text: &str) -> String {
    printable(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
