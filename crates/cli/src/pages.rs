//! The pages that the user named, service by service.

use crate::{
    error::CliError,
    specs::{ending, list},
};
use driftline_extract::Source;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// A service and its pages.
pub(crate) struct Service {
    pub(crate) name: String,
    pub(crate) pages: Vec<PathBuf>,
}

/// One service of all pages where it has a name, else one for each folder.
pub(crate) fn services(paths: &[PathBuf], name: Option<&str>) -> Result<Vec<Service>, CliError> {
    let services = match name {
        Some(name) => vec![Service { name: name.to_owned(), pages: pages(paths)? }],
        None => paths.iter().map(|path| of_folder(path)).collect::<Result<_, _>>()?,
    };
    let mut names = BTreeSet::new();
    for Service { name, .. } in &services {
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)) {
            return Err(CliError::ServiceName(name.clone()));
        }
        if !names.insert(name) {
            return Err(CliError::SameService(name.clone()));
        }
    }
    Ok(services)
}

fn of_folder(path: &Path) -> Result<Service, CliError> {
    let kind = fs::metadata(path).map_err(|source| CliError::Read { path: path.to_owned(), source })?;
    // The name of `.` is that of the folder it stands for.
    let folder = if path.file_name().is_some() { path.to_owned() } else { fs::canonicalize(path).unwrap_or_default() };
    match folder.file_name() {
        Some(name) if kind.is_dir() => {
            Ok(Service { name: name.to_string_lossy().into_owned(), pages: pages(&[path.to_owned()])? })
        }
        _ => Err(CliError::NoService { path: path.to_owned() }),
    }
}

/// The pages in some folders and files, folders searched for them at any depth.
fn pages(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CliError> {
    let mut found = Vec::new();
    for path in paths {
        let before = found.len();
        if path.is_dir() {
            find_pages(path, &mut found)?;
        } else {
            found.push(path.clone());
        }
        if found.len() == before {
            return Err(CliError::NoPage { path: path.clone() });
        }
    }
    Ok(found)
}

fn find_pages(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), CliError> {
    for path in list(folder).map_err(|source| CliError::Read { path: folder.to_owned(), source })? {
        if path.is_dir() && !path.is_symlink() {
            find_pages(&path, found)?;
        } else if ending(&path).is_some_and(|ending| ["html", "htm"].contains(&ending)) {
            found.push(path);
        }
    }
    Ok(())
}

/// The contents of a page.
pub(crate) fn open(path: &PathBuf) -> Result<Source, CliError> {
    let bytes = fs::read(path).map_err(|source| CliError::Read { path: path.clone(), source })?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Source { name, file: path.display().to_string(), bytes })
}
