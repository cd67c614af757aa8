//! The bytes of a capture as a stream that knows its position and takes out one bounded piece at a time.

use crate::{ReadError, Record, quote, value_scan::ValueScan};
use driftline_finding::{Place, Position};
use memchr::memchr;
use std::{
    io::{self, BufRead},
    sync::Arc,
};

/// A stream with a position. Nothing of it is kept except the piece in hand.
pub(crate) struct Input<'r> {
    reader: Box<dyn BufRead + 'r>,
    file: Arc<str>,
    position: Position,
}

/// A piece that was taken out of the stream.
pub(crate) struct Piece {
    /// Its bytes; of a piece that is too long, none.
    pub(crate) text: Vec<u8>,
    /// Where it stood.
    pub(crate) span: Span,
}

/// Where a piece stood whose bytes have been put somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// Where it begins.
    pub(crate) start: Position,
    /// How it ended.
    pub(crate) end: End,
}

/// How a piece ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// At its own end.
    Whole,
    /// At the end of the stream, in the middle.
    Cut,
    /// At its own end, but beyond the limit; its bytes are gone.
    TooLong,
}

impl<'r> Input<'r> {
    /// A stream that a person knows as `file`.
    pub(crate) fn new(file: Arc<str>, reader: impl BufRead + 'r) -> Input<'r> {
        Input { reader: Box::new(reader), file, position: Position { line: 1, column: 1 } }
    }

    pub(crate) fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// The place of the next byte.
    pub(crate) fn place(&self) -> Place {
        Place::at(&*self.file, self.position)
    }

    /// Ends the capture at this place for that reason.
    pub(crate) fn refuse(&self, reason: impl Into<String>) -> ReadError {
        ReadError::Capture { place: self.place(), reason: reason.into() }
    }

    /// The next byte, left where it is; `None` at the end.
    pub(crate) fn peek(&mut self) -> Result<Option<u8>, ReadError> {
        Ok(self.chunk()?.first().copied())
    }

    /// The next byte after JSON's white space.
    pub(crate) fn peek_token(&mut self) -> Result<Option<u8>, ReadError> {
        loop {
            let chunk = self.chunk()?;
            let space = chunk.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
            match space {
                Some(at) => {
                    self.consume(at);
                    return self.peek();
                }
                None if chunk.is_empty() => return Ok(None),
                None => {
                    let length = chunk.len();
                    self.consume(length);
                }
            }
        }
    }

    /// Passes over one byte.
    pub(crate) fn bump(&mut self) {
        self.consume(1);
    }

    /// Puts the next line, without its end, behind `into`; `None` at the end of the stream. A last line without an end
    /// is whole. Of a line that is too long nothing is put there.
    pub(crate) fn line(&mut self, limit: usize, into: &mut Vec<u8>) -> Result<Option<Span>, ReadError> {
        if self.peek()?.is_none() {
            return Ok(None);
        }
        let (from, start) = (into.len(), self.position);
        let mut span = Span { start, end: End::Whole };
        loop {
            let chunk = self.chunk()?;
            let found = memchr(b'\n', chunk);
            let piece = &chunk[..found.unwrap_or(chunk.len())];
            if span.end == End::TooLong || (into.len() - from).saturating_add(piece.len()) > limit {
                span.end = End::TooLong;
                into.truncate(from);
            } else {
                into.extend_from_slice(piece);
            }
            let (length, ended) = (piece.len(), chunk.is_empty());
            if found.is_some() {
                // The columns of what is passed over need not be counted.
                self.reader.consume(length + 1);
                self.position = Position { line: self.position.line.saturating_add(1), column: 1 };
            } else {
                self.consume(length);
            }
            if found.is_some() || ended {
                break;
            }
        }
        if into.len() > from && into.last() == Some(&b'\r') {
            into.pop();
        }
        Ok(Some(span))
    }

    /// Puts the JSON value that begins at the next byte behind `into`: to its closing bracket or quote, or for a number
    /// or word to what cannot belong to it. What it holds need not be valid.
    pub(crate) fn value_into(&mut self, limit: usize, into: &mut Vec<u8>) -> Result<Span, ReadError> {
        let mut scan = ValueScan::default();
        let mut span = self.take(limit, into, |chunk| scan.feed(chunk))?;
        if span.end == End::Cut && scan.is_scalar() {
            span.end = End::Whole;
        }
        Ok(span)
    }

    /// As [`value_into`](Input::value_into), by itself.
    pub(crate) fn value(&mut self, limit: usize) -> Result<Piece, ReadError> {
        let mut text = Vec::new();
        let span = self.value_into(limit, &mut text)?;
        Ok(Piece { text, span })
    }

    /// Takes all that is left.
    pub(crate) fn rest(&mut self, limit: usize) -> Result<Piece, ReadError> {
        let mut text = Vec::new();
        let mut span = self.take(limit, &mut text, |_| None)?;
        if span.end == End::Cut {
            span.end = End::Whole;
        }
        Ok(Piece { text, span })
    }

    /// Puts bytes behind `into` until `stop` says how many of a chunk still belong to the piece.
    fn take(
        &mut self,
        limit: usize,
        into: &mut Vec<u8>,
        mut stop: impl FnMut(&[u8]) -> Option<usize>,
    ) -> Result<Span, ReadError> {
        let from = into.len();
        let mut span = Span { start: self.position, end: End::Whole };
        loop {
            let chunk = self.chunk()?;
            let found = stop(chunk);
            let length = found.unwrap_or(chunk.len());
            let at_end = chunk.is_empty();
            if (into.len() - from).saturating_add(length) > limit {
                span.end = End::TooLong;
                into.truncate(from);
            }
            if span.end == End::Whole {
                into.extend_from_slice(&chunk[..length]);
            }
            self.consume(length);
            if at_end && span.end == End::Whole {
                span.end = End::Cut;
            }
            if at_end || found.is_some() {
                return Ok(span);
            }
        }
    }

    fn consume(&mut self, length: usize) {
        if length == 0 {
            return;
        }
        // The buffer is filled, so this repeats what `fill_buf` gave last; an error is met at the next read.
        let chunk = self.reader.fill_buf().unwrap_or_default();
        let passed = &chunk[..length.min(chunk.len())];
        self.position = Position::of(passed, passed.len()).within(self.position);
        let length = passed.len();
        self.reader.consume(length);
    }

    fn chunk(&mut self) -> Result<&[u8], ReadError> {
        // The borrow checker does not let the slice of a first, successful call leave the loop.
        while let Err(error) = self.reader.fill_buf() {
            if error.kind() != io::ErrorKind::Interrupted {
                return Err(ReadError::reading(self.place(), error));
            }
        }
        match self.reader.fill_buf() {
            Ok(chunk) => Ok(chunk),
            Err(source) => Err(ReadError::reading(Place::at(&*self.file, self.position), source)),
        }
    }
}

impl Piece {
    /// The record that the piece is, unless it is cut off or was too long.
    pub(crate) fn into_record(self, file: &Arc<str>, limit: usize) -> Result<Record, ReadError> {
        self.span.whole(file, limit)?;
        Ok(Record::new(Arc::clone(file), self.text, self.span.start))
    }
}

impl Span {
    /// Whether the piece is whole; otherwise, why it is no record.
    pub(crate) fn whole(self, file: &Arc<str>, limit: usize) -> Result<(), ReadError> {
        let reason = match self.end {
            End::Whole => return Ok(()),
            End::Cut => "the capture ends in the middle of this record".to_owned(),
            End::TooLong => {
                let limit = quote::size(limit as u64);
                format!("the record is longer than {limit}; `--max-record` raises the limit")
            }
        };
        Err(ReadError::Record { place: Place::at(&**file, self.start), reason })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(text: &str) -> Input<'_> {
        Input::new("x".into(), io::BufReader::with_capacity(1, text.as_bytes()))
    }

    #[test]
    fn values_end_where_they_end_over_the_borders_of_chunks() {
        let mut input = input("{\"a\": [\"}\\\"\", 1]}\n12, \"x\" tru");
        let mut values = Vec::new();
        while input.peek_token().expect("readable").is_some() {
            let piece = input.value(100).expect("readable");
            if piece.text.is_empty() {
                input.bump();
            } else {
                values.push(String::from_utf8(piece.text).expect("text"));
            }
        }
        assert_eq!(values, ["{\"a\": [\"}\\\"\", 1]}", "12", "\"x\"", "tru"]);
    }

    #[test]
    fn a_long_line_is_passed_over_and_the_next_one_has_its_own_number() {
        let mut input = input("aaaaaaaaaa\r\nbb\r\ncc");
        let mut text = b"kept ".to_vec();
        let mut line = || input.line(4, &mut text).expect("readable").map(|span| (span.end, span.start.line));
        assert_eq!(line(), Some((End::TooLong, 1)));
        assert_eq!(line(), Some((End::Whole, 2)));
        assert_eq!(line(), Some((End::Whole, 3)));
        assert_eq!(line(), None);
        assert_eq!(text, b"kept bbcc");
    }

    #[test]
    fn a_value_that_the_end_cuts_off_is_cut() {
        assert_eq!(input("{\"a\": [1").value(100).expect("readable").span.end, End::Cut);
        assert_eq!(input("\"a").value(100).expect("readable").span.end, End::Cut);
    }
}
