//! What `extract` is asked.

use super::{Reports, values};
use clap::{Args as ClapArgs, ValueEnum};
use driftline_extract::Dialect;
use std::{num::NonZeroUsize, path::PathBuf};

const EXTRACT_EXAMPLES: &str = "Examples:\n  \
    driftline extract pages/ --service things -o out\n      \
        writes out/things.json; findings and a summary go to standard error\n  \
    driftline extract docs/* -o out --report json=out/report.json\n      \
        each folder is a service of its name\n  \
    driftline extract docs/things --format human --max-findings 100\n      \
        shows what is wrong with the pages, and writes no contract";

#[derive(Debug, ClapArgs)]
#[command(after_help = EXTRACT_EXAMPLES)]
pub(crate) struct Extract {
    /// HTML pages, or folders of them.
    #[arg(required = true, value_name = "PAGE")]
    pub(crate) pages: Vec<PathBuf>,
    /// The service that all pages belong to: the title of the contract, and its file name. Without it, each folder is a
    /// service of its own name.
    #[arg(long, value_name = "NAME")]
    pub(crate) service: Option<String>,
    /// The folder to write into; `-` prints a single document to standard output.
    #[arg(long, short, default_value = "-", value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// What to write.
    #[arg(long, value_enum, default_value_t = DocumentFormat::Openapi)]
    pub(crate) format: DocumentFormat,
    /// The generator that made the pages, `dita` or `sphinx`, if it shall not be told by looking at each.
    #[arg(long, value_name = "DIALECT")]
    pub(crate) dialect: Option<Dialect>,
    /// How many threads read pages [default: as many as there are cores].
    #[arg(long, value_name = "N", value_parser = values::threads, allow_negative_numbers = true)]
    pub(crate) threads: Option<NonZeroUsize>,
    /// How many findings to show, the worst of each service first [default: 20 in all; with -v all].
    #[arg(long, value_name = "N", value_parser = values::findings, allow_negative_numbers = true)]
    pub(crate) max_findings: Option<usize>,
    /// Whether to write the sentences of the pages, or names, types and constraints only.
    #[arg(long, value_enum, default_value_t = ProseChoice::Keep)]
    pub(crate) prose: ProseChoice,
    /// Mend what is known to be wrong in the pages: TOML files, or folders of them. May be repeated.
    #[arg(long, value_name = "DIR")]
    pub(crate) corrections: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reports: Reports,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DocumentFormat {
    /// OpenAPI 3.1 in JSON: DIR/SERVICE.json
    Openapi,
    /// OpenAPI 3.1 in YAML: DIR/SERVICE.yaml
    OpenapiYaml,
    /// JSON Schema 2020-12, one file a body: DIR/SERVICE/OPERATION.response.200.schema.json
    JsonSchema,
    /// What was found on the pages and a summary, instead of a contract: DIR/SERVICE.txt
    Human,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ProseChoice {
    Keep,
    Drop,
}
