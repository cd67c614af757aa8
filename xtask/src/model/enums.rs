//! Enumerations.

use super::{
    docs,
    item::{Shape, Variant},
    names::{self, Names},
    schema::{self, kinds},
};
use driftline_contract::{Schema, Type as Kind};
use serde_json::Value;
use std::collections::BTreeSet;

/// The enum of a schema that lists strings or integers, and nothing else but `null`. Other schemas inside do not
/// go with it.
pub(super) fn shape(schema: &Schema) -> Option<Shape> {
    let listed = schema.enumeration.as_ref()?;
    if !schema::is_listed_only(schema) {
        return None;
    }
    let values: Vec<&Value> = listed.iter().filter(|value| !value.is_null()).collect();
    let about = schema.description.as_deref();
    match kinds(schema).as_slice() {
        [Kind::String] | [] if values.iter().all(|value| value.is_string()) => {
            let texts = values.into_iter().filter_map(Value::as_str).map(str::to_owned);
            let name = |text: &String| names::camel(text);
            Some(Shape::Texts(variants(texts, about, name, Clone::clone)?))
        }
        [Kind::Integer] => {
            let integers: Vec<i64> = values.iter().filter_map(|value| value.as_i64()).collect();
            let name = |value: &i64| match value {
                0.. => format!("Value{value}"),
                _ => format!("ValueMinus{}", value.unsigned_abs()),
            };
            let are_all = integers.len() == values.len();
            are_all.then(|| variants(integers, about, name, i64::to_string)).flatten().map(Shape::Integers)
        }
        _ => None,
    }
}

/// Whether the list of values makes `null` one where no type does.
pub(super) fn has_null(schema: &Schema) -> bool {
    let is_listed = schema.enumeration.as_ref().is_some_and(|values| values.contains(&Value::Null));
    is_listed && schema.types.is_empty() && shape(schema).is_some()
}

/// The values that a schema lists, or those of the items of an array, as texts.
pub(super) fn listed(schema: &Schema) -> impl Iterator<Item = String> {
    let items = schema.items.as_deref().and_then(|items| items.enumeration.as_ref());
    schema.enumeration.as_ref().or(items).into_iter().flatten().map(|value| match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    })
}

/// `items` with the description of its array where it has none: that is where pages tell about the values.
pub(super) fn with_description(items: &Schema, array: &Schema) -> Schema {
    let mut items = items.clone();
    if items.enumeration.is_some() && items.description.is_none() {
        items.description.clone_from(&array.description);
    }
    items
}

/// Each value once; `None` if there is none.
fn variants<T: Clone + Ord>(
    values: impl IntoIterator<Item = T>,
    about: Option<&str>,
    name: impl Fn(&T) -> String,
    text: impl Fn(&T) -> String,
) -> Option<Vec<Variant<T>>> {
    let mut taken = Names::variants();
    let mut seen = BTreeSet::new();
    let values = values.into_iter().filter(|value| seen.insert(value.clone()));
    let variant = |value: T| {
        let text = text(&value);
        let shown = docs::code(&text);
        let docs =
            docs::about(about, &text).map_or_else(|| shown.clone(), |rest| format!("{shown}: {}", docs::escaped(rest)));
        Variant { name: taken.take(&name(&value)), value, docs: vec![docs] }
    };
    let variants: Vec<_> = values.map(variant).collect();
    (!variants.is_empty()).then_some(variants)
}
