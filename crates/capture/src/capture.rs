//! A capture that is being read.

use crate::{
    CaptureFormat, Exchange, ReadError, body,
    input::Input,
    listed::Listed,
    ndjson::{self, Values},
    shape::Shape,
    yaml::YamlList,
};

/// The exchanges of a capture, in its order.
///
/// After a [`ReadError::Record`] the iterator goes on with the next record, after any other error it ends. It holds
/// one record at a time, whatever the size of the capture.
pub struct Capture<'r> {
    input: Input<'r>,
    reader: Reader,
    format: CaptureFormat,
    max_record: usize,
    ended: bool,
}

/// What turns the text into exchanges.
pub(crate) enum Reader {
    Lines(Shape),
    Values(Values),
    Listed(Listed),
    Yaml(YamlList),
    Body { operation: String, status: u16 },
}

impl<'r> Capture<'r> {
    pub(crate) fn new(input: Input<'r>, reader: Reader, format: CaptureFormat, max_record: usize) -> Capture<'r> {
        Capture { input, reader, format, max_record, ended: false }
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

impl Iterator for Capture<'_> {
    type Item = Result<Exchange, ReadError>;

    fn next(&mut self) -> Option<Result<Exchange, ReadError>> {
        if self.ended {
            return None;
        }
        let limit = self.max_record;
        let item = match &mut self.reader {
            Reader::Lines(shape) => ndjson::next_line(&mut self.input, *shape, limit),
            Reader::Values(values) => values.next(&mut self.input, limit),
            Reader::Listed(listed) => listed.next(&mut self.input, limit),
            Reader::Yaml(list) => list.next(&mut self.input, limit),
            Reader::Body { operation, status } => {
                self.ended = true;
                Some(body::exchange(&mut self.input, operation, *status, limit))
            }
        };
        self.ended |= item.as_ref().is_none_or(|item| item.as_ref().is_err_and(ReadError::is_final));
        item
    }
}
