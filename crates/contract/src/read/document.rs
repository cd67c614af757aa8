//! A text as a JSON value, with the place of everything in it.

use super::{
    fault::{Class, Fault, Part, ReadContractError, SyntaxFault, one_line},
    json, yaml,
};
use driftline_finding::{Place, Pointer, Position, json_text};
use serde_json::Value;

/// A parsed text.
#[derive(Clone, Debug)]
pub(super) struct Document {
    file: String,
    text: String,
    value: Value,
    /// The places of a YAML document; in JSON they are looked up in the text.
    marks: Option<yaml::Marks>,
}

impl Document {
    /// Parses JSON where the text begins as a JSON object does, else YAML.
    pub(super) fn parse(file: &str, text: &str) -> Result<Document, ReadContractError> {
        // A byte order mark belongs to the encoding, not to the document.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let parsed = if is_json(text) {
            json::parse(text).map(|value| (value, None))
        } else {
            yaml::parse(text).map(|(value, marks)| (value, Some(marks)))
        };
        match parsed {
            Ok((value, marks)) => Ok(Document { file: file.to_owned(), text: text.to_owned(), value, marks }),
            Err(SyntaxFault { position, reason }) => {
                Err(ReadContractError::Syntax { place: Place::at(file, position), reason: one_line(&reason) })
            }
        }
    }

    pub(super) fn file(&self) -> &str {
        &self.file
    }

    pub(super) fn value(&self) -> &Value {
        &self.value
    }

    /// A fault with its place.
    pub(super) fn error(&self, fault: Fault) -> ReadContractError {
        let Fault { at: pointer, part, class, mut reason, first } = fault;
        if let Some(first) = first {
            reason = format!("{reason}; the first stands at {}", self.position(&first, Part::Value));
        }
        let reason = one_line(&reason);
        let place = Place::at(self.file.as_str(), self.position(&pointer, part));
        match class {
            Class::Kind => ReadContractError::Kind { place, reason },
            Class::Value => ReadContractError::Value { place, pointer, reason },
            Class::Reference => ReadContractError::Reference { place, pointer, reason },
        }
    }

    fn position(&self, pointer: &Pointer, part: Part) -> Position {
        if let Some(marks) = &self.marks {
            return marks.position(&self.value, pointer, part);
        }
        let find = if part == Part::Name { json_text::name_offset } else { json_text::value_offset };
        Position::of(self.text.as_bytes(), find(self.text.as_bytes(), pointer).unwrap_or(0))
    }
}

/// Whether the text begins as a JSON object does. A flow mapping of YAML also begins with a brace, but seldom goes
/// on with a quote.
fn is_json(text: &str) -> bool {
    let inside = text.trim_ascii_start().strip_prefix('{').map(str::trim_ascii_start);
    inside.is_some_and(|inside| inside.is_empty() || inside.starts_with(['"', '}']))
}
