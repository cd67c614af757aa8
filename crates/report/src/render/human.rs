//! For a person at a terminal: the cause first, then what the page says, then where and how often.

use super::{
    RenderOptions, human_coverage, standing,
    told::{Said, at, last, left_out, others, row, said, seen, values},
};
use crate::{
    CorrectionCount, ExtractCounts, ProbeSummary, Report, Skipped, Summary, ValidateSummary,
    group::group,
    text::{count, printable, wrap},
};
use anstyle::{AnsiColor, Style};
use driftline_finding::{Cause, Finding, Severity};
use std::io::{self, Write};

const WIDTH: usize = 80;
/// Where the text of a finding begins: behind the severity.
const INDENT: usize = 11;
/// How wide the labels `page`, `seen` are with their blanks.
const LABEL: usize = 7;

pub(super) fn render(report: &Report, options: RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    let mut left = options.most.unwrap_or(usize::MAX);
    let mut hidden = 0;
    for mut operation in group(&report.causes) {
        if options.most.is_some() {
            // What is accepted is of interest to those only who ask for all.
            operation.causes.retain(|cause| !cause.is_accepted());
        }
        let shown = operation.causes.len().min(left);
        hidden += operation.causes.len() - shown;
        left -= shown;
        if shown == 0 {
            continue;
        }
        heading(report, operation.operation, options, out)?;
        for cause in &operation.causes[..shown] {
            show(report, cause, options, out)?;
            writeln!(out)?;
        }
    }
    if hidden > 0 {
        writeln!(out, "… and {} more; a report in JSON has them all\n", count(hidden as u64, "finding"))?;
    }
    show_left_out(report, out)?;
    if let Summary::Probe(probe) = &report.summary {
        show_skipped("no answer from", &probe.failed, out)?;
        show_skipped("not probed", &probe.not_probed, out)?;
    }
    human_coverage::render(report, options, out)?;
    let worst = report.open().max_by_key(|cause| cause.severity);
    let hint = worst.map(|worst| format!(" · `driftline explain {}` tells more", worst.first.rule.id));
    let line = summary_line(report) + &hint.unwrap_or_default();
    parted(&line).iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// A line of parts joined by ` · `, broken between parts where it is too long, and within one only where it must.
fn parted(line: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in line.split(" · ") {
        match lines.last_mut() {
            Some(last) if last.chars().count() + 3 + part.chars().count() <= WIDTH => {
                *last = format!("{last} · {part}");
            }
            _ => lines.extend(wrap(part, WIDTH, 0)),
        }
    }
    lines
}

fn heading(report: &Report, operation: Option<&str>, options: RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    let Some(id) = operation else { return Ok(()) };
    let call = report.operations.iter().find(|known| known.operation == id).map(|known| known.call.as_str());
    let bold = paint(Style::new().bold(), options);
    let id = printable(id);
    writeln!(out, "{bold}{id}{bold:#}{}\n", call.map(|call| format!("  {}", printable(call))).unwrap_or_default())
}

fn show(report: &Report, cause: &Cause, options: RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    let finding = &cause.first;
    let colour = paint(colour(cause.severity), options);
    let bold = paint(Style::new().bold(), options);
    let severity = cause.severity.as_str();
    let pad = " ".repeat(INDENT - 2 - severity.len());
    let at = at(finding).map(|at| format!("  {at}")).unwrap_or_default();
    writeln!(out, "  {colour}{severity}{colour:#}{pad}{bold}{}{bold:#}{at}", finding.rule.id)?;
    paragraph("", &printable(&finding.message), out)?;
    if let Some(others) = others(cause) {
        paragraph("", &others, out)?;
    }
    if let Some(words) = standing::words(&finding.standing) {
        labelled("known", &printable(&words), out)?;
    }
    if finding.provenance.is_some() {
        if let Some(row) = row(finding) {
            labelled("page", &row, out)?;
        }
        show_said(finding, out)?;
    } else if let Some(contract) = &finding.contract {
        labelled("spec", &printable(contract.as_str()), out)?;
    }
    if let Some(witness) = finding.witness {
        labelled("moved", &witness.to_string(), out)?;
    }
    if let Some(values) = values(cause) {
        labelled("values", &values, out)?;
    }
    show_seen(report, cause, out)
}

/// What the page says for the keyword that is contradicted, or why a correction deviates from it.
fn show_said(finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    match said(finding) {
        Some(Said::Mended { reason, page }) => {
            labelled("mended", &reason, out)?;
            page.map_or(Ok(()), |page| labelled("", &page, out))
        }
        Some(Said::Page(sentence)) => labelled("", &format!("\"{sentence}\""), out),
        None => Ok(()),
    }
}

fn show_seen(report: &Report, cause: &Cause, out: &mut dyn Write) -> io::Result<()> {
    let Some(place) = &cause.first.place else { return Ok(()) };
    let place = printable(&place.to_string());
    match seen(report, cause) {
        Some(seen) => labelled("seen", &format!("{seen}, first at {place}{}", last(cause)), out),
        None => labelled("at", &place, out),
    }
}

fn show_left_out(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let told = left_out(report);
    for (index, line) in told.iter().enumerate() {
        let indent = if index == 0 { "" } else { "  " };
        for line in wrap(line, WIDTH - indent.len(), 0) {
            writeln!(out, "{indent}{line}")?;
        }
    }
    if told.is_empty() { Ok(()) } else { writeln!(out) }
}

fn show_skipped(title: &str, skipped: &[Skipped], out: &mut dyn Write) -> io::Result<()> {
    if skipped.is_empty() {
        return Ok(());
    }
    writeln!(out, "{title}:")?;
    for one in skipped {
        let text = format!("{}: {}", one.operation, one.reason);
        for (index, line) in wrap(&printable(&text), WIDTH - 4, 0).iter().enumerate() {
            writeln!(out, "  {}{line}", if index == 0 { "" } else { "  " })?;
        }
    }
    writeln!(out)
}

fn paragraph(label: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
    let width = WIDTH - INDENT - label.len();
    for (index, line) in wrap(text, width, 0).iter().enumerate() {
        let label = if index == 0 { label.to_owned() } else { " ".repeat(label.len()) };
        writeln!(out, "{:INDENT$}{label}{line}", "")?;
    }
    Ok(())
}

fn labelled(label: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
    paragraph(&format!("{label:LABEL$}"), text, out)
}

pub(super) fn colour(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Blue,
    };
    colour.on_default().bold()
}

pub(super) fn paint(style: Style, options: RenderOptions) -> Style {
    if options.colour { style } else { Style::new() }
}

pub(super) fn summary_line(report: &Report) -> String {
    let counts = match &report.summary {
        Summary::Extract(summary) => read(summary.total()),
        Summary::Validate(summary) => exchanges(summary),
        Summary::Probe(summary) => probed(summary),
    };
    format!("{counts} · {}", findings(report))
}

fn exchanges(summary: &ValidateSummary) -> String {
    let ValidateSummary { exchanges, matched, unmatched, unreadable, unjudged, .. } = *summary;
    let all = count(exchanges, "exchange");
    let what = if exchanges == 0 {
        "no exchange was read".to_owned()
    } else if matched == exchanges {
        format!("{all}, all matched")
    } else {
        format!("{all}: {matched} matched, {unmatched} unmatched, {unreadable} unreadable")
    };
    let unjudged_part = if unjudged > 0 { format!(", {unjudged} not judged") } else { String::new() };
    let nothing = if exchanges > 0 && matched == unjudged { " · nothing could be judged" } else { "" };
    format!("{what}{unjudged_part}{nothing}")
}

fn read(counts: ExtractCounts) -> String {
    let rows = counts.rows;
    format!(
        "{}, {}, {} · {} read: {} placed, {} reported{}",
        count(counts.pages, "page"),
        count(counts.operations, "operation"),
        count(counts.fields, "field"),
        count(rows.read, "row"),
        rows.placed,
        rows.reported,
        corrections(counts.corrections).map(|counts| format!(" · {counts}")).unwrap_or_default()
    )
}

/// What became of corrections, if there were any.
pub(super) fn corrections(known: CorrectionCount) -> Option<String> {
    let CorrectionCount { applied, doubtful, unread } = known;
    let parts = [(applied, "applied"), (doubtful, "in doubt"), (unread, "for pages not read")];
    let parts: Vec<String> =
        parts.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")).collect();
    match applied + doubtful + unread {
        0 => None,
        all => Some(format!("{}: {}", count(all, "correction"), parts.join(", "))),
    }
}

fn probed(summary: &ProbeSummary) -> String {
    format!(
        "{}: {} probed, {} without answer, {} not probed",
        count(summary.operations, "operation"),
        summary.probed,
        summary.failed.len(),
        summary.not_probed.len()
    )
}

fn findings(report: &Report) -> String {
    let counts = report.count();
    let parts = [(counts.error, "error"), (counts.warning, "warning"), (counts.info, "info")];
    let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(number, noun)| count(*number, noun)).collect();
    let open = if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") };
    match counts.accepted {
        0 => open,
        accepted if parts.is_empty() => format!("no new findings · {accepted} accepted"),
        accepted => format!("{open} · {accepted} accepted"),
    }
}
