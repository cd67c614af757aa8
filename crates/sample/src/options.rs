//! How values are drawn.

/// How values are drawn. The default is what a server that keeps to its contract would send.
#[derive(Clone, Copy, Debug, Default)]
#[must_use]
pub struct Options {
    undocumented: bool,
}

impl Options {
    /// Whether objects get members that nothing describes, where the schema leaves them open. The default is no:
    /// validators accept them, but the judge reports them.
    pub fn undocumented(self, drawn: bool) -> Options {
        Options { undocumented: drawn }
    }

    pub(crate) fn draws_undocumented(self) -> bool {
        self.undocumented
    }
}
