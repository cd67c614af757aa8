//! Snapshots that no test refers to.

use crate::{
    error::Error,
    files::{list, read, root},
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// Fails if a snapshot under `snapshots/` is missing from `references`, the list that insta wrote during a full
/// run of the tests.
pub(crate) fn check(references: &Path) -> Result<(), Error> {
    let text = read(references)?;
    let used: BTreeSet<PathBuf> = text.lines().filter_map(|line| Path::new(line).canonicalize().ok()).collect();
    let unused: Vec<String> = list(&root().join("snapshots"), true)?
        .into_iter()
        .filter(|path| path.canonicalize().is_ok_and(|full| !used.contains(&full)))
        .map(|path| {
            format!("{}: no test refers to this snapshot", path.strip_prefix(root()).unwrap_or(&path).display())
        })
        .collect();
    if unused.is_empty() { Ok(()) } else { Err(Error::Rules(unused.join("\n"))) }
}
