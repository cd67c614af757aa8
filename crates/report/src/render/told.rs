//! What the formats for people tell of a cause, in the same words: where it is, what the page says, how often it was.

use super::{
    places::{below, common_folder, file},
    standing,
};
use crate::{
    ExtractSummary, Report, Summary,
    group::{Cause, causes, group, worst_first},
    text::{count, printable},
};
use driftline_finding::{Finding, Pointer, Severity};
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// How many places of one cause are written; of the others their number is.
pub(super) const PLACES: usize = 10;

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
    pub(super) causes: Vec<Cause<'r>>,
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
    let groups = group(&report.findings).into_iter();
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
    let mut pages: IndexMap<&str, Vec<Cause<'_>>> = IndexMap::new();
    for cause in causes(&report.findings) {
        pages.entry(file(cause.first)).or_default().push(cause);
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
    let at = finding.instance.as_ref()?;
    Some(if at.is_root() { "(body)".to_owned() } else { printable(at.as_str()) })
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
    let of = |texts: &BTreeMap<String, String>| texts.get(&keyword).map(|text| printable(text));
    match (of(&from.corrected), of(&from.evidence)) {
        (Some(reason), page) => Some(Said::Mended { reason, page }),
        (None, page) => page.map(Said::Page),
    }
}

/// How often a cause was met, as `2 of 3 exchanges`; nothing of what stands at one place only and is not counted.
pub(super) fn seen(report: &Report, cause: &Cause<'_>) -> Option<String> {
    let id = cause.first.operation.as_ref();
    let known = id.and_then(|id| report.operations.iter().find(|known| known.operation == *id));
    match (known.filter(|known| known.exchanges > 0), cause.count()) {
        (Some(known), seen) => Some(format!("{seen} of {}", count(known.exchanges.max(seen), "exchange"))),
        (None, 1) => None,
        (None, seen) => Some(count(seen, "time")),
    }
}

/// What the page and the counts say of a cause, a line each, for formats of plain text.
pub(super) fn lines(report: &Report, cause: &Cause<'_>) -> Vec<String> {
    let finding = cause.first;
    let mut lines = Vec::new();
    if !cause.other_messages.is_empty() {
        lines.push(format!("and {} of the kind", count(cause.other_messages.len() as u64, "other message")));
    }
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
        (Some(seen), Some(place)) => lines.push(format!("seen: {seen}, first at {place}")),
        (Some(seen), None) => lines.push(format!("seen: {seen}")),
        (None, Some(place)) => lines.push(format!("at: {place}")),
        (None, None) => {}
    }
    lines
}
