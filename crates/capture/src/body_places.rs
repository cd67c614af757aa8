//! Where the values of a body stand in a capture.

use crate::{
    source::{BodySource, RecordView, TextView},
    tape::TapeFinder,
    view::SourceView,
    yaml::Scalar,
};
use driftline_finding::{Place, Pointer, Position, json_text, json_text::Finder};

/// Where the values of one body stand in the capture. It keeps the way to the last one: values that are asked for in their
/// order cost one walk over the body together, however many they are.
#[derive(Debug)]
pub struct BodyPlaces<'x> {
    record: RecordView<'x>,
    source: SourceView<'x>,
    /// What finds values, once one is asked for.
    found: Option<Found<'x>>,
    /// The last position that was found, and its byte: from there the next ones are counted.
    last: (usize, Position),
}

/// The body as it was found in its record.
#[derive(Debug)]
struct Found<'x> {
    body: Body,
    within: Within<'x>,
}

/// Where the body begins, or what holds it.
#[derive(Clone, Copy, Debug)]
enum Body {
    /// At that byte of the record.
    Offset(usize),
    /// There.
    Position(Position),
}

/// In what the values are looked up.
#[derive(Debug)]
enum Within<'x> {
    /// The text of a record that is on a tape.
    Tape(TapeFinder<'x>),
    /// The text of a record.
    Text(Finder<'x>),
    /// A JSON string that holds the text of the body.
    Literal(Literal<'x>),
    /// A YAML scalar that holds it.
    Scalar(Scalar<'x>, Finder<'x>),
    /// Nothing has a place of its own.
    Nothing,
}

/// A JSON string that holds the text of a body.
#[derive(Debug)]
struct Literal<'x> {
    text: &'x [u8],
    /// Where it begins in the record.
    start: usize,
    finder: Finder<'x>,
    /// The last byte of the text of the body that was asked for, and where in the literal it stands.
    last: (usize, usize),
}

impl<'x> BodyPlaces<'x> {
    pub(crate) fn new(record: RecordView<'x>, source: SourceView<'x>) -> BodyPlaces<'x> {
        BodyPlaces { record, source, found: None, last: (0, record.start()) }
    }

    /// The place of the value at a pointer into the body; of what cannot be found, the place where the body begins.
    pub fn value(&mut self, pointer: &Pointer) -> Place {
        self.find(pointer, false)
    }

    /// The place of the name of the member at a pointer into the body.
    pub fn name(&mut self, pointer: &Pointer) -> Place {
        self.find(pointer, true)
    }

    /// The place of the value of a member, or of its name, whose name stands on the tape of the record, which tells more than
    /// a pointer: nothing need be looked for. `None` where it stands elsewhere.
    pub fn member(&mut self, known: Option<&str>, name: bool) -> Option<Place> {
        let (TextView::Tape(text, tape), true) = (self.record.text(), self.source.is_inline()) else { return None };
        let (quote, value) = tape.member(text, known?)?;
        Some(self.at(if name { quote } else { value }))
    }

    fn find(&mut self, pointer: &Pointer, name: bool) -> Place {
        let (record, source) = (self.record, self.source);
        let Found { body, within } = self.found.get_or_insert_with(|| Found::of(record, &source.source()));
        let look = |finder: &mut Finder<'_>| if name { finder.name(pointer) } else { finder.value(pointer) };
        let offset = match within {
            Within::Tape(finder) if name => finder.name(record.json_text(), pointer),
            Within::Tape(finder) => finder.value(record.json_text(), pointer),
            Within::Text(finder) => look(finder),
            Within::Literal(literal) => look(&mut literal.finder).and_then(|offset| literal.source(offset)),
            Within::Scalar(scalar, finder) => {
                if let Some(position) = look(finder).and_then(|offset| scalar.position(offset)) {
                    return record.place_of_position(position);
                }
                None
            }
            Within::Nothing => None,
        };
        match (offset, *body) {
            (Some(offset), _) | (None, Body::Offset(offset)) => self.at(offset),
            (None, Body::Position(position)) => record.place_of_position(position),
        }
    }

    /// The place of a byte of the record.
    fn at(&mut self, offset: usize) -> Place {
        let text = self.record.json_text();
        let (from, start) = if self.last.0 <= offset { self.last } else { (0, self.record.start()) };
        let position = Position::of(text.get(from..).unwrap_or_default(), offset - from).within(start);
        self.last = (offset, position);
        self.record.place_of_position(position)
    }
}

impl<'x> Found<'x> {
    fn of(record: RecordView<'x>, source: &BodySource) -> Found<'x> {
        let (BodySource::Inline(at) | BodySource::Embedded(at) | BodySource::Encoded(at) | BodySource::Replaced(at, _)) =
            source;
        let is_text = matches!(source, BodySource::Embedded(_));
        let is_inline = matches!(source, BodySource::Inline(_));
        let (offset, within) = match record.text() {
            TextView::Yaml(located) => {
                let scalar = located.scalar(at).filter(|_| is_text).map(Scalar::with_finder);
                let within = scalar.map_or(Within::Nothing, |(scalar, finder)| Within::Scalar(scalar, finder));
                return Found { body: Body::Position(located.position(at)), within };
            }
            TextView::Tape(text, tape) => {
                let mut finder = tape.finder(text).below(text, at);
                let offset = finder.as_mut().and_then(|finder| finder.value(text, &Pointer::ROOT));
                (offset, finder.filter(|_| is_inline).map(Within::Tape))
            }
            TextView::Json(text) => {
                let offset = json_text::value_offset(text, at);
                let finder = offset.filter(|_| is_inline).map(|offset| Finder::below(text, offset));
                (offset, finder.map(Within::Text))
            }
        };
        let literal = offset.filter(|_| is_text).and_then(|offset| Literal::at(record.json_text(), offset));
        let within = within.or(literal.map(Within::Literal)).unwrap_or(Within::Nothing);
        Found { body: Body::Offset(offset.unwrap_or(0)), within }
    }
}

impl<'x> Literal<'x> {
    /// The string that begins at `start`.
    fn at(text: &'x [u8], start: usize) -> Option<Literal<'x>> {
        let literal = &text[start..json_text::value_end(text, start)?];
        let body: String = serde_json::from_slice(literal).ok()?;
        let finder = Finder::new(body.into_bytes());
        Some(Literal { text: literal, start, finder, last: (0, 1) })
    }

    /// Where in the record the byte of the body at `offset` stands.
    fn source(&mut self, offset: usize) -> Option<usize> {
        let from = if self.last.0 <= offset { self.last } else { (0, 1) };
        self.last = (offset, json_text::offset_in_literal(self.text, offset, from)?);
        Some(self.start + self.last.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Record;

    fn position(line: u32, column: u32) -> Position {
        Position { line, column }
    }

    #[test]
    fn a_value_in_a_body_that_is_a_string_is_found_behind_its_escapes() {
        let text = "{\"body\":\"{\\\"a\\\": [1, true]}\"}";
        let record = Record::new("x.har", text.as_bytes(), Position { line: 3, column: 5 });
        let source = BodySource::Embedded(Pointer::ROOT.key("body"));
        let mut places = BodyPlaces::new(record.view(), SourceView::Of(&source));
        let place = places.value(&Pointer::ROOT.key("a").index(1));
        let expected = text.find("true").expect("it is there");
        assert_eq!(place.position, Some(position(3, 5 + u32::try_from(expected).expect("small"))));
    }

    #[test]
    fn what_cannot_be_found_is_placed_where_the_body_begins() {
        let record = Record::new("x", *b"{\n\"body\": {}}", Position { line: 1, column: 1 });
        let source = BodySource::Inline(Pointer::ROOT.key("body"));
        let mut places = BodyPlaces::new(record.view(), SourceView::Of(&source));
        assert_eq!(places.name(&Pointer::ROOT.key("z")).position, Some(position(2, 9)));
    }
}
