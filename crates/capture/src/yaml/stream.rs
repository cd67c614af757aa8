//! The list of a cassette as a stream of its items.

use super::{
    Fault,
    load::{Loader, Tree},
    locate::Located,
    position,
    source::{Base, Source},
};
use crate::{
    Exchange, ReadError, Record,
    input::{End, Input},
    listed::{self, Archive},
    quote, replaced, shape,
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
    source: Source,
    loader: Loader,
    state: State,
    /// A line that has been reached, and the byte at which it begins.
    line: (u32, usize),
    /// Where the item that is being built begins.
    item: Position,
    /// The line in which the last item began, and the bytes at which it begins and ends.
    base: Base,
    span: (usize, usize),
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
                Ok(source) => self.events.insert(Box::new(Events::new(source))),
                Err(error) => return Some(Err(error)),
            },
        };
        let file = input.file();
        // The parser ends a text without a last line break on a line of its own.
        let end = events.end;
        let next = events.next(self.archive, limit)?;
        let (source, base, span) = (&events.source, events.base, events.span);
        let place = |at: Position| Place::at(&**file, source.shown(&base, at.min(end)));
        match next {
            Err(Fault { at, reason }) => Some(Err(ReadError::Capture { place: place(at), reason })),
            Ok(Err(Fault { at, reason })) => Some(Err(ReadError::Record { place: place(at), reason })),
            Ok(Ok(Tree { value, marks, .. })) => {
                let start = marks.start();
                let record =
                    Record::located(file, Located::new(source.clone(), base, span, marks), source.shown(&base, start));
                Some(replaced::checked(shape::of_value(record, value, self.archive.shape, limit)))
            }
        }
    }
}

/// All text of the capture.
fn text(input: &mut Input<'_>, limit: usize) -> Result<Source, ReadError> {
    let start = Position { line: 1, column: 1 };
    let piece = input.rest(limit)?;
    let refused =
        |at: Position, reason: String| Err(ReadError::Capture { place: Place::at(&**input.file(), at), reason });
    if piece.span.end == End::TooLong {
        let limit = quote::size(limit as u64);
        return refused(start, format!("the cassette is longer than {limit}; `--max-document` raises the limit"));
    }
    let source = Source::new(piece.text);
    match source.text.find('\0') {
        Some(at) => refused(source.at_byte(&Base::START, at), "the character U+0000, which YAML has not".to_owned()),
        None => Ok(source),
    }
}

/// An item or what is wrong with it; or what is wrong with the whole.
type Next = Result<Result<Tree, Fault>, Fault>;

impl Events {
    fn new(source: Source) -> Events {
        let characters = Characters { text: Arc::clone(&source.text), at: 0 };
        Events {
            parser: Parser::new_from_iter(characters),
            end: source.end(),
            source,
            loader: Loader::default(),
            state: State::Outside,
            line: (1, 0),
            item: Position { line: 1, column: 1 },
            base: Base::START,
            span: (0, 0),
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
        let line = self.line_of(self.item);
        self.base = self.base.moved(&self.source, line);
        self.span = (self.byte_of(self.item), self.byte_of(position(span.end)));
        if self.span.1.saturating_sub(self.span.0) > limit {
            let limit = quote::size(limit as u64);
            let reason = format!("the record is longer than {limit}; `--max-record` raises the limit");
            return Some(Err(Fault { at: self.item, reason }));
        }
        Some(item)
    }

    /// The byte at which a position stands that is not before the line reached last.
    fn byte_of(&mut self, position: Position) -> usize {
        let (_, start) = self.line_of(position);
        let mut line = self.source.text[start..].char_indices().map(|(at, _)| start + at);
        line.nth(position.column as usize - 1).unwrap_or(self.source.text.len())
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
        if let Some(start) = self.source.line_start(self.line, position.line).filter(|_| position.line >= self.line.0) {
            self.line = (position.line, start);
        }
        self.line
    }
}
