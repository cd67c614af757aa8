//! What is wrong with a document.

use driftline_finding::{Place, Pointer, Position};
use serde_json::Value;

/// Why a document could not be read as a contract.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadContractError {
    /// The text is neither JSON nor YAML.
    #[error("{place}: {reason}")]
    Syntax {
        /// Where the parser stopped.
        place: Place,
        /// What the parser said.
        reason: String,
    },
    /// The document is of another kind.
    #[error("{place}: {reason}")]
    Kind {
        /// Where the document begins, or where it names its kind.
        place: Place,
        /// What it is, and what to do.
        reason: String,
    },
    /// A value is not what its place demands.
    #[error("{place}: {reason}")]
    Value {
        /// Where the value stands.
        place: Place,
        /// The value, in the document.
        pointer: Pointer,
        /// What was expected and what came.
        reason: String,
    },
    /// A reference leads nowhere, in a circle, or out of the document.
    #[error("{place}: {reason}")]
    Reference {
        /// Where the reference stands.
        place: Place,
        /// The reference, in the document.
        pointer: Pointer,
        /// What is wrong with it, and what to do.
        reason: String,
    },
}

impl ReadContractError {
    /// Where it happened.
    pub fn place(&self) -> &Place {
        match self {
            ReadContractError::Syntax { place, .. }
            | ReadContractError::Kind { place, .. }
            | ReadContractError::Value { place, .. }
            | ReadContractError::Reference { place, .. } => place,
        }
    }
}

/// A text that the parser does not accept.
#[derive(Debug)]
pub(super) struct SyntaxFault {
    pub(super) position: Position,
    pub(super) reason: String,
}

/// A value that the reader does not accept; the document knows its place.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) at: Pointer,
    pub(super) part: Part,
    pub(super) class: Class,
    pub(super) reason: String,
    /// The value that came first, where two of a kind are one too many.
    pub(super) first: Option<Pointer>,
}

/// Which part of a member is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Name,
    Value,
}

/// Which variant of [`ReadContractError`] a fault becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Kind,
    Value,
    Reference,
}

impl Fault {
    /// The value at `at` is not what was expected.
    pub(super) fn expected(what: &str, at: &Pointer, found: &Value) -> Fault {
        Fault::value(at, format!("expected {what}{}, found {}", under(at), describe(found)))
    }

    /// The object at `at` lacks a member.
    pub(super) fn missing(what: &str, name: &str, at: &Pointer) -> Fault {
        Fault::value(at, format!("expected {what} under `{}`, found nothing", at.key(name)))
    }

    /// The name of the member at `at` is not what was expected.
    pub(super) fn name(what: &str, at: &Pointer) -> Fault {
        let name = at.last().unwrap_or_default();
        let reason = format!("expected {what}{}, found `{name}`", under(&at.parent().unwrap_or_default()));
        Fault { part: Part::Name, ..Fault::value(at, reason) }
    }

    pub(super) fn value(at: &Pointer, reason: String) -> Fault {
        Fault { at: at.clone(), part: Part::Value, class: Class::Value, reason, first: None }
    }

    /// The reference `text` at `at` is wrong as `problem`, a predicate, says.
    pub(super) fn reference(text: &str, at: &Pointer, problem: &str) -> Fault {
        let reason = format!("the reference `{text}`{} {problem}", under(at));
        Fault { class: Class::Reference, ..Fault::value(at, reason) }
    }

    pub(super) fn kind(at: &Pointer, reason: String) -> Fault {
        Fault { class: Class::Kind, ..Fault::value(at, reason) }
    }

    /// This fault with advice at the end.
    pub(super) fn advice(mut self, advice: &str) -> Fault {
        self.reason = format!("{}; {advice}", self.reason);
        self
    }
}

fn under(at: &Pointer) -> String {
    if at.is_root() { String::new() } else { format!(" under `{at}`") }
}

/// A value as a message names it. Long texts are cut.
pub(super) fn describe(value: &Value) -> String {
    const SHOWN: usize = 40;
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => format!("`{value}`"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) if text.chars().count() <= SHOWN => format!("the text {text:?}"),
        Value::String(text) => format!("the text {:?}…", text.chars().take(SHOWN).collect::<String>()),
        Value::Array(items) if items.is_empty() => "an empty list".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// A message with what a name may smuggle into it, line breaks and the commands of a terminal, escaped.
pub(super) fn one_line(message: &str) -> String {
    let escape = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let mut line = String::with_capacity(message.len());
    for c in message.chars() {
        if escape(c) { line.extend(c.escape_debug()) } else { line.push(c) }
    }
    line
}
