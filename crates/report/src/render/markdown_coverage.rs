//! What of the contract was observed, in a few lines of Markdown.

use super::{
    markdown::cell,
    unseen::{part, some},
};
use driftline_finding::coverage::{ContractCoverage, Kind};

/// How many operations that were never seen are named.
const MOST: usize = 20;

pub(super) fn section(coverage: &ContractCoverage) -> String {
    let tally = coverage.tally();
    let kinds = Kind::ALL.map(|kind| {
        let share = tally.of(kind);
        format!("| {} | {} | {} % |\n", kind.plural(), part(share), share.percent())
    });
    let total = tally.total();
    let percent = total.percent();
    let table = format!("| | observed | |\n|---|---|---|\n{}| all | {} | {percent} % |\n", kinds.concat(), part(total));
    let unseen = coverage.operations.iter().filter(|known| known.exchanges == 0);
    let unseen: Vec<String> = unseen.map(|known| cell(&known.operation)).collect();
    let never = if unseen.is_empty() { String::new() } else { format!("\nNever seen: {}\n", some(&unseen, MOST)) };
    format!("\n### Coverage {percent} %\n\n{table}{never}")
}
