//! JSON Pointers (RFC 6901). Escaping lives here; nobody concatenates `/` by hand.

use memchr::memchr2;
use std::{borrow::Cow, fmt, str::FromStr};

/// An RFC 6901 pointer, held escaped. `Display` prints it; the root prints as the empty string.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

/// A text that is no JSON Pointer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a JSON Pointer: it must be empty or begin with `/`, and `~` must be `~0` or `~1`")]
pub struct ParsePointerError(String);

impl Pointer {
    /// The whole document.
    pub const ROOT: Pointer = Pointer(String::new());

    /// The whole document, with room for so many bytes: to go on from.
    pub fn with_capacity(bytes: usize) -> Pointer {
        Pointer(String::with_capacity(bytes))
    }

    /// This pointer, one object member further.
    #[must_use]
    pub fn key(&self, name: &str) -> Pointer {
        let mut longer = Pointer(String::with_capacity(self.0.len() + name.len() + 1));
        longer.0.push_str(&self.0);
        longer.push_key(name);
        longer
    }

    /// This pointer, one array item further.
    #[must_use]
    pub fn index(&self, index: usize) -> Pointer {
        Pointer(format!("{}/{index}", self.0))
    }

    /// Goes one object member further.
    pub fn push_key(&mut self, name: &str) {
        self.0.reserve(name.len() + 1);
        self.0.push('/');
        self.0.push_str(&escape(name));
    }

    /// Goes one array item further.
    pub fn push_index(&mut self, index: usize) {
        self.push_key(&index.to_string());
    }

    /// This pointer, continued by all segments of `rest`.
    #[must_use]
    pub fn join(&self, rest: &Pointer) -> Pointer {
        Pointer(format!("{}{}", self.0, rest.0))
    }

    /// The pointer to what holds this, or `None` at the root.
    pub fn parent(&self) -> Option<Pointer> {
        self.0.rfind('/').map(|at| Pointer(self.0[..at].to_owned()))
    }

    /// The last segment, unescaped, or `None` at the root.
    pub fn last(&self) -> Option<Cow<'_, str>> {
        self.0.rfind('/').map(|at| unescape(&self.0[at + 1..]))
    }

    /// The segments, unescaped, from the root down.
    pub fn segments(&self) -> impl Iterator<Item = Cow<'_, str>> + '_ {
        self.0.split('/').skip(1).map(unescape)
    }

    /// What is left of this pointer below `prefix`, if it is `prefix` or lies below it.
    pub fn strip_prefix(&self, prefix: &Pointer) -> Option<Pointer> {
        let rest = self.0.strip_prefix(&prefix.0)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| Pointer(rest.to_owned()))
    }

    /// Whether this points to the whole document.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The escaped text, as RFC 6901 writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The way from the root to a value while it is walked, held on the stack: it costs nothing until somebody asks for the
/// pointer.
///
/// ```
/// use driftline_finding::PointerPath;
///
/// let (list, item) = (PointerPath::Root.key("a/b"), 3);
/// assert_eq!(list.index(item).pointer().as_str(), "/a~1b/3");
/// ```
#[derive(Clone, Copy, Debug)]
pub enum PointerPath<'p> {
    /// The whole document.
    Root,
    /// A member of the object at that path, by its name.
    Key(&'p PointerPath<'p>, &'p str),
    /// An item of the list at that path, counted from 0.
    Index(&'p PointerPath<'p>, usize),
}

impl<'p> PointerPath<'p> {
    /// This path, one object member further.
    #[must_use]
    pub fn key(&'p self, name: &'p str) -> PointerPath<'p> {
        PointerPath::Key(self, name)
    }

    /// This path, one array item further.
    #[must_use]
    pub fn index(&'p self, index: usize) -> PointerPath<'p> {
        PointerPath::Index(self, index)
    }

    /// The pointer to where it leads.
    pub fn pointer(&self) -> Pointer {
        match self {
            PointerPath::Root => Pointer::ROOT,
            PointerPath::Key(parent, name) => parent.pointer().key(name),
            PointerPath::Index(parent, index) => parent.pointer().index(*index),
        }
    }
}

fn escape(name: &str) -> Cow<'_, str> {
    if memchr2(b'~', b'/', name.as_bytes()).is_some() {
        Cow::Owned(name.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(name)
    }
}

fn unescape(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        Cow::Owned(segment.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(segment)
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Pointer {
    type Err = ParsePointerError;

    fn from_str(text: &str) -> Result<Pointer, ParsePointerError> {
        let rooted = text.is_empty() || text.starts_with('/');
        let escaped = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
        if rooted && escaped { Ok(Pointer(text.to_owned())) } else { Err(ParsePointerError(text.to_owned())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn segments_come_back_as_they_went_in(names in proptest::collection::vec(".*", 0..6)) {
            let pointer = names.iter().fold(Pointer::ROOT, |at, name| at.key(name));
            prop_assert_eq!(pointer.segments().collect::<Vec<_>>(), names);
            prop_assert_eq!(pointer.as_str().parse::<Pointer>(), Ok(pointer.clone()));
        }
    }

    #[test]
    fn a_prefix_ends_at_a_segment() {
        let lease: Pointer = "/lease".parse().expect("a pointer");
        let longer: Pointer = "/leases/0".parse().expect("a pointer");
        assert_eq!(longer.strip_prefix(&lease), None);
        assert_eq!(lease.key("a").strip_prefix(&lease), Some(Pointer::ROOT.key("a")));
    }

    #[test]
    fn a_text_without_a_slash_or_with_a_bare_tilde_is_refused() {
        assert!("lease".parse::<Pointer>().is_err());
        assert!("/a~2".parse::<Pointer>().is_err());
    }
}
