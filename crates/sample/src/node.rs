//! What applies to one value: schemas joined through references and `allOf`, one branch of each choice drawn.

use crate::{Unsupported, context::Context};
use driftline_contract::{Contract, Schema, Type};
use driftline_finding::Pointer;
use indexmap::IndexMap;
use serde_json::{Number, Value};

/// How many combinations of branches are told apart.
const MAX_ALTERNATIVES: usize = 64;

/// Keywords without a field in [`Schema`] that constrain values.
const ASSERTIONS: [&str; 17] = [
    "$ref",
    "$dynamicRef",
    "$recursiveRef",
    "if",
    "dependentSchemas",
    "dependentRequired",
    "dependencies",
    "prefixItems",
    "contains",
    "patternProperties",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "then",
    "else",
    "minContains",
    "maxContains",
];

/// A schema and its place.
#[derive(Clone, Debug)]
pub(crate) struct Part<'c> {
    pub(crate) schema: &'c Schema,
    pub(crate) at: Pointer,
}

/// One way to satisfy a value's schemas: all of these apply. References, `allOf`, `anyOf` and `oneOf` of the parts
/// have been followed and are to be ignored.
#[derive(Clone, Debug, Default)]
pub(crate) struct Node<'c> {
    pub(crate) parts: Vec<Part<'c>>,
    /// Whether a component that reaches itself was entered.
    pub(crate) is_recursive: bool,
    /// Whether branches were chosen, or `not` stands somewhere: then conforming to the parts is not enough.
    pub(crate) is_choice: bool,
    choices: Vec<Vec<Part<'c>>>,
}

/// The ways to satisfy all schemas at `places`, at least one.
pub(crate) fn alternatives<'c>(context: &'c Context, places: &[Pointer]) -> Result<Vec<Node<'c>>, Unsupported> {
    let mut node = Node::default();
    for place in places {
        if let Some(schema) = context.at(place) {
            node.add(context, Part { schema, at: place.clone() });
        }
    }
    let mut done = Vec::new();
    let mut open = vec![node];
    while let Some(mut node) = open.pop() {
        let Some(branches) = node.choices.pop() else {
            done.push(node);
            continue;
        };
        if done.len() + open.len() + branches.len() > MAX_ALTERNATIVES {
            return Err(Unsupported::keyword(&place_of(places), "oneOf"));
        }
        // Taken from the end, so reversed: alternatives come in the order of the schema, the simplest first.
        for branch in branches.into_iter().rev() {
            let mut chosen = node.clone();
            chosen.add(context, branch);
            open.push(chosen);
        }
    }
    Ok(done)
}

/// The place to name for what concerns all of `places`.
pub(crate) fn place_of(places: &[Pointer]) -> Pointer {
    places.first().cloned().unwrap_or_default()
}

impl<'c> Node<'c> {
    fn add(&mut self, context: &'c Context, part: Part<'c>) {
        // A schema that is met twice on the way adds nothing, and may be a circle.
        if self.parts.iter().any(|known| std::ptr::eq(known.schema, part.schema)) {
            return;
        }
        let Part { schema, at } = part.clone();
        self.parts.push(part);
        self.is_choice |= schema.not.is_some();
        if let Some((id, component)) = schema.reference.as_ref().and_then(|id| Some((id, context.component(id)?))) {
            self.is_recursive |= context.is_recursive(id);
            self.add(context, Part { schema: component, at: Contract::component_pointer(id) });
        }
        for part in list(&schema.all_of, &at, "allOf") {
            self.add(context, part);
        }
        for (branches, keyword) in [(&schema.any_of, "anyOf"), (&schema.one_of, "oneOf")] {
            if !branches.is_empty() {
                self.is_choice = true;
                self.choices.push(list(branches, &at, keyword).collect());
            }
        }
    }

    /// The place of the first schema.
    pub(crate) fn at(&self) -> Pointer {
        self.parts.first().map(|part| part.at.clone()).unwrap_or_default()
    }

    /// The places of all parts.
    pub(crate) fn places(&self) -> Vec<Pointer> {
        self.parts.iter().map(|part| part.at.clone()).collect()
    }

    pub(crate) fn schemas(&self) -> impl Iterator<Item = &'c Schema> + '_ {
        self.parts.iter().map(|part| part.schema)
    }

    /// Refuses keywords that constrain values in ways that are not understood here.
    pub(crate) fn require_known_keywords(&self) -> Result<(), Unsupported> {
        for part in &self.parts {
            if let Some(keyword) = part.schema.keywords.keys().find(|keyword| ASSERTIONS.contains(&keyword.as_str())) {
                return Err(Unsupported::keyword(&part.at, keyword));
            }
            if part.schema.is_never() {
                return Err(Unsupported::unsatisfiable(&part.at, "not"));
            }
        }
        Ok(())
    }

    /// The types that every part allows; `None` where none says anything.
    pub(crate) fn types(&self) -> Option<Vec<Type>> {
        if self.schemas().all(|schema| schema.types.is_empty()) {
            return None;
        }
        let allows = |schema: &Schema, kind: Type| {
            let types = &schema.types;
            types.is_empty() || types.contains(&kind) || (kind == Type::Integer && types.contains(&Type::Number))
        };
        let mut types: Vec<Type> = Type::ALL.to_vec();
        types.retain(|kind| self.schemas().all(|schema| allows(schema, *kind)));
        if types.contains(&Type::Number) {
            types.retain(|kind| *kind != Type::Integer);
        }
        Some(types)
    }

    /// The values of the first `enum` or `const`, if there is one.
    pub(crate) fn listed(&self) -> Option<&'c [Value]> {
        let list = self.all(|schema| schema.enumeration.as_deref()).next();
        list.or_else(|| self.all(|schema| schema.constant.as_ref().map(std::slice::from_ref)).next())
    }

    /// Whether `enum` or `const` stands somewhere.
    pub(crate) fn is_listed(&self) -> bool {
        self.listed().is_some()
    }

    /// The greatest of the lower bounds that the parts set.
    pub(crate) fn least(&self, bound: impl Fn(&Schema) -> Option<u64>) -> u64 {
        self.schemas().filter_map(bound).max().unwrap_or(0)
    }

    /// The smallest of the upper bounds that the parts set.
    pub(crate) fn most(&self, bound: impl Fn(&Schema) -> Option<u64>) -> Option<u64> {
        self.schemas().filter_map(bound).min()
    }

    /// What the parts say in one keyword.
    pub(crate) fn all<T>(&self, keyword: impl Fn(&'c Schema) -> Option<T>) -> impl Iterator<Item = T> {
        self.schemas().filter_map(keyword)
    }

    /// The `multipleOf` of the first part that has one.
    pub(crate) fn step(&self) -> Option<&'c Number> {
        self.all(|schema| schema.multiple_of.as_ref()).next()
    }

    /// The format of the first part that has one.
    pub(crate) fn format(&self) -> Option<&'c str> {
        self.all(|schema| schema.format.as_deref()).next()
    }

    /// The places of the schemas of items.
    pub(crate) fn items(&self) -> Vec<Pointer> {
        let with_items = self.parts.iter().filter(|part| part.schema.items.is_some());
        with_items.map(|part| part.at.key("items")).collect()
    }

    /// The named properties in order, described or required, with the places of the schemas that apply to each.
    pub(crate) fn properties(&self) -> IndexMap<String, Vec<Pointer>> {
        let described = self.schemas().flat_map(|schema| schema.properties.keys());
        let names = described.chain(self.schemas().flat_map(|schema| &schema.required));
        let mut properties = IndexMap::new();
        for name in names {
            if !properties.contains_key(name) {
                properties.insert(name.clone(), self.property(name));
            }
        }
        properties
    }

    fn property(&self, name: &str) -> Vec<Pointer> {
        let of = |part: &Part<'_>| match (part.schema.properties.get(name), &part.schema.additional_properties) {
            (Some(_), _) => Some(part.at.key("properties").key(name)),
            (None, Some(_)) => Some(part.at.key("additionalProperties")),
            (None, None) => None,
        };
        self.parts.iter().filter_map(of).collect()
    }

    /// The places of the schemas of members without a name of their own; empty where no part speaks of them.
    pub(crate) fn additional(&self) -> Vec<Pointer> {
        let with = self.parts.iter().filter(|part| part.schema.additional_properties.is_some());
        with.map(|part| part.at.key("additionalProperties")).collect()
    }

    /// Whether some part describes properties, named or not.
    pub(crate) fn describes_properties(&self) -> bool {
        self.schemas().any(|schema| !schema.properties.is_empty() || schema.additional_properties.is_some())
    }

    /// Whether the property must be there.
    pub(crate) fn requires(&self, name: &str) -> bool {
        self.schemas().any(|schema| schema.required.contains(name))
    }
}

fn list<'c>(schemas: &'c [Schema], at: &Pointer, keyword: &str) -> impl Iterator<Item = Part<'c>> {
    let at = at.key(keyword);
    schemas.iter().enumerate().map(move |(index, schema)| Part { schema, at: at.index(index) })
}
