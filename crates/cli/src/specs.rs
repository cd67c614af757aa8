//! Contracts from files and folders.

use crate::{args::Specs, error::CliError, policy};
use driftline_contract::{Contract, OpenApiDocument, Overlay};
use driftline_policy::Config;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Reads every contract that the user named, as the overlays change it.
pub(crate) fn load(args: &Specs, config: &Config) -> Result<Vec<Contract>, CliError> {
    documents(args, config)?.iter().map(|document| Ok(document.contract()?)).collect()
}

/// Reads every document that the user named, and applies the overlays.
pub(crate) fn documents(args: &Specs, config: &Config) -> Result<Vec<OpenApiDocument>, CliError> {
    let mut documents = read_all(policy::either(&args.specs, &config.specs))?;
    for path in policy::either(&args.overlays, &config.overlays) {
        apply(&Overlay::read(&path.display().to_string(), &text(path)?)?, path, &mut documents)?;
    }
    Ok(documents)
}

fn apply(overlay: &Overlay, path: &Path, documents: &mut [OpenApiDocument]) -> Result<(), CliError> {
    let mut is_idle = true;
    for document in documents.iter_mut().filter(|document| document.fits(overlay)) {
        document.apply(overlay)?;
        is_idle = false;
    }
    match (overlay.extends(), documents) {
        _ if !is_idle => Ok(()),
        (Some(extends), _) => Err(CliError::ForeignOverlay { path: path.to_owned(), extends: extends.to_owned() }),
        // Of an only one it is said which target selects nothing.
        (None, [only]) => Ok(only.apply(overlay)?),
        (None, _) => Err(CliError::IdleOverlay { path: path.to_owned() }),
    }
}

fn read_all(paths: &[PathBuf]) -> Result<Vec<OpenApiDocument>, CliError> {
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

fn read(path: &Path) -> Result<OpenApiDocument, CliError> {
    Ok(OpenApiDocument::parse(&path.display().to_string(), &text(path)?)?)
}

fn text(path: &Path) -> Result<String, CliError> {
    let bytes = fs::read(path).map_err(|source| CliError::Read { path: path.to_owned(), source })?;
    String::from_utf8(bytes).map_err(|_| CliError::NotText { path: path.to_owned() })
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
