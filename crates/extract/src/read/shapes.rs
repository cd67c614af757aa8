//! Lists and single objects, where the examples of a page know better than its type cells.
//!
//! Writers take "Object" for what is a list of objects, and the reverse; the examples are what a server said. Where
//! all of them agree against the cell, they are believed, and the contradiction is a finding. What a cell calls a list
//! and a name in the plural does so too is one, though: some examples are cut short. Of a list whose objects no table
//! describes, the examples show the properties.

use super::{
    PageReader, kinds,
    shown::{Gatherer, bodies, each_member, free_members, members, singles},
};
use crate::{rules, type_expr::TypeExpr};
use driftline_contract::{ComponentId, Operation, Schema, Type};
use driftline_finding::Provenance;
use indexmap::IndexMap;
use serde_json::Value;

impl PageReader<'_> {
    /// Mends the bodies of an operation, and the components of the page, by the examples.
    pub(super) fn heed_shapes(&mut self, operation: &mut Operation, components: &mut IndexMap<ComponentId, Schema>) {
        let mut gatherer = Gatherer::new(components);
        let mut contradicted = Vec::new();
        for (schema, values) in bodies(operation) {
            gatherer.take_in(schema, &values);
            if shows_properties(schema, &values, components) {
                mend(schema, "", &values, &mut contradicted);
            } else {
                mend_members(schema, &values, &mut contradicted);
            }
        }
        for (id, values) in &gatherer.finish() {
            if let Some(component) = components.get_mut(id) {
                mend_members(component, values, &mut contradicted);
            }
        }
        self.note_contradicted(contradicted);
    }

    /// Mends the schema of one field by a value that the page shows for it.
    pub(super) fn heed_shape(&mut self, schema: &mut Schema, name: &str, value: &Value) {
        let mut contradicted = Vec::new();
        mend(schema, name, &[value], &mut contradicted);
        self.note_contradicted(contradicted);
    }

    fn note_contradicted(&mut self, contradicted: Contradicted) {
        for (from, shown) in contradicted {
            let said =
                from.cells.as_ref().map_or_else(|| "table of the body".to_owned(), |cells| format!("row `{cells}`"));
            let from = Provenance { evidence: std::collections::BTreeMap::new(), ..*from };
            self.note(rules::type_contradicted::finding(&said, shown), &from);
        }
    }
}

/// Whether an example of a body, or an item of it, has a property that the body's table lists: else it shows
/// something else, as the contents of a wrapper.
fn shows_properties(schema: &Schema, values: &[&Value], components: &IndexMap<ComponentId, Schema>) -> bool {
    let object = schema.reference.as_ref().and_then(|id| components.get(id)).unwrap_or(schema);
    let is_listed =
        |value: &&Value| value.as_object().is_some_and(|it| it.keys().any(|k| object.properties.contains_key(k)));
    object.properties.is_empty() || singles(values).iter().any(is_listed)
}

/// What all examples show where a cell says something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    List,
    One,
}

impl Shape {
    /// What the values are, if they are all objects, or all lists of objects.
    pub(super) fn of(values: &[&Value]) -> Option<Shape> {
        let is_list = |value: &&&Value| {
            value.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_object))
        };
        let known: Vec<&&Value> = values.iter().filter(|value| !is_empty(value)).collect();
        if known.is_empty() {
            None
        } else if known.iter().all(|value| value.is_object()) {
            Some(Shape::One)
        } else {
            known.iter().all(is_list).then_some(Shape::List)
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Shape::List => "a list of objects",
            Shape::One => "a single object",
        }
    }
}

/// Whether a value says nothing of its kind: pages show `[]` and `{}` for whatever is empty.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// A contradicted statement: where it stands, and what the examples show.
type Contradicted = Vec<(Box<Provenance>, &'static str)>;

/// Mends the schema of what is called `name`, what it refers to left out.
fn mend(schema: &mut Schema, name: &str, values: &[&Value], contradicted: &mut Contradicted) {
    let shape = Shape::of(values);
    let is_contradicted = match shape {
        Some(Shape::List) => is_object(schema),
        Some(Shape::One) => {
            let is_list = schema.types == [Type::Array] && schema.items.as_deref().is_some_and(is_object);
            is_list && !name.ends_with('s')
        }
        None => false,
    };
    if let Some(shape) = shape.filter(|_| is_contradicted) {
        turn(schema, shape);
        contradict(schema, shape.words(), contradicted);
    } else if let Some(shown) = kinds::heed(schema, values) {
        contradict(schema, shown, contradicted);
    }
    // A table that is only called like a list, whose cell names no objects, may be another's.
    let is_bare = schema.items.as_ref().is_some_and(|items| items.reference.is_some()) && says_only_list(schema);
    if let Some(items) = &mut schema.items {
        let is_list = values.iter().all(|value| value.is_array());
        let values = singles(values);
        if shape == Some(Shape::List) && is_undescribed(items) {
            items.types = vec![Type::Object];
            items.properties = properties(&values);
            if !items.properties.is_empty() {
                note(schema, "properties", "the example shows them");
            }
        } else if is_list && are_plain(&values) && (is_bare || items.types == [Type::Object] && is_undescribed(items)) {
            **items = kind(&values);
            contradict(schema, "plain values", contradicted);
        } else {
            mend(items, "", &values, contradicted);
        }
    }
    let free = schema.additional_properties.as_deref().map(|_| free_members(schema, values)).unwrap_or_default();
    if let Some(held) = &mut schema.additional_properties {
        mend(held, "", &free, contradicted);
    }
    mend_members(schema, values, contradicted);
}

/// Whether the type cell of a row says that it is a list and not of what.
fn says_only_list(schema: &Schema) -> bool {
    let cells = schema.provenance.as_ref().and_then(|from| from.cells.as_deref()).unwrap_or_default();
    cells.rsplit_once(", ").is_some_and(|(_, kind)| TypeExpr::parse(kind) == TypeExpr::Array(None))
}

/// Whether there are values, and each is a text, a number or a truth value.
fn are_plain(values: &[&Value]) -> bool {
    !values.is_empty() && values.iter().all(|value| value.is_string() || value.is_number() || value.is_boolean())
}

/// Keeps that the examples show something else than the cell says.
fn contradict(schema: &mut Schema, shown: &'static str, contradicted: &mut Contradicted) {
    contradicted.extend(schema.provenance.clone().map(|from| (from, shown)));
    note(schema, "type", &format!("the example shows {shown}"));
}

fn note(schema: &mut Schema, keyword: &str, evidence: &str) {
    if let Some(provenance) = &mut schema.provenance {
        provenance.evidence.insert(keyword.to_owned(), evidence.to_owned());
    }
}

fn mend_members(schema: &mut Schema, values: &[&Value], contradicted: &mut Contradicted) {
    each_member(&singles(values), |name, values| {
        if let Some(property) = schema.properties.get_mut(name) {
            mend(property, name, values, contradicted);
        }
    });
}

/// Whether a schema describes one object, by properties or without.
fn is_object(schema: &Schema) -> bool {
    let is_one_of = !schema.any_of.is_empty() && schema.any_of.iter().all(|one| one.reference.is_some());
    is_one_of || schema.reference.is_some() || schema.types == [Type::Object] && schema.additional_properties.is_none()
}

/// Whether nothing says what a list holds, or nothing but that it is objects.
pub(super) fn is_undescribed(items: &Schema) -> bool {
    let is_open = items.types.is_empty() || items.types == [Type::Object];
    *items == Schema { types: items.types.clone(), ..Schema::default() } && is_open
}

/// Makes a list of a single object, or the reverse. What the row says stays with the outer schema.
fn turn(schema: &mut Schema, shape: Shape) {
    let inner = match shape {
        Shape::List => Schema {
            reference: schema.reference.take(),
            any_of: std::mem::take(&mut schema.any_of),
            types: std::mem::take(&mut schema.types),
            properties: std::mem::take(&mut schema.properties),
            required: std::mem::take(&mut schema.required),
            additional_properties: schema.additional_properties.take(),
            ..Schema::default()
        },
        Shape::One => schema.items.take().map(|items| *items).unwrap_or_default(),
    };
    match shape {
        Shape::List => {
            schema.types = vec![Type::Array];
            schema.items = Some(Box::new(inner));
        }
        Shape::One => {
            schema.reference = inner.reference;
            schema.any_of = inner.any_of;
            schema.types = inner.types;
            schema.properties = inner.properties;
            schema.required = inner.required;
            schema.additional_properties = inner.additional_properties;
            (schema.min_items, schema.max_items, schema.unique_items) = (None, None, false);
        }
    }
}

/// The properties that objects have, of the kinds that all of them show.
pub(super) fn properties(objects: &[&Value]) -> IndexMap<String, Schema> {
    members(objects).into_iter().map(|(name, values)| (name.to_owned(), kind(&values))).collect()
}

/// A schema of the one kind of all values. What is inside objects stays open: their keys may be free.
pub(super) fn kind(values: &[&Value]) -> Schema {
    let all = |is: fn(&Value) -> bool| values.iter().all(|value| is(value));
    if all(Value::is_string) {
        Schema::of(Type::String)
    } else if all(Value::is_boolean) {
        Schema::of(Type::Boolean)
    } else if all(|value| value.is_i64() || value.is_u64()) {
        Schema::of(Type::Integer)
    } else if all(Value::is_number) {
        Schema::of(Type::Number)
    } else if all(Value::is_object) {
        Schema::of(Type::Object)
    } else if all(Value::is_array) {
        let items = singles(values);
        if Shape::of(values) == Some(Shape::List) {
            return Schema::array(Schema { properties: properties(&items), ..Schema::of(Type::Object) });
        }
        Schema::array(if items.is_empty() { Schema::default() } else { kind(&items) })
    } else {
        Schema::default()
    }
}
