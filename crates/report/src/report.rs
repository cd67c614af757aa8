//! What a command found and counted.

use crate::ExtractSummary;
use driftline_finding::{Finding, Severity};

/// What a command found and counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The counts.
    pub summary: Summary,
    /// The findings, by place, rule and pointer.
    pub findings: Vec<Finding>,
    /// For each operation that was observed, its call and how often it was; in the order of the contract.
    pub operations: Vec<OperationCount>,
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
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FindingCount {
    /// Errors.
    pub error: u64,
    /// Warnings.
    pub warning: u64,
    /// Infos.
    pub info: u64,
}

impl Report {
    /// A report; the findings are put in order.
    pub fn new(summary: Summary, mut findings: Vec<Finding>) -> Report {
        findings.sort_by(|a, b| {
            let key = |finding: &Finding| (finding.place.clone(), finding.rule.id, finding.instance.clone());
            key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
        });
        Report { summary, findings, operations: Vec::new() }
    }

    /// This report with what is known of the observed operations.
    #[must_use]
    pub fn operations(mut self, operations: Vec<OperationCount>) -> Report {
        self.operations = operations;
        self
    }

    /// How many findings there are of each severity.
    pub fn count(&self) -> FindingCount {
        let of =
            |severity: Severity| self.findings.iter().filter(|finding| finding.severity == severity).count() as u64;
        FindingCount { error: of(Severity::Error), warning: of(Severity::Warning), info: of(Severity::Info) }
    }

    /// The worst severity found.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }
}
