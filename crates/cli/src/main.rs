//! The binary `driftline`: arguments, files, colours and exit codes; no logic.

mod args;
mod bar;
mod captures;
mod commands;
mod corrections;
mod error;
mod outcome;
mod output;
mod pages;
mod policy;
mod rules;
mod specs;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = args::Args::parse();
    let config = args.global.config.clone();
    let output = output::Output::new(args.global);
    match commands::run(args.command, config.as_deref(), &output) {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            output.error(&error);
            outcome::Outcome::Failed.into()
        }
    }
}
