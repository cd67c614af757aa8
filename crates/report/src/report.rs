//! What a command found and counted.

use crate::ExtractSummary;
use driftline_finding::{Finding, Rule, Severity, coverage::ContractCoverage};
use std::{cmp::Ordering, collections::BTreeMap};

/// What a command found and counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The counts.
    pub summary: Summary,
    /// The findings, by place, rule and pointer.
    pub findings: Vec<Finding>,
    /// For each operation its call and how often it was observed; in the order of the contract.
    pub operations: Vec<OperationCount>,
    /// The rules that were looked for, by id; without them, a report knows those that were met.
    pub rules: Vec<&'static Rule>,
    /// Whether the findings were compared with a baseline, so that their standing says what is new.
    pub compared: bool,
    /// What of the contracts was observed, where that was asked for.
    pub coverage: Option<ContractCoverage>,
}

/// The counts of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Summary {
    /// Of pages read.
    Extract(ExtractSummary),
    /// Of exchanges judged.
    Validate(ValidateSummary),
    /// Of operations probed.
    Probe(ProbeSummary),
}

/// What became of exchanges: exchanges = matched + unmatched + unreadable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ValidateSummary {
    /// Records in the captures.
    pub exchanges: u64,
    /// Those that belong to an operation.
    pub matched: u64,
    /// Those that belong to none.
    pub unmatched: u64,
    /// Those that are no exchanges.
    pub unreadable: u64,
    /// Bodies that were judged.
    pub bodies_judged: u64,
    /// Matched exchanges of which nothing could be judged.
    pub unjudged: u64,
}

/// What became of operations: operations = probed + not probed + failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProbeSummary {
    /// Operations in the contract.
    pub operations: u64,
    /// Those that answered.
    pub probed: u64,
    /// Those to which no request was sent, with the reason.
    pub not_probed: Vec<Skipped>,
    /// Those whose request got no answer, with the reason.
    pub failed: Vec<Skipped>,
    /// What became of the exchanges.
    pub exchanges: ValidateSummary,
}

/// An operation of which nothing is known, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The id of the operation.
    pub operation: String,
    /// One line.
    pub reason: String,
}

/// How often an operation was observed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationCount {
    /// The id.
    pub operation: String,
    /// Method and path template, as `GET /v1/things`.
    pub call: String,
    /// Exchanges that belong to it.
    pub exchanges: u64,
    /// How often each status was answered, where that is known.
    pub statuses: BTreeMap<u16, u64>,
}

/// How many findings there are of each severity, and how many that somebody accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FindingCount {
    /// Errors.
    pub error: u64,
    /// Warnings.
    pub warning: u64,
    /// Infos.
    pub info: u64,
    /// Those of any severity that a baseline accepts: they count nowhere else.
    pub accepted: u64,
}

impl Report {
    /// A report; the findings are put in order, which does not depend on that in which they were found.
    pub fn new(summary: Summary, mut findings: Vec<Finding>) -> Report {
        findings.sort_by(order);
        let (operations, rules) = (Vec::new(), Vec::new());
        Report { summary, findings, operations, rules, compared: false, coverage: None }
    }

    /// This report with what is known of the operations.
    #[must_use]
    pub fn operations(mut self, operations: Vec<OperationCount>) -> Report {
        self.operations = operations;
        self
    }

    /// This report with the rules that were looked for.
    #[must_use]
    pub fn rules(mut self, rules: impl IntoIterator<Item = &'static Rule>) -> Report {
        self.rules = rules.into_iter().collect();
        self.rules.sort_by_key(|rule| rule.id);
        self
    }

    /// This report, whose findings were compared with a baseline or not.
    #[must_use]
    pub fn compared(mut self, compared: bool) -> Report {
        self.compared = compared;
        self
    }

    /// This report with what of the contracts was observed, if that was counted.
    #[must_use]
    pub fn coverage(mut self, coverage: Option<ContractCoverage>) -> Report {
        self.coverage = coverage;
        self
    }

    /// How many findings there are of each severity, and how many are accepted.
    pub fn count(&self) -> FindingCount {
        let mut counts = FindingCount::default();
        for finding in &self.findings {
            let of = match finding.severity {
                _ if finding.standing.is_accepted() => &mut counts.accepted,
                Severity::Error => &mut counts.error,
                Severity::Warning => &mut counts.warning,
                Severity::Info => &mut counts.info,
            };
            *of += 1;
        }
        counts
    }

    /// The findings that nobody has accepted, or that count again.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| !finding.standing.is_accepted())
    }

    /// The worst severity found of what nobody has accepted.
    pub fn worst(&self) -> Option<Severity> {
        self.open().map(|finding| finding.severity).max()
    }
}

/// The order of findings: by place, rule, pointer and message, and by all else, so that no two differ and are equal here.
fn order(one: &Finding, other: &Finding) -> Ordering {
    fn first(of: &Finding) -> impl Ord + '_ {
        (&of.place, of.rule.id, &of.instance, &of.message)
    }
    fn rest(of: &Finding) -> impl Ord + '_ {
        (&of.operation, &of.field, &of.contract, of.severity, &of.provenance, of.witness)
    }
    first(one).cmp(&first(other)).then_with(|| rest(one).cmp(&rest(other)))
}
