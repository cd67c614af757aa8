//! The step that all forms share: the value of one record becomes an exchange.

use crate::{Exchange, ReadError, Record, Request, Response, fields::Fault, json};
use serde_json::Value;

/// What a form reads out of one record.
pub(crate) struct Halves {
    pub(crate) request: Request,
    pub(crate) response: Option<Response>,
}

/// How one form tells the halves of an exchange. No body becomes longer than so many bytes by decompression.
pub(crate) type Shape = fn(Value, usize) -> Result<Halves, Fault>;

/// The exchange that a record in JSON is.
pub(crate) fn exchange(record: Record, shape: Shape, limit: usize) -> Result<Exchange, ReadError> {
    match json::parse(record.text()) {
        Ok(value) => of_value(record, value, shape, limit),
        Err(syntax) => Err(ReadError::syntax(&record, &syntax)),
    }
}

/// The exchange that a record is whose value is known.
pub(crate) fn of_value(record: Record, value: Value, shape: Shape, limit: usize) -> Result<Exchange, ReadError> {
    match shape(value, limit) {
        Ok(Halves { request, response }) => Ok(Exchange { request, response, record }),
        Err(fault) => Err(ReadError::fault(&record, &fault)),
    }
}
