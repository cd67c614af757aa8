//! The values of a JSON list, one after the other, as a stream.

use crate::{
    ReadError,
    input::{End, Input, Span},
    quote,
};

/// Walks a list whose opening bracket has been passed.
pub(crate) struct Items {
    /// What an item is, for messages.
    what: &'static str,
    first: bool,
    closed: bool,
}

impl Items {
    pub(crate) fn new(what: &'static str) -> Items {
        Items { what, first: true, closed: false }
    }

    /// Puts the next item behind `text`; `None` behind the closing bracket, or when the end of the capture has been
    /// reported.
    pub(crate) fn next(
        &mut self,
        input: &mut Input<'_>,
        limit: usize,
        text: &mut Vec<u8>,
    ) -> Result<Option<Span>, ReadError> {
        if self.closed {
            return Ok(None);
        }
        let first = std::mem::take(&mut self.first);
        let mut token = input.peek_token()?;
        if token == Some(b']') {
            input.bump();
            self.closed = true;
            return Ok(None);
        }
        if let (false, Some(byte)) = (first, token) {
            if byte != b',' {
                let found = quote::byte(byte);
                return Err(input.refuse(format!("expected `,` or `]` behind {}, found {found}", self.what)));
            }
            input.bump();
            token = input.peek_token()?;
        }
        match token {
            None => {
                self.closed = true;
                Err(ReadError::Record { place: input.place(), reason: "the capture ends before its list does".into() })
            }
            Some(byte @ (b',' | b':' | b']' | b'}')) => {
                Err(input.refuse(format!("expected {}, found {}", self.what, quote::byte(byte))))
            }
            Some(_) => {
                let span = input.value_into(limit, text)?;
                // An item that the end cuts off is reported by itself; the list need not be reported again.
                self.closed = span.end != End::Whole && input.peek()?.is_none();
                Ok(Some(span))
            }
        }
    }
}
