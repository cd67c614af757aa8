//! The text behind an exchange, kept to say where its values stand.

use crate::{places::TapePlaces, replaced::BadByte, yaml::Located};
use driftline_finding::{Place, Pointer, Position, json_text};
use std::sync::Arc;

/// The text of one record of a capture, and where in the file it begins.
#[derive(Clone, Debug)]
pub struct Record {
    file: Arc<str>,
    text: Text,
    start: Position,
    /// The first byte that is not UTF-8, where such bytes have been replaced.
    bad: Option<BadByte>,
}

/// The text of a record, in the form in which places are looked up in it.
#[derive(Clone, Debug)]
enum Text {
    /// JSON, and nothing but this record.
    Json(Arc<[u8]>),
    /// YAML, and where the values of this record stand in it.
    Yaml(Arc<Located>),
}

/// How the record holds a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodySource {
    /// As JSON, at this pointer into the record.
    Inline(Pointer),
    /// As a string that holds the text of the body, at this pointer into the record.
    Embedded(Pointer),
    /// In another form (base64, compressed). The pointer names the member that holds it, and that is the place of every
    /// value in the body: in what is encoded no value has a place of its own.
    Encoded(Pointer),
    /// As [`BodySource::Encoded`], and not all of it is UTF-8: this is the first byte that is not.
    Replaced(Pointer, BadByte),
}

impl Record {
    /// A record in JSON that begins at `start` of `file`.
    pub fn new(file: impl Into<Arc<str>>, text: impl Into<Arc<[u8]>>, start: Position) -> Record {
        Record { file: file.into(), text: Text::Json(text.into()), start, bad: None }
    }

    /// A record in YAML that begins at `start` of `file`.
    pub(crate) fn located(file: &Arc<str>, located: Located, start: Position) -> Record {
        Record { file: Arc::clone(file), text: Text::Yaml(Arc::new(located)), start, bad: None }
    }

    /// The file, as the user named it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The text, where it is JSON.
    pub(crate) fn text(&self) -> &[u8] {
        match &self.text {
            Text::Json(text) => text,
            Text::Yaml(_) => &[],
        }
    }

    /// The same record with U+FFFD for what is not UTF-8; `None` if all of it is.
    pub(crate) fn replaced(&self) -> Option<Record> {
        let bad = BadByte::of(self.text())?;
        let text = String::from_utf8_lossy(self.text()).into_owned().into_bytes();
        Some(Record { bad: Some(bad), ..Record::new(Arc::clone(&self.file), text, self.start) })
    }

    /// Where the record begins.
    pub fn place(&self) -> Place {
        self.view().place()
    }

    /// The place of the value that `pointer` names in the record itself, or of the record.
    pub fn place_of(&self, pointer: &Pointer) -> Place {
        self.view().place_of(pointer)
    }

    /// The place of the value at `pointer` in a body that this record holds as `source` says, or of its name;
    /// of what cannot be found, the place where the body begins.
    pub fn place_in_body(&self, source: &BodySource, pointer: &Pointer, name: bool) -> Place {
        self.view().place_in_body(source, pointer, name)
    }

    /// The place of the byte at `offset`.
    pub(crate) fn place_at(&self, offset: usize) -> Place {
        self.view().place_at(offset)
    }

    /// This record, borrowed.
    pub(crate) fn view(&self) -> RecordView<'_> {
        let text = match &self.text {
            Text::Json(text) => TextView::Json(text),
            Text::Yaml(located) => TextView::Yaml(located),
        };
        RecordView { file: &self.file, text, start: self.start, bad: self.bad }
    }
}

/// A record, borrowed.
#[derive(Clone, Copy, Debug)]
pub struct RecordView<'x> {
    file: &'x str,
    text: TextView<'x>,
    start: Position,
    bad: Option<BadByte>,
}

#[derive(Clone, Copy, Debug)]
enum TextView<'x> {
    Json(&'x [u8]),
    /// JSON that has been parsed to a tape.
    Tape(&'x [u8], TapePlaces<'x>),
    Yaml(&'x Located),
}

impl<'x> RecordView<'x> {
    /// A record in JSON that begins at `start` of `file` and has been parsed to a tape.
    pub(crate) fn tape(file: &'x str, text: &'x [u8], start: Position, places: TapePlaces<'x>) -> RecordView<'x> {
        RecordView { file, text: TextView::Tape(text, places), start, bad: None }
    }

    /// Where the record begins.
    pub fn place(&self) -> Place {
        Place::at(self.file, self.start)
    }

    /// The place of the value that `pointer` names in the record itself, or of the record.
    pub fn place_of(&self, pointer: &Pointer) -> Place {
        match self.text {
            TextView::Yaml(located) => Place::at(self.file, located.position(pointer)),
            TextView::Json(_) | TextView::Tape(..) => self.place_at(self.offset(pointer, false).unwrap_or(0)),
        }
    }

    /// The place of the value at `pointer` in a body that this record holds as `source` says, or of its name;
    /// of what cannot be found, the place where the body begins.
    pub fn place_in_body(&self, source: &BodySource, pointer: &Pointer, name: bool) -> Place {
        let find = if name { json_text::name_offset } else { json_text::value_offset };
        let (at, place) = match (source, self.text) {
            (BodySource::Inline(at), TextView::Json(_) | TextView::Tape(..)) => {
                (at, self.offset(&at.join(pointer), name).map(|offset| self.place_at(offset)))
            }
            (BodySource::Embedded(at), TextView::Json(text) | TextView::Tape(text, _)) => {
                let start = self.offset(at, false);
                let offset = start.and_then(|start| embedded_offset(text, start, |body| find(body, pointer)));
                (at, offset.map(|offset| self.place_at(offset)))
            }
            (BodySource::Embedded(at), TextView::Yaml(located)) => {
                let position = located.within(at, |body| find(body, pointer));
                (at, position.map(|position| Place::at(self.file, position)))
            }
            (BodySource::Inline(at) | BodySource::Encoded(at) | BodySource::Replaced(at, _), _) => (at, None),
        };
        place.unwrap_or_else(|| self.place_of(at))
    }

    /// The text, where it is JSON; of a record in YAML nothing.
    pub(crate) fn json_text(&self) -> &'x [u8] {
        if let TextView::Json(text) | TextView::Tape(text, _) = self.text { text } else { &[] }
    }

    /// Where the value at `pointer` begins in a record that is JSON, or its name.
    fn offset(&self, pointer: &Pointer, name: bool) -> Option<usize> {
        match self.text {
            TextView::Json(text) if name => json_text::name_offset(text, pointer),
            TextView::Json(text) => json_text::value_offset(text, pointer),
            TextView::Tape(text, places) if name => places.name_offset(text, pointer),
            TextView::Tape(text, places) => places.value_offset(text, pointer),
            TextView::Yaml(_) => None,
        }
    }

    /// The text of the value at `pointer`, where the record is JSON.
    pub(crate) fn json_at(&self, pointer: &Pointer) -> Option<&'x [u8]> {
        let (text, start) = (self.json_text(), self.offset(pointer, false)?);
        text.get(start..json_text::value_end(text, start)?)
    }

    /// The first byte that is not UTF-8 in a body that this record holds as `source` says, and its place.
    pub(crate) fn bad_byte(&self, source: &BodySource) -> Option<(BadByte, Place)> {
        let (at, quote) = match source {
            BodySource::Replaced(at, bad) => return Some((*bad, self.place_of(at))),
            BodySource::Encoded(_) => return None,
            BodySource::Inline(at) => (at, 0),
            BodySource::Embedded(at) => (at, 1),
        };
        let bad = self.bad?;
        let text = self.json_text();
        let start = json_text::value_offset(text, at)?;
        let is_within = (start..json_text::value_end(text, start)?).contains(&bad.offset);
        let offset = bad.offset.checked_sub(start + quote)?;
        is_within.then(|| (BadByte { offset, ..bad }, self.place_at(bad.offset)))
    }

    /// The place of the byte at `offset`.
    fn place_at(&self, offset: usize) -> Place {
        Place::at(self.file, Position::of(self.json_text(), offset).within(self.start))
    }
}

/// Where something stands in the text of the JSON string that begins at `start`, given where it is once decoded.
fn embedded_offset(text: &[u8], start: usize, find: impl Fn(&[u8]) -> Option<usize>) -> Option<usize> {
    let literal = &text[start..json_text::value_end(text, start)?];
    let body: String = serde_json::from_slice(literal).ok()?;
    Some(start + json_text::offset_in_literal(literal, find(body.as_bytes())?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(line: u32, column: u32) -> Position {
        Position { line, column }
    }

    #[test]
    fn a_value_in_a_body_that_is_a_string_is_found_behind_its_escapes() {
        let text = "{\"body\":\"{\\\"a\\\": [1, true]}\"}";
        let record = Record::new("x.har", text.as_bytes(), Position { line: 3, column: 5 });
        let source = BodySource::Embedded(Pointer::ROOT.key("body"));
        let place = record.place_in_body(&source, &Pointer::ROOT.key("a").index(1), false);
        let expected = text.find("true").expect("it is there");
        assert_eq!(place.position, Some(position(3, 5 + u32::try_from(expected).expect("small"))));
    }

    #[test]
    fn what_cannot_be_found_is_placed_where_the_body_begins() {
        let record = Record::new("x", *b"{\n\"body\": {}}", Position { line: 1, column: 1 });
        let source = BodySource::Inline(Pointer::ROOT.key("body"));
        assert_eq!(record.place_in_body(&source, &Pointer::ROOT.key("z"), true).position, Some(position(2, 9)));
    }
}
