//! One schema for several: what a body may be where pages describe one call in different words.

use super::{
    pool::{Owner, Pool},
    shape::same_shape,
};
use driftline_contract::{ComponentId, Schema};

/// A schema and the page that it stands on.
pub(super) struct Variant<'t> {
    /// What the page is called.
    pub(super) title: &'t str,
    pub(super) owner: &'t Owner,
    pub(super) page: usize,
    pub(super) schema: Schema,
}

/// The schema that accepts what one of the variants accepts. Variants are components named after their pages and
/// `role`; equal ones are one.
pub(super) fn of(variants: Vec<Variant<'_>>, role: &str, pool: &mut Pool) -> Option<Schema> {
    let mut distinct: Vec<Variant<'_>> = Vec::new();
    for variant in variants {
        if !distinct.iter().any(|known| same_shape(&known.schema, &variant.schema)) {
            distinct.push(variant);
        }
    }
    if distinct.len() < 2 {
        return distinct.pop().map(|variant| variant.schema);
    }
    let named = |variant: Variant<'_>| {
        let Variant { title, owner, page, schema } = variant;
        if schema.properties.is_empty() || schema.reference.is_some() {
            return schema;
        }
        pool.share(ComponentId::from_text(&format!("{title} {role}")), owner, page, schema)
    };
    let schemas: Vec<Schema> = distinct.into_iter().map(named).collect();
    Some(if are_told_apart(&schemas, pool) {
        Schema { one_of: schemas, ..Schema::default() }
    } else {
        Schema { any_of: schemas, ..Schema::default() }
    })
}

/// Whether each schema demands a property that no other one knows, so that a value can be meant for one of them only.
/// Where it is not so, `oneOf` would refuse values that two of them accept.
fn are_told_apart(schemas: &[Schema], pool: &Pool) -> bool {
    let schemas: Vec<&Schema> = schemas.iter().map(|schema| pool.resolve(schema)).collect();
    schemas.iter().enumerate().all(|(at, schema)| {
        let is_own = |name: &String| {
            schemas.iter().enumerate().all(|(other, known)| other == at || !known.properties.contains_key(name))
        };
        schema.required.iter().any(is_own)
    })
}

/// The schema of a parameter that two pages describe.
pub(super) fn of_parameter(known: &mut Schema, other: Schema) {
    let alternatives = if known.any_of.is_empty() { std::slice::from_ref(known) } else { &known.any_of };
    if alternatives.iter().any(|alternative| same_shape(alternative, &other)) {
        return;
    }
    if let (Some(values), Some(more)) = (&known.enumeration, &other.enumeration) {
        let joined: Vec<_> =
            values.iter().chain(more.iter().filter(|value| !values.contains(value))).cloned().collect();
        let open = |schema: &Schema| Schema { enumeration: None, ..schema.clone() };
        if same_shape(&open(known), &open(&other)) {
            known.enumeration = Some(joined);
            return;
        }
    }
    if known.any_of.is_empty() {
        let first = std::mem::take(known);
        known.any_of.push(first);
    }
    known.any_of.push(other);
}
