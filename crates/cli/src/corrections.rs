//! Corrections from files and folders.

use crate::{
    error::CliError,
    specs::{ending, list},
};
use driftline_extract::Corrections;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Reads the corrections for a service from files, and from the files named `*.toml` directly in folders.
pub(crate) fn load(paths: &[PathBuf], service: &str) -> Result<Corrections, CliError> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            for file in in_folder(path)? {
                files.push(read(&file)?);
            }
        } else {
            files.push(read(path)?);
        }
    }
    let files = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Ok(Corrections::read(service, files)?)
}

fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, CliError> {
    let mut files = list(folder).map_err(|source| CliError::Read { path: folder.to_owned(), source })?;
    files.retain(|path| path.is_file() && ending(path) == Some("toml"));
    if files.is_empty() { Err(CliError::NoCorrections { path: folder.to_owned() }) } else { Ok(files) }
}

fn read(path: &Path) -> Result<(String, String), CliError> {
    let text = fs::read_to_string(path).map_err(|source| CliError::Read { path: path.to_owned(), source })?;
    Ok((path.display().to_string(), text))
}
