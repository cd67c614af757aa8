//! Whether two schemas accept the same values, provenance and prose aside.

use driftline_contract::{ComponentId, Schema};
use std::{
    collections::BTreeMap,
    hash::{Hash, Hasher},
};

/// Whether two schemas accept the same, given that references to different names mean different things.
pub(super) fn same_shape(left: &Schema, right: &Schema) -> bool {
    accept_same(left, right, Names::Tell)
}

/// A schema as something that equals every other one that accepts the same, apart from what they refer to.
#[derive(Clone, Copy)]
pub(super) struct Shape<'s>(pub(super) &'s Schema);

impl PartialEq for Shape<'_> {
    fn eq(&self, other: &Self) -> bool {
        accept_same(self.0, other.0, Names::AreIdle)
    }
}

impl Eq for Shape<'_> {}

impl Hash for Shape<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Schema { types, format, enumeration, reference, required, .. } = self.0;
        (types, format, reference.is_some(), required.len()).hash(state);
        enumeration.as_ref().map(Vec::len).hash(state);
        for (name, child) in children_by_name(self.0) {
            name.hash(state);
            Shape(child).hash(state);
        }
    }
}

/// What the names of components say when schemas that refer to them are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    /// Different ones mean different things.
    Tell,
    /// What is referred to is compared by itself.
    AreIdle,
}

fn accept_same(left: &Schema, right: &Schema, names: Names) -> bool {
    // Whoever adds a keyword has to say here whether it counts.
    let Schema {
        reference,
        title,
        types,
        format,
        enumeration,
        constant,
        default,
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of,
        min_length,
        max_length,
        pattern,
        min_items,
        max_items,
        unique_items,
        items: _,
        min_properties,
        max_properties,
        properties,
        required,
        additional_properties: _,
        all_of: _,
        any_of: _,
        one_of: _,
        not: _,
        deprecated,
        read_only,
        write_only,
        description: _,
        examples,
        keywords,
        provenance: _,
    } = left;
    let same_reference = match names {
        Names::Tell => *reference == right.reference,
        Names::AreIdle => reference.is_some() == right.reference.is_some(),
    };
    let pairs = |(name, one)| right.properties.get(name).is_some_and(|other| accept_same(one, other, names));
    same_reference
        && (title, types, format, pattern) == (&right.title, &right.types, &right.format, &right.pattern)
        && (enumeration, constant, default) == (&right.enumeration, &right.constant, &right.default)
        && (minimum, maximum, multiple_of) == (&right.minimum, &right.maximum, &right.multiple_of)
        && (exclusive_minimum, exclusive_maximum) == (&right.exclusive_minimum, &right.exclusive_maximum)
        && (min_length, max_length, min_items) == (&right.min_length, &right.max_length, &right.min_items)
        && (max_items, min_properties, max_properties)
            == (&right.max_items, &right.min_properties, &right.max_properties)
        && (unique_items, deprecated) == (&right.unique_items, &right.deprecated)
        && (read_only, write_only) == (&right.read_only, &right.write_only)
        && (required, examples, keywords) == (&right.required, &right.examples, &right.keywords)
        && properties.len() == right.properties.len()
        && properties.iter().all(pairs)
        && applied(left).zip(applied(right)).all(|(one, other)| accept_all_same(one, other, names))
}

fn accept_all_same(left: &[Schema], right: &[Schema], names: Names) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(one, other)| accept_same(one, other, names))
}

/// The subschemas other than properties, by keyword.
fn applied(schema: &Schema) -> impl Iterator<Item = &[Schema]> {
    fn one(schema: Option<&Schema>) -> &[Schema] {
        schema.map_or(&[], std::slice::from_ref)
    }
    [
        one(schema.items.as_deref()),
        one(schema.additional_properties.as_deref()),
        &schema.all_of,
        &schema.any_of,
        &schema.one_of,
        one(schema.not.as_deref()),
    ]
    .into_iter()
}

/// The subschemas in an order that does not depend on that of the rows; properties with their names.
fn children_by_name(schema: &Schema) -> Vec<(&str, &Schema)> {
    let mut children: Vec<_> = schema.properties.iter().map(|(name, child)| (name.as_str(), child)).collect();
    children.sort_unstable_by_key(|(name, _)| *name);
    children.extend(applied(schema).flatten().map(|child| ("", child)));
    children
}

/// What a schema refers to, in the same order for all that are the same [`Shape`].
pub(super) fn references(schema: &Schema) -> Vec<ComponentId> {
    let mut found = Vec::new();
    note_references(schema, &mut found);
    found
}

fn note_references(schema: &Schema, found: &mut Vec<ComponentId>) {
    schema.own_references(found);
    for (_, child) in children_by_name(schema) {
        note_references(child, found);
    }
}

/// What stands in the place of each placeholder.
pub(super) type Meanings = BTreeMap<ComponentId, Schema>;

/// Puts what placeholders mean in their place. What stands beside a placeholder stays.
pub(super) fn replace(schema: &mut Schema, meanings: &Meanings) {
    if let Some(meaning) = schema.reference.as_ref().and_then(|id| meanings.get(id)) {
        schema.reference.clone_from(&meaning.reference);
        schema.types.clone_from(&meaning.types);
        schema.additional_properties.clone_from(&meaning.additional_properties);
    }
    schema.children_mut().for_each(|child| replace(child, meanings));
}

/// Puts the names of `names` in the place of those that stand in the schema.
pub(super) fn rename(schema: &mut Schema, names: &BTreeMap<ComponentId, ComponentId>) {
    if let Some(name) = schema.reference.as_ref().and_then(|id| names.get(id)) {
        schema.reference = Some(name.clone());
    }
    schema.children_mut().for_each(|child| rename(child, names));
}
