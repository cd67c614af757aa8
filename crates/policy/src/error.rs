//! What is wrong with a file of decisions.

use driftline_finding::{Place, Position};
use std::ops::Range;

/// A baseline or a configuration that cannot be used, with the place and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct InvalidFile {
    /// The file, with line and column.
    pub place: Place,
    /// What is wrong, and what was expected.
    pub problem: String,
}

/// The file, for the places of what is wrong in it.
#[derive(Clone, Copy)]
pub(crate) struct Source<'t> {
    pub(crate) name: &'t str,
    pub(crate) text: &'t str,
}

impl Source<'_> {
    /// Where the bytes `span` begin.
    pub(crate) fn place(self, span: &Range<usize>) -> Place {
        Place::at(self.name, Position::of(self.text.as_bytes(), span.start))
    }

    /// A problem with the bytes `span`.
    pub(crate) fn wrong(self, span: &Range<usize>, problem: impl Into<String>) -> InvalidFile {
        InvalidFile { place: self.place(span), problem: problem.into() }
    }
}
