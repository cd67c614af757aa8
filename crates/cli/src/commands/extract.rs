//! `driftline extract`.

use crate::{
    args::{DocumentFormat, Extract, ProseChoice},
    bar::Bar,
    corrections,
    error::CliError,
    outcome::Outcome,
    output::{self, Output},
    pages::{Service, open, services},
    policy,
};
use driftline_contract::{Contract, Prose, body_schemas, json_text, yaml_text};
use driftline_extract::{Corrections, ExtractOptions, Extraction, PageReading, Review, assemble};
use driftline_finding::Severity;
use driftline_policy::Config;
use driftline_report::{ConstraintCount, CorrectionCount, ExtractCounts, Report, RowCount, ServiceSummary};
use std::{
    collections::BTreeMap,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    thread,
};

pub(super) fn run(args: &Extract, config: &Config, output: &Output) -> Result<Outcome, CliError> {
    let services = services(&args.pages, args.service.as_deref())?;
    if services.len() > 1 && args.output == Path::new("-") && args.format != DocumentFormat::Human {
        return Err(CliError::SeveralDocuments { count: services.len() });
    }
    let bar = output.bar(services.iter().map(|service| service.pages.len()).sum());
    let mut run = Run { args, config, output, bar, shown: 0, worst: None, nothing: true, reports: Vec::new() };
    for service in &services {
        run.service(service)?;
    }
    run.finish()
}

/// What a run has done so far. Of each service only the counts stay, and its findings if a report of all is asked for.
struct Run<'a> {
    args: &'a Extract,
    config: &'a Config,
    output: &'a Output,
    bar: Bar,
    /// How many findings a person has been shown.
    shown: usize,
    worst: Option<Severity>,
    /// Whether no page has described a call.
    nothing: bool,
    reports: Vec<Report>,
}

impl Run<'_> {
    fn service(&mut self, service: &Service) -> Result<(), CliError> {
        let corrections = corrections::load(&self.args.corrections, &service.name)?;
        if corrections.is_empty() && !self.args.corrections.is_empty() {
            self.bar.aside(|| self.output.note(&format!("no correction is for the service `{}`", service.name)));
        }
        let readings = options(self.args, &corrections).read(&service.pages, |path| {
            let source = open(path);
            self.bar.page();
            source
        })?;
        let calls = calls(&readings);
        let review = corrections.review(&readings);
        let extraction = assemble(&service.name, readings)?;
        let nothing = extraction.contract.operations().len() == 0;
        if !nothing && self.args.format != DocumentFormat::Human {
            let documents = documents(&service.name, &extraction.contract, self.args);
            self.bar.aside(|| write_documents(&documents, &self.args.output))?;
        }
        let report = report(&service.name, calls, extraction, review, self.config);
        self.nothing &= nothing;
        self.worst = self.worst.max(report.worst());
        self.bar.aside(|| self.show(&service.name, &report, nothing))?;
        self.shown += report.findings.len();
        if !self.args.reports.targets.is_empty() {
            self.reports.push(report);
        }
        Ok(())
    }

    /// Shows the report, or writes it where it is the document that was asked for.
    fn show(&self, service: &str, report: &Report, nothing: bool) -> Result<(), CliError> {
        let left = self.output.most(self.args.max_findings).map(|most| most.saturating_sub(self.shown));
        if self.args.format != DocumentFormat::Human {
            self.output.report_aside(report, left);
        } else if self.args.output == Path::new("-") {
            self.output.print_report(report, left)?;
        } else {
            let file = self.args.output.join(format!("{service}.txt"));
            output::write(&file, &output::plain_text(report, self.args.max_findings))?;
            self.output.note(&report.summary_line());
        }
        if nothing {
            self.output.note(&format!("{service}: no page describes a call: no contract was written"));
        }
        Ok(())
    }

    fn finish(self) -> Result<Outcome, CliError> {
        drop(self.bar);
        if !self.reports.is_empty() {
            let report = Report::of_services(self.reports).rules(driftline_extract::rules());
            self.output.extra_reports(&report, &self.args.reports)?;
        }
        let nothing = self.nothing && !self.args.reports.allow_empty;
        Ok(Outcome::of(self.worst, policy::fail_on(self.args.reports.fail_on, self.config), nothing))
    }
}

fn options<'c>(args: &Extract, corrections: &'c Corrections) -> ExtractOptions<'c> {
    let threads = args.threads.or_else(|| thread::available_parallelism().ok());
    let options = ExtractOptions::default().threads(threads.unwrap_or(NonZeroUsize::MIN)).corrections(corrections);
    args.dialect.into_iter().fold(options, ExtractOptions::dialect)
}

/// The calls of each page that has any, by its file.
fn calls(readings: &[PageReading]) -> BTreeMap<String, Vec<String>> {
    let calls = |reading: &PageReading| {
        let calls = reading.operations.iter().map(|operation| format!("{} {}", operation.method, operation.path));
        (reading.file.clone(), calls.collect())
    };
    readings.iter().filter(|reading| !reading.operations.is_empty()).map(calls).collect()
}

fn report(
    service: &str,
    calls: BTreeMap<String, Vec<String>>,
    extraction: Extraction,
    review: Review,
    config: &Config,
) -> Report {
    let counts = extraction.contract.counts();
    let rows = extraction.rows;
    let counts = ExtractCounts {
        pages: extraction.pages as u64,
        operations: counts.operations as u64,
        parameters: counts.parameters as u64,
        fields: extraction.contract.field_count() as u64,
        constraints: ConstraintCount {
            enums: counts.enumerations as u64,
            ranges: counts.ranges as u64,
            lengths: counts.lengths as u64,
            defaults: counts.defaults as u64,
            patterns: counts.patterns as u64,
            formats: counts.formats as u64,
        },
        rows: RowCount { read: rows.read as u64, placed: rows.placed as u64, reported: rows.reported as u64 },
        corrections: CorrectionCount {
            applied: review.applied as u64,
            doubtful: review.doubtful as u64,
            unread: review.unread as u64,
        },
    };
    let summary = ServiceSummary { service: service.to_owned(), counts, calls, ..ServiceSummary::default() };
    let findings = extraction.findings.into_iter().chain(review.findings).collect();
    Report::of_service(summary, policy::weigh(findings, std::slice::from_ref(&extraction.contract), config))
}

/// The documents of a contract by their path below the output folder.
fn documents(service: &str, contract: &Contract, args: &Extract) -> Vec<(PathBuf, String)> {
    let prose = match args.prose {
        ProseChoice::Keep => Prose::Keep,
        ProseChoice::Drop => Prose::Drop,
    };
    match args.format {
        DocumentFormat::Openapi => vec![(format!("{service}.json").into(), contract.to_openapi_json_with(prose))],
        DocumentFormat::OpenapiYaml => vec![(format!("{service}.yaml").into(), yaml_text(&contract.to_openapi(prose)))],
        DocumentFormat::JsonSchema => {
            let bodies = body_schemas(contract).into_iter();
            bodies
                .map(|body| {
                    (Path::new(service).join(body.file_name()), json_text(&body.document.to_json_schema(prose)))
                })
                .collect()
        }
        DocumentFormat::Human => Vec::new(),
    }
}

fn write_documents(documents: &[(PathBuf, String)], target: &Path) -> Result<(), CliError> {
    match (target == Path::new("-"), documents) {
        (_, []) => Err(CliError::NoDocument),
        (true, [(_, text)]) => Output::print(text.as_bytes()),
        (true, several) => Err(CliError::SeveralDocuments { count: several.len() }),
        (false, all) => all.iter().try_for_each(|(path, text)| output::write(&target.join(path), text.as_bytes())),
    }
}
