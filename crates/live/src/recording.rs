//! The file that a run is recorded to.

use crate::ProbeError;
use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// A file that appears, or is replaced, as a whole at the end. A run that ends before leaves nothing behind.
#[derive(Debug)]
pub(crate) struct Recording {
    file: BufWriter<NamedTempFile>,
    target: PathBuf,
    lines: u32,
}

impl Recording {
    /// Opens a temporary file beside `target`, so that what cannot be written is known before anything is sent.
    pub(crate) fn begin(target: &Path) -> Result<Recording, ProbeError> {
        let begun = open(target).map_err(|source| ProbeError::Record { path: target.to_owned(), source })?;
        Ok(Recording { file: BufWriter::new(begun), target: target.to_owned(), lines: 0 })
    }

    /// The name of the file, as the user gave it.
    pub(crate) fn name(&self) -> String {
        self.target.display().to_string()
    }

    /// The line that is written next, from 1.
    pub(crate) fn next_line(&self) -> u32 {
        self.lines + 1
    }

    /// Adds one line, which ends in a line break.
    pub(crate) fn append(&mut self, line: &[u8]) -> Result<(), ProbeError> {
        self.lines += 1;
        self.file.write_all(line).map_err(|source| self.failed(source))
    }

    /// Puts the file in its place.
    pub(crate) fn finish(mut self) -> Result<(), ProbeError> {
        self.file.flush().map_err(|source| self.failed(source))?;
        let Recording { file, target, .. } = self;
        let persisted = match file.into_inner() {
            Ok(file) => file.persist(&target).map(|_| ()).map_err(|error| error.error),
            Err(error) => Err(error.into_error()),
        };
        persisted.map_err(|source| ProbeError::Record { path: target, source })
    }

    /// The error of not being able to write.
    pub(crate) fn failed(&self, source: io::Error) -> ProbeError {
        ProbeError::Record { path: self.target.clone(), source }
    }
}

fn open(target: &Path) -> io::Result<NamedTempFile> {
    // Renaming over a device or a pipe would take it away.
    if fs::metadata(target).is_ok_and(|known| !known.is_file()) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is there and no regular file"));
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    tempfile::Builder::new().prefix(".driftline-").tempfile_in(folder.unwrap_or(Path::new(".")))
}
