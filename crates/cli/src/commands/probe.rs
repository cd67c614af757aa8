//! `driftline probe`.

use super::{Seen, exchange_rules};
use crate::{args::Probe as Arguments, error::CliError, outcome::Outcome, output::Output, policy, specs};
use driftline_contract::Contract;
use driftline_live::{Answered, Plan, Probe, ProbeEvent, ProbeOptions, ProbeReport};
use driftline_policy::Config;
use driftline_report::{ProbeSummary, Report, Skipped, Summary};
use driftline_validate::{Coverage, Judge, Verdict};
use std::time::Duration;

pub(super) fn run(args: &Arguments, config: &Config, output: &Output) -> Result<Outcome, CliError> {
    let judge = Judge::new(specs::load(&args.specs, config)?)?.redactor(config.redactor());
    let probe = Probe::new(&judge, options(args)?.redactor(config.redactor()))?;
    let plan = probe.plan();
    warn_unused(&plan, output);
    let mut coverage = args.coverage.then(|| Coverage::new(judge.matcher()));
    let ran = probe.run(&plan, |event| match (event, &mut coverage) {
        (ProbeEvent::Asking(request), _) => {
            output.progress(&format!("{}: GET {}", request.operation, request.url()));
        }
        (ProbeEvent::Done(probed, Some(exchange)), Some(coverage)) => {
            if let Ok(Answered { verdict: Verdict { operation: Some(matched), .. }, .. }) = &probed.result {
                coverage.observe(matched, exchange);
            }
        }
        _ => {}
    })?;
    let nothing = ran.nothing_judged();
    let report = report(judge.contracts(), &ran, config).coverage(coverage.as_ref().map(Coverage::results));
    output.report(&report, args.document.format, args.document.output.as_deref(), &args.reports)?;
    if nothing && !args.reports.allow_empty {
        output.note("nothing could be judged: no operation gave an answer that the contract describes");
    }
    Ok(Outcome::of(report.worst(), policy::fail_on(args.reports.fail_on, config), nothing && !args.reports.allow_empty))
}

fn options(args: &Arguments) -> Result<ProbeOptions, CliError> {
    let mut options = ProbeOptions::new(&args.base_url)?
        .total_timeout(Duration::from_secs(args.timeout))
        .connect_timeout(Duration::from_secs(args.timeout.min(10)))
        .allow_http(args.allow_http);
    for (name, value) in &args.parameters {
        options = options.parameter(name, value);
    }
    if let Some(variable) = &args.token_env {
        let token = std::env::var(variable).ok().filter(|token| !token.trim().is_empty());
        options = options.token(token.ok_or_else(|| CliError::NoToken(variable.clone()))?);
    }
    if let Some(file) = &args.record {
        options = options.record(file);
    }
    Ok(options)
}

/// A parameter that no operation has is likely a slip of the pen.
fn warn_unused(plan: &Plan, output: &Output) {
    for name in plan.unused_parameters() {
        output.note(&format!("warning: no operation of the contract has a parameter `{name}`"));
    }
}

fn report(contracts: &[Contract], ran: &ProbeReport<'_>, config: &Config) -> Report {
    let skipped = |operation: &str, reason: String| Skipped { operation: operation.to_owned(), reason };
    let mut seen = Seen::default();
    for probed in &ran.probed {
        if let Ok(answered) = &probed.result {
            seen.add(probed.contract, &probed.operation, Some(answered.status));
        }
    }
    let summary = ProbeSummary {
        operations: (ran.probed.len() + ran.not_probed.len()) as u64,
        probed: ran.probed.iter().filter(|probed| probed.result.is_ok()).count() as u64,
        not_probed: ran.not_probed.iter().map(|one| skipped(&one.operation, one.reason.to_string())).collect(),
        failed: ran.failures().map(|(operation, failure)| skipped(operation, failure.to_string())).collect(),
        exchanges: super::exchange_counts(ran.tally),
    };
    let findings = policy::weigh(ran.findings().cloned().collect(), contracts, config);
    Report::new(Summary::Probe(summary), findings).operations(seen.operations(contracts)).rules(exchange_rules())
}
