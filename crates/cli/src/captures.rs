//! The captures that the user named: files, standard input, and folders of them.

use crate::{error::CliError, specs::list};
use std::path::{Path, PathBuf};

/// One capture to read.
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    /// Whether it was found in a folder: then nobody has said that it is a capture.
    pub(crate) found: bool,
}

/// The captures in the order of the user, those of a folder by name, at any depth.
pub(crate) fn sources(paths: &[PathBuf]) -> Result<Vec<Source>, CliError> {
    let mut sources = Vec::new();
    for path in paths {
        if path == Path::new("-") || !path.is_dir() {
            sources.push(Source { path: path.clone(), found: false });
            continue;
        }
        let before = sources.len();
        find(path, &mut sources)?;
        if sources.len() == before {
            return Err(CliError::NoCapture { path: path.clone() });
        }
    }
    Ok(sources)
}

/// Every file is found, whatever its name: what is no capture is reported, and not passed over.
fn find(folder: &Path, sources: &mut Vec<Source>) -> Result<(), CliError> {
    let entries = list(folder).map_err(|source| CliError::Read { path: folder.to_owned(), source })?;
    for path in entries {
        // A link to a folder may lead back to where it stands.
        if path.is_dir() && !path.is_symlink() {
            find(&path, sources)?;
        } else {
            sources.push(Source { path, found: true });
        }
    }
    Ok(())
}
