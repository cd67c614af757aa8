//! Law 2: no bytes make the reader panic, hang, or grow without bound.

use crate::{cases, hostile};
use driftline_extract::{PageReading, assemble, parse_page, read_page};
use proptest::prelude::*;
use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};

fn read(bytes: &[u8]) -> PageReading {
    let reading = read_page("Page.html", &parse_page("Page.html", bytes));
    assemble("s", vec![reading.clone()]).expect("one page makes a contract");
    reading
}

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn law_02_no_bytes_make_the_reader_panic(bytes in hostile::bytes()) {
        read(&bytes);
    }

    #[test]
    fn law_02_reading_the_same_bytes_twice_gives_the_same(bytes in hostile::bytes()) {
        let (one, two) = (read(&bytes), read(&bytes));
        prop_assert_eq!(one.operations, two.operations);
        prop_assert_eq!(one.findings, two.findings);
    }
}

#[test]
fn law_02_no_mutilation_of_a_real_page_makes_the_reader_panic() {
    let pages = hostile::real_pages(37);
    if pages.is_empty() {
        return;
    }
    let strategy = (proptest::sample::select(pages), hostile::mutilation());
    proptest::test_runner::TestRunner::new_with_rng(cases(128), deterministic())
        .run(&strategy, |(page, (edits, cut))| {
            let rows = read(&hostile::mutilated(&page, &edits, cut)).rows;
            prop_assert!(rows.is_balanced(), "{rows:?}");
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
}

fn deterministic() -> proptest::test_runner::TestRng {
    proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha)
}

/// How long this thread has been at work. Linux tells it; elsewhere what other programs do counts, too.
fn clock() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let worked = statistics.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok());
    worked.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// The bound is generous, for a slow machine and a build without optimisation: what is quadratic takes minutes.
#[test]
fn law_02_no_form_of_page_costs_more_than_its_size() {
    // A small stack, as in a pool of threads: nothing may recurse with the input.
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(|| {
        for (form, html) in hostile::bombs(50_000) {
            let start = clock();
            let reading = read(html.as_bytes());
            let taken = clock().saturating_sub(start);
            assert!(reading.rows.is_balanced(), "{form}: {:?}", reading.rows);
            assert!(taken < Duration::from_secs(20), "{form}: {taken:?} for {} bytes", html.len());
        }
    });
    thread.expect("a thread starts").join().expect("no form makes the reader panic");
}
