//! Real pages cut short and with bytes changed: whatever comes, reading goes on and every row is accounted for.

use driftline_extract::{assemble, parse_page, read_page};
use std::{
    panic::catch_unwind,
    path::Path,
    time::{Duration, Instant},
};

/// At how many random bytes each page is cut.
const CUTS: u64 = 20;

/// How many versions of each page are read with bytes changed, and how many bytes in each.
const CHANGED: (u64, usize) = (5, 100);

/// How many pages are read, unless `DRIFTLINE_PAGES` says how many of them or `all`; they are spread over the corpus.
const USUAL: usize = 24;

/// Numbers that look random and are the same each time: `SplitMix64`.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("below a size")
    }
}

/// The page cut at a random byte.
fn cut(page: &[u8], random: &mut Random) -> Vec<u8> {
    page[..random.below(page.len() + 1)].to_vec()
}

/// The page with random bytes changed, inserted or taken out.
fn changed(page: &[u8], random: &mut Random) -> Vec<u8> {
    // Signs of markup do more harm than other bytes.
    const SIGNS: &[u8] = b"<>&/\"'= \n\0\xff{}[]:,.";
    let mut page = page.to_vec();
    for _ in 0..CHANGED.1 {
        let at = random.below(page.len().max(1));
        let byte = match random.next() % 2 {
            0 => SIGNS[random.below(SIGNS.len())],
            _ => u8::try_from(random.next() % 256).expect("a byte"),
        };
        match random.next() % 3 {
            0 if at < page.len() => page[at] = byte,
            1 if at < page.len() => drop(page.remove(at)),
            _ => page.insert(at, byte),
        }
    }
    page
}

/// Reads some bytes as a page; says what is wrong if a row is lost.
fn read(name: &str, bytes: &[u8]) -> Result<(), String> {
    let page = parse_page(name, bytes);
    let reading = read_page(name, &page);
    let rows = reading.rows;
    let extraction = assemble("s", vec![reading]).map_err(|error| error.to_string())?;
    let balanced = rows.is_balanced() && rows.read == page.row_count && extraction.rows.is_balanced();
    if balanced { Ok(()) } else { Err(format!("{rows:?} of {}", page.row_count)) }
}

/// What became of the versions of one page.
#[derive(Default)]
struct Report {
    reads: usize,
    wrong: Vec<String>,
    slowest: (Duration, String),
}

impl Report {
    fn page(&mut self, file: &Path, seed: u64) {
        let bytes = std::fs::read(file).expect("the page reads");
        let mut random = Random(seed);
        for version in 0..CUTS + CHANGED.0 {
            let mutilated = if version < CUTS { cut(&bytes, &mut random) } else { changed(&bytes, &mut random) };
            let start = Instant::now();
            let outcome = catch_unwind(|| read("Page.html", &mutilated)).unwrap_or_else(|_| Err("panic".to_owned()));
            let taken = start.elapsed();
            self.reads += 1;
            let shown = || format!("{} (seed {seed}, version {version})", file.display());
            if taken > self.slowest.0 {
                self.slowest = (taken, shown());
            }
            self.wrong.extend(outcome.err().map(|what| format!("{}: {what}", shown())));
        }
    }
}

#[allow(clippy::print_stdout, reason = "a run over the whole corpus reports its figures")]
#[test]
fn no_mutilation_of_a_page_makes_the_reader_panic_or_lose_a_row() {
    let Some(root) = driftline_corpus::pages() else { return };
    let files = ["dita", "sphinx"].map(|dialect| driftline_corpus::files(&root.join(dialect), ".html")).concat();
    let wanted = std::env::var("DRIFTLINE_PAGES").unwrap_or_default();
    let wanted = if wanted == "all" { files.len() } else { wanted.parse().unwrap_or(USUAL) };
    let step = (files.len() / wanted.max(1)).max(1);
    let mut report = Report::default();
    let start = Instant::now();
    for (seed, file) in (0_u64..).zip(&files).step_by(step) {
        report.page(file, seed);
    }
    let Report { reads, wrong, slowest } = report;
    assert!(wrong.is_empty(), "{} of {reads} readings: {wrong:#?}", wrong.len());
    assert!(reads > 0, "no page was read");
    // Shown by `--nocapture`, for runs over the whole.
    let pages = reads as u64 / (CUTS + CHANGED.0);
    println!("{pages} pages, {reads} readings in {:?}; slowest {:?} {}", start.elapsed(), slowest.0, slowest.1);
}
