//! Annotations of GitHub Actions, as workflow commands on standard output:
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>. GitHub shows the first ten of each
//! kind in a step, so the worst stand first.

use super::told::{at, left_out, lines};
use crate::{Report, group::worst_first, text::printable};
use driftline_finding::{Cause, Severity};
use std::io::{self, Write};

pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    // An annotation asks for something to be done.
    let mut causes: Vec<&Cause> = report.open().collect();
    worst_first(&mut causes);
    let told = left_out(report);
    if let Some(worst) = report.left_out.count().worst().filter(|_| !told.is_empty()) {
        // First, for those behind the tenth are not shown.
        writeln!(out, "::{} title=findings left out::{}", command(worst), data(&told.join("\n")))?;
    }
    causes.iter().try_for_each(|cause| show(report, cause, out))
}

fn show(report: &Report, cause: &Cause, out: &mut dyn Write) -> io::Result<()> {
    let finding = &cause.first;
    let mut properties = Vec::new();
    // Standard input is no file that could be shown.
    if let Some(place) = finding.place.as_ref().filter(|place| *place.file != *"-") {
        properties.push(("file", printable(&place.file)));
        if let Some(position) = place.position {
            properties.extend([("line", position.line.to_string()), ("col", position.column.to_string())]);
        }
    }
    let title = [finding.operation.as_deref().map(str::to_owned), Some(finding.rule.id.to_string()), at(finding)];
    properties.push(("title", printable(&title.into_iter().flatten().collect::<Vec<_>>().join(" "))));
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    let mut text = vec![printable(&finding.message)];
    text.extend(lines(report, cause));
    writeln!(out, "::{} {}::{}", command(cause.severity), properties.join(","), data(&text.join("\n")))
}

const fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// The text of a command, escaped as the `core` package of the actions toolkit does.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property: here `:` and `,` part things, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
