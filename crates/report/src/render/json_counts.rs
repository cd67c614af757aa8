//! The counts of a JSON report.

use crate::{
    ConstraintCount, CorrectionCount, ExtractCounts, FindingCount, Report, RowCount, RuleCount, ServiceSummary,
};
use driftline_finding::Severity;
use schemars::JsonSchema;
use serde::Serialize;

/// What was read from the pages of one service.
#[derive(Serialize, JsonSchema)]
pub(super) struct ServiceObject<'r> {
    /// Its name.
    service: &'r str,
    #[serde(flatten)]
    counts: CountsObject,
    /// How many findings there are of each rule.
    rules: Vec<RuleObject<'r>>,
}

/// How much pages gave.
#[derive(Serialize, JsonSchema)]
pub(super) struct CountsObject {
    /// Pages read.
    pages: u64,
    /// Operations in the contract.
    operations: u64,
    /// Parameters of all operations.
    parameters: u64,
    /// Parameters, and properties of all components and bodies.
    fields: u64,
    /// How many fields are held to something.
    constraints: ConstraintCounts,
    /// What became of the table rows: read = placed + reported.
    rows: RowCounts,
    /// What became of the corrections: given = applied + doubtful + unread.
    corrections: CorrectionCounts,
    /// Findings by severity.
    findings: FindingCounts,
}

/// How many fields are held to something, by what that is.
#[derive(Serialize, JsonSchema)]
struct ConstraintCounts {
    /// A list of values.
    enums: u64,
    /// A least or greatest value.
    ranges: u64,
    /// A least or greatest length, or number of items.
    lengths: u64,
    /// A default.
    defaults: u64,
    /// A pattern.
    patterns: u64,
    /// A format of a text.
    formats: u64,
}

#[derive(Serialize, JsonSchema)]
struct RowCounts {
    /// All body rows of all tables.
    read: u64,
    /// Those that became part of the contract.
    placed: u64,
    /// Those that a finding names.
    reported: u64,
}

#[derive(Serialize, JsonSchema)]
struct CorrectionCounts {
    /// Those that did what they say.
    applied: u64,
    /// Those that have findings.
    doubtful: u64,
    /// Those for pages that were not read.
    unread: u64,
}

/// How often a rule was reported.
#[derive(Serialize, JsonSchema)]
struct RuleObject<'r> {
    /// The id of the rule.
    rule: &'r str,
    /// How much the findings matter.
    severity: SeverityWord,
    /// How many there are.
    count: u64,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct FindingCounts {
    error: u64,
    warning: u64,
    info: u64,
    /// Those of any severity that a baseline accepts.
    accepted: u64,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum SeverityWord {
    Error,
    Warning,
    Info,
}

impl<'r> ServiceObject<'r> {
    pub(super) fn of(service: &'r ServiceSummary) -> ServiceObject<'r> {
        let of = |severity| {
            let rules = service.rules.iter().filter(|rule| rule.severity == severity);
            rules.map(|rule| rule.count).sum()
        };
        let findings = FindingCounts {
            error: of(Severity::Error),
            warning: of(Severity::Warning),
            info: of(Severity::Info),
            // A baseline is one of traffic.
            accepted: 0,
        };
        ServiceObject {
            service: &service.service,
            counts: CountsObject::of(service.counts, findings),
            rules: service.rules.iter().map(RuleObject::of).collect(),
        }
    }
}

impl CountsObject {
    pub(super) fn of(counts: ExtractCounts, findings: FindingCounts) -> CountsObject {
        let ConstraintCount { enums, ranges, lengths, defaults, patterns, formats } = counts.constraints;
        let RowCount { read, placed, reported } = counts.rows;
        let CorrectionCount { applied, doubtful, unread } = counts.corrections;
        CountsObject {
            pages: counts.pages,
            operations: counts.operations,
            parameters: counts.parameters,
            fields: counts.fields,
            constraints: ConstraintCounts { enums, ranges, lengths, defaults, patterns, formats },
            rows: RowCounts { read, placed, reported },
            corrections: CorrectionCounts { applied, doubtful, unread },
            findings,
        }
    }
}

impl<'r> RuleObject<'r> {
    fn of(count: &'r RuleCount) -> RuleObject<'r> {
        RuleObject { rule: count.rule.id.as_str(), severity: count.severity.into(), count: count.count }
    }
}

impl FindingCounts {
    pub(super) fn of(report: &Report) -> FindingCounts {
        report.count().into()
    }
}

impl From<FindingCount> for FindingCounts {
    fn from(count: FindingCount) -> FindingCounts {
        let FindingCount { error, warning, info, accepted } = count;
        FindingCounts { error, warning, info, accepted }
    }
}

impl From<Severity> for SeverityWord {
    fn from(severity: Severity) -> SeverityWord {
        match severity {
            Severity::Error => SeverityWord::Error,
            Severity::Warning => SeverityWord::Warning,
            Severity::Info => SeverityWord::Info,
        }
    }
}
