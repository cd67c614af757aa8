//! Exchanges: one request and its response, as captured, and the readers of captures.
//!
//! A reader yields an [`Exchange`] or a [`ReadError`] for every record, in file order; one bad record does not
//! end the capture, and every value in a body can be traced back to its [`Place`](driftline_finding::Place).
//! Captures are streamed: memory holds one record at a time, or, where they are taken apart in [batches](Batch) for
//! several threads, a few batches of them.
//!
//! ```
//! use driftline_capture::{Body, ReadOptions, Side};
//! use driftline_finding::Pointer;
//!
//! let har = r#"{"log": {"entries": [{
//!   "request": {"method": "GET", "url": "https://api.example.com/v1/things/a1"},
//!   "response": {"status": 200, "content": {"mimeType": "application/json", "text": "{\"id\": 7}"}}}]}}"#;
//! let capture = ReadOptions::default().read("things.har", har.as_bytes())?;
//! for exchange in capture {
//!     let exchange = exchange?;
//!     assert!(matches!(exchange.body(Side::Response), Body::Text(..)));
//!     let place = exchange.value_place(Side::Response, &Pointer::ROOT.key("id"));
//!     assert_eq!(place.to_string(), "things.har:3:93");
//! }
//! # Ok::<(), driftline_capture::ReadError>(())
//! ```
pub use crate::{
    batch::{Batch, BatchItem, RecordText},
    body_places::BodyPlaces,
    capture::Capture,
    error::ReadError,
    exchange::{Body, Exchange, Request, Response, Side, Target},
    format::{CaptureFormat, UnknownFormat},
    headers::{Headers, HeadersView},
    lossy::LossyNumber,
    name_template::{InvalidTemplate, NameTemplate},
    options::ReadOptions,
    replaced::BadByte,
    rules::rules,
    scrub::{ScrubError, Scrubbed},
    source::{BodySource, Record, RecordView},
    tape::{
        TapeArray, TapeCursor, TapeItems, TapeKind, TapeMembers, TapeNumber, TapeObject, TapeParser, TapeStep,
        TapeValue,
    },
    view::{BodyView, ExchangeView, MessageView, SourceView, TargetView},
    write::write_ndjson,
};

mod batch;
mod body;
mod body_places;
mod capture;
mod cassette;
mod decompress;
mod envelope;
mod error;
mod exchange;
mod fields;
mod format;
mod forms;
mod half;
mod har;
mod head;
mod headers;
mod input;
mod items;
mod json;
mod listed;
mod log;
mod lossy;
mod name_template;
mod ndjson;
mod options;
mod payload;
mod quote;
mod repeated;
mod replaced;
mod rules;
mod scrub;
mod shape;
mod sniff;
mod source;
mod stub;
mod tape;
mod value_scan;
mod view;
mod write;
mod yaml;
