//! Law 1: an arbitrary operation, rendered with the vendor's quirks, extracts to itself.

use crate::{cases, expected, facts::facts, render::render};
use driftline_extract::{assemble, parse_page, read_page};
use driftline_finding::Finding;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn law_01_a_rendered_page_reads_back_as_what_it_was_rendered_from(
        facts in facts(),
        choices in proptest::collection::vec(any::<u8>(), 0..120),
    ) {
        let page = render(&facts, choices);
        let reading = read_page(&page.file, &parse_page(&page.file, page.html.as_bytes()));
        let unrelated = [facts.quotas, facts.error_codes].into_iter().filter(|rows| *rows > 0);
        let expected_findings: Vec<_> = unrelated.map(|rows| ("table-not-placed", rows.to_string())).collect();
        // The examples are any JSON and the defaults any values: they contradict the rest as they please.
        let about_tables = |finding: &&Finding| {
            let id = finding.rule.id.as_str();
            !id.starts_with("example-") && id != "default-contradicted"
        };
        let findings: Vec<_> = reading.findings.iter().filter(about_tables).map(|finding| {
            let rows = finding.message.split(' ').next().unwrap_or_default();
            (finding.rule.id.as_str(), rows.to_owned())
        }).collect();
        prop_assert_eq!(findings, expected_findings, "{:#?}\n{}", reading.findings, page.html);
        prop_assert_eq!(reading.rows, expected::rows(&facts), "{}", page.html);
        let read = assemble("s", vec![reading]).expect("a contract").contract;
        let expected = expected::contract("s", &facts, &page);
        // Texts are compared first: their difference reads better.
        prop_assert_eq!(read.to_openapi_json(), expected.to_openapi_json(), "{}", page.html);
        prop_assert!(read == expected, "{:#?}\n{:#?}\n{}", read, expected, page.html);
    }
}
