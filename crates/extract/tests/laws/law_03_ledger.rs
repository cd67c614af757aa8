//! Law 3: read = placed + reported, and read is what an independent count says.

use crate::{cases, expected, facts::facts, hostile, render::render};
use driftline_extract::{parse_page, read_page};
use proptest::prelude::*;
use scraper::{ElementRef, Html, Selector};

/// The body rows of all tables, by the words of the HTML standard: rows of a `tbody` or `tfoot`, except the first
/// one of a table without a header if it holds header cells only.
fn body_rows(html: &str) -> usize {
    let html = Html::parse_document(html);
    let select = |selector: &str| Selector::parse(selector).expect("a selector");
    let [tables, all, heads] =
        [select("table"), select(":scope > tbody > tr, :scope > tfoot > tr"), select(":scope > thead > tr")];
    let count = |table: ElementRef<'_>| {
        let rows: Vec<ElementRef<'_>> = table.select(&all).collect();
        let cells = |row: &ElementRef<'_>| -> Vec<String> {
            row.child_elements().map(|it| it.value().name().to_owned()).filter(|it| it == "td" || it == "th").collect()
        };
        let headed = table.select(&heads).next().is_some();
        let first = rows.first().map(cells).unwrap_or_default();
        let has_header_row = !headed && !first.is_empty() && first.iter().all(|cell| cell == "th");
        rows.len() - usize::from(has_header_row)
    };
    html.select(&tables).map(count).sum()
}

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn law_03_rows_balance(bytes in hostile::bytes()) {
        let page = parse_page("Page.html", &bytes);
        let rows = read_page("Page.html", &page).rows;
        prop_assert!(rows.is_balanced(), "{rows:?}");
        prop_assert_eq!(rows.read, page.row_count);
        if page.is_whole {
            prop_assert_eq!(rows.read, body_rows(&String::from_utf8_lossy(&bytes)));
        }
    }

    #[test]
    fn law_03_every_reported_row_has_a_finding(bytes in hostile::bytes()) {
        let reading = read_page("Page.html", &parse_page("Page.html", &bytes));
        let has = |is_wanted: fn(&str) -> bool| reading.findings.iter().any(|it| is_wanted(it.rule.id.as_str()));
        // An object table that nothing refers to may be in the contract, by what an example shows, and have no rows.
        prop_assert!(reading.rows.reported == 0 || has(names_rows) || has(|rule| rule == "object-table-unused"));
        prop_assert!(reading.rows.reported > 0 || !has(names_rows));
    }

    #[test]
    fn law_03_the_rows_of_a_rendered_page_are_those_it_was_rendered_from(
        facts in facts(),
        choices in proptest::collection::vec(any::<u8>(), 0..60),
    ) {
        let html = render(&facts, choices).html;
        prop_assert_eq!(body_rows(&html), expected::rows(&facts).read);
    }
}

/// Whether a rule is about a row that did not enter the contract.
fn names_rows(rule: &str) -> bool {
    ["table-not-placed", "parameter-name-unclear", "parameter-duplicate", "status-unreadable", "status-duplicate"]
        .contains(&rule)
}

#[test]
fn law_03_real_pages_balance_and_an_independent_count_agrees() {
    for bytes in hostile::real_pages(7) {
        let page = parse_page("Page.html", &bytes);
        let rows = read_page("Page.html", &page).rows;
        assert!(rows.is_balanced() && page.is_whole);
        assert_eq!(rows.read, body_rows(&String::from_utf8_lossy(&bytes)));
    }
}
