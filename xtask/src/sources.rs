//! `spec/sources.toml`: which pages make which contract.

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

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    service: Vec<ListedService>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedService {
    name: String,
    page: Vec<ListedPage>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedPage {
    file: String,
    sha256: String,
}

/// A service and its pages.
pub(crate) struct Service {
    pub(crate) name: String,
    pub(crate) pages: Vec<SourcePage>,
}

/// A page as it was read.
pub(crate) struct SourcePage {
    /// Below the folder of the service.
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
        let mut pages = Vec::new();
        for page in service.page {
            if page.sha256.parse::<ContentHash>().is_err() && !page.sha256.is_empty() {
                let problem = format!("the sha256 of {} is no SHA-256", page.file);
                return Err(Error::Wrong { path, problem });
            }
            pages.push(source_page(&folder, page.file)?);
        }
        check_unlisted(&folder, &pages)?;
        services.push(Service { name: service.name, pages });
    }
    Ok(services)
}

/// Every page in the folder of a service must be listed, or it would be left out in silence.
fn check_unlisted(folder: &Path, pages: &[SourcePage]) -> Result<(), Error> {
    for path in list(folder, true)? {
        let file = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
        if is_page(&path) && pages.iter().all(|page| page.file != file) {
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

fn source_page(folder: &Path, file: String) -> Result<SourcePage, Error> {
    let path = folder.join(&file);
    let bytes = fs::read(&path).map_err(|source| Error::File { path, source })?;
    Ok(SourcePage { file, bytes })
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
            pages.push(source_page(&service, file)?);
        }
        if !pages.is_empty() {
            let name = service.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            services.push(Service { name, pages });
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
        "# The services whose contracts are committed, and the pages that they are read from, below spec/pages/SERVICE/.\n\
         # `cargo xtask spec` keeps the SHA-256 of each page, so that a page that was edited shows.\n",
    );
    for service in services {
        let _ = write!(text, "\n[[service]]\nname = \"{}\"\n", service.name);
        for page in &service.pages {
            let hash = ContentHash::of(&page.bytes);
            let _ = write!(text, "\n[[service.page]]\nfile = \"{}\"\nsha256 = \"{hash}\"\n", page.file);
        }
    }
    text
}
