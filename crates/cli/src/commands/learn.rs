//! `driftline learn`.

use super::traffic::{check_operation, options, threads};
use crate::{
    args::{Learn, Traffic},
    captures::{self, Source},
    error::CliError,
    outcome::Outcome,
    output::{self, Output},
    policy, specs,
};
use driftline_capture::{Capture, ReadOptions};
use driftline_policy::Config;
use driftline_report::count;
use driftline_validate::{Learner, Observed};
use std::{
    io::{self, Read},
    num::NonZeroUsize,
    path::Path,
};

pub(super) fn run(args: &Learn, config: &Config, output: &Output) -> Result<Outcome, CliError> {
    let named = policy::either(&args.traffic.captures, &config.captures);
    if named.is_empty() {
        return Err(CliError::NoCaptureNamed);
    }
    let documents = specs::documents(&args.traffic.specs, config)?;
    let [document] = documents.as_slice() else {
        return Err(CliError::SeveralContracts { count: documents.len() });
    };
    let mut learner = Learner::new(document, config.redactor())?;
    check_operation(args.traffic.operation.as_deref(), learner.judge().contracts())?;
    let captures = Captures::new(captures::sources(named)?, &args.traffic, config)?;
    let observed = loop {
        let mut observed = Observed::default();
        if !captures.observe(&learner, &mut observed, output)? {
            // What the other captures show is not all that there is.
            return Ok(Outcome::Failed);
        }
        if !learner.learn(&observed)? {
            break observed;
        }
    };
    let nothing = observed.tally().nothing_judged() && !args.allow_empty;
    if nothing && learner.actions() == 0 {
        output.note(
            "nothing could be judged, so nothing was written: no exchange belongs to an operation of the contract",
        );
        return Ok(Outcome::Nothing);
    }
    let text = learner.overlay(Some(&document.reference()))?.to_json();
    match args.output.as_deref().filter(|path| *path != Path::new("-")) {
        Some(path) => output::write(path, text.as_bytes())?,
        None => Output::print(text.as_bytes())?,
    }
    output.note(&done(learner.actions(), &observed));
    Ok(Outcome::Clean)
}

/// What was learnt and what is left, in one line.
fn done(actions: usize, observed: &Observed) -> String {
    let exchanges = count(observed.tally().read(), "exchange");
    let left: Vec<String> = observed.findings().map(|(rule, count)| format!("{count} {rule}")).collect();
    let learnt = match (actions, left.as_slice()) {
        (0, []) => "they conform, and the overlay has no action".to_owned(),
        (0, _) => "nothing to learn, and the overlay has no action".to_owned(),
        (number, _) => format!("{} learnt", count(number as u64, "action")),
    };
    let left = if left.is_empty() { String::new() } else { format!(" · no overlay mends {}", left.join(", ")) };
    format!("{exchanges} · {learnt}{left}")
}

/// The captures, which are read once in each round.
struct Captures {
    sources: Vec<Source>,
    options: ReadOptions,
    threads: NonZeroUsize,
    /// What came from standard input, which can be read only once.
    stdin: Vec<u8>,
}

impl Captures {
    fn new(sources: Vec<Source>, args: &Traffic, config: &Config) -> Result<Captures, CliError> {
        let mut stdin = Vec::new();
        if sources.iter().any(|source| source.path == Path::new("-")) {
            let read = io::stdin().lock().read_to_end(&mut stdin);
            read.map_err(|source| CliError::Read { path: "-".into(), source })?;
        }
        Ok(Captures { sources, options: options(args, config), threads: threads(args), stdin })
    }

    /// Observes all exchanges; says whether all captures could be read to their end.
    fn observe(&self, learner: &Learner, observed: &mut Observed, output: &Output) -> Result<bool, CliError> {
        let mut complete = true;
        for source in &self.sources {
            let opened = if source.path == Path::new("-") {
                self.options.read("-", self.stdin.as_slice())
            } else {
                self.options.open(&source.path)
            };
            match opened.map_err(CliError::from).and_then(|capture| self.exchanges(capture, learner, observed)) {
                Ok(()) => {}
                Err(CliError::Capture(error)) if source.found => observed.unreadable(error.finding().rule.id),
                Err(error @ CliError::Capture(_)) => {
                    output.error(&error);
                    complete = false;
                }
                Err(other) => return Err(other),
            }
        }
        Ok(complete)
    }

    fn exchanges(&self, mut capture: Capture<'_>, learner: &Learner, observed: &mut Observed) -> Result<(), CliError> {
        let last = learner.observe_capture(&mut capture, self.threads, observed)?;
        last.map_or(Ok(()), |error| Err(error.into()))
    }
}
