//! Where text goes: standard output, standard error, files.

use crate::{
    args::{Colour, Global, Reports},
    bar::Bar,
    error::CliError,
};
use anstyle::{AnsiColor, Style};
use driftline_report::{Format, RenderOptions, Report};
use std::{
    error::Error,
    fs,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
};
use terminal_size::{Width, terminal_size};

const ERROR: Style = AnsiColor::Red.on_default().bold();

/// How many causes a person is shown unless they ask for more.
const MOST: usize = 20;

pub(crate) struct Output {
    global: Global,
}

impl Output {
    pub(crate) fn new(global: Global) -> Output {
        Output { global }
    }

    fn colour(&self, terminal: bool) -> bool {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        match self.global.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
        }
    }

    fn options(&self, terminal: bool) -> RenderOptions {
        let most = if self.global.verbose > 0 { None } else { Some(MOST) };
        RenderOptions { colour: self.colour(terminal), most, columns: None }
    }

    /// How many findings to show: all with `-v`, else so many, or as many as a person is shown unless they ask.
    pub(crate) fn most(&self, asked: Option<usize>) -> Option<usize> {
        asked.or(if self.global.verbose > 0 { None } else { Some(MOST) })
    }

    /// A bar that shows how many of `pages` are read. There is none but on a terminal, and none with `--quiet`.
    pub(crate) fn bar(&self, pages: usize) -> Bar {
        let shown = !self.global.quiet && io::stderr().is_terminal();
        Bar::new(pages as u64, shown)
    }

    /// A line for the person at the terminal, on standard error, unless they want quiet.
    pub(crate) fn note(&self, line: &str) {
        if !self.global.quiet {
            tell(format!("{line}\n").as_bytes());
        }
    }

    /// What is being done, on standard error, for a person who watches.
    pub(crate) fn progress(&self, line: &str) {
        if io::stderr().is_terminal() {
            self.note(&driftline_report::printable(line));
        }
    }

    /// What went wrong and why, on standard error.
    pub(crate) fn error(&self, error: &CliError) {
        let mut text = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            let cause_text = cause.to_string();
            if !text.contains(&cause_text) {
                text = format!("{text}: {cause_text}");
            }
            source = cause.source();
        }
        self.failure(&text);
    }

    /// Why the run fails, in one line on standard error.
    pub(crate) fn failure(&self, text: &str) {
        let colour = if self.colour(io::stderr().is_terminal()) { ERROR } else { Style::new() };
        tell(format!("{colour}error{colour:#}: {}\n", driftline_report::printable(text)).as_bytes());
    }

    /// Text to standard output. A reader that has gone away is no error.
    pub(crate) fn print(text: &[u8]) -> Result<(), CliError> {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(text).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other.map_err(CliError::Stdout),
        }
    }

    /// The report that was asked for, and those asked for beside it. When the document itself is not for a person, the
    /// counts go to standard error.
    pub(crate) fn report(
        &self,
        report: &Report,
        format: Format,
        file: Option<&Path>,
        reports: &Reports,
    ) -> Result<(), CliError> {
        match file {
            Some(path) if path != Path::new("-") => write(path, &self.rendered(report, format, false))?,
            _ => Output::print(&self.rendered(report, format, io::stdout().is_terminal()))?,
        }
        if format != Format::Human || file.is_some() {
            self.note(&report.summary_line());
        }
        self.extra_reports(report, reports)
    }

    /// A report for a person on standard error, with at most so many findings.
    pub(crate) fn report_aside(&self, report: &Report, most: Option<usize>) {
        if !self.global.quiet {
            tell(&self.for_person(report, most, io::stderr().is_terminal()));
        }
    }

    /// A report for a person on standard output, with at most so many findings.
    pub(crate) fn print_report(&self, report: &Report, most: Option<usize>) -> Result<(), CliError> {
        Output::print(&self.for_person(report, most, io::stdout().is_terminal()))
    }

    fn for_person(&self, report: &Report, most: Option<usize>, terminal: bool) -> Vec<u8> {
        let columns = terminal_size().filter(|_| terminal).map(|(Width(columns), _)| usize::from(columns));
        text(report, Format::Human, RenderOptions { colour: self.colour(terminal), most, columns })
    }

    pub(crate) fn extra_reports(&self, report: &Report, reports: &Reports) -> Result<(), CliError> {
        reports.targets.iter().try_for_each(|(format, path)| write(path, &self.rendered(report, *format, false)))
    }

    fn rendered(&self, report: &Report, format: Format, terminal: bool) -> Vec<u8> {
        text(report, format, self.options(terminal))
    }
}

/// Writes to standard error: the one place that does, beside the bar.
fn tell(text: &[u8]) {
    // Nobody is left to tell when standard error is closed.
    let _ = io::stderr().write_all(text);
}

/// What a file holds of a report: no colours, and as many columns as are usual.
pub(crate) fn plain_text(report: &Report, most: Option<usize>) -> Vec<u8> {
    text(report, Format::Human, RenderOptions { most, ..RenderOptions::default() })
}

fn text(report: &Report, format: Format, options: RenderOptions) -> Vec<u8> {
    let mut text = Vec::new();
    // Writing into memory does not fail.
    let _ = report.render(format, options, &mut text);
    text
}

/// Writes a file whole or not at all: into a temporary file beside it, then renamed. What is no regular file, as
/// `/dev/stderr`, is written into.
pub(crate) fn write(path: &Path, text: &[u8]) -> Result<(), CliError> {
    let written = write_with(path, |file| file.write_all(text));
    written.and_then(|written| written).map_err(|source| CliError::Write { path: path.to_owned(), source })
}

/// Gives `fill` a file to write into, which takes the place of `path` only if it succeeds.
pub(crate) fn write_with<T, E>(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> Result<T, E>,
) -> io::Result<Result<T, E>> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if fs::metadata(&target).is_ok_and(|known| !known.is_file()) {
        return Ok(fill(&mut fs::OpenOptions::new().write(true).open(&target)?));
    }
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .map_or_else(|| PathBuf::from("."), Path::to_owned);
    fs::create_dir_all(&folder)?;
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        // As any new file: the umask decides, not the caution of temporary files.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(&folder)?;
    let filled = fill(&mut file);
    if filled.is_ok() {
        file.persist(&target)?;
    }
    Ok(filled)
}
