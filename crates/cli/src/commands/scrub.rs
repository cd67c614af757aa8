//! `driftline scrub`.

use super::traffic::limited;
use crate::{
    args::Scrub,
    captures::{self, Source},
    error::CliError,
    outcome::Outcome,
    output::{self, Output},
};
use driftline_capture::{CaptureFormat, ReadError, ReadOptions, ScrubError, Scrubbed};
use driftline_finding::Redactor;
use driftline_policy::Config;
use driftline_report::printable;
use flate2::{Compression, write::GzEncoder};
use std::{
    ffi::OsStr,
    fs::File,
    io::{self, BufReader, BufWriter, Write},
    path::Path,
};

/// The name of standard input and output.
const STANDARD: &str = "-";

pub(super) fn run(args: &Scrub, config: &Config, output: &Output) -> Result<Outcome, CliError> {
    let redactor = config.redactor().telling_apart();
    let mut options = limited(&args.limits).redactor(redactor.clone());
    if let Some(format) = args.capture_format {
        options = options.format(format);
    }
    let is_folder = args.capture != Path::new(STANDARD) && args.capture.is_dir();
    if is_folder && (args.output == Path::new(STANDARD) || args.output.is_file()) {
        return Err(CliError::NoFolder { path: args.output.clone() });
    }
    let mut run = Run { options, output, exchanges: 0, left_out: 0 };
    for source in captures::sources(std::slice::from_ref(&args.capture))? {
        if is_folder {
            run.found(&source, &args.capture, &args.output)?;
        } else {
            run.capture(&source.path, &args.output)?;
        }
    }
    run.summary(&redactor);
    Ok(if run.left_out > 0 { Outcome::Findings } else { Outcome::Clean })
}

/// What has been copied so far.
struct Run<'o> {
    options: ReadOptions,
    output: &'o Output,
    exchanges: u64,
    left_out: u64,
}

impl Run<'_> {
    /// A file of a folder. What is no capture has no copy, which is said; the others go on.
    fn found(&mut self, source: &Source, from: &Path, to: &Path) -> Result<(), CliError> {
        let inside = source.path.strip_prefix(from).unwrap_or(&source.path);
        let target = to.join(inside);
        match self.capture(&source.path, &target) {
            Err(CliError::Capture(error)) if !matches!(error, ReadError::Io { .. }) => {
                self.left_out += 1;
                let state = if target.exists() { "it is left as it is" } else { "it has no copy" };
                self.output.note(&printable(&format!("{error}; {state}")));
                Ok(())
            }
            other => other,
        }
    }

    fn capture(&mut self, from: &Path, to: &Path) -> Result<(), CliError> {
        let scrubbed = if to == Path::new(STANDARD) {
            self.copy(from, &mut BufWriter::new(io::stdout().lock()))
        } else {
            let is_gzip = to.extension().is_some_and(|end| end.eq_ignore_ascii_case("gz"));
            let filled = output::write_with(to, |file| {
                let mut file = BufWriter::new(file);
                if is_gzip { self.compressed(from, file) } else { self.copy(from, &mut file) }
            });
            filled.unwrap_or_else(|error| Err(ScrubError::Write(error)))
        };
        match scrubbed {
            Ok(Scrubbed { format, exchanges, left_out, .. }) => {
                self.exchanges += exchanges;
                self.left_out += left_out;
                self.note_form(format, from, to);
                Ok(())
            }
            Err(ScrubError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(ScrubError::Write(source)) if to == Path::new(STANDARD) => Err(CliError::Stdout(source)),
            Err(ScrubError::Write(source)) => Err(CliError::Write { path: to.to_owned(), source }),
            Err(ScrubError::Read(error)) => Err(error.into()),
            Err(other) => Err(CliError::Scrub(other)),
        }
    }

    fn compressed(&self, from: &Path, out: impl Write) -> Result<Scrubbed, ScrubError> {
        let mut encoder = GzEncoder::new(out, Compression::default());
        let scrubbed = self.copy(from, &mut encoder)?;
        encoder.finish().and_then(|mut out| out.flush()).map_err(ScrubError::Write)?;
        Ok(scrubbed)
    }

    fn copy(&self, from: &Path, out: &mut dyn Write) -> Result<Scrubbed, ScrubError> {
        let left_out = |error: ReadError| {
            self.output.note(&printable(&format!("{error}; it is left out")));
        };
        if from == Path::new(STANDARD) {
            return self.options.scrub(STANDARD, io::stdin().lock(), out, left_out);
        }
        let name = from.display().to_string();
        let file = File::open(from).map_err(|error| ReadError::of_file(&name, error))?;
        self.options.scrub(name, BufReader::new(file), out, left_out)
    }

    /// A copy in another form than its name says surprises whoever opens it.
    fn note_form(&self, format: CaptureFormat, from: &Path, to: &Path) {
        let is_yaml = |path: &Path| {
            let name = path.display().to_string();
            let end = Path::new(name.trim_end_matches(".gz")).extension().map(OsStr::to_ascii_lowercase);
            end.is_some_and(|end| end == "yaml" || end == "yml")
        };
        if format == CaptureFormat::Ndjson && is_yaml(from) && is_yaml(to) {
            self.output.note(&printable(&format!("{}: a cassette in YAML, copied as NDJSON", to.display())));
        }
        if to.extension().is_some_and(|end| end.eq_ignore_ascii_case("zst")) {
            let what = "not compressed, as only copies are whose name ends in `.gz`";
            self.output.note(&printable(&format!("{}: {what}", to.display())));
        }
    }

    fn summary(&self, redactor: &Redactor) {
        let many = |count: u64, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let mut line = format!("{}, {} masked", many(self.exchanges, "exchange"), many(redactor.masked(), "value"));
        if self.left_out > 0 {
            line = format!("{line}, {} left out", self.left_out);
        }
        self.output.note(&line);
    }
}
