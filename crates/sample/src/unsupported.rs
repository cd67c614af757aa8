//! What no values can be drawn from, and why.

use driftline_finding::Pointer;

/// Why a schema gives no values.
///
/// Pointers are as in [`Violation::schema`](crate::Violation::schema): into the contract where a component is
/// concerned, else below the schema that was given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unsupported {
    /// A keyword that the generator does not understand, or whose value is beyond its means.
    #[error("no values can be drawn at `{at}`: `{keyword}` is not supported as it stands there")]
    Keyword {
        /// The schema that holds it.
        at: Pointer,
        /// The keyword.
        keyword: String,
    },
    /// No value conforms, or none was found in reasonable time.
    #[error("no values can be drawn at `{at}`: nothing was found that satisfies `{keyword}` and its neighbours")]
    Unsatisfiable {
        /// The schema that nothing satisfies.
        at: Pointer,
        /// The keyword at which the search failed.
        keyword: String,
    },
    /// Values conform, but no keyword can be broken by itself.
    #[error("no single keyword of the schema can be broken")]
    Unbreakable,
}

impl Unsupported {
    pub(crate) fn keyword(at: &Pointer, keyword: &str) -> Unsupported {
        Unsupported::Keyword { at: at.clone(), keyword: keyword.to_owned() }
    }

    pub(crate) fn unsatisfiable(at: &Pointer, keyword: &str) -> Unsupported {
        Unsupported::Unsatisfiable { at: at.clone(), keyword: keyword.to_owned() }
    }

    /// Whether there is merely no value, so that what is optional can be left out.
    pub(crate) fn is_absence(&self) -> bool {
        matches!(self, Unsupported::Unsatisfiable { .. })
    }
}
