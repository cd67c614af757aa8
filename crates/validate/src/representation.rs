//! In which forms a body can be held, and what differs between them.

use crate::{
    CompileError,
    compile::Compiled,
    prepared::Cell,
    tape_json::{TapeJson, TapeNode},
};
use driftline_capture::TapeParser;
use jsonschema::json::{Json, SerdeJson};
use serde_json::Value;
use std::sync::OnceLock;

/// Why a text was not handed on as JSON.
pub(crate) enum Unread {
    /// It is none.
    NotJson,
    /// It is, but nests deeper or has greater numbers than our parser takes.
    Beyond(String),
    /// This form cannot tell: ask with the other one.
    Unsure,
}

/// A form in which bodies are held and judged.
pub(crate) trait Representation: Json {
    /// Whether one object may hold a name twice.
    const MAY_REPEAT: bool;
    /// Memory for texts that are JSON.
    type Memory: Default;

    /// Reads `text`, and hands its value on.
    fn text<R>(memory: &mut Self::Memory, text: &str, then: impl FnOnce(&Self::Node<'_>) -> R) -> Result<R, Unread>;

    /// The same value, known to live for as long only as it is borrowed.
    fn shorten<'s>(value: &'s Self::Node<'_>) -> Self::Node<'s>;

    /// What of a cell is for this form.
    fn of(cell: &Cell) -> &OnceLock<Result<Compiled<Self>, CompileError>>;
}

impl Representation for SerdeJson {
    const MAY_REPEAT: bool = false;
    type Memory = ();

    fn text<R>((): &mut (), text: &str, then: impl FnOnce(&&Value) -> R) -> Result<R, Unread> {
        match serde_json::from_str::<Value>(text) {
            Ok(value) => Ok(then(&&value)),
            Err(error) => Err(unread(&error)),
        }
    }

    fn shorten<'s>(value: &'s &Value) -> &'s Value {
        value
    }

    fn of(cell: &Cell) -> &OnceLock<Result<Compiled<SerdeJson>, CompileError>> {
        &cell.tree
    }
}

impl Representation for TapeJson {
    const MAY_REPEAT: bool = true;
    type Memory = TapeParser;

    fn text<R>(memory: &mut TapeParser, text: &str, then: impl FnOnce(&TapeNode<'_>) -> R) -> Result<R, Unread> {
        memory.parse(text.as_bytes(), |value| then(&TapeNode::Value(value))).ok_or(Unread::Unsure)
    }

    fn shorten<'s>(value: &'s TapeNode<'_>) -> TapeNode<'s> {
        *value
    }

    fn of(cell: &Cell) -> &OnceLock<Result<Compiled<TapeJson>, CompileError>> {
        &cell.tape
    }
}

fn unread(error: &serde_json::Error) -> Unread {
    let message = error.to_string();
    let beyond = message.starts_with("recursion limit exceeded") || message.starts_with("number out of range");
    if beyond { Unread::Beyond(message) } else { Unread::NotJson }
}
