//! `cargo xtask new-rule`: a rule begins as a file with its fields to fill.

use crate::{
    error::Error,
    files::{read, root},
};
use std::fs;

pub(crate) fn run(krate: &str, id: &str) -> Result<(), Error> {
    let family = match krate {
        "extract" => "Page",
        "capture" | "validate" => "Exchange",
        "policy" => "Baseline",
        _ => {
            return Err(Error::Rules(format!("`{krate}` has no rules: expected capture, extract, policy or validate")));
        }
    };
    if !is_kebab_case(id) {
        return Err(Error::Rules(format!("`{id}` is no rule id: expected lower-case words joined by hyphens")));
    }
    let stem = id.replace('-', "_");
    let folder = root().join("crates").join(krate).join("src/rules");
    let path = folder.join(format!("{stem}.rs"));
    if path.exists() {
        return Err(Error::Wrong { path, problem: "exists already".to_owned() });
    }
    let table = folder.join("mod.rs");
    let lines = with_rule(&read(&table)?, &stem)
        .ok_or_else(|| Error::Wrong { path: table.clone(), problem: "has no table of rules to add to".to_owned() })?;
    let write = |path: &std::path::Path, text: &str| {
        fs::write(path, text).map_err(|source| Error::File { path: path.to_owned(), source })
    };
    write(&path, &skeleton(id, family))?;
    write(&table, &lines)?;
    println!("written  {}\nNow fill its fields, report it where the defect is seen, and run", path.display());
    println!("  cargo test -p driftline-{krate} && cargo xtask gen");
    Ok(())
}

fn is_kebab_case(id: &str) -> bool {
    !id.is_empty()
        && id
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// The table's text with a `mod` line and a row for the rule, both in the order of names.
fn with_rule(text: &str, stem: &str) -> Option<String> {
    let module = format!("pub(crate) mod {stem};");
    let row = format!("    &{stem}::RULE,");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    insert_sorted(&mut lines, &module, |line| line.starts_with("pub(crate) mod "))?;
    // A table of one row may stand on one line.
    let on_one_line = lines.iter().position(|line| line.starts_with("static RULES") && line.ends_with("::RULE];"));
    match on_one_line {
        Some(at) => {
            let row = format!(", &{stem}::RULE];");
            lines[at] = lines[at].trim_end_matches("];").to_owned() + &row;
        }
        None => insert_sorted(&mut lines, &row, |line| line.starts_with("    &") && line.ends_with("::RULE,"))?,
    }
    Some(lines.join("\n") + "\n")
}

/// Inserts a line into the run of lines of its kind.
fn insert_sorted(lines: &mut Vec<String>, new: &str, of_kind: impl Fn(&str) -> bool) -> Option<()> {
    let first = lines.iter().position(|line| of_kind(line))?;
    let run = lines[first..].iter().take_while(|line| of_kind(line));
    let at = first + run.take_while(|line| line.as_str() < new).count();
    lines.insert(at, new.to_owned());
    Some(())
}

/// A rule whose empty fields its crate's tests refuse until somebody fills them.
fn skeleton(id: &str, family: &str) -> String {
    format!(
        "//! `{id}`: see [`RULE`].\n\n\
         use driftline_finding::{{Family, Finding, Rule, RuleId, Severity}};\n\n\
         pub(crate) static RULE: Rule = Rule {{\n    \
         id: RuleId::new(\"{id}\"),\n    family: Family::{family},\n    default: Severity::Warning,\n    \
         summary: \"\",\n    rationale: \"\",\n    remedy: \"\",\n    triggers: r#\"\"#,\n    passes: r#\"\"#,\n}};\n\n\
         /// Says in the message what is the case here.\n\
         pub(crate) fn finding() -> Finding {{\n    Finding::new(&RULE, \"\")\n}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_enters_both_lists_in_order() {
        let text =
            "pub(crate) mod a;\npub(crate) mod c;\n\nstatic RULES: &[&Rule] = &[\n    &a::RULE,\n    &c::RULE,\n];\n";
        let expected = "pub(crate) mod a;\npub(crate) mod b;\npub(crate) mod c;\n\nstatic RULES: &[&Rule] = &[\n    &a::RULE,\n    &b::RULE,\n    &c::RULE,\n];\n";
        assert_eq!(with_rule(text, "b").as_deref(), Some(expected));
    }

    #[test]
    fn the_tables_of_all_crates_can_be_added_to() {
        for krate in ["capture", "extract", "policy", "validate"] {
            let table = read(&root().join("crates").join(krate).join("src/rules/mod.rs")).expect("the table reads");
            assert!(with_rule(&table, "a_new_rule").is_some(), "{krate}");
        }
    }
}
