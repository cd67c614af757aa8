//! `cargo xtask fuzz`: the readers of captures against bytes that libFuzzer makes, one target after the other.

mod seeds;

use crate::{
    error::Error,
    files::{read, root},
};
use std::{path::Path, process::Command};

/// The longest input that is tried, in bytes.
const LONGEST: usize = 16 << 10;

/// What one input may take: it must end, in this memory. What takes longer than a second is reported.
const LIMITS: &[&str] = &["-timeout=10", "-report_slow_units=1", "-rss_limit_mb=512"];

/// Fuzzes one target, or all, for so many seconds each.
pub(crate) fn run(target: Option<&str>, seconds: u64) -> Result<(), Error> {
    let all = targets()?;
    let chosen = match target {
        None => all,
        Some(name) if all.iter().any(|known| known == name) => vec![name.to_owned()],
        Some(name) => {
            return Err(Error::Rules(format!("`{name}` is no fuzz target: expected one of {}", all.join(", "))));
        }
    };
    if !has_cargo_fuzz() {
        return Err(Error::Rules("cargo-fuzz is missing: get it with `cargo install cargo-fuzz --locked`".to_owned()));
    }
    let seeds = seeds::write()?;
    let mut broken = Vec::new();
    for target in chosen {
        println!("== {target}: {seconds} s");
        if !fuzz(&target, seconds, &seeds)? {
            broken.push(target);
        }
    }
    if broken.is_empty() {
        return Ok(());
    }
    println!("The inputs lie in fuzz/artifacts; `cargo fuzz tmin --sanitizer none TARGET INPUT` makes one small.");
    Err(Error::Check(broken.join(", ")))
}

/// The targets that fuzz/Cargo.toml lists.
fn targets() -> Result<Vec<String>, Error> {
    let path = root().join("fuzz/Cargo.toml");
    let manifest: toml::Table =
        toml::from_str(&read(&path)?).map_err(|source| Error::Toml { path: path.clone(), source })?;
    let bins = manifest.get("bin").and_then(toml::Value::as_array).into_iter().flatten();
    Ok(bins.filter_map(|bin| bin.get("name")?.as_str().map(str::to_owned)).collect())
}

fn has_cargo_fuzz() -> bool {
    let output = Command::new(env!("CARGO")).args(["fuzz", "--version"]).output();
    output.is_ok_and(|output| output.status.success())
}

/// Whether no input broke the target. Without a sanitizer: the workspace has no `unsafe`, stable Rust is enough, and
/// the limit of memory means what it says.
fn fuzz(target: &str, seconds: u64, seeds: &seeds::Seeds) -> Result<bool, Error> {
    let folder = root().join("fuzz");
    let corpus = folder.join("corpus").join(target);
    std::fs::create_dir_all(&corpus).map_err(|source| Error::File { path: corpus.clone(), source })?;
    let mut command = Command::new(env!("CARGO"));
    command.args(["fuzz", "run", "--sanitizer", "none", target]).arg(&corpus).arg(&seeds.plain);
    if target == "compressed" {
        command.arg(&seeds.compressed);
    }
    command.arg("--").args(LIMITS).arg(format!("-max_total_time={seconds}")).arg(format!("-max_len={LONGEST}"));
    command.arg(format!("-dict={}", folder.join("words.dict").display()));
    let failed = |error: std::io::Error| Error::Command {
        command: format!("cargo fuzz run {target}"),
        problem: format!("cannot run: {error}"),
    };
    Ok(command.current_dir(root()).status().map_err(failed)?.success())
}

/// The files of a folder, and of the folders in it.
fn files(folder: &Path) -> Result<Vec<std::path::PathBuf>, Error> {
    crate::files::list(folder, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_its_file_and_every_file_is_a_target() {
        let mut named = targets().expect("a manifest");
        named.sort();
        let files = files(&root().join("fuzz/fuzz_targets")).expect("a folder");
        let stems: Vec<String> = files.iter().filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned())).collect();
        assert_eq!(stems, named);
    }
}
