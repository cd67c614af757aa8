//! What of a value its schemas describe: the generator's own judgement of properties that nothing mentions.

use crate::context::Context;
use driftline_contract::{Contract, Schema};
use driftline_finding::Pointer;
use serde_json::Value;

impl Context {
    /// The topmost properties of `value` that none of the schemas describes that apply to their object, where some of
    /// these describe others. Of `anyOf` and `oneOf` those branches apply that accept the value.
    pub(crate) fn undocumented(&self, places: &[Pointer], value: &Value) -> Vec<Pointer> {
        let mut found = Vec::new();
        self.search(places, value, &Pointer::ROOT, &mut found);
        found
    }

    fn search(&self, places: &[Pointer], value: &Value, instance: &Pointer, found: &mut Vec<Pointer>) {
        match value {
            Value::Object(members) => {
                let applying = self.applying(places, value);
                let is_silent = applying.iter().all(|(_, schema)| !describes_members(schema));
                for (name, member) in members {
                    let below = applying.iter().filter_map(|(at, schema)| member_place(at, schema, name));
                    let below: Vec<Pointer> = below.collect();
                    if below.is_empty() && !is_silent {
                        found.push(instance.key(name));
                    } else {
                        self.search(&below, member, &instance.key(name), found);
                    }
                }
            }
            Value::Array(items) => {
                let applying = self.applying(places, value);
                let with_items = applying.iter().filter(|(_, schema)| schema.items.is_some());
                let below: Vec<Pointer> = with_items.map(|(at, _)| at.key("items")).collect();
                for (index, item) in items.iter().enumerate() {
                    self.search(&below, item, &instance.index(index), found);
                }
            }
            _ => {}
        }
    }

    /// All schemas that apply to a value, with their places: through references and `allOf`, and of choices the branches
    /// that accept it.
    fn applying(&self, places: &[Pointer], value: &Value) -> Vec<(Pointer, &Schema)> {
        let mut open = places.to_vec();
        let mut applying: Vec<(Pointer, &Schema)> = Vec::new();
        while let Some(at) = open.pop() {
            let Some(schema) = self.at(&at).filter(|_| applying.iter().all(|(known, _)| *known != at)) else {
                continue;
            };
            open.extend(schema.reference.as_ref().map(Contract::component_pointer));
            open.extend((0..schema.all_of.len()).map(|index| at.key("allOf").index(index)));
            for (keyword, branches) in [("anyOf", &schema.any_of), ("oneOf", &schema.one_of)] {
                let branches = (0..branches.len()).map(|index| at.key(keyword).index(index));
                open.extend(branches.filter(|branch| self.accepts(std::slice::from_ref(branch), value)));
            }
            applying.push((at, schema));
        }
        applying
    }
}

fn describes_members(schema: &Schema) -> bool {
    !schema.properties.is_empty() || schema.additional_properties.is_some()
}

fn member_place(at: &Pointer, schema: &Schema, name: &str) -> Option<Pointer> {
    if schema.properties.contains_key(name) {
        return Some(at.key("properties").key(name));
    }
    schema.additional_properties.is_some().then(|| at.key("additionalProperties"))
}
