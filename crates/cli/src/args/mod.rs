//! The command line.

pub(crate) use self::{
    captures::{Limits, Specs, Traffic},
    extract::{DocumentFormat, Extract, ProseChoice},
    judge::{Baseline, BaselineCommand, BaselineWrite, EnumsChoice, Learn, Validate},
    probe::Probe,
    report::{Document, Reports},
    scrub::Scrub,
};
use clap::{ArgAction, Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

mod captures;
mod extract;
mod judge;
mod probe;
mod report;
mod scrub;
mod values;

const EXIT_CODES: &str = "Exit codes:\n  \
    0  done, and no finding at or above --fail-on\n  \
    1  findings at or above --fail-on, or less observed than --coverage-min\n  \
    2  the work could not be done: usage, unreadable file, invalid contract\n  \
    3  nothing could be judged, which is not health (--allow-empty makes it 0)";

/// Reads HTML API reference pages into a contract, and judges recorded or live traffic by it.
#[derive(Debug, Parser)]
#[command(name = "driftline", version, after_help = EXIT_CODES, max_term_width = 100)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Global {
    /// What holds for all runs [default: driftline.toml, where there is one].
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// When to colour. Auto: on a terminal, unless `NO_COLOR` is set.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(crate) color: Colour,
    /// Write no summaries and hints to standard error.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Say more: show all findings, not the first twenty causes.
    #[arg(long, short, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read pages and write the contract that they describe.
    Extract(Extract),
    /// Judge captured exchanges by a contract.
    Validate(Validate),
    /// Send one GET to each operation of a running API and judge the answers.
    Probe(Probe),
    /// Copy captures without their secrets, so that they can be given away.
    Scrub(Scrub),
    /// Accept what is known, so that only new findings count.
    Baseline(Baseline),
    /// Write down what captures show beyond a contract, as an overlay that makes them conform.
    Learn(Learn),
    /// Explain a rule, or list all rules.
    Explain(Explain),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// The rule; without one, all rules are listed.
    pub(crate) rule: Option<String>,
}
