//! Generated files: written, or compared with what is there.

use crate::error::Error;
use similar::TextDiff;
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

/// No more lines of difference are shown of one file.
const MOST_LINES: usize = 80;

/// The root of the checkout.
pub(crate) fn root() -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.pop();
    root
}

pub(crate) fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| Error::File { path: path.to_owned(), source })
}

/// Files that a generator owns: what they hold, by path below the root, and the folders and endings in which
/// nothing else may stand.
#[derive(Default)]
pub(crate) struct Generated {
    pub(crate) files: BTreeMap<PathBuf, String>,
    pub(crate) owned: Vec<Owned>,
}

/// All files directly or deeper in a folder whose name ends so.
pub(crate) struct Owned {
    pub(crate) folder: &'static str,
    pub(crate) ending: &'static str,
    pub(crate) deep: bool,
}

impl Generated {
    /// Writes what differs, and removes what no longer belongs. Prints each path that it touches.
    pub(crate) fn write(&self) -> Result<(), Error> {
        for (path, text) in &self.files {
            let full = root().join(path);
            if fs::read_to_string(&full).is_ok_and(|known| known == *text) {
                continue;
            }
            let wrong = |source| Error::File { path: full.clone(), source };
            full.parent().map_or(Ok(()), fs::create_dir_all).map_err(wrong)?;
            fs::write(&full, text).map_err(wrong)?;
            println!("written  {}", path.display());
        }
        for path in self.strangers()? {
            let full = root().join(&path);
            fs::remove_file(&full).map_err(|source| Error::File { path: full, source })?;
            println!("removed  {}", path.display());
        }
        Ok(())
    }

    /// Prints how the files differ from what they should hold; fails if they do.
    pub(crate) fn compare(&self, what: &str, command: &'static str) -> Result<(), Error> {
        let mut stale = 0;
        for (path, text) in &self.files {
            let known = match fs::read_to_string(root().join(path)) {
                Ok(known) => known,
                Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
                Err(source) => return Err(Error::File { path: path.clone(), source }),
            };
            if known != *text {
                stale += 1;
                print_difference(path, &known, text);
            }
        }
        for path in self.strangers()? {
            stale += 1;
            println!("{}: nothing generates this file any more", path.display());
        }
        match stale {
            0 => Ok(()),
            1 => Err(Error::Stale(format!("1 of the {what} differs"), command)),
            several => Err(Error::Stale(format!("{several} of the {what} differ"), command)),
        }
    }

    fn strangers(&self) -> Result<Vec<PathBuf>, Error> {
        let mut strangers = Vec::new();
        for owned in &self.owned {
            for path in list(&root().join(owned.folder), owned.deep)? {
                let path = path.strip_prefix(root()).map(Path::to_owned).unwrap_or(path);
                if path.to_string_lossy().ends_with(owned.ending) && !self.files.contains_key(&path) {
                    strangers.push(path);
                }
            }
        }
        Ok(strangers)
    }
}

/// The files in a folder, sorted; none if there is no such folder.
pub(crate) fn list(folder: &Path, deep: bool) -> Result<Vec<PathBuf>, Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(Error::File { path: folder.to_owned(), source }),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|source| Error::File { path: folder.to_owned(), source })?.path();
        if path.is_file() {
            files.push(path);
        } else if deep && path.is_dir() {
            files.extend(list(&path, deep)?);
        }
    }
    files.sort();
    Ok(files)
}

fn print_difference(path: &Path, committed: &str, generated: &str) {
    let name = path.display();
    let diff = TextDiff::from_lines(committed, generated);
    let text = diff
        .unified_diff()
        .context_radius(2)
        .header(&format!("{name} (committed)"), &format!("{name} (generated)"))
        .to_string();
    let lines: Vec<&str> = text.lines().collect();
    lines.iter().take(MOST_LINES).for_each(|line| println!("{line}"));
    if lines.len() > MOST_LINES {
        println!("… and {} more lines of difference in {name}", lines.len() - MOST_LINES);
    }
}
