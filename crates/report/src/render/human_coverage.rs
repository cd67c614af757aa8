//! What of the contract was observed, as a table for a terminal.

use super::{
    RenderOptions,
    human::paint,
    unseen::{Unseen, part, some},
};
use crate::{
    Report,
    text::{grouped, printable, wrap},
};
use anstyle::Style;
use driftline_finding::coverage::{ContractCoverage, Kind, OperationCoverage, Tally};
use std::io::{self, Write};

const WIDTH: usize = 80;
/// How wide the names of operations are; a longer one has a line of its own.
const NAME: usize = 22;
/// How many items that were never seen are listed of each kind.
const MOST: usize = 6;
/// How many values of one field are listed.
const VALUES: usize = 3;

pub(super) fn render(report: &Report, options: RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    let Some(coverage) = &report.coverage else { return Ok(()) };
    let total = coverage.tally().total();
    let bold = paint(Style::new().bold(), options);
    let (percent, observed, all) = (total.percent(), grouped(total.observed), grouped(total.all));
    writeln!(out, "{bold}Coverage{bold:#}  {percent} %: {observed} of {all} observed\n")?;
    row(["operation", "seen", "statuses", "parameters", "fields", "enum values"].map(str::to_owned), out)?;
    let (seen, unseen): (Vec<_>, Vec<_>) = coverage.operations.iter().partition(|known| known.exchanges > 0);
    let shown = seen.len().min(options.most.unwrap_or(usize::MAX));
    seen[..shown].iter().try_for_each(|known| operation(known, options, out))?;
    if shown < seen.len() {
        let more = (seen.len() - shown) as u64;
        writeln!(out, "  … and {} more; a report in JSON has them all", grouped(more))?;
    }
    in_all(coverage, out)?;
    let names: Vec<&str> = unseen.iter().map(|known| known.operation.as_str()).collect();
    never("operations", &names, 2, options, out)?;
    writeln!(out)
}

fn operation(known: &OperationCoverage, options: RenderOptions, out: &mut dyn Write) -> io::Result<()> {
    cells(printable(&known.operation), grouped(known.exchanges), known.tally(), out)?;
    let values = if options.most.is_some() { VALUES } else { usize::MAX };
    let unseen = Unseen::of(known, values).lists;
    unseen.iter().try_for_each(|(what, items)| never(what, items, 4, options, out))
}

fn in_all(coverage: &ContractCoverage, out: &mut dyn Write) -> io::Result<()> {
    let tally = coverage.tally();
    cells("all".to_owned(), part(tally.of(Kind::Operation)), tally, out)
}

fn cells(name: String, seen: String, tally: Tally, out: &mut dyn Write) -> io::Result<()> {
    let of = |kind| part(tally.of(kind));
    row([name, seen, of(Kind::Status), of(Kind::Parameter), of(Kind::Field), of(Kind::EnumValue)], out)
}

fn row([name, seen, statuses, parameters, fields, values]: [String; 6], out: &mut dyn Write) -> io::Result<()> {
    let mut name = name;
    if name.chars().count() > NAME {
        writeln!(out, "  {name}")?;
        name.clear();
    }
    writeln!(out, "  {name:<NAME$}{seen:>8}{statuses:>10}{parameters:>12}{fields:>12}{values:>13}")
}

/// What was never seen of one kind, if there is any.
fn never<T: AsRef<str>>(
    what: &str,
    items: &[T],
    indent: usize,
    options: RenderOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    let most = if options.most.is_some() { MOST } else { usize::MAX };
    let text = printable(&format!("{what} never seen: {}", some(items, most)));
    for (index, line) in wrap(&text, WIDTH - indent - 2, 0).iter().enumerate() {
        let pad = if index == 0 { indent } else { indent + 2 };
        writeln!(out, "{:pad$}{line}", "")?;
    }
    Ok(())
}
