//! What is wrong with pages: one file for each rule, and one table of them all.

pub(crate) mod array_items_unknown;
pub(crate) mod correction_conflict;
pub(crate) mod correction_stale;
pub(crate) mod default_contradicted;
pub(crate) mod example_call_mismatch;
pub(crate) mod example_not_json;
pub(crate) mod example_null;
pub(crate) mod example_out_of_range;
pub(crate) mod example_property_missing;
pub(crate) mod example_property_undocumented;
pub(crate) mod example_status_undocumented;
pub(crate) mod example_type_mismatch;
pub(crate) mod example_value_unlisted;
pub(crate) mod mandatory_unclear;
pub(crate) mod object_table_conflict;
pub(crate) mod object_table_missing;
pub(crate) mod object_table_unused;
pub(crate) mod operation_duplicate;
pub(crate) mod operation_missing;
pub(crate) mod operation_several;
pub(crate) mod page_encoding;
pub(crate) mod page_form_unknown;
pub(crate) mod page_too_complex;
pub(crate) mod parameter_duplicate;
pub(crate) mod parameter_name_unclear;
pub(crate) mod parameter_not_in_path;
pub(crate) mod path_variable_undocumented;
pub(crate) mod reference_dangling;
pub(crate) mod reference_mismatched;
pub(crate) mod row_dropped;
pub(crate) mod row_shifted;
pub(crate) mod status_duplicate;
pub(crate) mod status_unreadable;
pub(crate) mod table_not_placed;
pub(crate) mod type_contradicted;
pub(crate) mod type_unknown;
pub(crate) mod value_duplicate;

use driftline_finding::Rule;

static RULES: &[&Rule] = &[
    &array_items_unknown::RULE,
    &correction_conflict::RULE,
    &correction_stale::RULE,
    &default_contradicted::RULE,
    &example_call_mismatch::RULE,
    &example_not_json::RULE,
    &example_null::RULE,
    &example_out_of_range::RULE,
    &example_property_missing::RULE,
    &example_property_undocumented::RULE,
    &example_status_undocumented::RULE,
    &example_type_mismatch::RULE,
    &example_value_unlisted::RULE,
    &mandatory_unclear::RULE,
    &object_table_conflict::RULE,
    &object_table_missing::RULE,
    &object_table_unused::RULE,
    &operation_duplicate::RULE,
    &operation_missing::RULE,
    &operation_several::RULE,
    &page_encoding::RULE,
    &page_form_unknown::RULE,
    &page_too_complex::RULE,
    &parameter_duplicate::RULE,
    &parameter_name_unclear::RULE,
    &parameter_not_in_path::RULE,
    &path_variable_undocumented::RULE,
    &reference_dangling::RULE,
    &reference_mismatched::RULE,
    &row_dropped::RULE,
    &row_shifted::RULE,
    &status_duplicate::RULE,
    &status_unreadable::RULE,
    &table_not_placed::RULE,
    &type_contradicted::RULE,
    &type_unknown::RULE,
    &value_duplicate::RULE,
];

/// The rules that this crate can report.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Corrections, assemble, parse_page, read_corrected};
    use driftline_finding::{Finding, Registry};
    use std::fmt::Write;

    /// What reading the pages of an example finds. `<!-- page: NAME -->` begins a page; `\xdf` is a byte;
    /// `<div>×20` is that tag 20 times. A comment before the page may hold corrections.
    fn findings(example: &str) -> Vec<Finding> {
        let (corrections, example) =
            match example.strip_prefix("<!-- corrections:").and_then(|rest| rest.split_once("-->")) {
                None => ("service = \"example\"", example),
                Some(parts) => parts,
            };
        let corrections = Corrections::read("example", [("corrections.toml", corrections)]).expect("corrections");
        let pages = match example.strip_prefix("<!-- page: ") {
            None => vec![("Page.html", example)],
            Some(rest) => rest.split("<!-- page: ").filter_map(|page| page.split_once(" -->")).collect(),
        };
        let read = |(name, html)| read_corrected(name, &parse_page(name, &bytes(html)), &corrections);
        let readings: Vec<_> = pages.into_iter().map(read).collect();
        let mut findings = corrections.review(&readings).findings;
        findings.extend(assemble("example", readings).expect("examples have no clash that is not a finding").findings);
        findings
    }

    fn bytes(html: &str) -> Vec<u8> {
        match html.split_once("\\xdf") {
            Some((before, after)) => [before.as_bytes(), b"\xdf", after.as_bytes()].concat(),
            None => match html.split_once("<div>×") {
                Some((before, times)) => {
                    format!("{before}{}", "<div>".repeat(times.parse().expect("a number"))).into_bytes()
                }
                None => html.as_bytes().to_vec(),
            },
        }
    }

    #[test]
    fn the_example_of_each_rule_triggers_it_and_nothing_else() {
        let mut shown = String::new();
        for rule in rules() {
            let found = findings(rule.triggers);
            let ids: Vec<_> = found.iter().map(|finding| finding.rule.id).collect();
            assert_eq!(ids, [rule.id], "{found:#?}");
            assert_eq!(findings(rule.passes), [], "{}", rule.id);
            let place = found[0].place.as_ref().map(ToString::to_string).unwrap_or_default();
            writeln!(shown, "{} {} {place}: {}", rule.default, rule.id, found[0].message).expect("a string takes it");
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../../../snapshots/extract");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("rules", shown));
    }

    #[test]
    fn every_rule_has_a_file_of_its_name_and_every_file_a_row() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules");
        let files = std::fs::read_dir(folder).expect("the folder lists").filter_map(Result::ok);
        let mut files: Vec<String> = files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
        files.retain(|name| name != "mod.rs");
        files.sort();
        let expected: Vec<String> = rules().map(|rule| format!("{}.rs", rule.id.file_stem())).collect();
        assert_eq!(files, expected);
        assert!(Registry::new(rules()).is_ok());
    }
}
