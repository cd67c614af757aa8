//! Rules explained: for the terminal and as pages of the reference.

use crate::text::wrap;
use driftline_finding::{Family, Registry, Rule};
use std::fmt::Write;

const WIDTH: usize = 80;

/// What `driftline explain RULE` prints.
pub fn explain(rule: &Rule) -> String {
    let mut out = format!("{}  ({}, {})\n\n", rule.id, rule.default, rule.family);
    let sections = [
        ("What", sentence(rule.summary)),
        ("Why it matters", rule.rationale.into()),
        ("What to do", rule.remedy.into()),
    ];
    for (title, text) in sections {
        let _ = writeln!(out, "{title}");
        indented(&wrap(&text, WIDTH - 2, 0).join("\n"), &mut out);
        out.push('\n');
    }
    for (title, example) in [("An example that triggers it", rule.triggers), ("One that does not", rule.passes)] {
        let _ = writeln!(out, "{title}");
        indented(example.trim(), &mut out);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// What `driftline explain` prints: all rules, a line each.
pub fn list_rules(registry: &Registry) -> String {
    let widest = registry.rules().map(|rule| rule.id.as_str().len()).max().unwrap_or(0);
    let mut out = String::new();
    for family in Family::ALL {
        let rules: Vec<_> = registry.rules().filter(|rule| rule.family == family).collect();
        if rules.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{}{family} rules", if out.is_empty() { "" } else { "\n" });
        for rule in rules {
            let _ = writeln!(out, "  {:widest$}  {:7}  {}", rule.id, rule.default, rule.summary);
        }
    }
    out
}

/// The page of a rule in the reference, as Markdown.
pub fn rule_page(rule: &Rule) -> String {
    let language = match rule.family {
        Family::Page => "html",
        Family::Exchange | Family::Change => "json",
        Family::Baseline => "toml",
    };
    format!(
        "# {}\n\n*{} rule, {} by default*\n\n{}\n\n## Why it matters\n\n{}\n\n## What to do\n\n{}\n\n\
         ## An example that triggers it\n\n```{language}\n{}\n```\n\n## One that does not\n\n```{language}\n{}\n```\n",
        rule.id,
        capitalised(rule.family.as_str()),
        rule.default,
        sentence(rule.summary),
        rule.rationale,
        rule.remedy,
        rule.triggers.trim(),
        rule.passes.trim(),
    )
}

/// All pages of the reference by file name: one for each rule, and `README.md` that lists them.
pub fn rule_pages(registry: &Registry) -> Vec<(String, String)> {
    let mut index = String::from("# Rules\n\nWritten by `cargo xtask gen` from the rules themselves.\n");
    for family in Family::ALL {
        let rules: Vec<_> = registry.rules().filter(|rule| rule.family == family).collect();
        if rules.is_empty() {
            continue;
        }
        let _ = write!(
            index,
            "\n## {} rules\n\n| rule | default | what is the case |\n|---|---|---|\n",
            capitalised(family.as_str())
        );
        for rule in rules {
            let _ = writeln!(index, "| [{0}]({0}.md) | {1} | {2} |", rule.id, rule.default, rule.summary);
        }
    }
    let pages = registry.rules().map(|rule| (format!("{}.md", rule.id), rule_page(rule)));
    std::iter::once(("README.md".to_owned(), index)).chain(pages).collect()
}

fn indented(text: &str, out: &mut String) {
    for line in text.lines() {
        let _ = writeln!(out, "  {line}");
    }
}

pub(crate) fn sentence(summary: &str) -> String {
    format!("{}.", capitalised(summary))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default() + letters.as_str()
}
