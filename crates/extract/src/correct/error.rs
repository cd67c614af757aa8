//! What is wrong with a file of corrections.

use driftline_finding::{Place, Position};
use std::ops::Range;

/// A file of corrections that cannot be used, with the place and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct InvalidCorrection {
    /// The file, and the line and column where that is known.
    pub place: Place,
    /// What is wrong, and what was expected.
    pub problem: String,
}

impl InvalidCorrection {
    /// A problem with the bytes `span` of the file's text.
    pub(super) fn at(file: &str, text: &str, span: &Range<usize>, problem: impl Into<String>) -> InvalidCorrection {
        let place = Place::at(file, Position::of(text.as_bytes(), span.start));
        InvalidCorrection { place, problem: problem.into() }
    }
}
