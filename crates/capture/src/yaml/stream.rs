//! The list of a cassette as a stream of its items.

use super::{
    Fault,
    load::{Loader, Tree},
    locate::{Located, line_start},
    position,
};
use crate::{
    Exchange, ReadError, Record,
    input::{End, Input},
    listed::{self, Archive},
    quote, shape,
};
use driftline_finding::{Place, Position};
use saphyr_parser::{BufferedInput, Event, Parser, Span};
use serde_json::Value;
use std::sync::Arc;

/// Reads the items of the list that an archive has in YAML, at the first step of its path.
pub(crate) struct YamlList {
    archive: &'static Archive,
    max_document: usize,
    events: Option<Box<Events>>,
}

struct Events {
    parser: Parser<'static, BufferedInput<Characters>>,
    text: Arc<str>,
    loader: Loader,
    state: State,
    /// A line that has been reached, and the byte at which it begins.
    line: (u32, usize),
    /// Where the item that is being built begins.
    item: Position,
    end: Position,
}

/// Where the next event stands.
enum State {
    /// Before or behind a document.
    Outside,
    /// In the mapping of a document: at a name, or at the value of that name.
    Mapping { name: Option<String>, found: bool },
    /// In the list.
    List,
}

/// The characters of a text that is shared.
struct Characters {
    text: Arc<str>,
    at: usize,
}

impl Iterator for Characters {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let next = self.text[self.at..].chars().next()?;
        self.at += next.len_utf8();
        Some(next)
    }
}

impl YamlList {
    pub(crate) fn new(archive: &'static Archive, max_document: usize) -> YamlList {
        YamlList { archive, max_document, events: None }
    }

    /// The next item; `None` at the end.
    pub(crate) fn next(&mut self, input: &mut Input<'_>, limit: usize) -> Option<Result<Exchange, ReadError>> {
        let events = match &mut self.events {
            Some(events) => events,
            None => match text(input, self.max_document) {
                Ok(text) => self.events.insert(Box::new(Events::new(text))),
                Err(error) => return Some(Err(error)),
            },
        };
        let file = input.file();
        // The parser ends a text without a last line break on a line of its own.
        let end = events.end;
        let place = |at: Position| Place::at(&**file, at.min(end));
        match events.next(self.archive, limit)? {
            Err(Fault { at, reason }) => Some(Err(ReadError::Capture { place: place(at), reason })),
            Ok(Err(Fault { at, reason })) => Some(Err(ReadError::Record { place: place(at), reason })),
            Ok(Ok(Tree { value, marks, .. })) => {
                let start = marks.start();
                let located = Located::new(Arc::clone(&events.text), events.line_of(start), marks);
                Some(shape::of_value(Record::located(file, located, start), value, self.archive.shape, limit))
            }
        }
    }
}

/// All text of the capture.
fn text(input: &mut Input<'_>, limit: usize) -> Result<Arc<str>, ReadError> {
    let start = Position { line: 1, column: 1 };
    let piece = input.rest(limit)?;
    let refused =
        |at: Position, reason: String| Err(ReadError::Capture { place: Place::at(&**input.file(), at), reason });
    if piece.span.end == End::TooLong {
        let limit = quote::size(limit as u64);
        return refused(start, format!("the cassette is longer than {limit}; `--max-document` raises the limit"));
    }
    match String::from_utf8(piece.text) {
        Err(error) => {
            let at = Position::of(error.as_bytes(), error.utf8_error().valid_up_to());
            refused(at, "bytes that are not UTF-8".to_owned())
        }
        Ok(text) => match foreign(&text) {
            Some((at, reason)) => refused(Position::of(text.as_bytes(), at), reason.to_owned()),
            None => Ok(text.into()),
        },
    }
}

/// The first character that the parser takes for something else than we do, and why it may not be there.
fn foreign(text: &str) -> Option<(usize, &'static str)> {
    let nul = text.find('\0').map(|at| (at, "the character U+0000, which YAML has not"));
    // The parser begins a line behind it, and places would be those of no editor.
    let mut lone = text.match_indices('\r').filter(|(at, _)| !text[*at..].starts_with("\r\n"));
    let lone = lone.next().map(|(at, _)| (at, "a lone carriage return, which ends no line; expected a line feed"));
    nul.into_iter().chain(lone).min()
}

/// An item or what is wrong with it; or what is wrong with the whole.
type Next = Result<Result<Tree, Fault>, Fault>;

impl Events {
    fn new(text: Arc<str>) -> Events {
        let characters = Characters { text: Arc::clone(&text), at: 0 };
        Events {
            parser: Parser::new_from_iter(characters),
            end: Position::of(text.as_bytes(), text.len()),
            text,
            loader: Loader::default(),
            state: State::Outside,
            line: (1, 0),
            item: Position { line: 1, column: 1 },
        }
    }

    fn next(&mut self, archive: &Archive, limit: usize) -> Option<Next> {
        loop {
            let (event, span) = match self.parser.next_event()? {
                Ok(event) => event,
                Err(error) => {
                    let reason = format!("not YAML: {}", quote::line(error.info()));
                    return Some(Err(Fault::new(*error.marker(), reason)));
                }
            };
            let step = match &self.state {
                State::Outside => self.outside(&event, span, archive),
                State::Mapping { name: None, found } => {
                    let found = *found;
                    self.name(event, span, found, archive)
                }
                State::Mapping { name: Some(name), .. } => {
                    let name = name.clone();
                    self.member(event, span, &name, archive)
                }
                State::List if self.loader.is_idle() && matches!(event, Event::SequenceEnd) => {
                    self.state = State::Mapping { name: None, found: true };
                    Ok(())
                }
                State::List => match self.item(event, span, limit) {
                    Some(item) => return Some(Ok(item)),
                    None => Ok(()),
                },
            };
            if let Err(fault) = step {
                return Some(Err(fault));
            }
        }
    }

    /// The item that an event completes, unless its text is longer than `limit`.
    fn item(&mut self, event: Event<'_>, span: Span, limit: usize) -> Option<Result<Tree, Fault>> {
        if self.loader.is_idle() {
            self.item = position(span.start);
        }
        let item = self.loader.event(event, span)?;
        let start = self.byte_of(self.item);
        if self.byte_of(position(span.end)).saturating_sub(start) > limit {
            let limit = quote::size(limit as u64);
            let reason = format!("the record is longer than {limit}; `--max-record` raises the limit");
            return Some(Err(Fault { at: self.item, reason }));
        }
        Some(item)
    }

    /// The byte at which a position stands that is not before the line reached last.
    fn byte_of(&mut self, position: Position) -> usize {
        let (_, start) = self.line_of(position);
        let mut line = self.text[start..].char_indices().map(|(at, _)| start + at);
        line.nth(position.column as usize - 1).unwrap_or(self.text.len())
    }

    fn outside(&mut self, event: &Event<'_>, span: Span, archive: &Archive) -> Result<(), Fault> {
        let found = match event {
            Event::MappingStart(..) => {
                self.state = State::Mapping { name: None, found: false };
                return Ok(());
            }
            Event::SequenceStart(..) => "a list",
            Event::Scalar(..) => "a text",
            Event::Alias(_) => "an alias",
            _ => return Ok(()),
        };
        let expected = format!("expected a {}: a mapping with `{}`", archive.name, archive.path[0]);
        Err(Fault::new(span.start, format!("{expected}, found {found}")))
    }

    fn name(&mut self, event: Event<'_>, span: Span, found: bool, archive: &Archive) -> Result<(), Fault> {
        match event {
            Event::Scalar(text, ..) => {
                self.state = State::Mapping { name: Some(text.into_owned()), found };
                Ok(())
            }
            Event::MappingEnd if found => {
                self.state = State::Outside;
                Ok(())
            }
            Event::MappingEnd => {
                let expected = format!("expected the member `{}` of a {}", archive.path[0], archive.name);
                Err(Fault::new(span.start, format!("{expected}, but the mapping ends without it")))
            }
            _ => Err(Fault::new(span.start, "expected a text as the name of a member, found another value")),
        }
    }

    fn member(&mut self, event: Event<'_>, span: Span, name: &str, archive: &Archive) -> Result<(), Fault> {
        let is_list = name == archive.path[0] && self.loader.is_idle();
        if is_list {
            let found = match event {
                Event::SequenceStart(..) => {
                    self.state = State::List;
                    return Ok(());
                }
                Event::MappingStart(..) => "a mapping",
                Event::Alias(_) => "an alias",
                _ => "a scalar",
            };
            return Err(Fault::new(span.start, format!("expected a list under `{name}`, found {found}")));
        }
        let Some(tree) = self.loader.event(event, span) else { return Ok(()) };
        if let (Value::String(version), "version", false) = (tree?.value, name, archive.versions.is_empty())
            && let Some(reason) = listed::unknown_version(archive.name, archive.versions, &version)
        {
            return Err(Fault::new(span.start, reason));
        }
        if let State::Mapping { name, .. } = &mut self.state {
            *name = None;
        }
        Ok(())
    }

    /// The line of a position, and the byte at which it begins.
    fn line_of(&mut self, position: Position) -> (u32, usize) {
        if let Some(start) = line_start(&self.text, self.line, position.line).filter(|_| position.line >= self.line.0) {
            self.line = (position.line, start);
        }
        self.line
    }
}
