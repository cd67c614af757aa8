//! `spec/sources.toml`: which pages and corrections make which contract.

use crate::{
    error::Error,
    files::{list, read, root},
};
use driftline_finding::ContentHash;
use serde::Deserialize;
use std::{
    collections::BTreeSet,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

pub(crate) const FILE: &str = "spec/sources.toml";
const PAGES: &str = "spec/pages";
const CORRECTIONS: &str = "corrections";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    service: Vec<ListedService>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedService {
    name: String,
    page: Vec<ListedFile>,
    #[serde(default)]
    correction: Vec<ListedFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedFile {
    file: String,
    sha256: String,
}

/// A service, its pages, and what is known to be wrong in them.
pub(crate) struct Service {
    pub(crate) name: String,
    pub(crate) pages: Vec<SourceFile>,
    pub(crate) corrections: Vec<SourceFile>,
}

/// A file as it was read.
pub(crate) struct SourceFile {
    /// Below the folder of the service, or that of the corrections.
    pub(crate) file: String,
    pub(crate) bytes: Vec<u8>,
}

/// The services that `spec/sources.toml` lists, with their pages as they are now.
pub(crate) fn listed() -> Result<Vec<Service>, Error> {
    let path = root().join(FILE);
    let listed: Listed = toml::from_str(&read(&path)?).map_err(|source| Error::Toml { path: path.clone(), source })?;
    let mut names = BTreeSet::new();
    let mut services = Vec::new();
    for service in listed.service {
        if !names.insert(service.name.clone()) {
            return Err(Error::Wrong { path, problem: format!("service `{}` is listed twice", service.name) });
        }
        let folder = root().join(PAGES).join(&service.name);
        let pages = files(&path, &folder, service.page)?;
        check_unlisted(&folder, &pages, is_page)?;
        let corrections = files(&path, &root().join(CORRECTIONS), service.correction)?;
        services.push(Service { name: service.name, pages, corrections });
    }
    let is_correction = |path: &Path| path.extension().is_some_and(|ending| ending == "toml");
    check_unlisted(&root().join(CORRECTIONS), services.iter().flat_map(|service| &service.corrections), is_correction)?;
    Ok(services)
}

/// The listed files as they are now.
fn files(list: &Path, folder: &Path, listed: Vec<ListedFile>) -> Result<Vec<SourceFile>, Error> {
    let mut files = Vec::new();
    for ListedFile { file, sha256 } in listed {
        if sha256.parse::<ContentHash>().is_err() && !sha256.is_empty() {
            let problem = format!("the sha256 of {file} is no SHA-256");
            return Err(Error::Wrong { path: list.to_owned(), problem });
        }
        files.push(source_file(folder, file)?);
    }
    Ok(files)
}

/// Every file in a folder must be listed, or it would be left out in silence.
fn check_unlisted<'f>(
    folder: &Path,
    listed: impl IntoIterator<Item = &'f SourceFile>,
    is_of_kind: fn(&Path) -> bool,
) -> Result<(), Error> {
    let listed: BTreeSet<&str> = listed.into_iter().map(|file| file.file.as_str()).collect();
    for path in list(folder, true)? {
        let file = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
        if is_of_kind(&path) && !listed.contains(file.as_str()) {
            return Err(Error::Wrong {
                path,
                problem: format!("is not listed in {FILE}; add it with an empty sha256"),
            });
        }
    }
    Ok(())
}

fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "html" || ending == "htm")
}

fn source_file(folder: &Path, file: String) -> Result<SourceFile, Error> {
    let path = folder.join(&file);
    let bytes = fs::read(&path).map_err(|source| Error::File { path, source })?;
    Ok(SourceFile { file, bytes })
}

/// The services in another folder: each folder in it that holds pages.
pub(crate) fn in_folder(folder: &Path) -> Result<Vec<Service>, Error> {
    let wrong = |source| Error::File { path: folder.to_owned(), source };
    let entries: Result<Vec<_>, _> =
        fs::read_dir(folder).map_err(wrong)?.map(|entry| entry.map(|e| e.path())).collect();
    let mut folders: Vec<PathBuf> = entries.map_err(wrong)?.into_iter().filter(|path| path.is_dir()).collect();
    folders.sort();
    let mut services = Vec::new();
    for service in folders {
        let mut pages = Vec::new();
        for path in list(&service, true)?.iter().filter(|path| is_page(path)) {
            let file = path.strip_prefix(&service).unwrap_or(path).to_string_lossy().into_owned();
            pages.push(source_file(&service, file)?);
        }
        if !pages.is_empty() {
            let name = service.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            services.push(Service { name, pages, corrections: Vec::new() });
        }
    }
    if services.is_empty() {
        let problem = "holds no folder with pages; expected DIR/SERVICE/*.html".to_owned();
        return Err(Error::Wrong { path: folder.to_owned(), problem });
    }
    Ok(services)
}

/// The text of `spec/sources.toml` for these services.
pub(crate) fn text(services: &[Service]) -> String {
    let mut text = String::from(
        "# The services whose contracts are committed, the pages that they are read from, below spec/pages/SERVICE/, and what is\n\
         # known to be wrong in those pages, below corrections/. `cargo xtask spec` keeps the SHA-256 of each file, so that one\n\
         # that was edited shows.\n",
    );
    for service in services {
        let _ = write!(text, "\n[[service]]\nname = \"{}\"\n", service.name);
        for (key, files) in [("page", &service.pages), ("correction", &service.corrections)] {
            for file in files {
                let hash = ContentHash::of(&file.bytes);
                let _ = write!(text, "\n[[service.{key}]]\nfile = \"{}\"\nsha256 = \"{hash}\"\n", file.file);
            }
        }
    }
    text
}
