//! What is asked about captures, and the contracts that they are judged by.

use super::values;
use clap::Args as ClapArgs;
use driftline_capture::{CaptureFormat, NameTemplate};
use std::{num::NonZeroUsize, path::PathBuf};

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
    #[arg(long, requires = "bare", default_value_t = 200, value_parser = values::status, allow_negative_numbers = true)]
    pub(crate) status: u16,
    /// The form of the captures, if it is not what they look like.
    #[arg(long, value_name = "FORMAT", value_parser = values::capture_format())]
    pub(crate) capture_format: Option<CaptureFormat>,
    /// How many threads judge [default: as many as there are processors]. The output does not depend on it.
    #[arg(long, value_name = "N", value_parser = values::threads, allow_negative_numbers = true)]
    pub(crate) threads: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(crate) limits: Limits,
}

/// How much of a capture may be in memory; what is beyond is a finding.
#[derive(Debug, ClapArgs)]
#[expect(clippy::struct_field_names, reason = "a field is called as its option is")]
pub(crate) struct Limits {
    /// The longest record of a capture, and body that is compressed in one [default: 8 MiB].
    #[arg(long, value_name = "SIZE", value_parser = values::size, allow_negative_numbers = true)]
    pub(crate) max_record: Option<u64>,
    /// The longest capture in YAML, whose text is held whole [default: 64 MiB].
    #[arg(long, value_name = "SIZE", value_parser = values::size, allow_negative_numbers = true)]
    pub(crate) max_document: Option<u64>,
    /// The most that a compressed capture may become [default: 256 MiB].
    #[arg(long, value_name = "SIZE", value_parser = values::size, allow_negative_numbers = true)]
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
