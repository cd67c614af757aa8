//! ARCHITECTURE.md must not rot: every path that it names exists, and every crate has a heading.

use crate::{
    error::Error,
    files::{read, root},
};
use std::fs;

const FILE: &str = "ARCHITECTURE.md";

pub(crate) fn check() -> Result<(), Error> {
    let text = read(&root().join(FILE))?;
    let mut wrong: Vec<String> = named_paths(&text)
        .filter(|path| !root().join(path).exists())
        .map(|path| format!("{FILE} names `{path}`, which does not exist"))
        .collect();
    let crates = fs::read_dir(root().join("crates")).map_err(|source| Error::File { path: "crates".into(), source })?;
    let mut names: Vec<String> = crates.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    for name in names {
        let heading = |line: &str| line.starts_with('#') && line.contains(&format!("`{name}`"));
        if !text.lines().any(heading) {
            wrong.push(format!("{FILE} has no heading for the crate `{name}`"));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::Rules(wrong.join("\n"))) }
}

/// Link targets, and words in backticks that hold a slash and look like paths of the repository.
fn named_paths(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split('`').skip(1).step_by(2);
    let quoted =
        quoted.filter(|word| word.contains('/') && !word.contains([' ', '{', '*', '<', ':']) && !word.starts_with('/'));
    let linked = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let linked = linked.filter(|target| !target.contains("://") && !target.starts_with('#'));
    quoted.chain(linked.map(|target| target.split('#').next().unwrap_or(target)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_in_links_and_in_backticks() {
        let text = "See `crates/finding/src/lib.rs`, [the rules](docs/rules/README.md#top), `GET /v1/x` and `a::b`.";
        assert_eq!(named_paths(text).collect::<Vec<_>>(), ["crates/finding/src/lib.rs", "docs/rules/README.md"]);
    }
}
