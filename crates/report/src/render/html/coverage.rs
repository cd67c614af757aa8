//! What of the contract was never observed: the shares, and for each operation what is left.

use super::escape;
use crate::{
    Report,
    render::unseen::{Unseen, part},
    text::grouped,
};
use driftline_finding::coverage::{ContractCoverage, Kind, OperationCoverage, Share};
use std::io::{self, Write};

/// How many items of each kind are listed for an operation.
const MOST: usize = 100;
/// How many operations are listed.
const OPERATIONS: usize = 1_000;

/// The shares by kind, and what is left of each operation that was observed.
pub(super) fn shares(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let Some(coverage) = &report.coverage else { return Ok(()) };
    tiles(coverage, out)?;
    let seen = || coverage.operations.iter().filter(|known| known.exchanges > 0);
    seen().take(OPERATIONS).try_for_each(|known| operation(known, out))?;
    match seen().count().saturating_sub(OPERATIONS) {
        0 => Ok(()),
        more => writeln!(out, "<p>… and {} more operations; a report in JSON has them all.</p>", grouped(more as u64)),
    }
}

fn tiles(coverage: &ContractCoverage, out: &mut dyn Write) -> io::Result<()> {
    let tally = coverage.tally();
    let total = tally.total();
    writeln!(out, "<dl class=\"tiles shares\">")?;
    tile("of all", total, out)?;
    Kind::ALL.into_iter().try_for_each(|kind| tile(kind.plural(), tally.of(kind), out))?;
    writeln!(out, "</dl>")
}

fn tile(name: &str, share: Share, out: &mut dyn Write) -> io::Result<()> {
    let (part, percent) = (part(share), share.percent());
    writeln!(out, "<div class=\"tile\"><dt>{name} <small>{part}</small></dt><dd>{percent}&nbsp;%</dd></div>")
}

/// What of an operation was never seen, folded; nothing of one that was seen whole.
fn operation(known: &OperationCoverage, out: &mut dyn Write) -> io::Result<()> {
    let unseen = Unseen::of(known, MOST).lists;
    if unseen.is_empty() {
        return Ok(());
    }
    let share = known.tally().total();
    writeln!(
        out,
        "<details class=\"unseen\"><summary>{} <small>{} observed, {} %</small></summary>\n<dl>",
        escape(&known.operation),
        part(share),
        share.percent()
    )?;
    for (what, items) in &unseen {
        write!(out, "<dt>{} never seen</dt><dd><ul>", escape(what))?;
        for item in items.iter().take(MOST) {
            write!(out, "<li><code>{}</code></li>", escape(item))?;
        }
        if let Some(more) = items.len().checked_sub(MOST).filter(|more| *more > 0) {
            write!(out, "<li>… and {} more</li>", grouped(more as u64))?;
        }
        writeln!(out, "</ul></dd>")?;
    }
    writeln!(out, "</dl></details>")
}
