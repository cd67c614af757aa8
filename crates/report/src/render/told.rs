//! What the formats for people tell of a cause, in the same words: where it is, what the page says, how often it was.

use super::{
    places::{below, common_folder, file},
    standing,
};
use crate::{
    ExtractSummary, Report, Summary,
    group::{group, worst_first},
    text::{count, printable},
};
use driftline_finding::{Cause, Finding, LeftOutRule, Pointer, Severity};
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// What the page says for the keyword that is contradicted.
pub(super) enum Said {
    /// Its sentence, word for word.
    Page(String),
    /// A correction deviates from the page. What it says is not the page's, so it is no quotation.
    Mended {
        /// Why it deviates.
        reason: String,
        /// What it deviates from.
        page: Option<String>,
    },
}

/// The causes of one operation, or of one page.
pub(super) struct Section<'r> {
    /// The id of the operation or the file of the page; what belongs to neither has none.
    pub(super) title: Option<&'r str>,
    /// The title without the folder that all pages are in.
    pub(super) short: &'r str,
    /// Method and path template, where they are known; of a page the first.
    pub(super) call: Option<&'r str>,
    /// The worst first.
    pub(super) causes: Vec<&'r Cause>,
}

impl Section<'_> {
    /// How many causes that count have this severity.
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.causes.iter().filter(|cause| cause.severity == severity && !cause.is_accepted()).count()
    }
}

/// The causes by operation or, of what was read from pages, by page: there most belong to no operation.
pub(super) fn sections(report: &Report) -> Vec<Section<'_>> {
    if let Summary::Extract(summary) = &report.summary {
        return pages(report, summary);
    }
    let groups = group(&report.causes).into_iter();
    groups
        .map(|group| Section {
            title: group.operation,
            short: group.operation.unwrap_or("No operation"),
            call: group.operation.and_then(|id| call(report, id)),
            causes: group.causes,
        })
        .collect()
}

fn pages<'r>(report: &'r Report, summary: &'r ExtractSummary) -> Vec<Section<'r>> {
    let mut pages: IndexMap<&str, Vec<&Cause>> = IndexMap::new();
    for cause in &report.causes {
        pages.entry(file(&cause.first)).or_default().push(cause);
    }
    pages.sort_by(|one, _, other, _| (one.is_empty(), one).cmp(&(other.is_empty(), other)));
    let folder = common_folder(&report.findings);
    let sections = pages.into_iter().map(|(file, mut causes)| {
        worst_first(&mut causes);
        let title = Some(file).filter(|file| !file.is_empty());
        let call = summary.services.iter().find_map(|service| service.calls.get(file)?.first());
        let short = title.map_or("No page", |file| below(file, &folder));
        Section { title, short, call: call.map(String::as_str), causes }
    });
    sections.collect()
}

/// Method and path template of an operation.
pub(super) fn call<'r>(report: &'r Report, id: &str) -> Option<&'r str> {
    report.operations.iter().find(|known| known.operation == id).map(|known| known.call.as_str())
}

/// The pointer to the wrong value; the whole body is `(body)`.
pub(super) fn at(finding: &Finding) -> Option<String> {
    finding.instance.as_ref().map(pointer)
}

/// A pointer to a wrong value; the whole body is `(body)`.
pub(super) fn pointer(at: &Pointer) -> String {
    if at.is_root() { "(body)".to_owned() } else { printable(at.as_str()) }
}

/// The table and row of the page, as `Lease (Table 6), row 3: enable, Boolean`. Of a finding about a page as a whole there
/// is none: the place names the page already.
pub(super) fn row(finding: &Finding) -> Option<String> {
    let from = finding.provenance.as_ref()?;
    let is_told = finding.instance.is_some() || from.row.is_some() || from.table.is_some();
    is_told.then(|| printable(&from.to_string()))
}

/// What the page says for the keyword that is contradicted, or why a correction deviates from it.
pub(super) fn said(finding: &Finding) -> Option<Said> {
    let from = finding.provenance.as_ref()?;
    let keyword = finding.contract.as_ref().and_then(Pointer::last)?;
    let of = |texts: &BTreeMap<String, String>| texts.get(&*keyword).map(|text| printable(text));
    match (of(&from.corrected), of(&from.evidence)) {
        (Some(reason), page) => Some(Said::Mended { reason, page }),
        (None, page) => page.map(Said::Page),
    }
}

/// How often a cause was met, as `2 of 3 exchanges`; nothing of what stands at one place only and is not counted.
pub(super) fn seen(report: &Report, cause: &Cause) -> Option<String> {
    match (exchanges(report, cause), cause.count()) {
        (Some(exchanges), seen) => Some(format!("{seen} of {}", count(exchanges.max(seen), "exchange"))),
        (None, 1) => None,
        (None, seen) => Some(count(seen, "time")),
    }
}

/// How many exchanges of the operation of a cause were read, where that is known.
pub(super) fn exchanges(report: &Report, cause: &Cause) -> Option<u64> {
    let id = cause.first.operation.as_ref()?;
    let known = report.operations.iter().find(|known| *known.operation == **id)?;
    Some(known.exchanges).filter(|exchanges| *exchanges > 0)
}

/// That there are other messages than the first one's, if there are.
pub(super) fn others(cause: &Cause) -> Option<String> {
    match (cause.other_messages().count() as u64, cause.has_more_messages()) {
        (0, _) => None,
        (some, false) => Some(format!("and {} of the kind", count(some, "other message"))),
        (some, true) => Some(format!("and more than {} of the kind", count(some, "other message"))),
    }
}

/// The values that were met, where there are several.
pub(super) fn values(cause: &Cause) -> Option<String> {
    let values: Vec<String> = cause.values().map(printable).collect();
    let more = if cause.has_more_values() { " and others" } else { "" };
    (values.len() > 1).then(|| format!("{}{more}", values.join(", ")))
}

/// Where a cause was met last, as it follows the first place: without its file where that is the same.
pub(super) fn last(cause: &Cause) -> String {
    let (first, last) = (cause.first.place.as_ref(), cause.last().and_then(|last| last.place.as_ref()));
    match (first, last) {
        (first, Some(last)) if first != Some(last) => {
            let same_file = first.is_some_and(|first| first.file == last.file);
            let position = last.position.filter(|_| same_file);
            let words = position.map_or_else(|| last.to_string(), |at| format!("{}:{}", at.line, at.column));
            format!(", last at {}", printable(&words))
        }
        _ => String::new(),
    }
}

/// What is left out, a line for each rule, below a line for all; nothing where nothing is.
pub(super) fn left_out(report: &Report) -> Vec<String> {
    let left_out = &report.left_out;
    if left_out.is_empty() {
        return Vec::new();
    }
    let least = if left_out.has_more_causes() { "at least " } else { "" };
    let causes = |causes: u64| format!("{least}{}", count(causes, "cause"));
    let all = format!(
        "{} of {} left out: only the first {} kept; `--max-findings` sets how many",
        count(left_out.count().all(), "finding"),
        causes(left_out.causes()),
        match report.causes.len() as u64 {
            1 => "cause is".to_owned(),
            kept => format!("{kept} causes are"),
        }
    );
    let of_rule =
        |one: &LeftOutRule| format!("{}: {} of {}", one.rule.id, count(one.count.all(), "finding"), causes(one.causes));
    std::iter::once(all).chain(left_out.rules().map(of_rule)).collect()
}

/// What the page and the counts say of a cause, a line each, for formats of plain text.
pub(super) fn lines(report: &Report, cause: &Cause) -> Vec<String> {
    let finding = &cause.first;
    let mut lines = Vec::new();
    lines.extend(others(cause));
    lines.extend(values(cause).map(|values| format!("values: {values}")));
    lines.extend(standing::words(&finding.standing).map(|words| format!("known: {}", printable(&words))));
    lines.extend(row(finding).map(|row| format!("page: {row}")));
    match said(finding) {
        Some(Said::Page(sentence)) => lines.push(format!("page says: \"{sentence}\"")),
        Some(Said::Mended { reason, page }) => {
            lines.push(format!("mended: {reason}"));
            lines.extend(page);
        }
        None => {}
    }
    lines.extend(finding.witness.map(|witness| format!("moved: {witness}")));
    let place = finding.place.as_ref().map(|place| printable(&place.to_string()));
    match (seen(report, cause), place) {
        (Some(seen), Some(place)) => lines.push(format!("seen: {seen}, first at {place}{}", last(cause))),
        (Some(seen), None) => lines.push(format!("seen: {seen}")),
        (None, Some(place)) => lines.push(format!("at: {place}")),
        (None, None) => {}
    }
    lines
}
