//! Keywords without a field of their own: kept as they are, except that references lead to components.

use super::{fault::Fault, node::Node, reader::Reader};
use crate::schema::COMPONENTS;
use serde_json::{Map, Value};

impl<'d> Reader<'d> {
    pub(super) fn raw(&mut self, name: &str, node: &Node<'d>) -> Result<Value, Fault> {
        match name {
            "discriminator" => Ok(self.discriminator(node)),
            _ => self.rewritten(node, name.starts_with("x-")),
        }
    }

    /// The value with its references rewritten. In an extension a reference may mean anything; what leads to no
    /// component there stays as it is.
    fn rewritten(&mut self, node: &Node<'d>, is_extension: bool) -> Result<Value, Fault> {
        match node.value {
            Value::Object(_) => {
                let mut members = Map::new();
                for (name, member) in node.members()? {
                    let value = if name == "$ref" && member.value.is_string() {
                        self.reference(&member, is_extension)?
                    } else {
                        self.rewritten(&member, is_extension)?
                    };
                    members.insert(name.to_owned(), value);
                }
                Ok(Value::Object(members))
            }
            Value::Array(_) => node.items()?.map(|item| self.rewritten(&item, is_extension)).collect(),
            scalar => Ok(scalar.clone()),
        }
    }

    fn reference(&mut self, node: &Node<'d>, is_extension: bool) -> Result<Value, Fault> {
        let text = node.text()?;
        if is_extension && !text.starts_with(COMPONENTS) && self.known_component(text).is_none() {
            return Ok(text.into());
        }
        self.component(node).map(|id| format!("{COMPONENTS}{id}").into())
    }

    /// The mapping of a discriminator names schemas by reference or by name; names that were made valid follow.
    fn discriminator(&self, node: &Node<'d>) -> Value {
        let mut value = node.value.clone();
        let mapping = value.get_mut("mapping").and_then(Value::as_object_mut);
        for target in mapping.into_iter().flat_map(Map::values_mut) {
            let named = target.as_str().and_then(|text| self.known_component(text));
            if let Some(id) = named {
                *target = format!("{COMPONENTS}{id}").into();
            }
        }
        value
    }
}
