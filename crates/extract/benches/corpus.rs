//! How fast the corpus is read: from bytes to the text of the contract, beside `scraper`'s bare parse of the same bytes.
//!
//! `cargo bench -p driftline-extract` runs it; a number behind `--` says how many rounds (5). The two are measured in
//! turn, service by service, and the ratio is taken round by round, so that it holds while the speed of the machine
//! drifts; a harness that measures one after the other gives no such ratio. One thread is measured by the time that it
//! worked, several by the clock on the wall.
#![allow(clippy::print_stdout, reason = "a benchmark says what it measured")]

use driftline_corpus::clock::{clock, taken, worked};
use driftline_extract::{ExtractOptions, Source, assemble, parse_page, read_page};
use std::{convert::Infallible, fs, hint::black_box, num::NonZeroUsize, path::Path, time::Duration};

/// The pages of one service, in memory.
struct Service {
    name: String,
    /// File name and bytes.
    pages: Vec<(String, Vec<u8>)>,
}

/// The steps of an extraction, and how long each took.
const STEPS: [&str; 4] = ["parse", "read", "assemble", "write"];
type Steps = [Duration; STEPS.len()];

fn main() {
    let Some(corpus) = driftline_corpus::pages() else {
        println!("nothing was measured: the corpus is absent");
        return;
    };
    let rounds = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(5).max(1);
    for (dialect, bar) in [("sphinx", 0.45), ("dita", 1.6)] {
        measure(dialect, &services(&corpus.join(dialect)), bar, rounds);
    }
}

/// One service for each folder of pages.
fn services(root: &Path) -> Vec<Service> {
    let mut folders: Vec<_> = fs::read_dir(root).expect("the corpus lists").filter_map(Result::ok).collect();
    folders.retain(|folder| folder.path().is_dir());
    folders.sort_by_key(fs::DirEntry::file_name);
    let service = |folder: fs::DirEntry| {
        let page = |file: std::path::PathBuf| {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
            (name.unwrap_or_default(), fs::read(&file).expect("a page reads"))
        };
        let pages = driftline_corpus::files(&folder.path(), ".html").into_iter().map(page).collect();
        Service { name: folder.file_name().to_string_lossy().into_owned(), pages }
    };
    folders.into_iter().map(service).collect()
}

fn measure(dialect: &str, services: &[Service], bar: f64, rounds: usize) {
    let pages: usize = services.iter().map(|service| service.pages.len()).sum();
    let bytes: usize = services.iter().flat_map(|service| &service.pages).map(|(_, bytes)| bytes.len()).sum();
    println!("{dialect}: {} services, {pages} pages, {:.1} MB", services.len(), millions(bytes));
    let mut measured: Vec<(f64, Duration)> = Vec::new();
    for _ in 0..rounds {
        let mut bare = Duration::ZERO;
        let mut steps = Steps::default();
        for service in services {
            bare += worked(|| parse(service));
            extract(service, &mut steps);
        }
        let whole: Duration = steps.iter().sum();
        let shares = STEPS.iter().zip(&steps).map(|(name, taken)| format!("{name} {taken:.2?}"));
        let shares = shares.collect::<Vec<_>>().join(", ");
        println!("  bare parse {bare:.2?}; extraction {whole:.2?}: {shares}");
        measured.push((whole.as_secs_f64() / bare.as_secs_f64(), whole));
    }
    measured.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (ratio, whole) = measured[measured.len() / 2];
    println!("  one thread: {ratio:.3} of the bare parse (bar {bar}), {}", speed(pages, bytes, whole));
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let runs = (0..rounds).map(|_| taken(|| services.iter().for_each(|service| extract_on(service, threads))));
    let best = runs.min().unwrap_or_default();
    println!("  {threads} threads: {}", speed(pages, bytes, best));
}

fn speed(pages: usize, bytes: usize, taken: Duration) -> String {
    let seconds = taken.as_secs_f64();
    format!("{:.0} pages/s, {:.1} MB/s", millions(pages) * 1e6 / seconds, millions(bytes) / seconds)
}

#[allow(clippy::cast_precision_loss, reason = "sizes of a corpus are far below 2^52")]
fn millions(number: usize) -> f64 {
    number as f64 / 1e6
}

fn parse(service: &Service) {
    for (_, bytes) in &service.pages {
        black_box(scraper::Html::parse_document(&String::from_utf8_lossy(bytes)));
    }
}

/// What `driftline extract` does, files aside. Letting go of a page or contract counts to the step that is done with it.
fn extract(service: &Service, steps: &mut Steps) {
    let mut before = clock();
    let mut lap = |step: usize| {
        let now = clock();
        steps[step] += now.saturating_sub(std::mem::replace(&mut before, now));
    };
    let mut readings = Vec::new();
    // Some pages at a time, so that looking at the clock costs nothing and few pages are held.
    for some in service.pages.chunks(16) {
        let pages: Vec<_> = some.iter().map(|(name, bytes)| parse_page(name, bytes)).collect();
        lap(0);
        readings.extend(pages.iter().map(|page| read_page(&page.name, page)));
        drop(pages);
        lap(1);
    }
    let extraction = assemble(&service.name, readings).expect("a contract");
    lap(2);
    black_box(extraction.contract.to_openapi_json());
    drop(extraction);
    lap(3);
}

/// The same on several threads.
fn extract_on(service: &Service, threads: NonZeroUsize) {
    let open = |(name, bytes): &(String, Vec<u8>)| {
        Ok::<_, Infallible>(Source { name: name.clone(), file: name.clone(), bytes: bytes.clone() })
    };
    let Ok(readings) = ExtractOptions::default().threads(threads).read(&service.pages, open);
    let extraction = assemble(&service.name, readings).expect("a contract");
    black_box(extraction.contract.to_openapi_json());
}
