//! `driftline baseline`.

use super::traffic;
use crate::{
    args::{Baseline as Arguments, BaselineCommand, BaselineWrite},
    error::CliError,
    outcome::Outcome,
    output::{self, Output},
    policy::{self, Paths},
};
use driftline_finding::Finding;
use driftline_policy::{Baseline, Changes, Config};
use driftline_report::count;
use driftline_validate::Enums;
use std::path::Path;

pub(super) fn run(args: &Arguments, config: &Config, output: &Output) -> Result<Outcome, CliError> {
    match &args.command {
        BaselineCommand::Write(args) => write(args, config, output),
    }
}

fn write(args: &BaselineWrite, config: &Config, output: &Output) -> Result<Outcome, CliError> {
    let file = args.output.as_ref().or(config.baseline.as_ref()).ok_or(CliError::NoBaselineNamed)?;
    let printed = file == Path::new("-");
    let earlier = if printed || !file.exists() { Baseline::default() } else { policy::baseline(file)? };
    // What is accepted has no severity, so enums are neither open nor closed to it.
    let judge = traffic::judge(&args.traffic, Enums::Open, config)?;
    let paths = Paths::of(judge.contracts());
    let mut baseline = Baseline::default();
    let mut each = |finding: Finding| {
        if config.severities.of(&finding, paths.get(&finding)).is_some() {
            baseline.accept(&finding);
        }
    };
    let judged = traffic::read(&judge, &args.traffic, config, output, false, &mut each)?;
    if judged.failed {
        // What the other captures gave is not all: entries would be lost.
        return Ok(Outcome::Failed);
    }
    if baseline.is_empty() && judged.tally.nothing_judged() {
        output.note(
            "nothing could be judged, so nothing was written: no exchange belongs to an operation of the contract",
        );
        return Ok(Outcome::Nothing);
    }
    let baseline = baseline.keeping(&earlier);
    let text = baseline.to_toml();
    if printed {
        Output::print(text.as_bytes())?;
    } else {
        output::write(file, text.as_bytes())?;
    }
    output.note(&done(file, baseline.changes(&earlier, policy::today())));
    Ok(Outcome::Clean)
}

/// What was written, in one line.
fn done(file: &Path, changes: Changes) -> String {
    let Changes { new, kept, gone, expired } = changes;
    let all = format!("{} accepted", count((new + kept) as u64, "cause"));
    let expired = if expired == 0 {
        String::new()
    } else {
        format!(", of which {expired} expired and {}", if expired == 1 { "counts" } else { "count" })
    };
    format!("{}: {all}: {new} new, {kept} kept{expired}, {gone} gone", file.display())
}
