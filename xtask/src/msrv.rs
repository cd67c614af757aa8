//! No dependency may need a newer Rust than we declare.

use crate::{error::Error, files::root};
use serde_json::Value;
use std::process::Command;

pub(crate) fn check() -> Result<(), Error> {
    let output =
        Command::new(env!("CARGO")).args(["metadata", "--format-version=1", "--locked"]).current_dir(root()).output();
    let failed = |problem: String| Error::Command { command: "cargo metadata".to_owned(), problem };
    let output = output.map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|error| failed(error.to_string()))?;
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let ours = packages.iter().find(|package| package["name"] == "xtask").and_then(version);
    let ours = ours.ok_or_else(|| failed("does not tell our rust-version".to_owned()))?;
    let newer = packages.iter().filter(|package| version(package).is_some_and(|needed| needed > ours));
    let newer: Vec<String> = newer
        .map(|package| format!("{} {} needs Rust {}", package["name"], package["version"], package["rust_version"]))
        .collect();
    if newer.is_empty() { Ok(()) } else { Err(Error::Rules(newer.join("\n"))) }
}

fn version(package: &Value) -> Option<Vec<u64>> {
    let parts: Result<Vec<u64>, _> = package["rust_version"].as_str()?.split('.').map(str::parse).collect();
    let mut parts = parts.ok()?;
    parts.resize(3, 0);
    Some(parts)
}
