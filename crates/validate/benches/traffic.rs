//! How fast captures are judged, beside simd-json's bare parse of the same bytes to a tape.
//!
//! `cargo bench -p driftline-validate` runs it; a number behind `--` says how many rounds (5). The captures are those of
//! `../shared/bench`, 100 MB each, made once and kept in `target/bench`. All are measured in turn, and each ratio is taken
//! round by round, so that it holds while the speed of the machine drifts. One thread is measured by the time that it
//! worked, several by the clock on the wall.
#![allow(clippy::print_stdout, reason = "a benchmark says what it measured")]

use driftline_capture::ReadOptions;
use driftline_contract::{Contract, ContractBuilder, Method, Operation};
use driftline_corpus::clock::{taken, worked};
use driftline_validate::{Judge, Judged, Tally};
use simd_json::{Buffers, Tape};
use std::{
    fs::{self, File},
    hint::black_box,
    io::{BufRead, BufReader},
    num::NonZeroUsize,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

/// The megabytes of a capture.
const SIZE: &str = "100";

fn main() {
    let Some(shared) = driftline_corpus::shared("bench") else {
        println!("nothing was measured: ../shared is absent");
        return;
    };
    let rounds = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(5).max(1);
    let made = |name: &str, arguments: &[&str]| capture(&shared.join("gen_exchanges.py"), name, arguments);
    let conforming = made("conforming.ndjson", &[]);
    let violating = made("violating.ndjson", &["--violations", "1"]);
    let archive = made("conforming.har", &["--har"]);
    let contract = fs::read_to_string(shared.join("contract.json")).expect("the contract reads");
    let contract = || Contract::read("contract.json", &contract).expect("a contract");
    let judge = Judge::new(vec![contract()]).expect("a judge");
    let many = Judge::new(vec![contract(), filler(3_000)]).expect("a judge");
    for (name, file, reference, bar) in [
        ("conforming NDJSON", &conforming, lines as fn(&Path), 1.5),
        ("violating NDJSON", &violating, lines, 2.0),
        ("conforming HAR", &archive, whole, 1.1),
    ] {
        let ratio = ratio(rounds, || worked(|| reference(file)), || worked(|| judged(&judge, file, 1)));
        println!("{name}: {ratio} of simd-json's bare tape (bar {bar})");
    }
    let two = ratio(rounds, || taken(|| judged(&judge, &conforming, 1)), || taken(|| judged(&judge, &conforming, 2)));
    println!("conforming NDJSON on two threads: {two} of one (bar 0.6)");
    let more = ratio(rounds, || worked(|| judged(&judge, &conforming, 1)), || worked(|| judged(&many, &conforming, 1)));
    println!("conforming NDJSON by a contract of 3,001 operations: {more} of one");
}

/// A capture that is made if it is not there yet.
fn capture(generator: &Path, name: &str, arguments: &[&str]) -> PathBuf {
    let folder = driftline_corpus::workspace().join("target/bench");
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join(name);
    if !file.exists() {
        let unfinished = folder.join(format!("{name}.unfinished"));
        let mut command = Command::new("python3");
        command.arg(generator).args(["--mb", SIZE]).args(arguments).arg("-o").arg(&unfinished);
        assert!(command.status().expect("python3 runs").success(), "the capture is made");
        fs::rename(unfinished, &file).expect("a file");
    }
    file
}

/// A contract of so many operations that no exchange belongs to.
fn filler(count: usize) -> Contract {
    let operation =
        |number| Operation::new(format!("Filler{number}"), Method::Get, format!("/v1/{{p}}/filler{number}/{{id}}"));
    (0..count)
        .map(operation)
        .fold(ContractBuilder::new("filler"), ContractBuilder::operation)
        .finish()
        .expect("a contract")
}

/// The bare parse of each line.
fn lines(file: &Path) {
    let mut reader = BufReader::with_capacity(64 << 10, File::open(file).expect("it opens"));
    let (mut line, mut buffers, mut tape) = (Vec::new(), Buffers::default(), Tape(Vec::new()));
    loop {
        line.clear();
        if reader.read_until(b'\n', &mut line).expect("it reads") == 0 {
            return;
        }
        let mut filled = tape.reset();
        simd_json::fill_tape(&mut line, &mut buffers, &mut filled).expect("JSON");
        black_box(&filled.0);
        tape = filled.reset();
    }
}

/// The bare parse of a document.
fn whole(file: &Path) {
    let mut text = fs::read(file).expect("it reads");
    black_box(&simd_json::to_tape(&mut text).expect("JSON").0);
}

fn judged(judge: &Judge, file: &Path, threads: usize) {
    let mut capture = ReadOptions::default().open(file).expect("a capture");
    let (mut tally, mut findings) = (Tally::default(), 0);
    let threads = NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN);
    let each = |judged: Judged<'_>| match judged {
        Judged::Verdict(verdict) => {
            tally.verdict(&verdict);
            findings += verdict.findings.len();
        }
        Judged::Unreadable(error) => panic!("{error}"),
    };
    judge.judge_capture(&mut capture, threads, each).expect("schemas that compile");
    black_box((tally, findings));
}

/// The median of the second measured by the first, and the range.
fn ratio(rounds: usize, mut one: impl FnMut() -> Duration, mut other: impl FnMut() -> Duration) -> String {
    let mut ratios: Vec<f64> = (0..rounds)
        .map(|_| {
            let reference = one().as_secs_f64();
            other().as_secs_f64() / reference
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    let (low, high) = (ratios[0], ratios[ratios.len() - 1]);
    format!("{:.2} ({low:.2} to {high:.2})", ratios[ratios.len() / 2])
}
