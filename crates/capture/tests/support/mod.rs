//! Where the shared material lies, and how a test shows what a capture gave.

use driftline_capture::{Body, Capture, Exchange, ReadError, ReadOptions, Side};
use std::{fmt::Write, path::Path, path::PathBuf};

/// The files of a folder, in the order of their names.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.is_file());
    files.sort();
    files
}

/// What reading a file gave: its form, how many exchanges, and every error, without the folder.
pub(crate) fn report(options: &ReadOptions, file: &Path) -> String {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = format!("{}/", file.parent().map(|parent| parent.display().to_string()).unwrap_or_default());
    let mut out = match options.open(file) {
        Ok(capture) => listing(&name, capture),
        Err(error) => format!("{name}: refused\n  {error}\n"),
    };
    out = out.replace(&folder, "");
    out
}

fn listing(name: &str, capture: Capture<'_>) -> String {
    let format = capture.format();
    let items: Vec<Result<Exchange, ReadError>> = capture.collect();
    let exchanges: Vec<&Exchange> = items.iter().filter_map(|item| item.as_ref().ok()).collect();
    let mut out =
        format!("{name}: {format}, {} exchanges, {} errors\n", exchanges.len(), items.len() - exchanges.len());
    for item in &items {
        match item {
            Err(error) => writeln!(out, "  {error}").expect("memory"),
            Ok(exchange) => {
                let without = exchange.response.is_none().then_some("no answer".to_owned());
                for note in without.into_iter().chain(missing(exchange)) {
                    writeln!(out, "  {}: {note}", exchange.record.place()).expect("memory");
                }
            }
        }
    }
    out
}

fn missing(exchange: &Exchange) -> Option<String> {
    [Side::Request, Side::Response].into_iter().find_map(|side| match exchange.body(side) {
        Body::Unavailable(reason) => Some(format!("no body: {reason}")),
        Body::Binary(bytes) => Some(format!("{bytes} bytes that are no text")),
        Body::Absent | Body::Json(..) | Body::Text(..) => None,
    })
}
