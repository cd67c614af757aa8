//! What the alternatives of a `oneOf` or `anyOf` have in common with an object.

use super::{Node, Rest, Shape};
use driftline_finding::Pointer;
use jsonschema::json::Json;
use serde_json::{Map, Value};

impl<F: Json> Shape<F> {
    /// Whether an object has members, and neither the schema that stands at `at` nor an alternative of it describes one
    /// of them: then the object is another one, and no alternative is nearer than the others.
    pub(crate) fn is_unlike_all(&self, at: &Pointer, object: &Map<String, Value>) -> bool {
        let Some(holder) = self.nodes.iter().find(|node| node.at == *at) else { return false };
        let own = holder.closure.iter().map(|id| &self.nodes[id.0]);
        let mut alternatives = own.clone().flat_map(|node| node.choices.iter().flatten());
        let is_unlike = |node: &Node<F>| node.choices.is_empty() && node.is_silent_about(object);
        !object.is_empty()
            && { own }.all(|node| node.is_silent_about(object))
            && alternatives
                .all(|branch| self.nodes[branch.node.0].closure.iter().all(|id| is_unlike(&self.nodes[id.0])))
    }
}

impl<F: Json> Node<F> {
    /// Whether this names no member of an object, and has no keyword that may describe one.
    fn is_silent_about(&self, object: &Map<String, Value>) -> bool {
        let is_map = matches!(self.rest, Rest::Map(_));
        !self.opaque
            && !self.patterns
            && !is_map
            && !object.keys().any(|name| self.properties.contains_key(name.as_str()))
    }
}
