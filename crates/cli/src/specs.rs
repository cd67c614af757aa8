//! Contracts from files and folders.

use crate::error::CliError;
use driftline_contract::Contract;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Reads every contract that the user named.
pub(crate) fn load(paths: &[PathBuf]) -> Result<Vec<Contract>, CliError> {
    if paths.is_empty() {
        return Err(CliError::NoSpecNamed);
    }
    let mut contracts = Vec::new();
    for path in paths {
        if path.is_dir() {
            for file in in_folder(path)? {
                contracts.push(read(&file)?);
            }
        } else {
            contracts.push(read(path)?);
        }
    }
    Ok(contracts)
}

fn read(path: &Path) -> Result<Contract, CliError> {
    let bytes = fs::read(path).map_err(|source| CliError::Read { path: path.to_owned(), source })?;
    let text = String::from_utf8(bytes).map_err(|_| CliError::NotText { path: path.to_owned() })?;
    Ok(Contract::read(&path.display().to_string(), &text)?)
}

/// The contracts directly in a folder: those named `*.openapi.*` if there are any, else every JSON and YAML file.
fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, CliError> {
    let mut files = list(folder).map_err(|source| CliError::Read { path: folder.to_owned(), source })?;
    files.retain(|path| path.is_file() && ending(path).is_some_and(|ending| ["json", "yaml", "yml"].contains(&ending)));
    let named = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with(".openapi"));
    if files.iter().any(named) {
        files.retain(named);
    }
    if files.is_empty() { Err(CliError::NoContract { path: folder.to_owned() }) } else { Ok(files) }
}

/// The entries of a folder by name.
pub(crate) fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries: io::Result<Vec<_>> = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut entries = entries?;
    entries.sort();
    Ok(entries)
}

/// The ending of a file name without its dot.
pub(crate) fn ending(path: &Path) -> Option<&str> {
    path.extension().and_then(|ending| ending.to_str())
}
