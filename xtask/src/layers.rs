//! The arrows between crates: DESIGN's table, held by the manifests.

use crate::{
    error::Error,
    files::{read, root},
};
use std::fs;

/// What each crate may use of ours. `corpus` is for tests, and tests may use anything but what would turn an
/// arrow around.
const ARROWS: &[(&str, &[&str])] = &[
    ("finding", &[]),
    ("contract", &["finding"]),
    ("extract", &["contract", "finding"]),
    ("capture", &["finding"]),
    ("validate", &["contract", "capture", "finding"]),
    ("policy", &["finding"]),
    ("report", &["finding"]),
    ("sample", &["contract", "finding"]),
    ("live", &["validate", "capture", "sample", "contract", "finding"]),
    ("model", &[]),
    ("cli", &["finding", "contract", "extract", "capture", "validate", "policy", "report", "live"]),
    ("corpus", &[]),
    (
        "xtask",
        &["finding", "contract", "extract", "capture", "validate", "policy", "report", "live", "sample", "model"],
    ),
];

/// Heavy dependencies and the crates that own them.
const OWNERS: &[(&str, &[&str])] = &[
    ("scraper", &["extract"]),
    ("html5ever", &["extract"]),
    ("html5gum", &["extract"]),
    ("ego-tree", &["extract"]),
    ("jsonschema", &["validate"]),
    ("proptest", &["sample"]),
    ("clap", &["cli", "xtask"]),
    ("ureq", &["live"]),
    ("saphyr", &["contract"]),
    ("serde_json_path", &["contract"]),
];

pub(crate) fn check() -> Result<(), Error> {
    let mut wrong = Vec::new();
    let mut names: Vec<String> = fs::read_dir(root().join("crates"))
        .map_err(|source| Error::File { path: "crates".into(), source })?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    for name in names.iter().map(String::as_str).chain(["xtask"]) {
        let folder = if name == "xtask" { root().join(name) } else { root().join("crates").join(name) };
        let path = folder.join("Cargo.toml");
        let manifest: toml::Table =
            toml::from_str(&read(&path)?).map_err(|source| Error::Toml { path: path.clone(), source })?;
        let used = manifest.get("dependencies").and_then(toml::Value::as_table);
        let used: Vec<&str> = used.into_iter().flat_map(|table| table.keys().map(String::as_str)).collect();
        wrong.extend(problems(name, &used));
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::Rules(wrong.join("\n"))) }
}

fn problems(name: &str, used: &[&str]) -> Vec<String> {
    let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == name) else {
        return vec![format!("`{name}` has no row in the table of arrows in xtask/src/layers.rs")];
    };
    let ours = used.iter().filter_map(|used| used.strip_prefix("driftline-"));
    let arrows = ours.filter(|used| !allowed.contains(used)).map(|used| format!("`{name}` must not use `{used}`"));
    let heavy = used.iter().filter_map(|used| {
        let (_, owners) = OWNERS.iter().find(|(dependency, _)| dependency == used)?;
        (!owners.contains(&name)).then(|| format!("`{name}` must not use `{used}`: only {} may", owners.join(" and ")))
    });
    arrows.chain(heavy).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_that_runs_back_is_refused() {
        assert_eq!(problems("extract", &["driftline-contract", "scraper"]), [] as [String; 0]);
        assert_eq!(problems("contract", &["driftline-extract"]), ["`contract` must not use `extract`"]);
        assert_eq!(problems("report", &["jsonschema"]).len(), 1);
        assert_eq!(problems("helpers", &[]).len(), 1);
    }
}
