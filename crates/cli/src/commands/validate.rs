//! `driftline validate`.

use super::{
    exchange_counts, exchange_rules,
    traffic::{Judged, judge},
};
use crate::{
    args::{EnumsChoice, Validate},
    error::CliError,
    outcome::Outcome,
    output::Output,
    policy,
};
use driftline_finding::coverage::{ContractCoverage, Percent};
use driftline_policy::Config;
use driftline_report::{Report, Summary};
use driftline_validate::{Enums, Tally};

pub(super) fn run(args: &Validate, config: &Config, output: &Output) -> Result<Outcome, CliError> {
    let baseline = args.baseline.as_ref().or(config.baseline.as_ref());
    let baseline = baseline.map(|path| policy::baseline(path)).transpose()?;
    let least = args.coverage_min.or(config.coverage_min);
    let enums = if args.enums == EnumsChoice::Closed { Enums::Closed } else { Enums::Open };
    let judged =
        judge(&args.traffic, enums, config, output, args.coverage || least.is_some(), |findings, contracts| {
            let findings = match &baseline {
                Some(baseline) => baseline.apply(findings, policy::today()),
                None => findings,
            };
            policy::weigh(findings, contracts, config)
        })?;
    let Judged { tally, findings, operations, coverage, failed } = judged;
    if failed && tally.read() == 0 {
        // An empty report beside the error would look like health.
        return Ok(Outcome::Failed);
    }
    let nothing = tally.nothing_judged();
    let rules = exchange_rules().chain(driftline_policy::rules());
    let report = Report::new(Summary::Validate(exchange_counts(tally)), findings)
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
