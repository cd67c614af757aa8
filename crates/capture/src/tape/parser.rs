//! From a text to its tape.

use super::{TapePlaces, TapeValue};
use simd_json::{Buffers, Tape};
use std::fmt;

/// Deeper nesting is left to the parser that builds trees, which takes no more and says where it is.
pub(super) const MAX_DEPTH: usize = 120;

/// Parses texts one after the other in the same memory.
pub struct TapeParser {
    text: Vec<u8>,
    buffers: Buffers,
    tape: Tape<'static>,
}

impl Default for TapeParser {
    fn default() -> TapeParser {
        let buffers = Buffers::with_max_depth(0, MAX_DEPTH);
        TapeParser { text: Vec::new(), buffers, tape: Tape(Vec::new()) }
    }
}

impl fmt::Debug for TapeParser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TapeParser").finish_non_exhaustive()
    }
}

impl TapeParser {
    /// Parses `text` and hands its value on; `None` where it is no JSON, or nests deeper or has greater numbers than
    /// every parser takes.
    ///
    /// ```
    /// use driftline_capture::{TapeKind, TapeParser};
    ///
    /// let mut parser = TapeParser::default();
    /// let names = parser.parse(br#"{"a": 1, "b": [true]}"#, |value| match value.kind() {
    ///     TapeKind::Object(object) => object.members().map(|(name, _)| name.to_owned()).collect(),
    ///     _ => Vec::new(),
    /// });
    /// assert_eq!(names, Some(vec!["a".to_owned(), "b".to_owned()]));
    /// assert!(parser.parse(b"{'a': 1}", |_| ()).is_none());
    /// ```
    pub fn parse<R>(&mut self, text: &[u8], then: impl FnOnce(TapeValue<'_>) -> R) -> Option<R> {
        self.parse_placed(text, |value, _| then(value))
    }

    /// The same, and hands on where the values stand.
    pub(crate) fn parse_placed<R>(
        &mut self,
        text: &[u8],
        then: impl for<'t> FnOnce(TapeValue<'t>, TapePlaces<'t>) -> R,
    ) -> Option<R> {
        self.text.clear();
        self.text.reserve(text.len() + simd_json::INPUT_PADDING);
        self.text.extend_from_slice(text);
        self.text.resize(text.len() + simd_json::INPUT_PADDING, b' ');
        let start = self.text.as_ptr().addr();
        let mut tape = std::mem::replace(&mut self.tape, Tape(Vec::new())).reset();
        let parsed = simd_json::fill_tape_padded(&mut self.text, text.len(), &mut self.buffers, &mut tape);
        let value = TapeValue(&tape.0);
        let result = parsed.is_ok().then(|| then(value, TapePlaces::new(value, start)));
        self.tape = tape.reset();
        result
    }
}
