//! YAML 1.2 text (core schema) as a JSON value.
//!
//! The events of the parser are pulled one by one, because its own loader recurses and this one counts: depth
//! and the size of expanded aliases are limited, so that no text grows without bound.

use super::fault::{Part, SyntaxFault};
use driftline_finding::{Pointer, Position};
use saphyr::Scalar;
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Tag};
use serde_json::{Map, Number, Value};
use std::{borrow::Cow, collections::BTreeMap};

/// How deep lists and objects may nest. `serde_json` draws the same line.
const MAX_DEPTH: usize = 128;

/// How many values anchors may hold and aliases repeat.
const MAX_REPEATED: usize = 1_000_000;

/// Where a value of a YAML document and everything in it stands; the shape is that of the value.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    at: Position,
    name: Option<Position>,
    inner: Vec<Marks>,
}

impl Marks {
    /// The position of what `pointer` names in `value`; of what is not there, that of the last step that is.
    pub(super) fn position(&self, value: &Value, pointer: &Pointer, part: Part) -> Position {
        let (mut marks, mut value) = (self, value);
        for segment in pointer.segments() {
            let step = match value {
                Value::Object(members) => members.iter().position(|(name, _)| *name == segment),
                Value::Array(_) => segment.parse().ok(),
                _ => None,
            };
            let inner = step.and_then(|index| marks.inner.get(index));
            let below = match value {
                Value::Object(members) => members.get(&*segment),
                Value::Array(items) => step.and_then(|index| items.get(index)),
                _ => None,
            };
            let (Some(inner), Some(below)) = (inner, below) else { return marks.at };
            (marks, value) = (inner, below);
        }
        marks.name.filter(|_| part == Part::Name).unwrap_or(marks.at)
    }
}

pub(super) fn parse(text: &str) -> Result<(Value, Marks), SyntaxFault> {
    let mut parser = Parser::new_from_str(text);
    let mut loader = Loader::default();
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| fault(*error.marker(), format!("not YAML: {}", error.info())))?;
        loader.event(event, span.start)?;
    }
    let nothing = Marks { at: Position { line: 1, column: 1 }, name: None, inner: Vec::new() };
    Ok(loader.root.map_or((Value::Null, nothing), |root| (root.value, root.marks)))
}

/// A value that is complete.
#[derive(Clone)]
struct Loaded {
    value: Value,
    marks: Marks,
    /// How many values it consists of.
    size: usize,
    /// How deep it nests: 0 for a scalar.
    depth: usize,
}

/// A list or object of which the end has not come.
struct Open {
    anchor: usize,
    at: Position,
    size: usize,
    depth: usize,
    inner: Vec<Marks>,
    content: Content,
}

enum Content {
    List(Vec<Value>),
    Object(Map<String, Value>, Option<(String, Position)>),
}

#[derive(Default)]
struct Loader {
    open: Vec<Open>,
    anchors: BTreeMap<usize, Loaded>,
    root: Option<Loaded>,
    documents: usize,
    repeated: usize,
}

impl Loader {
    fn event(&mut self, event: Event<'_>, mark: Marker) -> Result<(), SyntaxFault> {
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(fault(mark, "expected one YAML document, found a second".to_owned()));
                }
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
            Event::Alias(anchor) => self.alias(anchor, mark)?,
            Event::Scalar(text, style, anchor, tag) => self.scalar(&text, style, anchor, tag.as_deref(), mark)?,
            Event::SequenceStart(anchor, tag) => self.start(Content::List(Vec::new()), anchor, tag.as_deref(), mark)?,
            Event::MappingStart(anchor, tag) => {
                self.start(Content::Object(Map::new(), None), anchor, tag.as_deref(), mark)?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    let anchor = open.anchor;
                    self.complete(open.close(), anchor, mark)?;
                }
            }
        }
        Ok(())
    }

    fn start(&mut self, content: Content, anchor: usize, tag: Option<&Tag>, mark: Marker) -> Result<(), SyntaxFault> {
        let suffix = if matches!(content, Content::List(_)) { "seq" } else { "map" };
        if let Some(tag) = tag.filter(|tag| !(tag.is_yaml_core_schema() && tag.suffix == suffix)) {
            return Err(unknown_tag(tag, mark));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(mark));
        }
        if self.is_at_key() {
            return Err(bad_key(mark));
        }
        self.open.push(Open { anchor, at: position(mark), size: 1, depth: 0, inner: Vec::new(), content });
        Ok(())
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        mark: Marker,
    ) -> Result<(), SyntaxFault> {
        if self.is_at_key() && style == ScalarStyle::Plain && text == "<<" {
            let reason = "`<<` merges mappings in YAML 1.1 only; write the members out, or quote the name";
            return Err(fault(mark, reason.to_owned()));
        }
        let value = if self.is_at_key() { text.into() } else { scalar_value(text, style, tag, mark)? };
        let marks = Marks { at: position(mark), name: None, inner: Vec::new() };
        self.complete(Loaded { value, marks, size: 1, depth: 0 }, anchor, mark)
    }

    fn alias(&mut self, anchor: usize, mark: Marker) -> Result<(), SyntaxFault> {
        let Some(target) = self.anchors.get(&anchor) else {
            return Err(fault(mark, "an alias stands inside the value that it repeats".to_owned()));
        };
        if self.open.len() + target.depth > MAX_DEPTH {
            return Err(too_deep(mark));
        }
        let target = target.clone();
        self.charge(target.size, mark)?;
        self.complete(target, 0, mark)
    }

    fn charge(&mut self, size: usize, mark: Marker) -> Result<(), SyntaxFault> {
        self.repeated += size;
        if self.repeated > MAX_REPEATED {
            return Err(fault(mark, format!("anchors and aliases repeat more than {MAX_REPEATED} values")));
        }
        Ok(())
    }

    fn is_at_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { content: Content::Object(_, None), .. }))
    }

    /// Puts a complete value into what is open.
    fn complete(&mut self, loaded: Loaded, anchor: usize, mark: Marker) -> Result<(), SyntaxFault> {
        if anchor > 0 {
            self.charge(loaded.size, mark)?;
            self.anchors.insert(anchor, loaded.clone());
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(loaded);
            return Ok(());
        };
        let Loaded { value, mut marks, size, depth } = loaded;
        match &mut open.content {
            Content::List(items) => items.push(value),
            Content::Object(members, name @ None) => {
                let text = key_text(value).ok_or_else(|| bad_key(mark))?;
                if members.contains_key(&text) {
                    return Err(fault(mark, format!("the member {text:?} occurs twice in one mapping")));
                }
                *name = Some((text, position(mark)));
                return Ok(());
            }
            Content::Object(members, name) => {
                if let Some((text, at)) = name.take() {
                    marks.name = Some(at);
                    members.insert(text, value);
                }
            }
        }
        open.size += size;
        open.depth = open.depth.max(depth);
        open.inner.push(marks);
        Ok(())
    }
}

impl Open {
    fn close(self) -> Loaded {
        let value = match self.content {
            Content::List(items) => Value::Array(items),
            Content::Object(members, _) => Value::Object(members),
        };
        let marks = Marks { at: self.at, name: None, inner: self.inner };
        Loaded { value, marks, size: self.size, depth: self.depth + 1 }
    }
}

/// The name that a scalar key stands for: `200:` names `"200"`.
fn key_text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn scalar_value(text: &str, style: ScalarStyle, tag: Option<&Tag>, mark: Marker) -> Result<Value, SyntaxFault> {
    match tag {
        Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => return Ok(text.into()),
        Some(tag) if !tag.is_yaml_core_schema() => return Err(unknown_tag(tag, mark)),
        // An integer that only an unsigned one holds: the parser would make a float of it.
        None if style == ScalarStyle::Plain && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            if let Ok(number) = text.parse::<u64>() {
                return Ok(number.into());
            }
        }
        _ => {}
    }
    let scalar = Scalar::parse_from_cow_and_metadata(text.into(), style, tag.map(Cow::Borrowed).as_ref());
    match scalar {
        Some(Scalar::Null) => Ok(Value::Null),
        Some(Scalar::Boolean(value)) => Ok(value.into()),
        Some(Scalar::Integer(value)) => Ok(value.into()),
        Some(Scalar::FloatingPoint(value)) => Number::from_f64(value.into_inner())
            .map(Value::Number)
            .ok_or_else(|| fault(mark, format!("`{text}` is a number that JSON cannot hold"))),
        Some(Scalar::String(text)) => Ok(text.into()),
        None => Err(fault(mark, format!("`{text}` is not what its tag says"))),
    }
}

fn unknown_tag(tag: &Tag, mark: Marker) -> SyntaxFault {
    fault(mark, format!("the tag `{}{}` has no meaning here", tag.handle, tag.suffix))
}

fn bad_key(mark: Marker) -> SyntaxFault {
    fault(mark, "expected a text as the name of a member, found another value".to_owned())
}

fn too_deep(mark: Marker) -> SyntaxFault {
    fault(mark, format!("lists and objects nest deeper than {MAX_DEPTH}"))
}

fn fault(mark: Marker, reason: String) -> SyntaxFault {
    SyntaxFault { position: position(mark), reason }
}

fn position(mark: Marker) -> Position {
    let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX - 1);
    Position { line: narrow(mark.line()).max(1), column: narrow(mark.col()) + 1 }
}
