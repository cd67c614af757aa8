//! The laws of DESIGN.md that hold for reading pages, as properties.
//!
//! `facts` draws what a page shall say, `prose` the sentences in it, `render` writes it as the vendor would,
//! `expected` and `answers` say what must be read from it, and `hostile` makes pages that nobody would write, `tangle`
//! tables that lead to each other in every way.

mod answers;
mod corrections;
mod expected;
mod facts;
mod hostile;
mod law_01_page_round_trip;
mod law_02_total;
mod law_03_ledger;
mod law_07_determinism;
mod markup;
mod prose;
mod render;
mod tangle;

/// How often a property is tried, unless `PROPTEST_CASES` says otherwise.
fn cases(usual: u32) -> proptest::test_runner::Config {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual);
    proptest::test_runner::Config { cases, failure_persistence: None, ..Default::default() }
}
