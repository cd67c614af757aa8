//! In which forms a body can be held, and what differs between them.

use crate::{
    CompileError,
    accept::{Acceptor, Faults, Faulty, Scope},
    compile::Compiled,
    prepared::Cell,
    shape::{Compile, ROOT, Shape, Way},
    tape_json::{TapeJson, TapeNode},
    told::Told,
    undocumented,
};
use driftline_capture::TapeParser;
use driftline_finding::Pointer;
use jsonschema::{
    Validator,
    json::{Json, SerdeJson},
};
use serde_json::Value;
use std::{convert::Infallible, sync::OnceLock};

/// Why a text was not handed on as JSON.
pub(crate) enum Unread<D> {
    /// It is none.
    NotJson,
    /// It is, but nests deeper or has greater numbers than our parser takes.
    Beyond(String),
    /// This form does not tell enough.
    Unsure(D),
}

/// What is on the tape is no JSON, or JSON that parsers understand differently.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unsure;

/// What one thread keeps from one exchange to the next.
pub(crate) struct Memory<F: Representation> {
    /// For texts that are JSON.
    pub(crate) texts: F::Texts,
    /// What was found.
    pub(crate) told: Told,
}

impl<F: Representation> Default for Memory<F> {
    fn default() -> Memory<F> {
        Memory { texts: F::Texts::default(), told: Told::default() }
    }
}

/// A form in which bodies are held and judged.
pub(crate) trait Representation: Json {
    /// That an exchange cannot be judged in this form, and has to be in the other one.
    type Doubt: Send + Sync;
    /// The doubt where an object holds a name twice; `None` where no object does.
    const IF_REPEATED: Option<Self::Doubt>;
    /// What finds faults quickly, beside the validator and the shape.
    type Acceptor: Send + Sync;
    /// Memory for texts that are JSON.
    type Texts: Default;

    /// Reads `text`, and hands its value on.
    fn text<R>(
        memory: &mut Self::Texts,
        text: &str,
        then: impl FnOnce(&Self::Node<'_>) -> R,
    ) -> Result<R, Unread<Self::Doubt>>;

    /// What finds faults quickly in values of `shape`, whose validator is given.
    fn acceptor(
        shape: &Shape<Self>,
        validator: &Validator<Self>,
        compile: Compile<'_, Self>,
    ) -> Result<Self::Acceptor, CompileError>;

    /// What is at fault in a body.
    fn faults<'v>(compiled: &Compiled<Self>, value: &Self::Node<'v>)
    -> Result<Faults<'v, Self::Node<'v>>, Self::Doubt>;

    /// The same value, known to live for as long only as it is borrowed.
    fn shorten<'s>(value: &'s Self::Node<'_>) -> Self::Node<'s>;

    /// What of a cell is for this form.
    fn of(cell: &Cell) -> &OnceLock<Result<Compiled<Self>, CompileError>>;
}

impl Representation for SerdeJson {
    /// A tree is as sure as one can be.
    type Doubt = Infallible;
    const IF_REPEATED: Option<Infallible> = None;
    type Acceptor = ();
    type Texts = ();

    fn text<R>((): &mut (), text: &str, then: impl FnOnce(&&Value) -> R) -> Result<R, Unread<Infallible>> {
        match serde_json::from_str::<Value>(text) {
            Ok(value) => Ok(then(&&value)),
            Err(error) => Err(unread(&error)),
        }
    }

    fn acceptor(_: &Shape<SerdeJson>, _: &Validator, _: Compile<'_, SerdeJson>) -> Result<(), CompileError> {
        Ok(())
    }

    fn faults<'v>(
        compiled: &Compiled<SerdeJson>,
        value: &Self::Node<'v>,
    ) -> Result<Faults<'v, Self::Node<'v>>, Infallible> {
        let is_fine = compiled.validator.is_valid(value) && undocumented::is_clean(&compiled.shape, ROOT, value);
        let scope = Scope::Schema(ROOT[0]);
        let whole = || Faulty { instance: Pointer::ROOT, value: *value, scope, way: Way::default() };
        Ok(Faults { values: if is_fine { Vec::new() } else { vec![whole()] }, may_be_lossy: true })
    }

    fn shorten<'s>(value: &'s &Value) -> &'s Value {
        value
    }

    fn of(cell: &Cell) -> &OnceLock<Result<Compiled<SerdeJson>, CompileError>> {
        &cell.tree
    }
}

impl Representation for TapeJson {
    type Doubt = Unsure;
    const IF_REPEATED: Option<Unsure> = Some(Unsure);
    type Acceptor = Acceptor;
    type Texts = TapeParser;

    fn text<R>(
        memory: &mut TapeParser,
        text: &str,
        then: impl FnOnce(&TapeNode<'_>) -> R,
    ) -> Result<R, Unread<Unsure>> {
        memory.parse(text.as_bytes(), |value| then(&TapeNode::Value(value))).ok_or(Unread::Unsure(Unsure))
    }

    fn acceptor(
        shape: &Shape<TapeJson>,
        validator: &Validator<TapeJson>,
        compile: Compile<'_, TapeJson>,
    ) -> Result<Acceptor, CompileError> {
        Acceptor::new(shape, validator, compile)
    }

    fn faults<'v>(compiled: &Compiled<TapeJson>, value: &Self::Node<'v>) -> Result<Faults<'v, Self::Node<'v>>, Unsure> {
        match value {
            TapeNode::Value(body) => compiled.acceptor.faults(&compiled.shape, *body),
            // The library makes one where it looks at a name.
            TapeNode::Name(_) => Err(Unsure),
        }
    }

    fn shorten<'s>(value: &'s TapeNode<'_>) -> TapeNode<'s> {
        *value
    }

    fn of(cell: &Cell) -> &OnceLock<Result<Compiled<TapeJson>, CompileError>> {
        &cell.tape
    }
}

fn unread(error: &serde_json::Error) -> Unread<Infallible> {
    let message = error.to_string();
    let beyond = message.starts_with("recursion limit exceeded") || message.starts_with("number out of range");
    if beyond { Unread::Beyond(message) } else { Unread::NotJson }
}
