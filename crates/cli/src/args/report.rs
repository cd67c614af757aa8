//! What is asked about reports.

use super::values;
use crate::outcome::FailOn;
use clap::Args as ClapArgs;
use driftline_report::Format;
use std::path::PathBuf;

/// Where reports go, and what makes a run fail.
#[derive(Debug, ClapArgs)]
pub(crate) struct Reports {
    #[arg(long = "report", value_name = "FORMAT=FILE", value_parser = values::report_target, help = values::report_help())]
    pub(crate) targets: Vec<(Format, PathBuf)>,
    /// The least severity of a finding that makes the exit code 1 [default: error].
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<FailOn>,
    /// Accept a run in which nothing could be read or judged.
    #[arg(long)]
    pub(crate) allow_empty: bool,
}

/// The report that was asked for.
#[derive(Debug, ClapArgs)]
pub(crate) struct Document {
    /// The form of the report.
    #[arg(long, default_value_t = Format::Human, value_parser = values::report_format())]
    pub(crate) format: Format,
    /// Where to write the report instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
