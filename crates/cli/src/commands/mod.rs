//! One file for each command.

mod baseline;
mod explain;
mod extract;
mod learn;
mod probe;
mod scrub;
mod traffic;
mod validate;

use crate::{args::Command, error::CliError, outcome::Outcome, output::Output, policy};
use driftline_contract::Contract;
use driftline_finding::Rule;
use driftline_report::{OperationCount, ValidateSummary};
use driftline_validate::Tally;
use foldhash::fast::RandomState;
use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

pub(crate) fn run(command: Command, config: Option<&Path>, output: &Output) -> Result<Outcome, CliError> {
    let config = policy::config(config)?;
    match command {
        Command::Extract(args) => extract::run(&args, &config, output),
        Command::Validate(args) => validate::run(&args, &config, output),
        Command::Probe(args) => probe::run(&args, &config, output),
        Command::Scrub(args) => scrub::run(&args, &config, output),
        Command::Baseline(args) => baseline::run(&args, &config, output),
        Command::Learn(args) => learn::run(&args, &config, output),
        Command::Explain(args) => explain::run(&args),
    }
}

/// What captures and live traffic are held to.
pub(crate) fn exchange_rules() -> impl Iterator<Item = &'static Rule> {
    driftline_capture::rules().chain(driftline_validate::rules())
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

/// How often operations were observed, by the number of their contract and their id.
#[derive(Default)]
struct Seen<'j>(HashMap<(usize, &'j str), Counted, RandomState>);

/// How often an operation was observed, and with which status.
#[derive(Default)]
struct Counted {
    exchanges: u64,
    statuses: BTreeMap<u16, u64>,
}

impl<'j> Seen<'j> {
    fn add(&mut self, contract: usize, operation: &'j str, status: Option<u16>) {
        let counted = self.0.entry((contract, operation)).or_default();
        counted.exchanges += 1;
        if let Some(status) = status {
            *counted.statuses.entry(status).or_default() += 1;
        }
    }

    /// All operations in the order of the contracts, also those that were not observed.
    fn operations(mut self, contracts: &'j [Contract]) -> Vec<OperationCount> {
        let all = contracts.iter().enumerate();
        let all = all.flat_map(|(number, contract)| contract.operations().map(move |one| (number, one)));
        let counts = all.map(|(number, operation)| {
            let Counted { exchanges, statuses } = self.0.remove(&(number, operation.id.as_str())).unwrap_or_default();
            let call = format!("{} {}", operation.method, operation.path);
            OperationCount { operation: operation.id.clone(), call, exchanges, statuses }
        });
        counts.collect()
    }
}
