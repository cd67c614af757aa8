//! `driftline validate`.

use super::{
    exchange_counts, exchange_rules,
    traffic::{Judged, judge},
};
use crate::{args::Validate, error::CliError, outcome::Outcome, output::Output, policy};
use driftline_policy::Config;
use driftline_report::{Report, Summary};

pub(super) fn run(args: &Validate, config: &Config, output: &Output) -> Result<Outcome, CliError> {
    let baseline = args.baseline.as_ref().or(config.baseline.as_ref());
    let baseline = baseline.map(|path| policy::baseline(path)).transpose()?;
    let judged = judge(&args.traffic, config, output, |findings, contracts| {
        let findings = match &baseline {
            Some(baseline) => baseline.apply(findings, policy::today()),
            None => findings,
        };
        policy::weigh(findings, contracts, config)
    })?;
    let Judged { tally, findings, operations, failed } = judged;
    if failed && tally.read() == 0 {
        // An empty report beside the error would look like health.
        return Ok(Outcome::Failed);
    }
    let nothing = tally.nothing_judged();
    let rules = exchange_rules().chain(driftline_policy::rules());
    let report = Report::new(Summary::Validate(exchange_counts(tally)), findings)
        .operations(operations)
        .rules(rules)
        .compared(baseline.is_some());
    output.report(&report, args.document.format, args.document.output.as_deref(), &args.reports)?;
    if nothing && !args.reports.allow_empty && !failed {
        output
            .note("nothing could be judged: no exchange belongs to an operation of the contract with a body to judge");
    }
    if failed {
        return Ok(Outcome::Failed);
    }
    let fail_on = policy::fail_on(args.reports.fail_on, config);
    Ok(Outcome::of(report.worst(), fail_on, nothing && !args.reports.allow_empty))
}
