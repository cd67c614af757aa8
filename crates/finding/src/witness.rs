//! Which side moved, as far as the page's own example tells.

use std::fmt;

/// What the example of a page says of a difference between traffic and the contract that was read from the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Witness {
    /// It differs from the page's tables as the traffic does: the page contradicts itself.
    PageContradictsItself,
    /// It shows the field as the tables describe it: the API moved, or never did this.
    PageAgrees,
}

impl Witness {
    /// The kebab-case word that reports use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Witness::PageContradictsItself => "page-contradicts-itself",
            Witness::PageAgrees => "page-agrees-with-example",
        }
    }
}

/// Prints a sentence for a person.
impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Witness::PageContradictsItself => {
                "the page contradicts itself: its example does the same, so the page was always wrong"
            }
            Witness::PageAgrees => "the page's example agrees with the page: the API moved, or never did this",
        })
    }
}
