//! What was read from pages, for a person: the findings page by page, then a summary of each service. Lines are narrow
//! and nothing is a wide table, so that it reads on a small screen, too.

use super::{
    RenderOptions,
    human::{colour, paint},
    places::{below, common_folder, file, path_lines},
};
use crate::{
    ExtractCounts, ExtractSummary, Report, ServiceSummary,
    text::{grouped, printable, wrap},
};
use anstyle::Style;
use driftline_finding::{Finding, RuleId, Severity};
use indexmap::IndexMap;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

/// How many calls of one page are shown above its findings.
const CALLS: usize = 3;
/// How many pages are named of those of which one thing only is to be said, where not all findings are wanted.
const NAMED: usize = 5;

pub(super) fn render(
    summary: &ExtractSummary,
    report: &Report,
    options: RenderOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (lone, rest) = lone(&report.findings);
    let shown = worst(&rest, options.most.unwrap_or(usize::MAX));
    let lone = if options.most == Some(0) { Vec::new() } else { lone };
    let told = shown.len() + lone.iter().map(Vec::len).sum::<usize>();
    let folder = common_folder(&report.findings);
    let mut pages = Pages { summary, options, folder: &folder, explained: BTreeSet::new() };
    if told > 0 && !folder.is_empty() {
        pages.path(0, &format!("Pages below {folder}"), false, out)?;
        writeln!(out)?;
    }
    for page in shown.chunk_by(|one, other| file(one) == file(other)) {
        pages.page(page, out)?;
    }
    for group in lone {
        pages.group(&group, out)?;
    }
    more(report.findings.len() - told, told == 0, options, out)?;
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

/// The findings about whole pages that say the same of several pages, and are all that is said of these: index pages
/// without a call are many. Beside them the other findings.
fn lone(findings: &[Finding]) -> (Vec<Vec<&Finding>>, Vec<&Finding>) {
    let mut of_page: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        *of_page.entry(file(finding)).or_default() += 1;
    }
    let mut groups: IndexMap<(RuleId, &str), Vec<&Finding>> = IndexMap::new();
    let is_alone = |finding: &Finding| {
        let is_of_page = finding.place.as_ref().is_some_and(|place| place.position.is_none());
        is_of_page && of_page.get(file(finding)) == Some(&1)
    };
    for finding in findings.iter().filter(|finding| is_alone(finding)) {
        groups.entry((finding.rule.id, &finding.message)).or_default().push(finding);
    }
    groups.retain(|_, group| group.len() > 1);
    let is_grouped =
        |finding: &Finding| is_alone(finding) && groups.contains_key(&(finding.rule.id, finding.message.as_str()));
    let rest = findings.iter().filter(|finding| !is_grouped(finding)).collect();
    (groups.into_values().collect(), rest)
}

/// The `most` worst findings, in the order of all.
fn worst<'f>(findings: &[&'f Finding], most: usize) -> Vec<&'f Finding> {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|at| Reverse(findings[*at].severity));
    order.truncate(most);
    order.sort_unstable();
    order.into_iter().map(|at| findings[at]).collect()
}

/// Writes the findings of pages.
struct Pages<'r> {
    summary: &'r ExtractSummary,
    options: RenderOptions,
    /// The folder that all pages are in: their paths begin behind it.
    folder: &'r str,
    /// The rules that have said what to do about them.
    explained: BTreeSet<RuleId>,
}

impl Pages<'_> {
    /// The findings of one page, by rule.
    fn page(&mut self, page: &[&Finding], out: &mut dyn Write) -> io::Result<()> {
        self.heading(file(page[0]), out)?;
        let mut rules: IndexMap<(RuleId, Severity), Vec<&Finding>> = IndexMap::new();
        for finding in page {
            rules.entry((finding.rule.id, finding.severity)).or_default().push(finding);
        }
        rules.sort_by(|one, _, other, _| other.1.cmp(&one.1));
        for findings in rules.values() {
            self.rule(findings, out)?;
        }
        writeln!(out)
    }

    fn heading(&self, file: &str, out: &mut dyn Write) -> io::Result<()> {
        let options = self.options;
        self.path(0, file, true, out)?;
        let calls =
            self.summary.services.iter().find_map(|service| service.calls.get(file)).map_or(&[][..], Vec::as_slice);
        for call in calls.iter().take(CALLS) {
            paragraph(0, call, options, out)?;
        }
        match calls.len().saturating_sub(CALLS) {
            0 => Ok(()),
            left => paragraph(0, &format!("and {}", counted(left as u64, "more call")), options, out),
        }
    }

    /// What one rule found on a page: severity, rule and line; what is the case; table and row. Of several findings each
    /// has its line before it.
    fn rule(&mut self, findings: &[&Finding], out: &mut dyn Write) -> io::Result<()> {
        let first = findings[0];
        let line = |finding: &Finding| finding.place.as_ref().and_then(|place| place.position).map(|at| at.line);
        match findings {
            [_] => {
                let line = line(first).map(|line| format!(", line {line}")).unwrap_or_default();
                self.title(first, &line, out)?;
                self.message(4, &first.message, first, out)?;
            }
            several => {
                self.title(first, &format!(", {}", counted(several.len() as u64, "time")), out)?;
                for finding in several {
                    let line = line(finding).map(|line| format!("line {line}: ")).unwrap_or_default();
                    self.message(4, &format!("{line}{}", finding.message), finding, out)?;
                }
            }
        }
        self.remedy(first, out)
    }

    fn title(&self, finding: &Finding, rest: &str, out: &mut dyn Write) -> io::Result<()> {
        let Finding { rule, severity, .. } = finding;
        let colour = paint(colour(*severity), self.options);
        writeln!(out, "  {colour}{severity}{colour:#} {}{}", rule.id, rest.replace(TIED, " "))
    }

    fn message(&self, indent: usize, message: &str, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
        paragraph(indent, message, self.options, out)?;
        match &finding.provenance {
            Some(from) if from.row.is_some() || from.table.is_some() || from.caption.is_some() => {
                paragraph(indent + 2, &format!("in {from}"), self.options, out)
            }
            _ => Ok(()),
        }
    }

    /// What to do, once for each rule.
    fn remedy(&mut self, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
        if self.explained.insert(finding.rule.id) {
            paragraph(4, &format!("→ {}", finding.rule.remedy), self.options, out)?;
        }
        Ok(())
    }

    /// The pages of which one thing is to be said, the same of each.
    fn group(&mut self, findings: &[&Finding], out: &mut dyn Write) -> io::Result<()> {
        show_title(&counted(findings.len() as u64, "page"), self.options, out)?;
        self.title(findings[0], "", out)?;
        self.message(4, &findings[0].message, findings[0], out)?;
        self.remedy(findings[0], out)?;
        let named = if self.options.most.is_some() { NAMED } else { usize::MAX };
        for finding in findings.iter().take(named) {
            self.path(6, file(finding), false, out)?;
        }
        if let left @ 1.. = findings.len().saturating_sub(named) {
            let left = counted(left as u64, "more page");
            paragraph(6, &format!("and {left}; -v names all"), self.options, out)?;
        }
        writeln!(out)
    }

    /// The path of a page, broken between folders where it is too long.
    fn path(&self, indent: usize, file: &str, is_title: bool, out: &mut dyn Write) -> io::Result<()> {
        let path = printable(below(file, self.folder));
        let bold = if is_title { paint(Style::new().bold(), self.options) } else { Style::new() };
        for (number, line) in path_lines(&path, self.options.width().saturating_sub(indent + 2)).iter().enumerate() {
            let indent = if number == 0 { indent } else { indent + 2 };
            writeln!(out, "{:indent$}{bold}{line}{bold:#}", "")?;
        }
        Ok(())
    }
}

fn show_title(text: &str, options: RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    let bold = paint(Style::new().bold(), options);
    writeln!(out, "{bold}{}{bold:#}", printable(&text.replace(TIED, " ")))
}

/// How many findings were left out.
fn more(left: usize, is_all: bool, options: RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    if left == 0 {
        return Ok(());
    }
    let beginning = if is_all { "" } else { "… and " };
    let what = if is_all { "findings, of which none is shown" } else { "more findings" };
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
