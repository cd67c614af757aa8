//! The text of a cassette, as the parser sees it and as an editor shows it.

use crate::replaced::BadByte;
use driftline_finding::Position;
use memchr::{memchr2, memrchr};
use std::sync::Arc;

/// The text of a capture. To YAML a lone carriage return ends a line (YAML 1.2.2 §5.4), to editors it does not: positions
/// are those of the parser until they are shown.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) text: Arc<str>,
    /// The bytes that are not UTF-8; at these offsets the text has U+FFFD.
    bad: Arc<[BadByte]>,
    /// Whether some line ends with a lone carriage return.
    has_lone: bool,
}

impl Source {
    pub(super) fn new(bytes: Vec<u8>) -> Source {
        let (text, bad) = match String::from_utf8(bytes) {
            Ok(text) => (text, Vec::new()),
            Err(error) => replaced(error.as_bytes()),
        };
        let has_lone = lone_returns(&text).next().is_some();
        Source { text: text.into(), bad: bad.into(), has_lone }
    }

    /// The bytes within a span that are not UTF-8.
    pub(super) fn bad_within(&self, (start, end): (usize, usize)) -> &[BadByte] {
        let from = self.bad.partition_point(|bad| bad.offset < start);
        let to = self.bad.partition_point(|bad| bad.offset < end);
        &self.bad[from..to.max(from)]
    }

    /// The end, as the parser counts lines.
    pub(super) fn end(&self) -> Position {
        let end = Position::of(self.text.as_bytes(), self.text.len());
        if !self.has_lone {
            return end;
        }
        let last = self.text.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let Position { column, .. } = Position::of(&self.text.as_bytes()[last..], self.text.len() - last);
        let lone = u32::try_from(lone_returns(&self.text).count()).unwrap_or(u32::MAX);
        Position { line: end.line.saturating_add(lone), column }
    }

    /// The byte at which a line of the parser begins, counted on from another line and its beginning.
    pub(super) fn line_start(&self, (mut number, mut start): (u32, usize), line: u32) -> Option<usize> {
        let text = self.text.as_bytes();
        while number < line {
            let end = start + memchr2(b'\n', b'\r', &text[start..])?;
            start = if text[end..].starts_with(b"\r\n") { end + 2 } else { end + 1 };
            number += 1;
        }
        Some(start)
    }

    /// The byte at a position of the parser, which is looked for from `base` on where it is not before that.
    pub(super) fn offset(&self, base: &Base, position: Position) -> Option<usize> {
        let from = if position.line < base.line { (1, 0) } else { (base.line, base.byte) };
        let start = self.line_start(from, position.line)?;
        let line = &self.text[start..];
        let column = position.column as usize - 1;
        line.char_indices().map(|(at, _)| at).chain([line.len()]).nth(column).map(|at| start + at)
    }

    /// The position of an editor at a byte.
    pub(super) fn at_byte(&self, base: &Base, offset: usize) -> Position {
        let (start, shown) = if offset < base.byte { (0, Base::START.shown) } else { (base.byte, base.shown) };
        let text = &self.text.as_bytes()[start..];
        let position = Position::of(text, offset - start).within(shown);
        let before = &text[..(offset - start).min(text.len())];
        let line = start + memrchr(b'\n', before).map_or(0, |at| at + 1);
        // In the capture a byte that continues no character counts for none, in the text it is one.
        let uncounted = self.bad_within((line, offset)).iter().filter(|bad| bad.byte & 0xC0 == 0x80).count();
        let column = position.column.saturating_sub(u32::try_from(uncounted).unwrap_or(u32::MAX));
        Position { column: column.max(1), ..position }
    }

    /// A position of the parser as that of an editor.
    pub(super) fn shown(&self, base: &Base, position: Position) -> Position {
        let is_same = !self.has_lone && self.bad.is_empty();
        let offset = if is_same { None } else { self.offset(base, position) };
        offset.map_or(position, |offset| self.at_byte(base, offset))
    }
}

/// A line of the parser, from which others are counted: its number, the byte at which it begins, and where an editor
/// shows that.
#[derive(Clone, Copy, Debug)]
pub(super) struct Base {
    line: u32,
    byte: usize,
    shown: Position,
}

impl Base {
    /// The first line.
    pub(super) const START: Base = Base { line: 1, byte: 0, shown: Position { line: 1, column: 1 } };

    /// A line behind this one.
    pub(super) fn moved(&self, source: &Source, (line, byte): (u32, usize)) -> Base {
        Base { line, byte, shown: source.at_byte(self, byte) }
    }
}

/// The text with U+FFFD for what is not UTF-8, and where that stands.
fn replaced(bytes: &[u8]) -> (String, Vec<BadByte>) {
    let mut text = String::with_capacity(bytes.len());
    let mut bad = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if let Some(byte) = chunk.invalid().first() {
            bad.push(BadByte { offset: text.len(), byte: *byte });
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    (text, bad)
}

/// The carriage returns without a line feed behind them.
fn lone_returns(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices('\r').map(|(at, _)| at).filter(|at| !text[at + 1..].starts_with('\n'))
}
