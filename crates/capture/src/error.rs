//! What can go wrong with one record or with a whole capture.

use driftline_finding::Place;

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
        source: std::io::Error,
    },
    /// The capture as a whole has no form that can be read; nothing follows.
    #[error("{place}: {reason}")]
    Capture {
        /// The capture, and where in it reading stopped.
        place: Place,
        /// What was expected and what came.
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
        !matches!(self, ReadError::Record { .. })
    }

    /// Where it happened.
    pub fn place(&self) -> &Place {
        match self {
            ReadError::Io { place, .. } | ReadError::Capture { place, .. } | ReadError::Record { place, .. } => place,
        }
    }
}
