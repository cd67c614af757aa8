//! What was counted: totals, operations by status, services.

use super::{coverage, escape, marks};
use crate::{
    OperationCount, Report, Skipped, Summary, ValidateSummary,
    render::told::Section,
    text::{count as plural, grouped},
};
use driftline_finding::Severity;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

/// The totals.
pub(super) fn tiles(report: &Report, sections: &[Section<'_>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section aria-labelledby=\"summary\">\n<h2 id=\"summary\">Summary</h2>\n<dl class=\"tiles\">")?;
    let found = report.count();
    for (severity, count) in Severity::ALL.into_iter().zip([found.error, found.warning, found.info]) {
        let class = if count == 0 { "" } else { severity.as_str() };
        let causes = sections.iter().map(|section| section.count(severity) as u64).sum();
        let causes = if causes == count { String::new() } else { format!(" of {}", plural(causes, "cause")) };
        tile(class, &format!("{severity}s{causes}"), count, out)?;
    }
    match &report.summary {
        Summary::Validate(summary) => all(&exchanges(summary), out)?,
        Summary::Probe(summary) => {
            let (failed, not_probed) = (summary.failed.len() as u64, summary.not_probed.len() as u64);
            all(&[("operations", summary.operations), ("probed", summary.probed)], out)?;
            all(&[("not probed", not_probed), ("without answer", failed)], out)?;
        }
        Summary::Extract(summary) => {
            let total = summary.total();
            all(&[("pages", total.pages), ("operations", total.operations), ("fields", total.fields)], out)?;
        }
    }
    writeln!(out, "</dl>\n</section>")
}

fn all(tiles: &[(&str, u64)], out: &mut dyn Write) -> io::Result<()> {
    tiles.iter().try_for_each(|(name, count)| tile("", name, *count, out))
}

fn tile(class: &str, name: &str, count: u64, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<div class=\"tile {class}\"><dt>{name}</dt><dd>{}</dd></div>", grouped(count))
}

fn exchanges(summary: &ValidateSummary) -> [(&'static str, u64); 4] {
    let ValidateSummary { exchanges, matched, unmatched, unreadable, .. } = *summary;
    [("exchanges", exchanges), ("matched", matched), ("unmatched", unmatched), ("unreadable", unreadable)]
}

/// Operations by status: how often each was answered, and what was found.
pub(super) fn coverage(report: &Report, sections: &[Section<'_>], out: &mut dyn Write) -> io::Result<()> {
    let (seen, unseen): (Vec<_>, Vec<_>) = report.operations.iter().partition(|known| known.exchanges > 0);
    if report.operations.is_empty() {
        return Ok(());
    }
    let statuses: BTreeSet<u16> = seen.iter().flat_map(|known| known.statuses.keys().copied()).collect();
    let of_operation: BTreeMap<&str, usize> =
        sections.iter().enumerate().filter_map(|(at, section)| Some((section.title?, at))).collect();
    writeln!(out, "<section aria-labelledby=\"coverage\">\n<h2 id=\"coverage\">Coverage</h2>")?;
    writeln!(
        out,
        "<p>{} of {} operations observed.</p>",
        grouped(seen.len() as u64),
        grouped(report.operations.len() as u64)
    )?;
    if !seen.is_empty() {
        begin_table("coverage", "operation", out)?;
        for status in &statuses {
            writeln!(out, "<th scope=\"col\" class=\"number\">{status}</th>")?;
        }
        writeln!(out, "<th scope=\"col\">findings</th></tr></thead>\n<tbody>")?;
        for known in seen {
            let at = of_operation.get(&*known.operation).copied();
            let found = match at.and_then(|at| Some((at, sections.get(at)?))) {
                Some((at, section)) => format!("<a href=\"#s{at}\">{}</a>", marks(section)),
                None if report.left_out.has_operation(&known.operation) => "left out".to_owned(),
                None => "<span class=\"mark clean\">none</span>".to_owned(),
            };
            row(known, &statuses, &found, out)?;
        }
        writeln!(out, "</tbody></table></div>")?;
    }
    unobserved(&unseen, out)?;
    coverage::shares(report, out)?;
    writeln!(out, "</section>")
}

fn row(known: &OperationCount, statuses: &BTreeSet<u16>, found: &str, out: &mut dyn Write) -> io::Result<()> {
    let (operation, call) = (escape(&known.operation), escape(&known.call));
    write!(out, "<tr><th scope=\"row\">{operation}<small>{call}</small></th>")?;
    for status in statuses {
        match known.statuses.get(status) {
            Some(count) => write!(out, "<td class=\"number s{}\">{}</td>", status / 100, grouped(*count))?,
            None => write!(out, "<td class=\"number none\">–</td>")?,
        }
    }
    writeln!(out, "<td>{found}</td></tr>")
}

fn unobserved(unseen: &[&OperationCount], out: &mut dyn Write) -> io::Result<()> {
    if unseen.is_empty() {
        return Ok(());
    }
    writeln!(out, "<details><summary>{} not observed</summary>\n<ul>", grouped(unseen.len() as u64))?;
    for known in unseen {
        writeln!(out, "<li>{} <small>{}</small></li>", escape(&known.operation), escape(&known.call))?;
    }
    writeln!(out, "</ul></details>")
}

/// What was read from pages, by service.
pub(super) fn services(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let Summary::Extract(summary) = &report.summary else { return Ok(()) };
    writeln!(out, "<section aria-labelledby=\"services\">\n<h2 id=\"services\">Services</h2>")?;
    begin_table("services", "service", out)?;
    for name in ["pages", "operations", "fields", "rows", "placed", "reported", "findings"] {
        write!(out, "<th scope=\"col\" class=\"number\">{name}</th>")?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for service in &summary.services {
        let (counts, rows) = (&service.counts, &service.counts.rows);
        let found = service.rules.iter().map(|rule| rule.count).sum();
        write!(out, "<tr><th scope=\"row\">{}</th>", escape(&service.service))?;
        for count in [counts.pages, counts.operations, counts.fields, rows.read, rows.placed, rows.reported, found] {
            write!(out, "<td class=\"number\">{}</td>", grouped(count))?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody></table></div>\n</section>")
}

/// A table that scrolls by itself where it is too wide.
fn begin_table(labelled_by: &str, first: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{labelled_by}\"><table>")?;
    write!(out, "<thead><tr><th scope=\"col\">{first}</th>")
}

/// The operations that were not probed, or gave no answer.
pub(super) fn skipped(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let Summary::Probe(summary) = &report.summary else { return Ok(()) };
    list("No answer", &summary.failed, out)?;
    list("Not probed", &summary.not_probed, out)
}

fn list(title: &str, skipped: &[Skipped], out: &mut dyn Write) -> io::Result<()> {
    if skipped.is_empty() {
        return Ok(());
    }
    writeln!(out, "<section>\n<h2>{title}</h2>\n<ul>")?;
    for one in skipped {
        writeln!(out, "<li>{}: {}</li>", escape(&one.operation), escape(&one.reason))?;
    }
    writeln!(out, "</ul>\n</section>")
}
