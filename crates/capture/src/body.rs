//! A capture that is itself one body.

use crate::{
    Body, BodySource, Exchange, Headers, ReadError, Record, Request, Response, Target, input::Input, json, replaced,
};
use driftline_finding::Pointer;

/// Reads the whole capture as the body of the response that `operation` gives with `status`.
pub(crate) fn exchange(
    input: &mut Input<'_>,
    operation: &str,
    status: u16,
    limit: usize,
) -> Result<Exchange, ReadError> {
    let record: Record = input.rest(limit)?.into_record(input.file(), limit)?;
    replaced::reading(record, |record| bare(record, operation, status))
}

fn bare(record: Record, operation: &str, status: u16) -> Result<Exchange, ReadError> {
    let value = json::parse(record.text()).map_err(|syntax| ReadError::syntax(&record, &syntax))?;
    Ok(Exchange {
        request: Request {
            target: Target::Operation(operation.to_owned()),
            headers: Headers::default(),
            body: Body::Absent,
            partial_query: false,
        },
        response: Some(Response {
            status,
            headers: Headers::default(),
            body: Body::Json(value, BodySource::Inline(Pointer::ROOT)),
        }),
        record,
    })
}
