//! One file for each command.

mod explain;
mod extract;
mod probe;
mod validate;

use crate::{args::Command, error::CliError, outcome::Outcome, output::Output};
use driftline_contract::Contract;
use driftline_report::{OperationCount, ValidateSummary};
use driftline_validate::Tally;
use std::collections::HashMap;

pub(crate) fn run(command: Command, output: &Output) -> Result<Outcome, CliError> {
    match command {
        Command::Extract(args) => extract::run(&args, output),
        Command::Validate(args) => validate::run(&args, output),
        Command::Probe(args) => probe::run(&args, output),
        Command::Explain(args) => explain::run(&args),
    }
}

fn exchange_counts(tally: Tally) -> ValidateSummary {
    ValidateSummary {
        exchanges: tally.read(),
        matched: tally.matched,
        unmatched: tally.unmatched,
        unreadable: tally.unreadable,
        bodies_judged: tally.bodies_judged,
        unjudged: tally.unjudged,
    }
}

/// The observed operations in the order of the contracts.
fn observed(contracts: &[Contract], seen: &HashMap<(usize, String), u64>) -> Vec<OperationCount> {
    let all =
        contracts.iter().enumerate().flat_map(|(number, contract)| contract.operations().map(move |one| (number, one)));
    let counted = all.filter_map(|(number, operation)| {
        let exchanges = *seen.get(&(number, operation.id.clone()))?;
        let call = format!("{} {}", operation.method, operation.path);
        Some(OperationCount { operation: operation.id.clone(), call, exchanges })
    });
    counted.collect()
}
