//! Some records of a capture, taken out of the stream and not read yet.

use crate::{
    Exchange, ReadError, Record, RecordView, TapeParser, TapeValue,
    shape::{self, Borrowed, Shape},
    tape::TapePlaces,
    view::{ExchangeView, TargetView},
};
use driftline_finding::{Position, Redactor};
use std::{ops::Range, sync::Arc};

/// A batch holds no more records once it has so many bytes.
const FULL: usize = 256 << 10;

/// Some records of one capture, in its order: a piece of work for one thread. Its memory is used again and again.
#[derive(Default)]
pub struct Batch {
    text: Vec<u8>,
    entries: Vec<Entry>,
    file: Arc<str>,
    limit: usize,
    redactor: Redactor,
}

/// One record of a batch.
pub enum BatchItem<'b> {
    /// A text that should be an exchange.
    Text(RecordText<'b>),
    /// An exchange that had to be read with others.
    Exchange(Box<Exchange>),
    /// What is no record, and why.
    Error(ReadError),
}

/// The text of one record, and how it is read.
pub struct RecordText<'b> {
    file: &'b Arc<str>,
    text: &'b [u8],
    start: Position,
    shape: Shape,
    limit: usize,
    redactor: &'b Redactor,
}

enum Entry {
    Text { range: Range<usize>, start: Position, shape: Shape },
    Exchange(Box<Exchange>),
    Error(ReadError),
}

/// One record, as a reader takes it out of the stream.
pub(crate) enum Step {
    /// Its text has been put behind the others.
    Text {
        start: Position,
        shape: Shape,
    },
    Exchange(Box<Exchange>),
    Error(ReadError),
}

impl Step {
    pub(crate) fn of(read: Result<Exchange, ReadError>) -> Step {
        match read {
            Ok(exchange) => Step::Exchange(Box::new(exchange)),
            Err(error) => Step::Error(error),
        }
    }

    /// The same without what only `redactor` calls secret.
    pub(crate) fn without_secrets(self, redactor: &Redactor) -> Step {
        match self {
            Step::Error(error) => Step::Error(error.without_secrets(redactor)),
            other => other,
        }
    }
}

impl Batch {
    /// Empties it for records of `file`.
    pub(crate) fn begin(&mut self, file: &Arc<str>, limit: usize, redactor: &Redactor) {
        self.text.clear();
        self.entries.clear();
        self.file = Arc::clone(file);
        self.limit = limit;
        self.redactor = redactor.clone();
    }

    pub(crate) fn text_mut(&mut self) -> &mut Vec<u8> {
        &mut self.text
    }

    pub(crate) fn is_full(&self) -> bool {
        self.text.len() >= FULL || self.entries.len() >= FULL / 256
    }

    /// Adds a record; its text, if it has one, stands behind the first `from` bytes.
    pub(crate) fn push(&mut self, from: usize, step: Step) {
        self.entries.push(match step {
            Step::Text { start, shape } => Entry::Text { range: from..self.text.len(), start, shape },
            Step::Exchange(exchange) => Entry::Exchange(exchange),
            Step::Error(error) => Entry::Error(error),
        });
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes out its records, in their order.
    pub fn drain(&mut self) -> impl Iterator<Item = BatchItem<'_>> {
        let Batch { text, entries, file, limit, redactor } = self;
        let redactor: &Redactor = redactor;
        entries.drain(..).map(|entry| match entry {
            Entry::Text { range, start, shape } => {
                let text = text.get(range).unwrap_or_default();
                BatchItem::Text(RecordText { file, text, start, shape, limit: *limit, redactor })
            }
            Entry::Exchange(exchange) => BatchItem::Exchange(exchange),
            Entry::Error(error) => BatchItem::Error(error),
        })
    }
}

impl RecordText<'_> {
    /// Reads the exchange that it is.
    pub fn read(&self) -> Result<Exchange, ReadError> {
        let record = Record::new(Arc::clone(self.file), self.text, self.start);
        let exchange = shape::exchange(record, self.shape, self.limit);
        exchange.map_err(|error| error.without_secrets(self.redactor))
    }

    /// Hands the exchange on as it stands in the text, where nothing about it is unusual. Otherwise, and where it is no
    /// exchange at all, this gives `None`, and [`read`](RecordText::read) says more.
    ///
    /// What it hands on is the exchange that [`read`](RecordText::read) gives.
    pub fn view<R>(
        &self,
        parser: &mut TapeParser,
        then: impl for<'x> FnOnce(ExchangeView<'x, TapeValue<'x>>) -> R,
    ) -> Option<R> {
        let borrow = self.shape.borrow?;
        let view = |record: TapeValue<'_>, places: TapePlaces<'_>| {
            let Borrowed { method, url, request, response } = borrow(record.as_object()?)?;
            let record = RecordView::tape(self.file, self.text, self.start, places);
            Some(then(ExchangeView {
                target: TargetView::Call { method, url },
                request,
                response,
                // Stubs are never handed on like this.
                partial_query: false,
                record,
            }))
        };
        parser.parse_placed(self.text, view).flatten()
    }
}
