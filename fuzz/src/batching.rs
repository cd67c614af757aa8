//! The law of batches: records taken out of the stream together are those that are read one by one, and what is seen of
//! one on a tape is the exchange that it is read as.

use crate::reading::{Item, said_of};
use driftline_capture::{
    Batch, BatchItem, BodyView, Exchange, ExchangeView, MessageView, ReadOptions, RecordText, Side, TapeParser,
    TapeValue,
};
use driftline_finding::Pointer;
use serde_json::Value;

/// Reads the bytes in batches, and compares them with what was read of them.
pub fn hold(options: &ReadOptions, bytes: &[u8], items: &[Item]) {
    let Ok(mut capture) = options.read("x", bytes) else { return };
    let (mut batch, mut parser) = (Batch::default(), TapeParser::default());
    let mut items = items.iter();
    while capture.fill(&mut batch) {
        for item in batch.drain() {
            let said = match item {
                BatchItem::Text(text) => record(&text, &mut parser),
                BatchItem::Exchange(exchange) => said_of(Ok(&exchange)),
                BatchItem::Error(error) => said_of(Err(&error)),
            };
            let expected = items.next().map(|item| said_of(item.as_ref()));
            assert_eq!(Some(said), expected, "a batch holds something else");
        }
    }
    assert!(items.next().is_none(), "no batch holds a record");
}

fn record(text: &RecordText<'_>, parser: &mut TapeParser) -> String {
    let read = text.read();
    text.view(parser, |seen| match &read {
        Ok(exchange) => same(&seen, exchange),
        Err(error) => panic!("it is seen on the tape, and not read: {error}"),
    });
    said_of(read.as_ref())
}

/// What is seen is what is read.
fn same(seen: &ExchangeView<'_, TapeValue<'_>>, exchange: &Exchange) {
    let read = exchange.view();
    assert_eq!(seen.target, read.target);
    assert_eq!(seen.status(), read.status());
    assert_eq!(seen.record.place(), read.record.place());
    for side in [Side::Request, Side::Response] {
        assert_eq!(seen.message(side).map(half), read.message(side).map(read_half), "{side:?}");
        assert_eq!(seen.value_place(side, &Pointer::ROOT), read.value_place(side, &Pointer::ROOT), "{side:?}");
    }
}

/// Headers, whether they are all, the body with the name of its kind, and the media type.
type Half = (Vec<(String, String)>, bool, (&'static str, Value), Option<String>);

fn half(message: &MessageView<'_, TapeValue<'_>>) -> Half {
    of(message, |value| (*value).into())
}

fn read_half(message: &MessageView<'_, &Value>) -> Half {
    of(message, |value| (*value).clone())
}

fn of<V>(message: &MessageView<'_, V>, tree: impl Fn(&V) -> Value) -> Half {
    let MessageView { headers, body } = message;
    let fields = headers.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let body = match body {
        BodyView::Absent => ("absent", Value::Null),
        BodyView::Json(value, _) => ("json", tree(value)),
        BodyView::Text(text, _) => ("text", (*text).into()),
        BodyView::Binary(length) => ("binary", (*length).into()),
        BodyView::Unavailable(reason) => ("unavailable", (*reason).into()),
    };
    (fields, headers.are_complete(), body, headers.media_type().map(Into::into))
}
