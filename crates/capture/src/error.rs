//! What can go wrong with one record or with a whole capture.

use crate::{Record, decompress, fields::Fault, json::Syntax, quote, rules};
use driftline_finding::{Finding, Place, Redactor};
use std::io;

/// Why a record, or the rest of a capture, could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The capture cannot be opened or read any further.
    #[error("{place}: cannot read the capture: {source}")]
    Io {
        /// The capture.
        place: Place,
        /// What the system said.
        source: io::Error,
    },
    /// The capture as a whole has no form that can be read; nothing follows.
    #[error("{place}: {reason}")]
    Capture {
        /// The capture, and where in it reading stopped.
        place: Place,
        /// What was expected and what came.
        reason: String,
    },
    /// One record is right, and still no exchange: a stub that names no single call, or gives no answer. Reading goes
    /// on with the next.
    #[error("{place}: {reason}")]
    Indefinite {
        /// What says so.
        place: Place,
        /// Why it is none.
        reason: String,
    },
    /// One record is no exchange; reading goes on with the next.
    #[error("{place}: {reason}")]
    Record {
        /// Where the record is wrong.
        place: Place,
        /// What was expected and what came.
        reason: String,
    },
}

impl ReadError {
    /// Whether nothing follows: the capture cannot be read as a whole.
    pub fn is_final(&self) -> bool {
        matches!(self, ReadError::Io { .. } | ReadError::Capture { .. })
    }

    /// Where it happened.
    pub fn place(&self) -> &Place {
        match self {
            ReadError::Io { place, .. }
            | ReadError::Capture { place, .. }
            | ReadError::Indefinite { place, .. }
            | ReadError::Record { place, .. } => place,
        }
    }

    /// The finding at this place: `exchange-unreadable`, or `stub-indefinite`.
    pub fn finding(&self) -> Finding {
        let (rule, message) = match self {
            ReadError::Io { source, .. } => {
                (&rules::exchange_unreadable::RULE, format!("cannot read the capture: {source}"))
            }
            ReadError::Capture { reason, .. } | ReadError::Record { reason, .. } => {
                (&rules::exchange_unreadable::RULE, reason.clone())
            }
            ReadError::Indefinite { reason, .. } => (&rules::stub_indefinite::RULE, reason.clone()),
        };
        Finding::new(rule, message).place(self.place().clone())
    }

    /// The same error without what `redactor` calls secret beside the usual: excerpts know only the usual.
    pub(crate) fn without_secrets(mut self, redactor: &Redactor) -> ReadError {
        match &mut self {
            ReadError::Io { .. } => {}
            ReadError::Capture { reason, .. }
            | ReadError::Indefinite { reason, .. }
            | ReadError::Record { reason, .. } => *reason = quote::masked(redactor, reason),
        }
        self
    }

    /// A file that cannot be opened.
    pub fn of_file(name: &str, source: io::Error) -> ReadError {
        ReadError::Io { place: Place::file(name), source }
    }

    /// What the reader of a capture said.
    pub(crate) fn reading(place: Place, source: io::Error) -> ReadError {
        match decompress::explain(&source) {
            Some(reason) => ReadError::Capture { place, reason },
            None => ReadError::Io { place, source },
        }
    }

    /// A record that is no JSON.
    pub(crate) fn syntax(record: &Record, syntax: &Syntax) -> ReadError {
        ReadError::Record { place: record.place_at(syntax.offset), reason: syntax.reason.clone() }
    }

    /// A record that is JSON and no exchange.
    pub(crate) fn fault(record: &Record, fault: &Fault) -> ReadError {
        let (place, reason) = (record.place_of(&fault.at), fault.reason.clone());
        if fault.indefinite { ReadError::Indefinite { place, reason } } else { ReadError::Record { place, reason } }
    }
}
