//! The findings by operation, and what filters them.

use super::{escape, marks};
use crate::{
    Report, Summary,
    explain::sentence,
    render::{
        standing,
        told::{Said, Section, at, last, left_out, pointer, row, said, seen, values},
    },
    text::grouped,
};
use driftline_finding::{Cause, Finding, Severity, Spot};
use std::{
    collections::BTreeSet,
    io::{self, Write},
};

/// How many causes are shown: a browser shows so many at once, and nobody reads more.
const MOST: usize = 5_000;

/// What the script filters by; without it there is none.
pub(super) fn filters(report: &Report, sections: &[Section<'_>], out: &mut dyn Write) -> io::Result<()> {
    let causes = || sections.iter().flat_map(|section| &section.causes);
    writeln!(out, "<section aria-labelledby=\"findings\">\n<h2 id=\"findings\">Findings</h2>")?;
    let told = left_out(report).iter().map(|line| escape(line)).collect::<Vec<_>>().join("<br>");
    if !told.is_empty() {
        writeln!(out, "<p class=\"left\">{told}</p>")?;
    }
    if causes().next().is_none() {
        return writeln!(out, "<p class=\"clean\">Nothing was found.</p>");
    }
    writeln!(out, "<form id=\"filters\" hidden>\n<fieldset><legend>Severity</legend>")?;
    for severity in Severity::ALL {
        let count = causes().filter(|cause| cause.severity == severity).count();
        let disabled = if count == 0 { " disabled" } else { "" };
        writeln!(
            out,
            "<label class=\"chip {severity}\"><input type=\"checkbox\" name=\"severity\" value=\"{severity}\" checked{disabled}> {severity} {count}</label>"
        )?;
    }
    let rules: BTreeSet<&str> = causes().map(|cause| cause.first.rule.id.as_str()).collect();
    writeln!(out, "</fieldset>")?;
    let kind = if matches!(report.summary, Summary::Extract(_)) { "Page" } else { "Operation" };
    choice("rule", "Rule", &rules.into_iter().collect::<Vec<_>>(), out)?;
    choice("operation", kind, &sections.iter().map(|section| section.short).collect::<Vec<_>>(), out)?;
    writeln!(
        out,
        "<label>Text<input type=\"search\" name=\"text\" placeholder=\"field, value…\"></label>\n\
         <div class=\"buttons\"><button type=\"button\" id=\"open\">Open all</button>\
         <button type=\"reset\">Reset</button></div>\n<output id=\"shown\" aria-live=\"polite\"></output>\n</form>"
    )
}

fn choice(name: &str, label: &str, values: &[&str], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<label>{label}<select name=\"{name}\"><option value=\"\">all</option>")?;
    for value in values {
        writeln!(out, "<option>{}</option>", escape(value))?;
    }
    writeln!(out, "</select></label>")
}

/// All findings, the worst of each operation first.
pub(super) fn all(report: &Report, sections: &[Section<'_>], out: &mut dyn Write) -> io::Result<()> {
    let mut left = MOST;
    for (number, section) in sections.iter().enumerate() {
        let shown = section.causes.len().min(left);
        left -= shown;
        if shown == 0 {
            break;
        }
        let name = escape(section.short);
        let call = section.call.map(|call| format!("<small>{}</small>", escape(call))).unwrap_or_default();
        writeln!(out, "<article class=\"group\" id=\"s{number}\" data-operation=\"{name}\">")?;
        writeln!(out, "<h3>{name}{call} {}</h3>", marks(section))?;
        section.causes[..shown].iter().try_for_each(|cause| show(report, cause, out))?;
        writeln!(out, "</article>")?;
    }
    let all: usize = sections.iter().map(|section| section.causes.len()).sum();
    if all > MOST {
        writeln!(out, "<p>… and {} more; a report in JSON has them all.</p>", grouped((all - MOST) as u64))?;
    }
    writeln!(out, "</section>")
}

fn show(report: &Report, cause: &Cause, out: &mut dyn Write) -> io::Result<()> {
    let finding = &cause.first;
    let (severity, rule) = (cause.severity, finding.rule.id);
    let at = at(finding).map(|at| format!(" <code>{}</code>", escape(&at))).unwrap_or_default();
    let times = if cause.count() > 1 {
        format!("<span class=\"times\">{} ×</span>", grouped(cause.count()))
    } else {
        String::new()
    };
    let message = escape(&finding.message);
    writeln!(
        out,
        "<details class=\"finding {severity}\" data-severity=\"{severity}\" data-rule=\"{rule}\">\n\
         <summary><span class=\"mark {severity}\">{severity}</span> <b>{rule}</b>{at}{times}<span class=\"message\">{message}</span></summary>\n<dl>"
    )?;
    for (name, value) in facts(report, cause) {
        writeln!(out, "<dt>{name}</dt><dd>{value}</dd>")?;
    }
    let id = cause.fingerprint;
    writeln!(
        out,
        "<dt>rule</dt><dd>{}<br>{}</dd>",
        escape(&sentence(finding.rule.summary)),
        escape(finding.rule.remedy)
    )?;
    writeln!(out, "<dt>fingerprint</dt><dd><code>{id}</code></dd>\n</dl>\n</details>")
}

/// What is known of a cause, each fact with its name.
fn facts(report: &Report, cause: &Cause) -> Vec<(&'static str, String)> {
    let finding = &cause.first;
    let mut facts = vec![("found", escape(&finding.message))];
    let others: Vec<String> = cause.other_messages().map(escape).collect();
    if !others.is_empty() {
        facts.push(("also", others.join("<br>") + if cause.has_more_messages() { "<br>… and others" } else { "" }));
    }
    facts.extend(values(cause).map(|values| ("values", escape(&values))));
    facts.extend(standing::words(&finding.standing).map(|words| ("known", escape(&words))));
    if let Some(row) = row(finding) {
        facts.push(("contract", format!("{}{}", escape(&row), page(finding))));
    }
    match said(finding) {
        Some(Said::Page(sentence)) => facts.push(("page says", format!("<q>{}</q>", escape(&sentence)))),
        Some(Said::Mended { reason, page }) => {
            facts.extend(page.map(|page| ("page says", escape(&page))));
            facts.push(("mended", escape(&reason)));
        }
        None => {}
    }
    facts.extend(finding.witness.map(|witness| ("moved", escape(&witness.to_string()))));
    facts.extend(finding.contract.as_ref().map(|at| ("pointer", format!("<code>{}</code>", escape(at.as_str())))));
    facts.extend(seen(report, cause).map(|seen| ("seen", escape(&seen))));
    facts.extend(places(cause).map(|places| ("places", places)));
    facts
}

/// The file of the page, and the line in it.
fn page(finding: &Finding) -> String {
    let Some(from) = &finding.provenance else { return String::new() };
    let line = from.line.map(|line| format!(", line {line}")).unwrap_or_default();
    format!("<small>{}{line}</small>", escape(&from.page))
}

fn places(cause: &Cause) -> Option<String> {
    let item = |spot: &Spot| {
        let at = spot.instance.as_ref().map(|at| format!(" <small>{}</small>", escape(&pointer(at))));
        let place = escape(&spot.place.as_ref()?.to_string());
        Some(format!("<li><code>{place}</code>{}</li>", at.unwrap_or_default()))
    };
    let mut known: Vec<String> = cause.places().filter_map(item).collect();
    let left = cause.places_left_out();
    if left > 0 {
        known.push(format!("<li>… and {} more{}</li>", grouped(left), escape(&last(cause))));
    }
    (!known.is_empty()).then(|| format!("<ul>{}</ul>", known.concat()))
}
