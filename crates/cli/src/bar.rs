//! How far a long run is, for a person who watches.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A line on standard error that counts pages, and is gone at the end.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A bar of so many pages, which is drawn only if it is to be `shown`.
    pub(crate) fn new(pages: u64, shown: bool) -> Bar {
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        // The template is our own: it is right, or the tests show it.
        let style = ProgressStyle::with_template("{pos} of {len} pages {wide_bar}");
        let bar = ProgressBar::with_draw_target(Some(pages), target);
        Bar(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())))
    }

    /// One page more.
    pub(crate) fn page(&self) {
        self.0.inc(1);
    }

    /// Takes the bar away while `write` writes.
    pub(crate) fn aside<R>(&self, write: impl FnOnce() -> R) -> R {
        self.0.suspend(write)
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
