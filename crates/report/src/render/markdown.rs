//! GitHub Flavored Markdown (<https://github.github.com/gfm/>), for a comment or a job summary, which holds at most 1 MiB
//! (<https://docs.github.com/actions/reference/limits>).

use super::{
    markdown_coverage, standing,
    told::{Said, Section, at, last, left_out, others, row, said, sections, seen, values},
};
use crate::{
    Report, Summary,
    text::{count, printable},
};
use driftline_finding::{Cause, Severity};
use std::{
    fmt::Write as _,
    io::{self, Write},
};

/// What the tables may hold: the rest of the mebibyte is for what stands around them.
const LIMIT: usize = 1_000_000;
/// How many characters of a text a cell shows.
const CELL: usize = 400;

pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut text = format!("## driftline\n\n{}\n", escape(&report.summary_line()));
    text.extend(left_out(report).iter().enumerate().map(|(at, line)| {
        let (before, after) = if at == 0 { ("\n", "\n\n") } else { ("- ", "\n") };
        format!("{before}{}{after}", escape(line))
    }));
    text.extend(report.coverage.as_ref().map(markdown_coverage::section));
    let mut hidden = 0;
    for section in sections(report) {
        hidden += show(report, &section, &mut text);
    }
    if let Summary::Probe(probe) = &report.summary {
        for (title, skipped) in [("No answer from", &probe.failed), ("Not probed", &probe.not_probed)] {
            let rows = skipped.iter().map(|one| format!("- {}: {}\n", escape(&one.operation), escape(&one.reason)));
            hidden += list(title, rows, &mut text);
        }
    }
    if hidden > 0 {
        let _ = writeln!(text, "\n… and {} more; a report in JSON has them all", count(hidden, "row"));
    }
    out.write_all(text.as_bytes())
}

/// Writes the table of an operation as far as there is room, and tells how many rows there was none for.
fn show(report: &Report, section: &Section<'_>, text: &mut String) -> u64 {
    let title = escape(section.short);
    let call = section.call.map(|call| format!(" — {}", escape(call))).unwrap_or_default();
    let heading =
        format!("\n### {title}{call}\n\n| | rule | where | what | page | seen |\n|---|---|---|---|---|---|\n");
    rows(&heading, section.causes.iter().map(|cause| line(report, cause)), text)
}

fn list(title: &str, lines: impl Iterator<Item = String>, text: &mut String) -> u64 {
    rows(&format!("\n### {title}\n\n"), lines, text)
}

/// Writes rows below their heading as far as there is room, and tells how many there was none for.
fn rows(heading: &str, rows: impl Iterator<Item = String>, text: &mut String) -> u64 {
    let mut hidden = 0;
    let mut heading = Some(heading);
    for row in rows {
        if hidden > 0 || text.len() + heading.map_or(0, str::len) + row.len() > LIMIT {
            hidden += 1;
            continue;
        }
        text.push_str(heading.take().unwrap_or_default());
        text.push_str(&row);
    }
    hidden
}

fn line(report: &Report, cause: &Cause) -> String {
    let finding = &cause.first;
    let mut what = cell(&finding.message);
    for words in others(cause).into_iter().chain(values(cause).map(|values| format!("values: {values}"))) {
        let _ = write!(what, "<br>{}", cell(&words));
    }
    if let Some(words) = standing::words(&finding.standing) {
        let _ = write!(what, "<br>{}", cell(&words));
    }
    let witness = finding.witness.map(|witness| cell(&witness.to_string()));
    let page = [row(finding).map(|row| cell(&row)), said(finding).map(|said| quote(&said)), witness];
    let page = page.into_iter().flatten().collect::<Vec<_>>().join("<br>");
    let place = finding.place.as_ref().map(|place| cell(&format!("{place}{}", last(cause))));
    let seen = [seen(report, cause).map(|seen| cell(&seen)), place].into_iter().flatten().collect::<Vec<_>>();
    let at = at(finding).map(|at| cell(&at)).unwrap_or_default();
    let (mark, rule) = (mark(cause.severity), finding.rule.id);
    format!("| {mark} {} | {rule} | {at} | {what} | {page} | {} |\n", cause.severity, seen.join("<br>"))
}

const fn mark(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "🔴",
        Severity::Warning => "🟡",
        Severity::Info => "🔵",
    }
}

fn quote(said: &Said) -> String {
    match said {
        Said::Page(sentence) => format!("“{}”", cell(sentence)),
        Said::Mended { reason, .. } => format!("mended: {}", cell(reason)),
    }
}

/// The text of a cell, shortened where it is too long to read in one.
pub(super) fn cell(text: &str) -> String {
    match text.char_indices().nth(CELL) {
        Some((at, _)) => format!("{}…", escape(&text[..at])),
        None => escape(text),
    }
}

/// Text that is nothing but text (GFM, sections 2.4 and 6): no markup, HTML, link, mention or end of a cell. Entities serve
/// where a backslash is not known in tables or links.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '|' => out.push_str("&#124;"),
            '`' => out.push_str("&#96;"),
            '@' => out.push_str("&#64;"),
            ':' => out.push_str("&#58;"),
            '\\' | '*' | '_' | '[' | ']' | '~' | '#' | '$' | '!' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out.replace("www.", "www&#46;")
}
