//! Plain values and lists of them, where every example shows what the type cell cannot mean.
//!
//! A cell decides between a number and its text, for writers quote numbers in examples. But no server gives a list or
//! objects for a text, letters for a number, or a fraction for an integer.

use super::{
    shapes::{kind, properties},
    shown::singles,
};
use driftline_contract::{Schema, Type};
use serde_json::Value;

/// Makes the schema of a plain value, or of a list of them, what all examples show, and says what that is if it is
/// something else.
pub(super) fn heed(schema: &mut Schema, values: &[&Value]) -> Option<&'static str> {
    if !(is_scalar(schema) || schema.types == [Type::Array] && schema.items.as_deref().is_some_and(is_scalar)) {
        return None;
    }
    let values: Vec<&Value> = values.iter().copied().filter(|value| !value.is_null()).collect();
    if values.is_empty() {
        // Nulls alone show nothing.
        return None;
    }
    let [kind_said] = schema.types[..] else { return None };
    let is_number = matches!(kind_said, Type::Integer | Type::Number);
    if kind_said == Type::Array {
        hold_objects(schema, &values)
    } else if values.iter().all(|value| value.is_array()) {
        become_list(schema, &values)
    } else if kind_said == Type::String && values.iter().all(|value| is_filled(value)) {
        become_plain(schema, Type::Object);
        Some("an object")
    } else if is_number && values.iter().all(|value| is_lettered(value)) {
        become_plain(schema, Type::String);
        Some("texts")
    } else if kind_said == Type::Integer && values.iter().any(|value| is_broken(value)) {
        schema.types = vec![Type::Number];
        schema.format = None;
        Some("a fraction")
    } else {
        None
    }
}

fn is_scalar(schema: &Schema) -> bool {
    matches!(schema.types[..], [Type::String | Type::Integer | Type::Number | Type::Boolean])
}

/// Makes a schema one of another type. What is said of a number is not said of a text, nor that of an object.
fn become_plain(schema: &mut Schema, kind: Type) {
    let Schema { description, mut provenance, .. } = std::mem::take(schema);
    if let Some(from) = &mut provenance {
        from.evidence.retain(|keyword, _| keyword == "required");
    }
    *schema = Schema { description, provenance, ..Schema::of(kind) };
}

fn is_filled(value: &Value) -> bool {
    value.as_object().is_some_and(|members| !members.is_empty())
}

/// Makes objects of the plain items of a list.
fn hold_objects(schema: &mut Schema, values: &[&Value]) -> Option<&'static str> {
    let items = singles(values);
    let are_objects = !items.is_empty() && items.iter().all(|item| is_filled(item));
    if !are_objects {
        return None;
    }
    schema.items = Some(Box::new(Schema { properties: properties(&items), ..Schema::of(Type::Object) }));
    Some("a list of objects")
}

/// Makes a list of a plain value: of what the cell says, if the items are that.
fn become_list(schema: &mut Schema, values: &[&Value]) -> Option<&'static str> {
    let items = singles(values);
    if items.is_empty() {
        return None;
    }
    let shown = kind(&items);
    let mut item = std::mem::take(schema);
    schema.description = item.description.take();
    schema.provenance = item.provenance.take();
    schema.types = vec![Type::Array];
    schema.items = Some(Box::new(match shown.types[..] {
        [Type::Object] => Schema { properties: properties(&items), ..shown },
        [known] if item.types == [known] => item,
        _ => shown,
    }));
    Some("a list")
}

/// Whether a value is a text that writes no number: it holds letters among digits, as an identifier does. A word alone
/// may stand for a number.
fn is_lettered(value: &Value) -> bool {
    value.as_str().is_some_and(|text| {
        let has = |is: fn(char) -> bool| text.contains(is);
        has(|c| c.is_ascii_digit()) && has(|c| c.is_ascii_alphabetic() && !matches!(c, 'e' | 'E'))
    })
}

/// Whether a value is a number with a fraction.
fn is_broken(value: &Value) -> bool {
    value.as_f64().is_some_and(|number| number.fract() != 0.0)
}
