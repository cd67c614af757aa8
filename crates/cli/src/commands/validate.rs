//! `driftline validate`.

use super::{
    exchange_counts, exchange_rules,
    traffic::{self, Judged},
};
use crate::{
    args::{EnumsChoice, Validate},
    error::CliError,
    outcome::Outcome,
    output::Output,
    policy::{self, Paths},
};
use driftline_finding::{
    Finding,
    coverage::{ContractCoverage, Percent},
};
use driftline_policy::{Config, Decided};
use driftline_report::{Report, Summary};
use driftline_validate::{Enums, Tally};

/// How many causes a report keeps unless somebody says otherwise: more than anybody reads, in some twenty megabytes.
const MOST_CAUSES: usize = 10_000;

pub(super) fn run(args: &Validate, config: &Config, output: &Output) -> Result<Outcome, CliError> {
    let baseline = args.baseline.as_ref().or(config.baseline.as_ref());
    let baseline = baseline.map(|path| policy::baseline(path)).transpose()?;
    let least = args.coverage_min.or(config.coverage_min);
    let enums = if args.enums == EnumsChoice::Closed { Enums::Closed } else { Enums::Open };
    let judge = traffic::judge(&args.traffic, enums, config)?;
    let paths = Paths::of(judge.contracts());
    let most = args.max_findings.or(config.max_findings).unwrap_or(MOST_CAUSES);
    let mut decided = Decided::at_most(most, &config.severities).compared(baseline.as_ref(), policy::today());
    let mut each = |finding: Finding| {
        let path = paths.get(&finding);
        decided.add(finding, path);
    };
    let counted = args.coverage || least.is_some();
    let judged = traffic::read(&judge, &args.traffic, config, output, counted, &mut each)?;
    let Judged { tally, operations, coverage, failed } = judged;
    if failed && tally.read() == 0 {
        // An empty report beside the error would look like health.
        return Ok(Outcome::Failed);
    }
    let nothing = tally.nothing_judged();
    let rules = exchange_rules().chain(driftline_policy::rules());
    let report = Report::of(Summary::Validate(exchange_counts(tally)), decided.finish())
        .operations(operations)
        .coverage(coverage)
        .rules(rules)
        .compared(baseline.is_some());
    output.report(&report, args.document.format, args.document.output.as_deref(), &args.reports)?;
    if nothing && !args.reports.allow_empty && !failed {
        output.note(&format!("nothing could be judged: {}", why_nothing(tally)));
    }
    let is_below = falls_below(&report, least, output);
    if failed {
        return Ok(Outcome::Failed);
    }
    if is_below {
        return Ok(Outcome::Findings);
    }
    let fail_on = policy::fail_on(args.reports.fail_on, config);
    Ok(Outcome::of(report.worst(), fail_on, nothing && !args.reports.allow_empty))
}

/// Whether less was observed than was asked for; then a line says so, also to those who want quiet: no finding does.
fn falls_below(report: &Report, least: Option<Percent>, output: &Output) -> bool {
    let reached = report.coverage.as_ref().map(ContractCoverage::percent);
    match (reached, least) {
        (Some(reached), Some(least)) if reached < least => {
            output.failure(&format!("coverage is {reached} %, and at least {least} % was asked for"));
            true
        }
        _ => false,
    }
}

/// Why nothing was judged: another thing is to be done about captures than about the contract.
fn why_nothing(tally: Tally) -> &'static str {
    if tally.read() == 0 {
        "the captures hold no exchange"
    } else if tally.read() == tally.unreadable {
        "no record of the captures is an exchange"
    } else {
        "no exchange belongs to an operation of the contract with a body to judge"
    }
}
