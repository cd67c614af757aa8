//! Finds the test material that is not committed: real pages, recorded exchanges, hostile inputs. Benchmarks, which
//! measure by it, have their [`clock`]s here, too.
//!
//! It lies in a folder `shared` beside the checkout, or where `DRIFTLINE_SHARED` says. Where it is absent a
//! test says so and skips only what needs it:
//!
//! ```
//! let Some(hostile) = driftline_corpus::shared("recorded/hostile") else { return };
//! assert!(hostile.is_dir());
//! ```
#![allow(clippy::print_stderr, reason = "a skipped test must say so")]

use std::{
    path::{Path, PathBuf},
    process::Command,
};

pub mod clock;

/// The root of the checkout. Cargo says at run time whose test it runs: a build that was copied belongs to the checkout
/// that it is in, and not to the one that it comes from.
pub fn workspace() -> PathBuf {
    let built = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let tested = std::env::var_os("CARGO_MANIFEST_DIR").map_or(built, PathBuf::from);
    let root = tested.ancestors().find(|folder| folder.join("Cargo.lock").is_file());
    root.map_or_else(|| tested.clone(), Path::to_owned)
}

/// A file or folder of the shared material, or `None` after saying that it is absent.
pub fn shared(part: &str) -> Option<PathBuf> {
    let root = std::env::var_os("DRIFTLINE_SHARED").map_or_else(|| workspace().join("../shared"), PathBuf::from);
    let path = root.join(part);
    if path.exists() {
        return Some(path);
    }
    skipped(&format!("`{}` is absent; set DRIFTLINE_SHARED to the folder of shared material", path.display()));
    None
}

/// Says that a test, or a part of it, is skipped on this machine, and why.
pub fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

/// The folder of unpacked corpus pages, unpacking them on first use, or `None` after saying why not.
///
/// # Panics
/// When the shared material is there but cannot be unpacked.
pub fn pages() -> Option<PathBuf> {
    let unpack = shared("corpus/unpack")?;
    let target = workspace().join("target/corpus");
    let status = Command::new(&unpack).arg(&target).stdout(std::process::Stdio::null()).status();
    assert!(status.as_ref().is_ok_and(std::process::ExitStatus::success), "{}: {status:?}", unpack.display());
    Some(target)
}

/// All files below `folder` whose name ends in `ending`, sorted.
///
/// # Panics
/// When a folder cannot be listed.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
