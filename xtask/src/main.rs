//! What a maintainer runs: `cargo xtask spec`, `gen`, `check`, `ci`, `fuzz`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is a command for people")]

mod architecture;
mod ci;
mod error;
mod files;
mod fuzz;
mod layers;
mod model;
mod msrv;
mod new_rule;
mod reference;
mod snapshots;
mod sources;
mod spec;

use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// What a maintainer of driftline runs.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Regenerate the committed contracts, schemas and model from the pages and corrections that spec/sources.toml lists.
    Spec {
        /// Change nothing; print what differs and fail.
        #[arg(long)]
        check: bool,
        /// Read another folder of pages: one folder a service, each with its pages.
        #[arg(long, value_name = "DIR")]
        pages: Option<PathBuf>,
    },
    /// Regenerate what is derived from code: the rule reference and the schemas of our formats.
    Gen {
        /// Change nothing; print what differs and fail.
        #[arg(long)]
        check: bool,
    },
    /// Hold the rules of the repository: dependency arrows, paths in prose, generated files.
    Check,
    /// Everything that the gates run.
    Ci,
    /// Fuzz the readers of captures, one target after the other; needs cargo-fuzz.
    Fuzz {
        /// The target; without it, all of them.
        target: Option<String>,
        /// For how many seconds each.
        #[arg(default_value_t = 300)]
        seconds: u64,
    },
    /// Begin a rule: the file with its fields to fill, and its lines in the table.
    NewRule {
        /// The crate that will report it: capture, extract, policy or validate.
        krate: String,
        /// The kebab-case id, naming the defect.
        id: String,
    },
}

fn main() -> ExitCode {
    let done = match Args::parse().command {
        Command::Spec { check, pages } => spec::run(check, pages.as_deref()),
        Command::Gen { check } => reference::run(check),
        Command::Check => check(),
        Command::Ci => ci::run(),
        Command::Fuzz { target, seconds } => fuzz::run(target.as_deref(), seconds),
        Command::NewRule { krate, id } => new_rule::run(&krate, &id),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Every check runs, so that one look shows all that is wrong.
fn check() -> Result<(), error::Error> {
    let all = [
        ("dependency arrows", layers::check as fn() -> Result<(), error::Error>),
        ("paths in ARCHITECTURE.md", architecture::check),
        ("minimum Rust version of dependencies", msrv::check),
        ("generated reference", || reference::run(true)),
        ("generated spec", || spec::run(true, None)),
    ];
    let mut failed = Vec::new();
    for (name, check) in all {
        match check() {
            Ok(()) => println!("ok      {name}"),
            Err(error) => {
                println!("FAILED  {name}\n{error}");
                failed.push(name);
            }
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(error::Error::Check(failed.join(", "))) }
}
