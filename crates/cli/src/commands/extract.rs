//! `driftline extract`.

use crate::{
    args::{DocumentFormat, Extract, ProseChoice},
    corrections,
    error::CliError,
    outcome::Outcome,
    output::{self, Output},
    specs::{ending, list},
};
use driftline_contract::{Contract, Prose, body_schemas, json_text, yaml_text};
use driftline_extract::{Corrections, Extraction, PageReading, Review, assemble, parse_page, read_corrected};
use driftline_report::{CorrectionCount, ExtractSummary, Report, RowCount, Summary};
use std::{
    fs,
    path::{Path, PathBuf},
};

pub(super) fn run(args: &Extract, output: &Output) -> Result<Outcome, CliError> {
    if args.service.is_empty() || !args.service.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)) {
        return Err(CliError::ServiceName(args.service.clone()));
    }
    let corrections = corrections::load(&args.corrections, &args.service)?;
    if corrections.is_empty() && !args.corrections.is_empty() {
        output.note(&format!("no correction is for the service `{}`", args.service));
    }
    let readings: Result<Vec<_>, _> = pages(&args.pages)?.iter().map(|path| reading(path, &corrections)).collect();
    let readings = readings?;
    let review = corrections.review(&readings);
    let extraction = assemble(&args.service, readings)?;
    let report = report(&extraction, review);
    let nothing = extraction.contract.operations().len() == 0;
    if !nothing {
        write_documents(&documents(&extraction.contract, args), &args.output)?;
    }
    output.report_aside(&report, &args.reports)?;
    if nothing {
        output.note("no page describes a call: nothing was written");
    }
    Ok(Outcome::of(&report, args.reports.fail_on, nothing && !args.reports.allow_empty))
}

/// The pages that the user named, folders searched for them at any depth.
fn pages(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CliError> {
    let mut found = Vec::new();
    for path in paths {
        let before = found.len();
        if path.is_dir() {
            find_pages(path, &mut found)?;
        } else {
            found.push(path.clone());
        }
        if found.len() == before {
            return Err(CliError::NoPage { path: path.clone() });
        }
    }
    Ok(found)
}

fn find_pages(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), CliError> {
    for path in list(folder).map_err(|source| CliError::Read { path: folder.to_owned(), source })? {
        if path.is_dir() && !path.is_symlink() {
            find_pages(&path, found)?;
        } else if ending(&path).is_some_and(|ending| ["html", "htm"].contains(&ending)) {
            found.push(path);
        }
    }
    Ok(())
}

fn reading(path: &Path, corrections: &Corrections) -> Result<PageReading, CliError> {
    let bytes = fs::read(path).map_err(|source| CliError::Read { path: path.to_owned(), source })?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(read_corrected(&path.display().to_string(), &parse_page(&name, &bytes), corrections))
}

fn report(extraction: &Extraction, review: Review) -> Report {
    let contract = &extraction.contract;
    let rows = extraction.rows;
    let summary = ExtractSummary {
        pages: extraction.pages as u64,
        operations: contract.operations().len() as u64,
        fields: contract.field_count() as u64,
        rows: RowCount { read: rows.read as u64, placed: rows.placed as u64, reported: rows.reported as u64 },
        corrections: CorrectionCount {
            applied: review.applied as u64,
            doubtful: review.doubtful as u64,
            unread: review.unread as u64,
        },
    };
    let findings = extraction.findings.iter().cloned().chain(review.findings).collect();
    Report::new(Summary::Extract(summary), findings)
}

/// The documents of a contract by their path below the output folder.
fn documents(contract: &Contract, args: &Extract) -> Vec<(PathBuf, String)> {
    let service = &args.service;
    let prose = match args.prose {
        ProseChoice::Keep => Prose::Keep,
        ProseChoice::Drop => Prose::Drop,
    };
    match args.format {
        DocumentFormat::Openapi => vec![(format!("{service}.json").into(), json_text(&contract.to_openapi(prose)))],
        DocumentFormat::OpenapiYaml => vec![(format!("{service}.yaml").into(), yaml_text(&contract.to_openapi(prose)))],
        DocumentFormat::JsonSchema => {
            let bodies = body_schemas(contract).into_iter();
            bodies
                .map(|body| {
                    (Path::new(service).join(body.file_name()), json_text(&body.document.to_json_schema(prose)))
                })
                .collect()
        }
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
