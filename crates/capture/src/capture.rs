//! A capture that is being read.

use crate::{
    CaptureFormat, Exchange, ReadError, Record,
    batch::{Batch, Step},
    body,
    input::Input,
    listed::Listed,
    ndjson::{self, Values},
    shape::{self, Shape},
    yaml::YamlList,
};
use driftline_finding::Redactor;
use std::sync::Arc;

/// The exchanges of a capture, in its order.
///
/// After a [`ReadError::Record`] the iterator goes on with the next record, after any other error it ends. It holds
/// one record at a time, whatever the size of the capture.
pub struct Capture<'r> {
    input: Input<'r>,
    reader: Reader,
    format: CaptureFormat,
    max_record: usize,
    redactor: Redactor,
    ended: bool,
}

/// What turns the text into exchanges.
pub(crate) enum Reader {
    Lines(Shape),
    Values(Values, Shape),
    Listed(Listed),
    Yaml(YamlList),
    Body { operation: String, status: u16 },
}

impl<'r> Capture<'r> {
    pub(crate) fn new(input: Input<'r>, reader: Reader, format: CaptureFormat, max_record: usize) -> Capture<'r> {
        Capture { input, reader, format, max_record, redactor: Redactor::default(), ended: false }
    }

    /// What no error repeats.
    pub(crate) fn redactor(self, redactor: &Redactor) -> Capture<'r> {
        Capture { redactor: redactor.clone(), ..self }
    }

    /// The form that the capture has.
    pub fn format(&self) -> CaptureFormat {
        self.format
    }

    /// The name under which the user knows it.
    pub fn file(&self) -> &str {
        self.input.file()
    }
}

impl Capture<'_> {
    /// Reads on into `batch` until it is full or the capture ends, and says whether anything is in it.
    ///
    /// The records of a batch have not been read yet, so that many threads can do so.
    pub fn fill(&mut self, batch: &mut Batch) -> bool {
        batch.begin(self.input.file(), self.max_record, &self.redactor);
        while !batch.is_full() {
            let from = batch.text_mut().len();
            let Some(step) = self.step(batch.text_mut()).map(|step| step.without_secrets(&self.redactor)) else {
                break;
            };
            batch.push(from, step);
        }
        !batch.is_empty()
    }

    /// The next record, whose text is put behind `text`.
    fn step(&mut self, text: &mut Vec<u8>) -> Option<Step> {
        if self.ended {
            return None;
        }
        let limit = self.max_record;
        let (span, shape) = match &mut self.reader {
            Reader::Lines(shape) => (ndjson::next_line(&mut self.input, limit, text), *shape),
            Reader::Values(values, shape) => (values.next(&mut self.input, limit, text), *shape),
            Reader::Listed(listed) => (listed.next(&mut self.input, limit, text), listed.shape()),
            Reader::Yaml(list) => {
                let item = list.next(&mut self.input, limit);
                self.ended = item.as_ref().is_none_or(|item| item.as_ref().is_err_and(ReadError::is_final));
                return item.map(Step::of);
            }
            Reader::Body { operation, status } => {
                self.ended = true;
                return Some(Step::of(body::exchange(&mut self.input, operation, *status, limit)));
            }
        };
        let step = span.map(|span| match span.and_then(|span| span.whole(self.input.file(), limit).map(|()| span)) {
            Ok(span) => Step::Text { start: span.start, shape },
            Err(error) => Step::Error(error),
        });
        self.ended = match &step {
            None => true,
            Some(Step::Error(error)) => error.is_final(),
            Some(_) => false,
        };
        step
    }
}

impl Iterator for Capture<'_> {
    type Item = Result<Exchange, ReadError>;

    fn next(&mut self) -> Option<Result<Exchange, ReadError>> {
        let mut text = Vec::new();
        let exchange = match self.step(&mut text)? {
            Step::Text { start, shape } => {
                let record = Record::new(Arc::clone(self.input.file()), text, start);
                shape::exchange(record, shape, self.max_record)
            }
            Step::Exchange(exchange) => Ok(*exchange),
            Step::Error(error) => Err(error),
        };
        Some(exchange.map_err(|error| error.without_secrets(&self.redactor)))
    }
}
