//! What was read from pages, service by service.

use crate::{Report, Summary};
use driftline_finding::{Finding, Rule, Severity};
use std::{collections::BTreeMap, ops::AddAssign};

/// What was read from the pages of one or more services.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExtractSummary {
    /// The services, in the order in which they were read.
    pub services: Vec<ServiceSummary>,
}

/// What was read from the pages of one service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceSummary {
    /// Its name.
    pub service: String,
    /// The counts.
    pub counts: ExtractCounts,
    /// How many findings there are of each rule, the most severe and then the most frequent first.
    pub rules: Vec<RuleCount>,
    /// What stands above the findings of a page: of each page that has a call, its file and its calls.
    pub calls: BTreeMap<String, Vec<String>>,
}

/// How much pages gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExtractCounts {
    /// Pages read.
    pub pages: u64,
    /// Operations in the contract.
    pub operations: u64,
    /// Parameters of all operations.
    pub parameters: u64,
    /// Parameters, and properties of all components and bodies.
    pub fields: u64,
    /// What the fields are held to.
    pub constraints: ConstraintCount,
    /// What became of the table rows.
    pub rows: RowCount,
    /// What became of the corrections; all zero when none were given.
    pub corrections: CorrectionCount,
}

/// What became of corrections: given = applied + doubtful + unread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CorrectionCount {
    /// Those that did what they say.
    pub applied: u64,
    /// Those that have findings.
    pub doubtful: u64,
    /// Those for pages that were not read.
    pub unread: u64,
}

/// How many fields are held to something, by what that is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConstraintCount {
    /// A list of values.
    pub enums: u64,
    /// A least or greatest value.
    pub ranges: u64,
    /// A least or greatest length, or number of items.
    pub lengths: u64,
    /// A default.
    pub defaults: u64,
    /// A pattern.
    pub patterns: u64,
    /// A format of a text.
    pub formats: u64,
}

/// What became of table rows: read = placed + reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCount {
    /// All body rows.
    pub read: u64,
    /// Those that became part of the contract.
    pub placed: u64,
    /// Those that a finding names.
    pub reported: u64,
}

/// How often a rule was reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleCount {
    /// The rule.
    pub rule: &'static Rule,
    /// How much the findings matter.
    pub severity: Severity,
    /// How many there are.
    pub count: u64,
}

impl ExtractSummary {
    /// The counts of all services.
    pub fn total(&self) -> ExtractCounts {
        self.services.iter().fold(ExtractCounts::default(), |mut sum, service| {
            sum += service.counts;
            sum
        })
    }
}

impl Report {
    /// What was read from the pages of one service, and found on them.
    pub fn of_service(mut service: ServiceSummary, findings: Vec<Finding>) -> Report {
        service.rules = by_rule(&findings);
        Report::new(Summary::Extract(ExtractSummary { services: vec![service] }), findings)
    }

    /// One report of several services.
    pub fn of_services(reports: Vec<Report>) -> Report {
        let mut services = Vec::new();
        let mut findings = Vec::new();
        for report in reports {
            if let Summary::Extract(summary) = report.summary {
                services.extend(summary.services);
                findings.extend(report.findings);
            }
        }
        Report::new(Summary::Extract(ExtractSummary { services }), findings)
    }
}

fn by_rule(findings: &[Finding]) -> Vec<RuleCount> {
    let mut counts: BTreeMap<_, RuleCount> = BTreeMap::new();
    for finding in findings {
        let Finding { rule, severity, .. } = *finding;
        counts.entry((rule.id, severity)).or_insert(RuleCount { rule, severity, count: 0 }).count += 1;
    }
    let mut counts: Vec<RuleCount> = counts.into_values().collect();
    counts.sort_by_key(|count| std::cmp::Reverse((count.severity, count.count)));
    counts
}

impl AddAssign for ExtractCounts {
    fn add_assign(&mut self, other: ExtractCounts) {
        let ExtractCounts { pages, operations, parameters, fields, constraints, rows, corrections } = other;
        self.pages += pages;
        self.operations += operations;
        self.parameters += parameters;
        self.fields += fields;
        self.constraints += constraints;
        self.rows += rows;
        self.corrections += corrections;
    }
}

impl AddAssign for ConstraintCount {
    fn add_assign(&mut self, other: ConstraintCount) {
        let ConstraintCount { enums, ranges, lengths, defaults, patterns, formats } = other;
        self.enums += enums;
        self.ranges += ranges;
        self.lengths += lengths;
        self.defaults += defaults;
        self.patterns += patterns;
        self.formats += formats;
    }
}

impl AddAssign for CorrectionCount {
    fn add_assign(&mut self, other: CorrectionCount) {
        let CorrectionCount { applied, doubtful, unread } = other;
        self.applied += applied;
        self.doubtful += doubtful;
        self.unread += unread;
    }
}

impl AddAssign for RowCount {
    fn add_assign(&mut self, other: RowCount) {
        let RowCount { read, placed, reported } = other;
        self.read += read;
        self.placed += placed;
        self.reported += reported;
    }
}
