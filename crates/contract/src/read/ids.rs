//! Names for what has none, and unique ones for what shares one.

use crate::{ComponentId, Method};
use driftline_finding::Pointer;
use std::collections::{BTreeMap, BTreeSet};

/// Gives out names that nobody has yet.
#[derive(Debug)]
pub(super) struct Unique<T> {
    taken: BTreeSet<T>,
    /// The next number to try behind a name, so that many equal names do not cost a search each.
    next: BTreeMap<T, usize>,
}

impl<T: Ord + Clone> Unique<T> {
    pub(super) fn new(taken: impl IntoIterator<Item = T>) -> Unique<T> {
        Unique { taken: taken.into_iter().collect(), next: BTreeMap::new() }
    }

    /// `wish`, or the first of `wish2`, `wish3`, … that is free.
    pub(super) fn take(&mut self, wish: T, numbered: impl Fn(&T, usize) -> T) -> T {
        let mut name = wish.clone();
        let mut next = self.next.get(&wish).copied().unwrap_or(2);
        while !self.taken.insert(name.clone()) {
            name = numbered(&wish, next);
            next += 1;
        }
        self.next.insert(wish, next);
        name
    }
}

/// The id of an operation that has none, as `getV1NotebooksById`.
pub(super) fn operation_id(method: Method, path: &str) -> String {
    let mut id = method.as_str().to_ascii_lowercase();
    for part in path.split_inclusive('}') {
        let (literal, variable) = part.split_once('{').map_or((part, None), |(text, name)| (text, Some(name)));
        capitalise(literal, &mut id);
        if let Some(name) = variable {
            id.push_str("By");
            capitalise(name, &mut id);
        }
    }
    id
}

fn capitalise(text: &str, id: &mut String) {
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let mut letters = word.chars();
        id.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        id.push_str(letters.as_str());
    }
}

/// A name for the schema at `pointer`, from the words on the way that say something: `/components/schemas/Lease/`
/// `properties/owner` becomes `LeaseOwner`.
pub(super) fn component_id(pointer: &Pointer) -> ComponentId {
    const STRUCTURE: [&str; 8] =
        ["components", "schemas", "properties", "paths", "content", "schema", "$defs", "definitions"];
    let words: Vec<_> = pointer.segments().filter(|segment| !STRUCTURE.contains(&&**segment)).collect();
    if pointer.is_root() { ComponentId::from_text("Root") } else { ComponentId::from_text(&words.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_without_an_id_is_named_after_method_and_path() {
        for (path, id) in [
            ("/v1/notebooks/{id}", "getV1NotebooksById"),
            ("/v1/{project_id}/tag-list", "getV1ByProjectIdTagList"),
            ("/{a}:{b}", "getByAByB"),
            ("/", "get"),
            ("/{open", "getByOpen"),
        ] {
            assert_eq!(operation_id(Method::Get, path), id);
        }
    }

    #[test]
    fn a_promoted_schema_is_named_after_its_place() {
        let name = |pointer: &str| component_id(&pointer.parse().expect("a pointer")).as_str().to_owned();
        assert_eq!(name("/components/schemas/Lease/properties/owner"), "LeaseOwner");
        assert_eq!(
            name("/paths/~1v1~1a/get/responses/200/content/application~1json/schema"),
            "V1AGetResponses200ApplicationJson"
        );
        assert_eq!(name(""), "Root");
    }

    #[test]
    fn a_name_that_is_taken_gets_the_next_number() {
        let mut names = Unique::new(["a".to_owned(), "a3".to_owned()]);
        let mut take = |wish: &str| names.take(wish.to_owned(), |name, number| format!("{name}{number}"));
        assert_eq!([take("a"), take("a"), take("b")], ["a2", "a4", "b"]);
    }
}
