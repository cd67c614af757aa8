//! The values of options: how they are written, and what is said of one that is not so.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use driftline_capture::CaptureFormat;
use driftline_report::Format;
use std::{num::NonZeroUsize, path::PathBuf};

pub(super) fn report_help() -> String {
    format!("Also write a report, as html=report.html. FORMAT is {}. May be repeated", Format::list())
}

pub(super) fn report_format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::as_str)).try_map(|word| word.parse::<Format>())
}

pub(super) fn report_target(text: &str) -> Result<(Format, PathBuf), String> {
    let (format, file) = text.split_once('=').ok_or("expected FORMAT=FILE, as json=report.json")?;
    if file.is_empty() {
        return Err("expected a file behind `=`, as json=report.json".to_owned());
    }
    Ok((format.parse().map_err(|error: driftline_report::UnknownFormat| error.to_string())?, file.into()))
}

pub(super) fn threads(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "expected a number of threads, 1 or more; leave it out to use all cores".to_owned())
}

pub(super) fn findings(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "expected a number of findings, 0 or more".to_owned())
}

pub(super) fn seconds(text: &str) -> Result<u64, String> {
    let seconds = text.parse().ok().filter(|seconds| (1..=3600).contains(seconds));
    seconds.ok_or_else(|| "expected a number of seconds from 1 to 3600".to_owned())
}

pub(super) fn status(text: &str) -> Result<u16, String> {
    let status = text.parse().ok().filter(|status| (100..600).contains(status));
    status.ok_or_else(|| "expected a status from 100 to 599".to_owned())
}

/// The words for forms of captures, each with what it is.
pub(super) fn capture_format() -> impl TypedValueParser<Value = CaptureFormat> {
    let words = CaptureFormat::ALL.map(|format| PossibleValue::new(format.as_str()).help(format.summary()));
    PossibleValuesParser::new(words).try_map(|word| word.parse::<CaptureFormat>())
}

pub(super) fn size(text: &str) -> Result<u64, String> {
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

pub(super) fn parameter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("expected NAME=VALUE, as project_id=0123".to_owned()),
    }
}
