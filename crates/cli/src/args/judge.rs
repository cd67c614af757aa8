//! What the commands are asked that judge captures.

use super::{Document, Reports, Traffic, values};
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use driftline_finding::coverage::Percent;
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
pub(crate) struct Validate {
    #[command(flatten)]
    pub(crate) traffic: Traffic,
    /// Whether the API may answer with values beyond those listed: open makes them warnings, closed errors.
    #[arg(long, value_enum, default_value_t = EnumsChoice::Open, value_name = "HOW")]
    pub(crate) enums: EnumsChoice,
    /// What is accepted: findings that the file has do not count. `driftline baseline write` writes it.
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Also tell what of the contract was observed how often, and what never: operations, statuses, parameters, fields, enum values.
    #[arg(long)]
    pub(crate) coverage: bool,
    /// Fail when less of all these together was observed, as 80 or 80.5; implies --coverage.
    #[arg(long, value_name = "PERCENT", allow_negative_numbers = true)]
    pub(crate) coverage_min: Option<Percent>,
    /// How many causes of findings to keep, those that are met first; the findings of others are counted by rule, and make a
    /// run fail as all do [default: 10000].
    #[arg(long, value_name = "N", value_parser = values::findings, allow_negative_numbers = true)]
    pub(crate) max_findings: Option<usize>,
    #[command(flatten)]
    pub(crate) document: Document,
    #[command(flatten)]
    pub(crate) reports: Reports,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EnumsChoice {
    Open,
    Closed,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Baseline {
    #[command(subcommand)]
    pub(crate) command: BaselineCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BaselineCommand {
    /// Judge captures and write down all findings as accepted. What people wrote into the entries of an existing file is
    /// kept where they still match; the others are removed.
    Write(BaselineWrite),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct BaselineWrite {
    #[command(flatten)]
    pub(crate) traffic: Traffic,
    /// Where to write; `-` is standard output [default: the baseline of the configuration].
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

const LEARN_HELP: &str = "\
What is learnt: null, other types, new properties, listed values, parameters, headers, statuses and media types, what is \
not always there, and bounds, patterns and formats that do not hold. Each action says how often that was seen, and where \
first. Read it before you use it: an overlay says what an API does, not what it should do.\n\n\
Captures are read several times, until nothing is left to learn. Standard input can be read once, so `learn -` holds all of \
it in memory: give a file where there is much.\n\n\
Examples:\n  \
    driftline learn traffic.har --spec things.json -o learnt.json\n  \
    driftline validate traffic.har --spec things.json --overlay learnt.json\n      \
        judges by the contract as the overlay changes it";

#[derive(Debug, ClapArgs)]
#[command(after_help = LEARN_HELP)]
pub(crate) struct Learn {
    #[command(flatten)]
    pub(crate) traffic: Traffic,
    /// Where to write the overlay, an OpenAPI Overlay 1.0 document in JSON, instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Accept a run in which nothing could be judged.
    #[arg(long)]
    pub(crate) allow_empty: bool,
}
