//! What values of one field have in common, and the schema that says it.

use driftline_contract::Type;
use driftline_finding::Redactor;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// An object with more names than these is a map.
pub(super) const MOST_NAMES: usize = 200;

/// What some values have in common. Merging is associative and commutative, so that the order of the values and how they
/// are spread over runs do not matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Profile {
    types: BTreeSet<Type>,
    items: Option<Box<Profile>>,
    members: BTreeMap<String, Profile>,
    /// What the values of a map have in common, where members are not told apart.
    keys: Option<Box<Profile>>,
}

impl Profile {
    /// The profile of one value. Names that `redactor` takes for secrets become keys of a map.
    pub(super) fn of(value: &Value, redactor: &Redactor) -> Profile {
        let mut profile = Profile { types: BTreeSet::from([type_of(value)]), ..Profile::default() };
        match value {
            Value::Array(items) => {
                for item in items {
                    add(&mut profile.items, Profile::of(item, redactor));
                }
            }
            Value::Object(members) => {
                for (name, value) in members {
                    let member = Profile::of(value, redactor);
                    if is_secret(name, redactor) {
                        add(&mut profile.keys, member);
                    } else {
                        profile.members.insert(name.clone(), member);
                    }
                }
                profile.settle();
            }
            _ => {}
        }
        profile
    }

    pub(super) fn merge(&mut self, other: Profile) {
        self.types.extend(other.types);
        if let Some(items) = other.items {
            add(&mut self.items, *items);
        }
        if let Some(keys) = other.keys {
            add(&mut self.keys, *keys);
        }
        for (name, member) in other.members {
            self.members.entry(name).or_default().merge(member);
        }
        self.settle();
    }

    /// Makes a map of an object that has a secret among its names, or too many of them.
    fn settle(&mut self) {
        if self.keys.is_some() || self.members.len() > MOST_NAMES {
            for member in std::mem::take(&mut self.members).into_values() {
                add(&mut self.keys, member);
            }
        }
    }

    /// The types, null last. A number that is whole is an integer only where all are.
    pub(super) fn types(&self) -> Vec<Type> {
        let whole = !self.types.contains(&Type::Number);
        let known = self.types.iter().copied().filter(|kind| *kind != Type::Null && (whole || *kind != Type::Integer));
        known.chain(self.types.contains(&Type::Null).then_some(Type::Null)).collect()
    }

    /// The schema that describes the values: in OpenAPI 3.0 if it is `legacy`, else in JSON Schema 2020-12.
    pub(super) fn schema(&self, legacy: bool) -> Value {
        let mut schema = Map::new();
        let types = self.types();
        let nullable = types.contains(&Type::Null);
        match types.as_slice() {
            // Of nothing but null one does not know what else it may be.
            [] | [Type::Null] => return json!({}),
            [only] => drop(schema.insert("type".to_owned(), only.as_str().into())),
            [only, Type::Null] if legacy => drop(schema.insert("type".to_owned(), only.as_str().into())),
            _ if legacy => {}
            several => drop(schema.insert("type".to_owned(), words(several))),
        }
        if legacy && nullable {
            schema.insert("nullable".to_owned(), true.into());
        }
        schema.extend(self.parts(legacy));
        Value::Object(schema)
    }

    /// What the schema says of items and members.
    pub(super) fn parts(&self, legacy: bool) -> Map<String, Value> {
        let mut parts = Map::new();
        if self.types.contains(&Type::Array) {
            let items = self.items.as_ref().map_or_else(|| json!({}), |items| items.schema(legacy));
            parts.insert("items".to_owned(), items);
        }
        if !self.members.is_empty() {
            let members = self.members.iter().map(|(name, member)| (name.clone(), member.schema(legacy)));
            parts.insert("properties".to_owned(), Value::Object(members.collect()));
        }
        if let Some(keys) = &self.keys {
            parts.insert("additionalProperties".to_owned(), keys.schema(legacy));
        }
        parts
    }
}

/// Whether a name is a secret by its shape.
pub(super) fn is_secret(name: &str, redactor: &Redactor) -> bool {
    redactor.text(name) != name
}

/// The words for types, as a list.
pub(super) fn words(types: &[Type]) -> Value {
    types.iter().map(|kind| Value::from(kind.as_str())).collect()
}

fn add(slot: &mut Option<Box<Profile>>, profile: Profile) {
    match slot {
        Some(known) => known.merge(profile),
        None => *slot = Some(Box::new(profile)),
    }
}

fn type_of(value: &Value) -> Type {
    match value {
        Value::Null => Type::Null,
        Value::Bool(_) => Type::Boolean,
        // A number without a fraction is an integer to JSON Schema, however it is written.
        Value::Number(number) if number.as_f64().is_some_and(|number| number.fract() == 0.0) => Type::Integer,
        Value::Number(_) => Type::Number,
        Value::String(_) => Type::String,
        Value::Array(_) => Type::Array,
        Value::Object(_) => Type::Object,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(values: &[Value], legacy: bool) -> Value {
        let mut profile = Profile::default();
        for value in values {
            profile.merge(Profile::of(value, &Redactor::default()));
        }
        profile.schema(legacy)
    }

    #[test]
    fn a_schema_describes_all_values_that_were_seen() {
        assert_eq!(schema(&[json!(1), json!(2.0)], false), json!({"type": "integer"}));
        assert_eq!(schema(&[json!(1), json!(2.5)], false), json!({"type": "number"}));
        assert_eq!(schema(&[json!(null)], false), json!({}));
        assert_eq!(schema(&[json!(null), json!("a")], false), json!({"type": ["string", "null"]}));
        assert_eq!(schema(&[json!(null), json!("a")], true), json!({"type": "string", "nullable": true}));
        assert_eq!(schema(&[json!(true), json!("a")], true), json!({}));
        assert_eq!(schema(&[json!([])], false), json!({"type": "array", "items": {}}));
        let objects = [json!({"a": [1]}), json!({"a": [{"b": "x"}], "c": null})];
        let items = json!({"type": ["integer", "object"], "properties": {"b": {"type": "string"}}});
        let properties = json!({"a": {"type": "array", "items": items}, "c": {}});
        assert_eq!(schema(&objects, false), json!({"type": "object", "properties": properties}));
    }

    #[test]
    fn names_that_are_secret_are_not_written_down() {
        let object = json!({"AKCANARY0123456789XY": 1, "b": "x"});
        let map = json!({"type": "object", "additionalProperties": {"type": ["integer", "string"]}});
        assert_eq!(schema(&[object], false), map);
    }

    #[test]
    fn too_many_names_make_a_map_in_any_order() {
        let object = |from: usize| (from..from + 150).map(|n| (format!("n{n}"), json!(n))).collect::<Value>();
        let map = json!({"type": "object", "additionalProperties": {"type": "integer"}});
        assert_eq!(schema(&[object(0), object(100)], false), map);
        assert_eq!(schema(&[object(100), object(0)], false), map);
    }
}
