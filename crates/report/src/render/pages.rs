//! What was read from pages, for a person: the findings page by page, then a summary of each service. Lines are narrow
//! and nothing is a wide table, so that it reads on a small screen, too.

use super::{
    RenderOptions,
    human::{colour, paint},
};
use crate::{
    ExtractCounts, ExtractSummary, Report, ServiceSummary,
    text::{grouped, printable, wrap},
};
use anstyle::Style;
use driftline_finding::{Finding, Severity};
use std::{
    cmp::Reverse,
    io::{self, Write},
};

/// How many calls of one page are shown above its findings.
const CALLS: usize = 3;

pub(super) fn render(
    summary: &ExtractSummary,
    report: &Report,
    options: RenderOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let shown = worst(&report.findings, options.most.unwrap_or(usize::MAX));
    for page in shown.chunk_by(|one, other| file(one) == file(other)) {
        heading(summary, file(page[0]), options, out)?;
        for finding in page {
            show(finding, options, out)?;
        }
        writeln!(out)?;
    }
    more(&report.findings, shown.len(), options, out)?;
    for service in &summary.services {
        show_service(service, options, out)?;
    }
    if summary.services.len() > 1 {
        show_title(&format!("{} services", summary.services.len()), options, out)?;
        show_counts(&summary.total(), options, out)?;
        writeln!(out)?;
    }
    let worst =
        summary.services.iter().flat_map(|service| &service.rules).max_by_key(|rule| (rule.severity, rule.count));
    match worst {
        Some(worst) => paragraph(0, &format!("`driftline explain {}` tells more", worst.rule.id), options, out),
        None => Ok(()),
    }
}

/// The `most` worst findings, in the order of all.
fn worst(findings: &[Finding], most: usize) -> Vec<&Finding> {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|at| Reverse(findings[*at].severity));
    order.truncate(most);
    order.sort_unstable();
    order.into_iter().map(|at| &findings[at]).collect()
}

fn file(finding: &Finding) -> &str {
    finding.place.as_ref().map_or("", |place| place.file.as_str())
}

fn heading(summary: &ExtractSummary, file: &str, options: RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    show_title(file, options, out)?;
    let calls = summary.services.iter().find_map(|service| service.calls.get(file)).map_or(&[][..], Vec::as_slice);
    for call in calls.iter().take(CALLS) {
        paragraph(0, call, options, out)?;
    }
    match calls.len().saturating_sub(CALLS) {
        0 => Ok(()),
        left => paragraph(0, &format!("and {}", counted(left as u64, "more call")), options, out),
    }
}

fn show_title(text: &str, options: RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    let bold = paint(Style::new().bold(), options);
    writeln!(out, "{bold}{}{bold:#}", printable(text))
}

/// Severity, rule and line; what is the case; table and row.
fn show(finding: &Finding, options: RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    let Finding { rule, severity, .. } = finding;
    let line = finding.place.as_ref().and_then(|place| place.position).map(|position| position.line);
    let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
    let colour = paint(colour(*severity), options);
    writeln!(out, "  {colour}{severity}{colour:#} {}{line}", rule.id)?;
    paragraph(4, &finding.message, options, out)?;
    match &finding.provenance {
        Some(from) if from.row.is_some() || from.table.is_some() || from.caption.is_some() => {
            paragraph(4, &from.to_string(), options, out)
        }
        _ => Ok(()),
    }
}

/// How many findings were left out.
fn more(findings: &[Finding], shown: usize, options: RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    let left = findings.len() - shown;
    if left == 0 {
        return Ok(());
    }
    let beginning = if shown == 0 { "" } else { "… and " };
    let what = if shown == 0 { "findings, of which none is shown" } else { "more findings" };
    paragraph(0, &format!("{beginning}{} {what}; -v shows all", grouped(left as u64)), options, out)?;
    writeln!(out)
}

fn show_service(service: &ServiceSummary, options: RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    show_title(&service.service, options, out)?;
    show_counts(&service.counts, options, out)?;
    let total: u64 = service.rules.iter().map(|rule| rule.count).sum();
    if total == 0 {
        paragraph(2, "no findings", options, out)?;
    } else {
        paragraph(2, &counted(total, "finding"), options, out)?;
    }
    let digits = service.rules.iter().map(|rule| grouped(rule.count).len()).max().unwrap_or(0);
    let word = Severity::ALL.iter().map(|severity| severity.as_str().len()).max().unwrap_or(0);
    for rule in &service.rules {
        let colour = paint(colour(rule.severity), options);
        let count = grouped(rule.count);
        writeln!(out, "    {colour}{:word$}{colour:#} {count:>digits$} {}", rule.severity, rule.rule.id)?;
    }
    writeln!(out)
}

fn show_counts(counts: &ExtractCounts, options: RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    let ExtractCounts { pages, operations, parameters, fields, constraints, rows, corrections } = *counts;
    let read = [(pages, "page"), (operations, "operation"), (parameters, "parameter"), (fields, "field")];
    paragraph(2, &list(&read), options, out)?;
    let held = [
        (constraints.enums, "enum"),
        (constraints.ranges, "range"),
        (constraints.lengths, "length"),
        (constraints.defaults, "default"),
        (constraints.patterns, "pattern"),
        (constraints.formats, "format"),
    ];
    let held: Vec<_> = held.into_iter().filter(|(number, _)| *number > 0).collect();
    let held = if held.is_empty() { "no constraints".to_owned() } else { list(&held) };
    paragraph(2, &held, options, out)?;
    let (placed, reported) = (grouped(rows.placed), grouped(rows.reported));
    let read = counted(rows.read, "row");
    paragraph(2, &format!("{read} read: {placed}{TIED}placed, {reported}{TIED}reported"), options, out)?;
    match super::human::corrections(corrections) {
        Some(corrections) => paragraph(2, &corrections, options, out),
        None => Ok(()),
    }
}

fn list(counts: &[(u64, &str)]) -> String {
    counts.iter().map(|(number, noun)| counted(*number, noun)).collect::<Vec<_>>().join(", ")
}

fn counted(number: u64, noun: &str) -> String {
    format!("{}{TIED}{noun}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// A blank at which no line is broken: between a number and what it counts.
const TIED: char = '\u{a0}';

/// Text that begins `indent` columns from the left, and two more in lines that continue it.
fn paragraph(indent: usize, text: &str, options: RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    let width = options.width().saturating_sub(indent + 2);
    for (number, line) in wrap(&printable(text), width, 0).iter().enumerate() {
        let indent = if number == 0 { indent } else { indent + 2 };
        writeln!(out, "{:indent$}{}", "", line.replace(TIED, " "))?;
    }
    Ok(())
}
