//! Where the values of one item stand in the text.

use super::{
    position,
    scalar::{self, Content},
};
use driftline_finding::{Pointer, Position, json_text::Finder};
use saphyr_parser::{ScalarStyle, Span};
use std::sync::Arc;

/// Where a value stands, and everything in it.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    at: Position,
    /// Of a scalar: how it is written, and where it ends.
    scalar: Option<(ScalarStyle, Position)>,
    inner: Vec<Inner>,
}

#[derive(Clone, Debug)]
struct Inner {
    /// Of a member: its name, and where that stands.
    name: Option<(String, Position)>,
    marks: Marks,
}

impl Marks {
    pub(super) fn at(at: Position) -> Marks {
        Marks { at, scalar: None, inner: Vec::new() }
    }

    pub(super) fn scalar(span: Span, style: ScalarStyle) -> Marks {
        Marks { at: position(span.start), scalar: Some((style, position(span.end))), inner: Vec::new() }
    }

    pub(super) fn start(&self) -> Position {
        self.at
    }

    pub(super) fn push(&mut self, marks: Marks) {
        self.inner.push(Inner { name: None, marks });
    }

    /// Adds a member; of two with one name the last counts.
    pub(super) fn insert(&mut self, name: &str, at: Position, marks: Marks) {
        self.inner.push(Inner { name: Some((name.to_owned(), at)), marks });
    }

    /// A member: where its name stands, and its value.
    pub(super) fn member(&self, name: &str) -> Option<(Position, &Marks)> {
        let mut members = self.inner.iter().rev().filter_map(|inner| Some((inner.name.as_ref()?, &inner.marks)));
        members.find(|((known, _), _)| known == name).map(|((_, at), marks)| (*at, marks))
    }

    pub(super) fn items(&self) -> impl Iterator<Item = &Marks> {
        self.inner.iter().map(|inner| &inner.marks)
    }

    fn step(&self, segment: &str) -> Option<&Marks> {
        let item = || self.inner.get(segment.parse::<usize>().ok()?).filter(|inner| inner.name.is_none());
        self.member(segment).map(|(_, marks)| marks).or_else(|| item().map(|inner| &inner.marks))
    }
}

/// The text of a capture, and where the values of one of its items stand.
#[derive(Clone, Debug)]
pub(crate) struct Located {
    text: Arc<str>,
    /// The line in which the item begins, and the byte at which that line does.
    line: (u32, usize),
    marks: Marks,
}

impl Located {
    pub(super) fn new(text: Arc<str>, line: (u32, usize), marks: Marks) -> Located {
        Located { text, line, marks }
    }

    /// The position of what `pointer` names; of what is not there, that of the last step that is.
    pub(crate) fn position(&self, pointer: &Pointer) -> Position {
        self.marks_of(pointer).0.at
    }

    /// The scalar at `at`.
    pub(crate) fn scalar(&self, at: &Pointer) -> Option<Scalar<'_>> {
        let (marks, true) = self.marks_of(at) else { return None };
        let (style, end) = marks.scalar?;
        let (start, end) = (self.offset(marks.at)?, self.offset(end)?);
        let source = self.text.get(start..end.max(start))?;
        let content = scalar::content(source, style, marks.at.column as usize - 1);
        Some(Scalar { source, content, at: marks.at, last: (0, marks.at) })
    }

    fn marks_of(&self, pointer: &Pointer) -> (&Marks, bool) {
        let mut marks = &self.marks;
        for segment in pointer.segments() {
            match marks.step(&segment) {
                Some(inner) => marks = inner,
                None => return (marks, false),
            }
        }
        (marks, true)
    }

    /// The byte at a position.
    fn offset(&self, position: Position) -> Option<usize> {
        let from = if position.line < self.line.0 { (1, 0) } else { self.line };
        let start = line_start(&self.text, from, position.line)?;
        let line = &self.text[start..];
        let column = position.column as usize - 1;
        line.char_indices().map(|(at, _)| at).chain([line.len()]).nth(column).map(|at| start + at)
    }
}

/// A scalar in its text.
#[derive(Debug)]
pub(crate) struct Scalar<'x> {
    source: &'x str,
    content: Content,
    at: Position,
    /// The last byte of the source that was asked for, and its position.
    last: (usize, Position),
}

impl<'x> Scalar<'x> {
    /// The scalar, and what finds values in the text that it stands for.
    pub(crate) fn with_finder(mut self) -> (Scalar<'x>, Finder<'x>) {
        let finder = Finder::new(self.content.take_text().into_bytes());
        (self, finder)
    }

    /// The position of a byte of the text that it stands for.
    pub(crate) fn position(&mut self, offset: usize) -> Option<Position> {
        let offset = self.content.source(offset)?;
        let (from, start) = if self.last.0 <= offset { self.last } else { (0, self.at) };
        let position = Position::of(&self.source.as_bytes()[from..], offset - from).within(start);
        self.last = (offset, position);
        Some(position)
    }
}

/// The byte at which a line begins, counted on from another line and its beginning.
pub(super) fn line_start(text: &str, from: (u32, usize), line: u32) -> Option<usize> {
    let (mut number, mut start) = from;
    while number < line {
        start += text[start..].find('\n')? + 1;
        number += 1;
    }
    Some(start)
}
