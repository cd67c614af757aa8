//! Names that occur twice in one object of a JSON text: a tree keeps the last value, and says nothing.

use driftline_finding::{Pointer, PointerPath};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::{collections::HashSet, fmt};

/// The members whose names occur again in their object, in the order of the text; none of what is no JSON.
pub(crate) fn names(text: &[u8]) -> Vec<Pointer> {
    let mut found = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let walked = Walk { path: &PointerPath::Root, found: &mut found }.deserialize(&mut deserializer);
    if walked.is_ok() { found } else { Vec::new() }
}

struct Walk<'w> {
    path: &'w PointerPath<'w>,
    found: &'w mut Vec<Pointer>,
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

    fn visit_map<M: MapAccess<'de>>(self, mut members: M) -> Result<(), M::Error> {
        let mut known = HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            let path = self.path.key(&name);
            if known.contains(&name) {
                self.found.push(path.pointer());
                members.next_value::<IgnoredAny>()?;
            } else {
                members.next_value_seed(Walk { path: &path, found: self.found })?;
                known.insert(name);
            }
        }
        Ok(())
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut items: S) -> Result<(), S::Error> {
        let mut index = 0;
        while items.next_element_seed(Walk { path: &self.path.index(index), found: self.found })?.is_some() {
            index += 1;
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
        for none in [r#"{"a":{"a":[{"a":1},{"a":2.5}]},"b":true}"#, "[]", "1", r#"{"a":1,"a":"#, "x"] {
            assert!(found(none).is_empty(), "{none}");
        }
    }
}
