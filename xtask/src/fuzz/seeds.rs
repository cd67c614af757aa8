//! What fuzzing begins with: our examples, and recorded and hostile captures where they are on this machine. None of
//! them is committed under `fuzz/`.

use super::files;
use crate::{error::Error, files::root};
use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

/// How much of a file is taken: its first records are as good as all.
const LONGEST: usize = super::LONGEST;

/// The longest seed that is compressed too.
const SMALL: usize = 4 << 10;

/// The folders with the seeds.
pub(super) struct Seeds {
    /// Captures as they are.
    pub(super) plain: PathBuf,
    /// Small captures in gzip and in zstd.
    pub(super) compressed: PathBuf,
}

/// Writes the seeds anew.
pub(super) fn write() -> Result<Seeds, Error> {
    let folder = root().join("target/fuzz-seeds");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(wrong(&folder))?;
    }
    let seeds = Seeds { plain: folder.join("plain"), compressed: folder.join("compressed") };
    for folder in [&seeds.plain, &seeds.compressed] {
        fs::create_dir_all(folder).map_err(wrong(folder))?;
    }
    let shared = std::env::var_os("DRIFTLINE_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let recorded = shared.join("recorded");
    if !recorded.is_dir() {
        println!(
            "`{}` is absent: only our examples are seeds; set DRIFTLINE_SHARED to the folder of shared material",
            recorded.display()
        );
    }
    for source in [root().join("examples"), recorded] {
        for file in files(&source)?.into_iter().filter(|file| is_capture(file)) {
            seeds.add(&source, &file)?;
        }
    }
    Ok(seeds)
}

/// Whether a file is no description of the others.
fn is_capture(file: &Path) -> bool {
    file.extension().is_none_or(|ending| !["md", "py", "toml"].iter().any(|other| ending == *other))
}

impl Seeds {
    fn add(&self, source: &Path, file: &Path) -> Result<(), Error> {
        let mut bytes = Vec::new();
        let opened = fs::File::open(file).map_err(wrong(file))?;
        opened.take(LONGEST as u64).read_to_end(&mut bytes).map_err(wrong(file))?;
        let name = file.strip_prefix(source).unwrap_or(file).to_string_lossy().replace(['/', '\\'], "-");
        put(&self.plain.join(&name), &bytes)?;
        if bytes.len() <= SMALL {
            put(&self.compressed.join(format!("{name}.gz")), &gzip(&bytes).map_err(wrong(file))?)?;
            put(&self.compressed.join(format!("{name}.zst")), &zstd(&bytes))?;
        }
        Ok(())
    }
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    fs::write(path, bytes).map_err(wrong(path))
}

fn wrong(path: &Path) -> impl FnOnce(io::Error) -> Error {
    |source| Error::File { path: path.to_owned(), source }
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    flate2::read::GzEncoder::new(bytes, flate2::Compression::default()).read_to_end(&mut out)?;
    Ok(out)
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}
