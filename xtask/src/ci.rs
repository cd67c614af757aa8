//! `cargo xtask ci`: every gate, in the order in which a fault is cheapest to find.

use crate::{check, error::Error, files::root, snapshots};
use std::{fs, path::Path, process::Command, time::Instant};

pub(crate) fn run() -> Result<(), Error> {
    step("formatting", || cargo(&["fmt", "--all", "--check"], &[]))?;
    step("lints, and the minimum Rust version", || {
        cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"], &[])
    })?;
    step("documentation", || {
        cargo(
            &["doc", "--workspace", "--no-deps", "--quiet", "--document-private-items"],
            &[("RUSTDOCFLAGS", "-D warnings")],
        )
    })?;
    step("licences, sources and bans of dependencies", || {
        cargo(&["deny", "--offline", "check", "bans", "licenses", "sources"], &[])
    })?;
    step("rules of the repository", check)?;
    step("published OpenAPI validator", validate_openapi)?;
    step("tests, and snapshots that none of them needs", tests)
}

fn step(name: &str, work: impl FnOnce() -> Result<(), Error>) -> Result<(), Error> {
    println!("== {name}");
    let start = Instant::now();
    let done = work();
    println!("== {name}: {} after {} s", if done.is_ok() { "ok" } else { "FAILED" }, start.elapsed().as_secs());
    done
}

fn cargo(arguments: &[&str], environment: &[(&str, &str)]) -> Result<(), Error> {
    command(env!("CARGO"), arguments, environment)
}

fn command(program: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Result<(), Error> {
    let mut command = Command::new(program);
    command.args(arguments).envs(environment.iter().copied()).current_dir(root());
    let shown =
        format!("{} {}", Path::new(program).file_name().unwrap_or_default().to_string_lossy(), arguments.join(" "));
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Error::Command { command: shown, problem: format!("ended with {status}") }),
        Err(error) => Err(Error::Command { command: shown, problem: format!("cannot run: {error}") }),
    }
}

fn validate_openapi() -> Result<(), Error> {
    let contracts: Vec<String> = crate::files::list(&root().join("spec"), false)?
        .iter()
        .filter(|path| path.to_string_lossy().ends_with(".openapi.json"))
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    let script = root().join(".ci/validate-openapi");
    let arguments: Vec<&str> = contracts.iter().map(String::as_str).collect();
    command(&script.to_string_lossy(), &arguments, &[])
}

/// The README's test command. insta notes each snapshot that a test refers to, so that the others show.
fn tests() -> Result<(), Error> {
    let references = root().join("target/snapshot-references.txt");
    // A list from another run would hide a snapshot that has lost its test.
    let _ = fs::remove_file(&references);
    let path = references.to_string_lossy().into_owned();
    cargo(&["test", "--workspace"], &[("INSTA_SNAPSHOT_REFERENCES_FILE", &path), ("INSTA_UPDATE", "no")])?;
    snapshots::check(&references)
}
