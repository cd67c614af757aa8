//! Names that occur twice in one object of a JSON text: a tree keeps the last value, and says nothing.

use driftline_finding::{Pointer, PointerPath};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::{collections::HashSet, fmt};

/// The members whose names occur again in their object, in the order of the text; none of what is no JSON.
pub(crate) fn names(text: &[u8]) -> Vec<Pointer> {
    names_down_to(usize::MAX, text)
}

/// The same, of objects in no more than so many others.
pub(crate) fn names_down_to(depth: usize, text: &[u8]) -> Vec<Pointer> {
    let mut found = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let walked = Walk { path: &PointerPath::Root, depth, found: &mut found }.deserialize(&mut deserializer);
    if walked.is_ok() { found } else { Vec::new() }
}

struct Walk<'w> {
    path: &'w PointerPath<'w>,
    /// How many objects and lists in this one are looked into.
    depth: usize,
    found: &'w mut Vec<Pointer>,
}

impl Walk<'_> {
    /// The walk through what lies at `path`, below this.
    fn below<'w>(&'w mut self, path: &'w PointerPath<'w>) -> Option<Walk<'w>> {
        Some(Walk { path, depth: self.depth.checked_sub(1)?, found: self.found })
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<M: MapAccess<'de>>(mut self, mut members: M) -> Result<(), M::Error> {
        let mut known = HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            let path = self.path.key(&name);
            let is_again = known.contains(&name);
            if is_again {
                self.found.push(path.pointer());
            }
            match self.below(&path).filter(|_| !is_again) {
                Some(below) => members.next_value_seed(below)?,
                None => drop(members.next_value::<IgnoredAny>()?),
            }
            known.insert(name);
        }
        Ok(())
    }

    fn visit_seq<S: SeqAccess<'de>>(mut self, mut items: S) -> Result<(), S::Error> {
        let parent = self.path;
        for index in 0.. {
            let path = parent.index(index);
            let item = match self.below(&path) {
                Some(below) => items.next_element_seed(below)?,
                None => items.next_element::<IgnoredAny>()?.map(drop),
            };
            if item.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_at_every_depth_and_however_they_are_written() {
        let found = |text: &str| names(text.as_bytes()).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(found(r#"{"a":1,"b":[{"c":1,"\u0063":{"c":2}}],"a":null,"d":{"a":1}}"#), ["/b/0/c", "/a"]);
        let above =
            names_down_to(1, br#"{"a":1,"b":{"c":1,"c":{"d":1,"d":2}},"a":[{"e":1,"e":2}],"e":{"f":{"g":1,"g":2}}}"#);
        assert_eq!(above.iter().map(ToString::to_string).collect::<Vec<_>>(), ["/b/c", "/a"]);
        for none in [r#"{"a":{"a":[{"a":1},{"a":2.5}]},"b":true}"#, "[]", "1", r#"{"a":1,"a":"#, "x"] {
            assert!(found(none).is_empty(), "{none}");
        }
    }
}
