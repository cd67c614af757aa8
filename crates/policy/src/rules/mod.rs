//! The rules about what people accepted: one file each, and one row in the table.

use driftline_finding::Rule;

pub(crate) mod baseline_stale;

static RULES: &[&Rule] = &[&baseline_stale::RULE];

/// The rules this crate can report.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Baseline;
    use driftline_finding::{Day, Family, Finding, Pointer, Registry, RuleId, Severity};
    use std::{collections::BTreeSet, fs};

    static MISMATCH: Rule = Rule {
        id: RuleId::new("type-mismatch"),
        family: Family::Exchange,
        default: Severity::Error,
        summary: "",
        rationale: "",
        remedy: "",
        triggers: "",
        passes: "",
    };

    /// What the baseline of an example says of a run with one finding, besides that it is accepted.
    fn findings(example: &str) -> Vec<Finding> {
        let met = Finding::new(&MISMATCH, "expected boolean, got string \"yes\"")
            .operation("ShowThing")
            .instance(Pointer::ROOT.key("enabled"));
        let baseline = Baseline::read("baseline.toml", example).expect("a baseline");
        let mut judged = baseline.apply(vec![met], Day::of_unix_time(0));
        judged.retain(|finding| finding.rule.family == Family::Baseline || !finding.standing.is_accepted());
        judged
    }

    #[test]
    fn the_example_of_a_rule_triggers_it_alone_and_its_counterpart_nothing() {
        for rule in rules() {
            let triggered = findings(rule.triggers);
            let about = triggered.iter().filter(|finding| finding.rule.family == Family::Baseline);
            assert!(about.clone().count() > 0 && about.clone().all(|finding| finding.rule == rule), "{}", rule.id);
            assert_eq!(findings(rule.passes), [], "{}", rule.id);
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
    fn a_stale_entry_is_told_with_its_place() {
        let all = findings(baseline_stale::RULE.triggers);
        let stale = all.iter().find(|finding| finding.rule == &baseline_stale::RULE).expect("a finding");
        assert_eq!(stale.place.as_ref().map(ToString::to_string).as_deref(), Some("baseline.toml:1:1"));
        assert_eq!(
            stale.message,
            "nothing in this run is the accepted `type-mismatch` of ShowThing at /ready: expected boolean, got string \"yes\""
        );
    }
}
