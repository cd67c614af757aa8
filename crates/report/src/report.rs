//! What a command found and counted.

use crate::ExtractSummary;
use driftline_finding::{Cause, Causes, Finding, FindingCount, LeftOut, Rule, Severity, coverage::ContractCoverage};
use std::collections::BTreeMap;

/// What a command found and counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The counts.
    pub summary: Summary,
    /// The findings by cause, in the order of their first places.
    pub causes: Vec<Cause>,
    /// What is not among the causes, because there were too many.
    pub left_out: LeftOut,
    /// The findings one by one, by place, rule and pointer, where they are few enough to be held: those of traffic are not.
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

impl Report {
    /// A report; the findings are put in order, which does not depend on that in which they were found.
    pub fn new(summary: Summary, mut findings: Vec<Finding>) -> Report {
        findings.sort_by(Finding::order);
        let mut causes = Causes::default();
        findings.iter().cloned().for_each(|finding| causes.add(finding));
        Report { findings, ..Report::of(summary, causes) }
    }

    /// A report of findings that were put together by cause while they were met.
    pub fn of(summary: Summary, causes: Causes) -> Report {
        let (causes, left_out) = causes.finish();
        let (findings, operations, rules) = (Vec::new(), Vec::new(), Vec::new());
        Report { summary, causes, left_out, findings, operations, rules, compared: false, coverage: None }
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

    /// How many findings there are of each severity, and how many are accepted, those that are left out among them.
    pub fn count(&self) -> FindingCount {
        self.causes.iter().fold(self.left_out.count(), |all, cause| all.merge(cause.counts()))
    }

    /// The causes that nobody has accepted, or that count again.
    pub fn open(&self) -> impl Iterator<Item = &Cause> {
        self.causes.iter().filter(|cause| !cause.is_accepted())
    }

    /// The worst severity found of what nobody has accepted.
    pub fn worst(&self) -> Option<Severity> {
        self.count().worst()
    }
}
