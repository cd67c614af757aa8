//! What one schema demands of a value itself, apart from what the value holds.

use super::width::Width;
use driftline_contract::{Schema, Type};
use serde_json::{Number, Value};

/// Formats that say something of integers, or of texts only to readers: no validator asserts them.
const ANNOTATIONS: &[&str] = &["int32", "int64", "float", "double", "password", "binary", "byte"];

/// Beyond this, not every integer is a double.
const EXACT: i64 = 1 << 53;

/// The demands of a schema that says nothing which only a validator can decide. Most schemas are like that.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Demands {
    /// Empty where any type will do.
    pub(crate) types: Vec<Type>,
    /// `enum`, of scalars
    pub(crate) options: Option<Vec<Value>>,
    pub(crate) minimum: Option<i64>,
    pub(crate) maximum: Option<i64>,
    pub(crate) width: Option<Width>,
    /// The least and the greatest number of characters.
    pub(crate) length: Option<(u64, u64)>,
    /// The least and the greatest number of items.
    pub(crate) items: Option<(u64, u64)>,
}

impl Demands {
    /// What a schema demands, if that is all: beside it, the schema may refer to another one, have `allOf`, and say what
    /// its properties and items are.
    pub(super) fn of(schema: &Schema) -> Option<Demands> {
        if !is_simple(schema) {
            return None;
        }
        Some(Demands {
            types: schema.types.clone(),
            options: schema.enumeration.clone(),
            minimum: schema.minimum.as_ref().and_then(Number::as_i64),
            maximum: schema.maximum.as_ref().and_then(Number::as_i64),
            width: Width::of(schema),
            length: range(schema.min_length, schema.max_length),
            items: range(schema.min_items, schema.max_items),
        })
    }

    /// Whether they bound how great or how long a scalar is.
    pub(crate) fn has_bounds(&self) -> bool {
        self.minimum.is_some() || self.maximum.is_some() || self.length.is_some()
    }

    /// Whether every value meets them.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Demands::default()
    }
}

/// Whether a schema has no keyword beside those of [`Demands`] and those that shapes follow.
fn is_simple(schema: &Schema) -> bool {
    let Schema { constant, exclusive_minimum, exclusive_maximum, multiple_of, pattern, unique_items, .. } = schema;
    let Schema { min_properties, max_properties, any_of, one_of, not, keywords, format, .. } = schema;
    let is_exact = |bound: &Number| bound.as_i64().is_some_and(|bound| (-EXACT..=EXACT).contains(&bound));
    let has_exact_bounds = schema.minimum.iter().chain(&schema.maximum).all(is_exact);
    let of_number = exclusive_minimum.is_some() || exclusive_maximum.is_some() || multiple_of.is_some();
    let of_object = min_properties.is_some() || max_properties.is_some();
    let of_text = pattern.is_some() || format.as_deref().is_some_and(|format| !ANNOTATIONS.contains(&format));
    let of_any = constant.is_some() || not.is_some() || !any_of.is_empty() || !one_of.is_empty();
    let is_scalar = |option: &Value| !option.is_array() && !option.is_object();
    let has_scalars = schema.enumeration.iter().flatten().all(is_scalar);
    let is_note = |keyword: &String| keyword.starts_with("x-") || keyword == "$comment";
    has_exact_bounds
        && has_scalars
        && !of_number
        && !of_object
        && !of_text
        && !of_any
        && !*unique_items
        && keywords.keys().all(is_note)
}

fn range(least: Option<u64>, most: Option<u64>) -> Option<(u64, u64)> {
    (least.is_some() || most.is_some()).then(|| (least.unwrap_or(0), most.unwrap_or(u64::MAX)))
}
