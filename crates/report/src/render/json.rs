//! One JSON object. The structs here are the published form; nothing else serialises findings.

use super::{
    json_counts::{CountsObject, FindingCounts, ServiceObject},
    json_coverage::CoverageObject,
    json_finding::{FindingObject, LeftOutObject, finding_objects, left_out},
};
use crate::{OperationCount, ProbeSummary, Report, Skipped, Summary, ValidateSummary};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, Write};

pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &document(report))?;
    writeln!(out)
}

/// The report as one object, which is written without a tree of it: that would be many times as large.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Document<'r> {
    Extract(ExtractReport<'r>),
    Validate(ValidateReport<'r>),
    Probe(ProbeReport<'r>),
}

impl<'r> Document<'r> {
    /// Takes the findings out.
    pub(super) fn take_findings(&mut self) -> Vec<FindingObject<'r>> {
        let findings = match self {
            Document::Extract(report) => &mut report.findings,
            Document::Validate(report) => &mut report.findings,
            Document::Probe(report) => &mut report.findings,
        };
        std::mem::take(findings)
    }
}

pub(super) fn document(report: &Report) -> Document<'_> {
    match &report.summary {
        Summary::Extract(summary) => Document::Extract(ExtractReport {
            command: Extract::Extract,
            summary: CountsObject::of(summary.total(), FindingCounts::of(report)),
            services: summary.services.iter().map(ServiceObject::of).collect(),
            findings: finding_objects(report),
        }),
        Summary::Validate(summary) => Document::Validate(ValidateReport {
            command: Validate::Validate,
            summary: ValidateCounts { exchanges: summary.into(), findings: FindingCounts::of(report) },
            operations: observed(report),
            coverage: report.coverage.as_ref().map(CoverageObject::of),
            left_out: left_out(report),
            findings: finding_objects(report),
        }),
        Summary::Probe(summary) => Document::Probe(probe_report(report, summary)),
    }
}

/// The JSON Schemas of the reports, by file name, generated from the structs that are written.
pub fn json_schemas() -> Vec<(&'static str, Value)> {
    fn schema<T: JsonSchema>(title: &str) -> Value {
        let mut schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
        schema.insert("title".to_owned(), json!(title));
        schema.to_value()
    }
    vec![
        ("extract-report.schema.json", schema::<ExtractReport<'_>>("driftline extract --report json")),
        ("validate-report.schema.json", schema::<ValidateReport<'_>>("driftline validate --format json")),
        ("probe-report.schema.json", schema::<ProbeReport<'_>>("driftline probe --format json")),
    ]
}

/// What reading pages found and counted.
#[derive(Serialize, JsonSchema)]
pub(super) struct ExtractReport<'r> {
    /// The command that wrote this.
    command: Extract,
    /// The counts of all services.
    summary: CountsObject,
    /// The services, in the order in which they were read.
    services: Vec<ServiceObject<'r>>,
    /// The findings by cause, in the order of their first places.
    findings: Vec<FindingObject<'r>>,
}

/// What judging captures found and counted.
#[derive(Serialize, JsonSchema)]
pub(super) struct ValidateReport<'r> {
    /// The command that wrote this.
    command: Validate,
    /// The counts.
    summary: ValidateCounts,
    /// The operations that were observed.
    operations: Vec<Observed<'r>>,
    /// What of the contracts was observed, with `--coverage`.
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<CoverageObject<'r>>,
    /// What is not among the findings, because there are more causes than `--max-findings` keeps, by rule.
    left_out: Vec<LeftOutObject>,
    /// The findings by cause, in the order of their first places.
    findings: Vec<FindingObject<'r>>,
}

/// What probing an API found and counted.
#[derive(Serialize, JsonSchema)]
pub(super) struct ProbeReport<'r> {
    /// The command that wrote this.
    command: Probe,
    /// The counts.
    summary: ProbeCounts,
    /// The operations that were observed.
    operations: Vec<Observed<'r>>,
    /// The operations to which no request was sent.
    not_probed: Vec<SkippedObject<'r>>,
    /// The operations whose request got no answer.
    failed: Vec<SkippedObject<'r>>,
    /// What of the contracts was observed, with `--coverage`.
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<CoverageObject<'r>>,
    /// The findings by cause, in the order of their first places.
    findings: Vec<FindingObject<'r>>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Extract {
    Extract,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Validate {
    Validate,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Probe {
    Probe,
}

#[derive(Serialize, JsonSchema)]
struct ValidateCounts {
    #[serde(flatten)]
    exchanges: ExchangeCounts,
    /// Findings by severity.
    findings: FindingCounts,
}

/// exchanges = matched + unmatched + unreadable.
#[derive(Serialize, JsonSchema)]
struct ExchangeCounts {
    /// Records in the captures.
    exchanges: u64,
    /// Those that belong to an operation.
    matched: u64,
    /// Those that belong to none.
    unmatched: u64,
    /// Those that are no exchanges.
    unreadable: u64,
    /// Bodies that were judged.
    bodies_judged: u64,
    /// Matched exchanges of which nothing could be judged.
    unjudged: u64,
}

impl From<&ValidateSummary> for ExchangeCounts {
    fn from(summary: &ValidateSummary) -> ExchangeCounts {
        ExchangeCounts {
            exchanges: summary.exchanges,
            matched: summary.matched,
            unmatched: summary.unmatched,
            unreadable: summary.unreadable,
            bodies_judged: summary.bodies_judged,
            unjudged: summary.unjudged,
        }
    }
}

#[derive(Serialize, JsonSchema)]
struct ProbeCounts {
    /// Operations in the contract: probed + not probed + failed.
    operations: u64,
    /// Those that answered.
    probed: u64,
    /// Those to which no request was sent.
    not_probed: u64,
    /// Those whose request got no answer.
    failed: u64,
    #[serde(flatten)]
    exchanges: ExchangeCounts,
    /// Findings by severity.
    findings: FindingCounts,
}

/// An operation and how often it was observed.
#[derive(Serialize, JsonSchema)]
struct Observed<'r> {
    /// The id of the operation.
    operation: &'r str,
    /// Method and path template.
    call: &'r str,
    /// Exchanges that belong to it.
    exchanges: u64,
}

impl<'r> Observed<'r> {
    fn of(count: &'r OperationCount) -> Observed<'r> {
        Observed { operation: &count.operation, call: &count.call, exchanges: count.exchanges }
    }
}

fn observed(report: &Report) -> Vec<Observed<'_>> {
    report.operations.iter().filter(|count| count.exchanges > 0).map(Observed::of).collect()
}

/// An operation of which nothing is known.
#[derive(Serialize, JsonSchema)]
struct SkippedObject<'r> {
    /// The id of the operation.
    operation: &'r str,
    /// Why.
    reason: &'r str,
}

impl<'r> SkippedObject<'r> {
    fn of(skipped: &'r Skipped) -> SkippedObject<'r> {
        SkippedObject { operation: &skipped.operation, reason: &skipped.reason }
    }
}

fn probe_report<'r>(report: &'r Report, summary: &'r ProbeSummary) -> ProbeReport<'r> {
    ProbeReport {
        command: Probe::Probe,
        summary: ProbeCounts {
            operations: summary.operations,
            probed: summary.probed,
            not_probed: summary.not_probed.len() as u64,
            failed: summary.failed.len() as u64,
            exchanges: (&summary.exchanges).into(),
            findings: FindingCounts::of(report),
        },
        operations: observed(report),
        not_probed: summary.not_probed.iter().map(SkippedObject::of).collect(),
        failed: summary.failed.iter().map(SkippedObject::of).collect(),
        coverage: report.coverage.as_ref().map(CoverageObject::of),
        findings: finding_objects(report),
    }
}
