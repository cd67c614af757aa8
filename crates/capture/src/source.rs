//! The text behind an exchange, kept to say where its values stand.

use crate::{replaced::BadByte, tape::TapePlaces, yaml::Located};
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
    file: &'x Arc<str>,
    text: TextView<'x>,
    start: Position,
    bad: Option<BadByte>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum TextView<'x> {
    Json(&'x [u8]),
    /// JSON that has been parsed to a tape.
    Tape(&'x [u8], TapePlaces<'x>),
    Yaml(&'x Located),
}

impl<'x> RecordView<'x> {
    /// A record in JSON that begins at `start` of `file` and has been parsed to a tape.
    pub(crate) fn tape(file: &'x Arc<str>, text: &'x [u8], start: Position, places: TapePlaces<'x>) -> RecordView<'x> {
        RecordView { file, text: TextView::Tape(text, places), start, bad: None }
    }

    /// Where the record begins.
    pub fn place(&self) -> Place {
        Place::at(Arc::clone(self.file), self.start)
    }

    /// The place of the value that `pointer` names in the record itself, or of the record.
    pub fn place_of(&self, pointer: &Pointer) -> Place {
        match self.text {
            TextView::Yaml(located) => self.place_of_position(located.position(pointer)),
            TextView::Json(_) | TextView::Tape(..) => self.place_at(self.offset(pointer).unwrap_or(0)),
        }
    }

    /// The text, where it is JSON; of a record in YAML nothing.
    pub(crate) fn json_text(&self) -> &'x [u8] {
        if let TextView::Json(text) | TextView::Tape(text, _) = self.text { text } else { &[] }
    }

    /// Where the value at `pointer` begins in a record that is JSON.
    fn offset(&self, pointer: &Pointer) -> Option<usize> {
        match self.text {
            TextView::Json(text) => json_text::value_offset(text, pointer),
            TextView::Tape(text, places) => places.finder(text).value(text, pointer),
            TextView::Yaml(_) => None,
        }
    }

    /// The first byte of a record in YAML that is not UTF-8 and stands in none of the bodies that it holds as `sources`
    /// say.
    pub(crate) fn bad_outside(&self, sources: &[&BodySource]) -> Option<Place> {
        let TextView::Yaml(located) = self.text else { return None };
        let position = located.bad_outside(sources.iter().filter_map(|source| match source {
            BodySource::Embedded(at) => Some(at),
            _ => None,
        }))?;
        Some(self.place_of_position(position))
    }

    /// The text of the value at `pointer`, where the record is JSON.
    pub(crate) fn json_at(&self, pointer: &Pointer) -> Option<&'x [u8]> {
        let (text, start) = (self.json_text(), self.offset(pointer)?);
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
        if let TextView::Yaml(located) = self.text {
            return located.bad_byte(at).map(|(bad, position)| (bad, self.place_of_position(position)));
        }
        let bad = self.bad?;
        let text = self.json_text();
        let start = json_text::value_offset(text, at)?;
        let is_within = (start..json_text::value_end(text, start)?).contains(&bad.offset);
        let offset = bad.offset.checked_sub(start + quote)?;
        is_within.then(|| (BadByte { offset, ..bad }, self.place_at(bad.offset)))
    }

    /// The place of the byte at `offset`.
    fn place_at(&self, offset: usize) -> Place {
        self.place_of_position(Position::of(self.json_text(), offset).within(self.start))
    }

    pub(crate) fn place_of_position(&self, position: Position) -> Place {
        Place::at(Arc::clone(self.file), position)
    }

    /// Where the record begins in its file.
    pub(crate) fn start(&self) -> Position {
        self.start
    }

    pub(crate) fn text(&self) -> TextView<'x> {
        self.text
    }
}
