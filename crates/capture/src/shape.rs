//! The step that all forms share: the value of one record becomes an exchange.

use crate::{
    BodyPlaces, Exchange, ReadError, Record, Request, Response,
    fields::Fault,
    json, repeated, replaced,
    tape::{TapeObject, TapeValue},
    view::{MessageView, SourceView},
};
use driftline_finding::Pointer;
use serde_json::Value;

/// What a form reads out of one record.
pub(crate) struct Halves {
    pub(crate) request: Request,
    pub(crate) response: Option<Response>,
}

/// How one form tells the halves of an exchange.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    /// Reads them. No body becomes longer than so many bytes by decompression.
    pub(crate) read: fn(Value, usize) -> Result<Halves, Fault>,
    /// Finds them in the usual case, where nothing need be decoded. It finds nothing where one of `once` occurs twice.
    pub(crate) borrow: Option<Borrow>,
    /// The members of `request` and `response` that mean something else to each reader if they occur twice, as these
    /// two do.
    pub(crate) once: &'static [&'static str],
}

/// Finds the halves of a record that is on a tape. `None` in any doubt: then the record is read.
pub(crate) type Borrow = for<'t> fn(TapeObject<'t>) -> Option<Borrowed<'t>>;

/// What is found without reading.
pub(crate) struct Borrowed<'t> {
    pub(crate) method: &'t str,
    pub(crate) url: &'t str,
    pub(crate) request: MessageView<'t, TapeValue<'t>>,
    pub(crate) response: Option<(u16, MessageView<'t, TapeValue<'t>>)>,
}

impl Shape {
    /// A form whose records are always read.
    pub(crate) const fn new(read: fn(Value, usize) -> Result<Halves, Fault>) -> Shape {
        Shape { read, borrow: None, once: &[] }
    }
}

/// The exchange that a record in JSON is.
pub(crate) fn exchange(record: Record, shape: Shape, limit: usize) -> Result<Exchange, ReadError> {
    replaced::reading(record, |record| match json::parse(record.text()) {
        Ok(value) => match repeated(record.text(), shape) {
            Some(at) => {
                let name = at.last().unwrap_or_default();
                let reason = format!("`{name}` stands in its object before, and a record has one");
                let place = BodyPlaces::new(record.view(), SourceView::Inline(&[])).name(&at);
                Err(ReadError::Record { place, reason })
            }
            None => of_value(record, value, shape, limit),
        },
        Err(syntax) => Err(ReadError::syntax(&record, &syntax)),
    })
}

/// The first member that may occur only once, and does again.
fn repeated(text: &[u8], shape: Shape) -> Option<Pointer> {
    if shape.once.is_empty() {
        return None;
    }
    let halves = ["request", "response"].map(|name| Pointer::ROOT.key(name));
    let is_once = |at: &Pointer| {
        let of_half = || at.parent().is_some_and(|parent| halves.contains(&parent));
        halves.contains(at) || of_half() && at.last().is_some_and(|name| shape.once.contains(&&*name))
    };
    repeated::names_down_to(1, text).into_iter().find(is_once)
}

/// The exchange that a record is whose value is known.
pub(crate) fn of_value(record: Record, value: Value, shape: Shape, limit: usize) -> Result<Exchange, ReadError> {
    match (shape.read)(value, limit) {
        Ok(Halves { request, response }) => Ok(Exchange { request, response, record }),
        Err(fault) => Err(ReadError::fault(&record, &fault)),
    }
}
