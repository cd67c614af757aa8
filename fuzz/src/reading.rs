//! The law of every reader: what it says of bytes does not depend on how they arrive, and ends.

use crate::{batching, lines::Lines};
use driftline_capture::{CaptureFormat, Exchange, ReadError, ReadOptions, Side, Target, write_ndjson};
use driftline_finding::{Place, Redactor};
use std::io::BufReader;

/// The most records that a capture can have for each of its bytes, and those of one that is compressed.
const RECORDS: (usize, usize) = (1, 1 << 16);

/// One record as it was read.
pub type Item = Result<Exchange, ReadError>;

/// Limits that small inputs can reach.
pub fn options() -> ReadOptions {
    ReadOptions::default().max_record(8 << 10).max_decompressed(RECORDS.1 as u64).max_document(32 << 10)
}

/// Holds the reader of one form to the law, and gives what it read.
pub fn hold_format(format: CaptureFormat, bytes: &[u8]) -> Vec<Item> {
    hold(&options().format(format).operation("ShowThing", 200), bytes)
}

/// Holds the reader that these options choose to the law, and gives what it read.
pub fn hold(options: &ReadOptions, bytes: &[u8]) -> Vec<Item> {
    let items = read(options, bytes, bytes.len().max(1));
    let said = said(&items);
    assert_eq!(self::said(&read(options, bytes, bytes.len().max(1))), said, "reading twice differs");
    assert_eq!(self::said(&read(options, bytes, 1)), said, "reading byte by byte differs");
    batching::hold(options, bytes, &items);
    for item in &items {
        match item {
            Ok(exchange) => written(exchange),
            Err(error) => message(error),
        }
    }
    if !is_compressed(bytes) {
        let lines = Lines::of(bytes);
        for item in &items {
            lines.offset(&place(item));
        }
    }
    items
}

/// What is read where no more than `chunk` bytes arrive at a time. A capture that is refused is one error.
pub fn read(options: &ReadOptions, bytes: &[u8], chunk: usize) -> Vec<Item> {
    let capture = match options.read("x", BufReader::with_capacity(chunk, bytes)) {
        Ok(capture) => capture,
        Err(error) => return vec![Err(error)],
    };
    let mut items: Vec<Item> = Vec::new();
    for item in capture {
        assert!(items.len() <= RECORDS.0 * bytes.len() + RECORDS.1, "it does not end");
        assert!(!matches!(items.last(), Some(Err(last)) if last.is_final()), "something follows a final error");
        items.push(item);
    }
    items
}

/// Whether the reader decompresses before it reads, so that places are not those of the bytes.
pub fn is_compressed(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1F, 0x8B]) || bytes.starts_with(&[0x28, 0xB5, 0x2F, 0xFD])
}

/// Everything that was read, without the texts that records keep.
pub fn said(items: &[Item]) -> Vec<String> {
    items.iter().map(|item| said_of(item.as_ref())).collect()
}

/// What was read as one record.
pub fn said_of(item: Result<&Exchange, &ReadError>) -> String {
    match item {
        Ok(exchange) => format!("{} {:?} {:?}", exchange.record.place(), exchange.request, exchange.response),
        Err(error) => error.to_string(),
    }
}

fn place(item: &Item) -> Place {
    match item {
        Ok(exchange) => exchange.record.place(),
        Err(error) => error.place().clone(),
    }
}

/// A message is one short line that commands no terminal, and its finding stands where it does.
fn message(error: &ReadError) {
    let message = error.to_string();
    assert!(!message.contains(|c: char| c.is_control()), "{message:?}");
    assert!(message.chars().count() < 400, "{message}");
    assert_eq!(error.finding().place.as_ref(), Some(error.place()));
}

/// What is written down without secrets reads back as the same exchange, and is then written as the same line.
fn written(exchange: &Exchange) {
    let line = |exchange: &Exchange| {
        let mut out = Vec::new();
        write_ndjson(exchange, &Redactor::default(), &mut out).map(|()| out)
    };
    let Ok(first) = line(exchange) else {
        assert!(matches!(exchange.request.target, Target::Operation(_)), "it cannot be written");
        return;
    };
    let options = ReadOptions::default().format(CaptureFormat::Ndjson);
    let again = options.read("x", first.as_slice()).expect("a capture").collect::<Result<Vec<_>, _>>();
    let again = again.unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&first)));
    let [again] = again.as_slice() else { panic!("{} exchanges", again.len()) };
    let second = line(again).expect("it has a URL");
    assert_eq!(String::from_utf8_lossy(&second), String::from_utf8_lossy(&first), "written twice differs");
    let status = |exchange: &Exchange| exchange.response.as_ref().map(|response| response.status);
    assert_eq!(status(again), status(exchange));
    for side in [Side::Request, Side::Response] {
        assert_eq!(again.body(side).is_present(), exchange.body(side).is_present());
    }
}
