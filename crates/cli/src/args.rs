//! The command line.

use crate::outcome::FailOn;
use clap::{
    ArgAction, Args as ClapArgs, Parser, Subcommand, ValueEnum,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use driftline_capture::{CaptureFormat, NameTemplate};
use driftline_extract::Dialect;
use driftline_finding::coverage::Percent;
use driftline_report::Format;
use std::{num::NonZeroUsize, path::PathBuf};

const EXIT_CODES: &str = "Exit codes:\n  \
    0  done, and no finding at or above --fail-on\n  \
    1  findings at or above --fail-on, or less observed than --coverage-min\n  \
    2  the work could not be done: usage, unreadable file, invalid contract\n  \
    3  nothing could be judged, which is not health (--allow-empty makes it 0)";

/// Reads HTML API reference pages into a contract, and judges recorded or live traffic by it.
#[derive(Debug, Parser)]
#[command(name = "driftline", version, after_help = EXIT_CODES, max_term_width = 100)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Global {
    /// What holds for all runs [default: driftline.toml, where there is one].
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// When to colour. Auto: on a terminal, unless `NO_COLOR` is set.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(crate) color: Colour,
    /// Write no summaries and hints to standard error.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Say more: show all findings, not the first twenty causes.
    #[arg(long, short, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read pages and write the contract that they describe.
    Extract(Extract),
    /// Judge captured exchanges by a contract.
    Validate(Validate),
    /// Send one GET to each operation of a running API and judge the answers.
    Probe(Probe),
    /// Copy captures without their secrets, so that they can be given away.
    Scrub(Scrub),
    /// Accept what is known, so that only new findings count.
    Baseline(Baseline),
    /// Write down what captures show beyond a contract, as an overlay that makes them conform.
    Learn(Learn),
    /// Explain a rule, or list all rules.
    Explain(Explain),
}

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
    #[arg(long, value_name = "N", value_parser = threads)]
    pub(crate) threads: Option<NonZeroUsize>,
    /// How many findings to show, the worst of each service first [default: 20 in all; with -v all].
    #[arg(long, value_name = "N")]
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

/// Where reports go, and what makes a run fail.
#[derive(Debug, ClapArgs)]
pub(crate) struct Reports {
    #[arg(long = "report", value_name = "FORMAT=FILE", value_parser = report_target, help = report_help())]
    pub(crate) targets: Vec<(Format, PathBuf)>,
    /// The least severity of a finding that makes the exit code 1 [default: error].
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<FailOn>,
    /// Accept a run in which nothing could be read or judged.
    #[arg(long)]
    pub(crate) allow_empty: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Validate {
    #[command(flatten)]
    pub(crate) traffic: Traffic,
    /// What is accepted: findings that the file has do not count. `driftline baseline write` writes it.
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Also tell what of the contract was observed how often, and what never: operations, statuses, parameters, fields, enum values.
    #[arg(long)]
    pub(crate) coverage: bool,
    /// Fail when less of all these together was observed, as 80 or 80.5; implies --coverage.
    #[arg(long, value_name = "PERCENT")]
    pub(crate) coverage_min: Option<Percent>,
    #[command(flatten)]
    pub(crate) document: Document,
    #[command(flatten)]
    pub(crate) reports: Reports,
}

const SCRUB_NOTES: &str = "Headers, cookies, parameters and members are masked by their names (`secret-names` in driftline.toml adds to those \
    that are known), all text by its shape, at any depth, also inside strings and bodies in base64 or compressed. Masks keep type, length and kind \
    of the characters; equal secrets have equal masks. All else stays as it is, in the form of the capture; a cassette in YAML becomes NDJSON, \
    because its comments, anchors and tags cannot be cleaned with certainty.\n\n\
    What cannot be read is left out, and named on standard error; the exit code is then 1.\n\n\
    Examples:\n  \
    driftline scrub session.har -o clean.har\n  \
    driftline scrub traffic/ -o clean/\n  \
    zcat log.ndjson.gz | driftline scrub - -o clean.ndjson.gz";

#[derive(Debug, ClapArgs)]
#[command(after_help = SCRUB_NOTES)]
pub(crate) struct Scrub {
    /// A capture in any form that `validate` reads, perhaps compressed, or any JSON document; a folder of them; `-` is
    /// standard input.
    #[arg(value_name = "IN")]
    pub(crate) capture: PathBuf,
    /// Where to write; of a folder, the folder. May be IN itself. A name that ends in `.gz` is compressed, `-` is standard
    /// output.
    #[arg(long, short, default_value = "-", value_name = "OUT")]
    pub(crate) output: PathBuf,
    /// The form of the captures, if it is not what they look like.
    #[arg(long, value_name = "FORMAT", value_parser = capture_format())]
    pub(crate) capture_format: Option<CaptureFormat>,
    #[command(flatten)]
    pub(crate) limits: Limits,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Baseline {
    #[command(subcommand)]
    pub(crate) command: BaselineCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BaselineCommand {
    /// Judge captures and write down all findings as accepted. What people wrote into the entries of an existing file is
    /// kept where they still match; the others are removed.
    Write(BaselineWrite),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct BaselineWrite {
    #[command(flatten)]
    pub(crate) traffic: Traffic,
    /// Where to write; `-` is standard output [default: the baseline of the configuration].
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

const LEARN_HELP: &str = "\
What is learnt: null, other types, new properties, listed values, parameters, headers, statuses and media types, what is \
not always there, and bounds, patterns and formats that do not hold. Each action says how often that was seen, and where \
first. Read it before you use it: an overlay says what an API does, not what it should do.\n\n\
Examples:\n  \
    driftline learn traffic.har --spec things.json -o learnt.json\n  \
    driftline validate traffic.har --spec things.json --overlay learnt.json\n      \
        judges by the contract as the overlay changes it";

#[derive(Debug, ClapArgs)]
#[command(after_help = LEARN_HELP)]
pub(crate) struct Learn {
    #[command(flatten)]
    pub(crate) traffic: Traffic,
    /// Where to write the overlay, an OpenAPI Overlay 1.0 document in JSON, instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Accept a run in which nothing could be judged.
    #[arg(long)]
    pub(crate) allow_empty: bool,
}

/// What is judged, and by what.
#[derive(Debug, ClapArgs)]
pub(crate) struct Traffic {
    /// Captures, each perhaps compressed with gzip or zstd, or folders of them; `-` is standard input. What the forms
    /// are tells --capture-format.
    #[arg(value_name = "CAPTURE")]
    pub(crate) captures: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) specs: Specs,
    /// The captures are bare response bodies of this operation.
    #[arg(long, value_name = "ID", group = "bare")]
    pub(crate) operation: Option<String>,
    /// Captures with such a file name are bare response bodies of the operation, and with the status, that the name
    /// says, as `{operation}.{status}.json`; `{any}` stands for any other text.
    #[arg(long, value_name = "TEMPLATE", group = "bare")]
    pub(crate) name_template: Option<NameTemplate>,
    /// The status that bare bodies came with.
    #[arg(long, requires = "bare", default_value_t = 200, value_parser = clap::value_parser!(u16).range(100..600))]
    pub(crate) status: u16,
    /// The form of the captures, if it is not what they look like.
    #[arg(long, value_name = "FORMAT", value_parser = capture_format())]
    pub(crate) capture_format: Option<CaptureFormat>,
    /// Whether the API may answer with values beyond those listed: open makes them warnings, closed errors.
    #[arg(long, value_enum, default_value_t = EnumsChoice::Open, value_name = "HOW")]
    pub(crate) enums: EnumsChoice,
    /// How many threads judge [default: as many as there are processors]. The output does not depend on it.
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(crate) limits: Limits,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EnumsChoice {
    Open,
    Closed,
}

/// How much of a capture may be in memory; what is beyond is a finding.
#[derive(Debug, ClapArgs)]
#[expect(clippy::struct_field_names, reason = "a field is called as its option is")]
pub(crate) struct Limits {
    /// The longest record of a capture, and body that is compressed in one [default: 8 MiB].
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) max_record: Option<u64>,
    /// The longest capture in YAML, whose text is held whole [default: 64 MiB].
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) max_document: Option<u64>,
    /// The most that a compressed capture may become [default: 256 MiB].
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) max_decompressed: Option<u64>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Specs {
    /// Contracts: OpenAPI 3.0 or 3.1, JSON or YAML; or folders of them.
    #[arg(long = "spec", num_args = 1.., value_name = "SPEC")]
    pub(crate) specs: Vec<PathBuf>,
    /// Change the contracts first: an OpenAPI Overlay 1.0 document, JSON or YAML, applied to those that it is for. May be
    /// repeated.
    #[arg(long = "overlay", value_name = "FILE")]
    pub(crate) overlays: Vec<PathBuf>,
}

/// The report that was asked for.
#[derive(Debug, ClapArgs)]
pub(crate) struct Document {
    /// The form of the report.
    #[arg(long, default_value_t = Format::Human, value_parser = report_format())]
    pub(crate) format: Format,
    /// Where to write the report instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Probe {
    #[command(flatten)]
    pub(crate) specs: Specs,
    /// Where the API is: everything before the paths of the contract.
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: String,
    /// The value of a path, query or header parameter. May be repeated.
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = parameter)]
    pub(crate) parameters: Vec<(String, String)>,
    /// The environment variable that holds the token for X-Auth-Token.
    #[arg(long, value_name = "VAR")]
    pub(crate) token_env: Option<String>,
    /// Keep the exchanges, secrets masked, as NDJSON that `driftline validate` reads.
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    /// How long one request may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: u64,
    /// Send to hosts other than this machine without encryption.
    #[arg(long)]
    pub(crate) allow_http: bool,
    #[command(flatten)]
    pub(crate) document: Document,
    #[command(flatten)]
    pub(crate) reports: Reports,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// The rule; without one, all rules are listed.
    pub(crate) rule: Option<String>,
}

fn report_help() -> String {
    format!("Also write a report, as html=report.html. FORMAT is {}. May be repeated", Format::list())
}

fn report_format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::as_str)).try_map(|word| word.parse::<Format>())
}

fn report_target(text: &str) -> Result<(Format, PathBuf), String> {
    let (format, file) = text.split_once('=').ok_or("expected FORMAT=FILE, as json=report.json")?;
    if file.is_empty() {
        return Err("expected a file behind `=`, as json=report.json".to_owned());
    }
    Ok((format.parse().map_err(|error: driftline_report::UnknownFormat| error.to_string())?, file.into()))
}

fn threads(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "expected a number of threads, 1 or more; leave it out to use all cores".to_owned())
}

/// The words for forms of captures, each with what it is.
fn capture_format() -> impl TypedValueParser<Value = CaptureFormat> {
    let words = CaptureFormat::ALL.map(|format| PossibleValue::new(format.as_str()).help(format.summary()));
    PossibleValuesParser::new(words).try_map(|word| word.parse::<CaptureFormat>())
}

fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let shift = match text[digits.len()..].trim_start() {
        "" | "B" => Some(0),
        "K" | "KiB" => Some(10),
        "M" | "MiB" => Some(20),
        "G" | "GiB" => Some(30),
        _ => None,
    };
    let bytes = shift.and_then(|shift| digits.parse::<u64>().ok()?.checked_mul(1 << shift));
    bytes.ok_or_else(|| "expected a size, as 500000, 64KiB, 8MiB or 2GiB".to_owned())
}

fn parameter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected NAME=VALUE, as project_id=0123".to_owned()),
    }
}
