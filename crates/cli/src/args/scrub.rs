//! What `scrub` is asked.

use super::{Limits, values};
use clap::Args as ClapArgs;
use driftline_capture::CaptureFormat;
use std::path::PathBuf;

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
    #[arg(long, value_name = "FORMAT", value_parser = values::capture_format())]
    pub(crate) capture_format: Option<CaptureFormat>,
    #[command(flatten)]
    pub(crate) limits: Limits,
}
