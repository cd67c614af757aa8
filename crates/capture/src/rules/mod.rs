//! The rules that reading a capture can report: one file each, and one row in the table.

use driftline_finding::Rule;

pub(crate) mod exchange_unreadable;
pub(crate) mod stub_indefinite;

static RULES: &[&Rule] = &[&exchange_unreadable::RULE, &stub_indefinite::RULE];

/// The rules this crate can report.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ReadOptions;
    use driftline_finding::{Finding, Registry};
    use std::{collections::BTreeSet, fs};

    fn findings(example: &str) -> Vec<Finding> {
        let capture = ReadOptions::default().read("example.ndjson", example.as_bytes()).expect("a capture");
        capture.filter_map(Result::err).map(|error| error.finding()).collect()
    }

    #[test]
    fn the_example_of_a_rule_triggers_it_alone_and_its_counterpart_nothing() {
        for rule in rules() {
            let triggered = findings(rule.triggers);
            assert!(!triggered.is_empty() && triggered.iter().all(|finding| finding.rule == rule), "{}", rule.id);
            assert!(findings(rule.passes).is_empty(), "{}", rule.id);
        }
    }

    #[test]
    fn every_rule_has_its_file_and_every_file_its_row() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules");
        let files = fs::read_dir(folder).expect("the folder of this file").map(|entry| {
            let name = entry.expect("an entry").file_name();
            name.to_string_lossy().trim_end_matches(".rs").to_owned()
        });
        let files: BTreeSet<String> = files.filter(|name| name != "mod").collect();
        let rows: BTreeSet<String> = rules().map(|rule| rule.id.file_stem()).collect();
        assert_eq!(files, rows);
        assert!(Registry::new(rules()).is_ok());
    }

    #[test]
    fn the_message_of_an_example_reads_well() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../../../snapshots/capture");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| {
            for rule in rules() {
                let shown = |finding: &Finding| {
                    let place = finding.place.as_ref().map(ToString::to_string).unwrap_or_default();
                    format!("{place}: {}: {}: {}\n", finding.severity, finding.rule.id, finding.message)
                };
                let text: String = findings(rule.triggers).iter().map(shown).collect();
                insta::assert_snapshot!(rule.id.as_str(), text);
            }
        });
    }
}
