//! Captures judged by contracts.

use super::Seen;
use crate::{
    args::{Limits, Traffic},
    captures::{self, Source},
    error::CliError,
    output::Output,
    policy, specs,
};
use driftline_capture::{Capture, ReadError, ReadOptions};
use driftline_contract::Contract;
use driftline_finding::{Finding, coverage::ContractCoverage};
use driftline_policy::Config;
use driftline_report::OperationCount;
use driftline_validate::{Coverage, Enums, Judge, Judged as Outcome, Tally, Verdict};
use std::{io, num::NonZeroUsize, path::Path, thread};

/// What captures gave.
pub(super) struct Judged {
    pub(super) tally: Tally,
    pub(super) operations: Vec<OperationCount>,
    /// What of the contracts was observed, if that was asked for.
    pub(super) coverage: Option<ContractCoverage>,
    /// Some captures could not be read to their end.
    pub(super) failed: bool,
}

/// What judges captures as the arguments say, and takes enums like that.
pub(super) fn judge(args: &Traffic, enums: Enums, config: &Config) -> Result<Judge, CliError> {
    if policy::either(&args.captures, &config.captures).is_empty() {
        return Err(CliError::NoCaptureNamed);
    }
    let contracts = specs::load(&args.specs, config)?;
    let judge = Judge::new(contracts)?.enums(enums).redactor(config.redactor());
    check_operation(args.operation.as_deref(), judge.contracts())?;
    Ok(judge)
}

/// Judges what the arguments name, or else the configuration, and hands each finding on; counts what of the contracts was
/// observed if `coverage` says so.
pub(super) fn read(
    judge: &Judge,
    args: &Traffic,
    config: &Config,
    output: &Output,
    coverage: bool,
    each: &mut dyn FnMut(Finding),
) -> Result<Judged, CliError> {
    let mut run = Run::new(judge, threads(args), each);
    run.coverage = coverage.then(|| Coverage::new(judge.matcher()));
    let mut failed = false;
    let options = options(args, config);
    for source in captures::sources(policy::either(&args.captures, &config.captures))? {
        if let Err(error) = run.capture(&source, &options) {
            // The other captures are judged all the same; the exit code tells that one was not.
            output.error(&error);
            failed = true;
        }
    }
    let operations = run.seen.operations(judge.contracts());
    let coverage = run.coverage.as_ref().map(Coverage::results);
    Ok(Judged { tally: run.tally, operations, coverage, failed })
}

/// How many threads judge.
pub(super) fn threads(args: &Traffic) -> NonZeroUsize {
    args.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

/// How the captures are read, and what is secret in what is said of them.
pub(super) fn options(args: &Traffic, config: &Config) -> ReadOptions {
    let mut options = limited(&args.limits).redactor(config.redactor());
    if let Some(template) = &args.name_template {
        options = options.name_template(template.clone(), args.status);
    }
    if let Some(id) = &args.operation {
        options = options.operation(id, args.status);
    }
    if let Some(format) = args.capture_format {
        options = options.format(format);
    }
    options
}

/// How captures are read below these limits.
pub(super) fn limited(limits: &Limits) -> ReadOptions {
    let mut options = ReadOptions::default();
    let bytes = |size: u64| usize::try_from(size).unwrap_or(usize::MAX);
    if let Some(size) = limits.max_record {
        options = options.max_record(bytes(size));
    }
    if let Some(size) = limits.max_document {
        options = options.max_document(bytes(size));
    }
    if let Some(size) = limits.max_decompressed {
        options = options.max_decompressed(size);
    }
    options
}

pub(super) fn check_operation(id: Option<&str>, contracts: &[Contract]) -> Result<(), CliError> {
    let Some(id) = id else { return Ok(()) };
    if contracts.iter().any(|contract| contract.operation(id).is_some()) {
        return Ok(());
    }
    let names: Vec<&str> =
        contracts.iter().flat_map(|contract| contract.operations().map(|one| one.id.as_str())).collect();
    let known = match names.as_slice() {
        [] => "the contract describes none".to_owned(),
        few if few.len() <= 8 => format!("the contract describes {}", few.join(", ")),
        many => format!("the contract describes {} operations, such as {}", many.len(), many[..4].join(", ")),
    };
    Err(CliError::UnknownOperation { id: id.to_owned(), known })
}

/// What has been judged so far.
struct Run<'j, 'e> {
    judge: &'j Judge,
    tally: Tally,
    each: &'e mut dyn FnMut(Finding),
    seen: Seen<'j>,
    coverage: Option<Coverage<'j>>,
    threads: NonZeroUsize,
}

impl<'j, 'e> Run<'j, 'e> {
    fn new(judge: &'j Judge, threads: NonZeroUsize, each: &'e mut dyn FnMut(Finding)) -> Run<'j, 'e> {
        Run { judge, tally: Tally::default(), each, seen: Seen::default(), coverage: None, threads }
    }

    /// Judges one capture. What was only found in a folder and is no capture, or not to its end, is a finding; what
    /// was named is an error.
    fn capture(&mut self, source: &Source, options: &ReadOptions) -> Result<(), CliError> {
        let judged = if source.path == Path::new("-") {
            options.read("-", io::stdin().lock()).map_err(CliError::from).and_then(|capture| self.exchanges(capture))
        } else {
            options.open(&source.path).map_err(CliError::from).and_then(|capture| self.exchanges(capture))
        };
        match judged {
            Err(CliError::Capture(error)) if source.found => {
                self.count_unreadable(&error);
                Ok(())
            }
            other => other,
        }
    }

    fn exchanges(&mut self, mut capture: Capture<'_>) -> Result<(), CliError> {
        let mut last = None;
        let (judge, threads, mut coverage) = (self.judge, self.threads, self.coverage.take());
        let each = |judged: Outcome<'j>| match judged {
            Outcome::Verdict(verdict) => self.verdict(verdict),
            Outcome::Unreadable(error) if error.is_final() => last = Some(error),
            Outcome::Unreadable(error) => self.count_unreadable(&error),
        };
        let judged = match &mut coverage {
            Some(coverage) => judge.observe_capture(&mut capture, threads, coverage, each),
            None => judge.judge_capture(&mut capture, threads, each),
        };
        self.coverage = coverage;
        judged?;
        last.map_or(Ok(()), |error| Err(error.into()))
    }

    fn verdict(&mut self, verdict: Verdict<'j>) {
        self.tally.verdict(&verdict);
        if let Some(matched) = &verdict.operation {
            self.seen.add(matched.contract, &matched.operation.id, verdict.status);
        }
        verdict.findings.into_iter().for_each(&mut *self.each);
    }

    fn count_unreadable(&mut self, error: &ReadError) {
        self.tally.unreadable();
        (self.each)(error.finding());
    }
}
