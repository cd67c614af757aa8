//! The way through a document to one place after the other.

use crate::Pointer;

/// The way to a place in a document, kept from one place to the next: what two ways have in common is gone once. So places
/// that are asked for in the order of the document cost one walk over it together, however many they are.
///
/// `S` is what is known of the root and of each step.
///
/// ```
/// use driftline_finding::{Pointer, Trail};
///
/// let mut gone = Vec::new();
/// let mut trail = Trail::new("");
/// for pointer in ["/a/b", "/a/c", "/a"] {
///     trail.go(&pointer.parse()?, |_, segment| {
///         gone.push(segment.to_owned());
///         Some("")
///     });
/// }
/// assert_eq!(gone, ["a", "b", "c"]);
/// # Ok::<(), driftline_finding::ParsePointerError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Trail<S> {
    root: S,
    steps: Vec<(String, S)>,
    /// How many of the steps lead to the last place. Those behind go on to one below it.
    depth: usize,
}

impl<S> Trail<S> {
    /// A trail that begins where `root` says.
    pub fn new(root: S) -> Trail<S> {
        Trail { root, steps: Vec::new(), depth: 0 }
    }

    /// Goes to the place that `pointer` names. `below` says what a segment leads to; if it says nothing, there is no such
    /// place.
    pub fn go(&mut self, pointer: &Pointer, mut below: impl FnMut(&mut S, &str) -> Option<S>) -> Option<&mut S> {
        self.depth = 0;
        for segment in pointer.segments() {
            if self.steps.get(self.depth).is_none_or(|(known, _)| **known != *segment) {
                self.steps.truncate(self.depth);
                let next = below(self.last_mut(), &segment)?;
                self.steps.push((segment.into_owned(), next));
            }
            self.depth += 1;
        }
        Some(self.last_mut())
    }

    /// The steps to the last place, from the root down, without the root.
    pub fn steps(&self) -> impl Iterator<Item = &S> {
        self.steps.iter().take(self.depth).map(|(_, state)| state)
    }

    fn last_mut(&mut self) -> &mut S {
        match self.depth.checked_sub(1).and_then(|last| self.steps.get_mut(last)) {
            Some((_, state)) => state,
            None => &mut self.root,
        }
    }
}
