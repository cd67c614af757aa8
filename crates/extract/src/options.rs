//! Reading the pages of a service, on as many threads as one likes.

use crate::{
    correct::Corrections,
    dialect::{Dialect, parse_page},
    read::{PageReading, read_corrected, read_page},
    threads::in_order,
};
use std::num::NonZeroUsize;

/// How pages are read. The default looks at each page for its dialect, and reads on one thread.
///
/// ```
/// use driftline_extract::{ExtractOptions, Source};
/// use std::convert::Infallible;
///
/// let html = b"<h4>URI</h4><p>GET /v1/things</p>";
/// let open = |name: &&str| Ok::<_, Infallible>(Source { name: (*name).into(), file: format!("pages/{name}"), bytes: html.to_vec() });
/// let readings = ExtractOptions::default().read(&["a.html", "b.html"], open)?;
/// assert_eq!(readings[1].file, "pages/b.html");
/// # Ok::<(), Infallible>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use]
pub struct ExtractOptions<'c> {
    dialect: Option<Dialect>,
    threads: Option<NonZeroUsize>,
    corrections: Option<&'c Corrections>,
}

/// The HTML of one page.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file name, as `ShowNotebook.html`.
    pub name: String,
    /// The file as the user named it; findings are placed there.
    pub file: String,
    /// The contents.
    pub bytes: Vec<u8>,
}

impl<'c> ExtractOptions<'c> {
    /// Reads every page in this dialect. One of another dialect is not read, which is a finding.
    pub fn dialect(self, dialect: Dialect) -> ExtractOptions<'c> {
        ExtractOptions { dialect: Some(dialect), ..self }
    }

    /// Reads on so many threads.
    pub fn threads(self, threads: NonZeroUsize) -> ExtractOptions<'c> {
        ExtractOptions { threads: Some(threads), ..self }
    }

    /// Mends the rows that corrections mean.
    pub fn corrections(self, corrections: &'c Corrections) -> ExtractOptions<'c> {
        ExtractOptions { corrections: Some(corrections), ..self }
    }

    /// Opens and reads each of `files`, and lets go of its contents. The readings come in the order of the files,
    /// whatever the number of threads; of several errors of `open`, the first in that order is returned.
    pub fn read<F: Sync, E: Send>(
        &self,
        files: &[F],
        open: impl Fn(&F) -> Result<Source, E> + Sync,
    ) -> Result<Vec<PageReading>, E> {
        let threads = self.threads.map_or(1, NonZeroUsize::get);
        let readings = in_order(files, threads, |file| open(file).map(|source| self.page(&source)));
        readings.into_iter().collect()
    }

    /// Reads one page.
    pub fn page(&self, source: &Source) -> PageReading {
        let page = match self.dialect {
            Some(dialect) => dialect.parse(&source.name, &source.bytes),
            None => parse_page(&source.name, &source.bytes),
        };
        match self.corrections {
            Some(corrections) => read_corrected(&source.file, &page, corrections),
            None => read_page(&source.file, &page),
        }
    }
}
