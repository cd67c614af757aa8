//! Where the values of one item stand in the text.

use super::{
    position,
    scalar::{self, Content},
    source::{Base, Source},
};
use crate::replaced::BadByte;
use driftline_finding::{Pointer, Position, json_text::Finder};
use saphyr_parser::{ScalarStyle, Span};

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
    source: Source,
    /// The line in which the item begins.
    base: Base,
    /// The bytes at which the item begins and ends.
    span: (usize, usize),
    marks: Marks,
}

impl Located {
    pub(super) fn new(source: Source, base: Base, span: (usize, usize), marks: Marks) -> Located {
        Located { source, base, span, marks }
    }

    /// The position of what `pointer` names; of what is not there, that of the last step that is.
    pub(crate) fn position(&self, pointer: &Pointer) -> Position {
        self.source.shown(&self.base, self.marks_of(pointer).0.at)
    }

    /// The scalar at `at`.
    pub(crate) fn scalar(&self, at: &Pointer) -> Option<Scalar<'_>> {
        let (start, end, style) = self.span_of(at)?;
        let (parsed, begin) = (self.marks_of(at).0.at, self.position(at));
        let source = self.source.text.get(start..end)?;
        let content = scalar::content(source, style, parsed.column as usize - 1);
        Some(Scalar { source, content, at: begin, last: (0, begin) })
    }

    /// The position of the first byte of the item that is not UTF-8 and stands in none of these scalars.
    pub(crate) fn bad_outside<'p>(&self, scalars: impl Iterator<Item = &'p Pointer>) -> Option<Position> {
        let spans: Vec<(usize, usize)> =
            scalars.filter_map(|at| self.span_of(at)).map(|(start, end, _)| (start, end)).collect();
        let is_inside = |offset: usize| spans.iter().any(|(start, end)| (*start..*end).contains(&offset));
        let outside = self.source.bad_within(self.span).iter().find(|bad| !is_inside(bad.offset))?;
        Some(self.source.at_byte(&self.base, outside.offset))
    }

    /// The first byte that is not UTF-8 of the text that the scalar at `at` holds, and where it stands.
    pub(crate) fn bad_byte(&self, at: &Pointer) -> Option<(BadByte, Position)> {
        let (start, end, _) = self.span_of(at)?;
        let bad = *self.source.bad_within((start, end)).first()?;
        // Where the text is not known byte by byte, those before it are those in the source.
        let before = self.scalar(at)?.content.offset(bad.offset - start).unwrap_or(bad.offset - start);
        Some((BadByte { offset: before, ..bad }, self.source.at_byte(&self.base, bad.offset)))
    }

    /// The bytes at which the scalar at `at` begins and ends, and its style.
    fn span_of(&self, at: &Pointer) -> Option<(usize, usize, ScalarStyle)> {
        let (marks, true) = self.marks_of(at) else { return None };
        let (style, end) = marks.scalar?;
        let (start, end) = (self.source.offset(&self.base, marks.at)?, self.source.offset(&self.base, end)?);
        Some((start, end.max(start), style))
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
