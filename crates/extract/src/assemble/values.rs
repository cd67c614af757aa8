//! Values that tables of other pages list, put into the fields that leave them there.

use driftline_contract::{Schema, Type};
use serde_json::Value;
use std::collections::BTreeMap;

/// The row of a table: the number of its page, its line and its number in the table.
pub(super) type Spot = (usize, Option<u32>, Option<u32>);

/// What the rows of all pages leave to tables: the values, and the sentence that says so.
pub(super) type Listed = BTreeMap<Spot, (Vec<Value>, String)>;

/// Lists the values of each field below a schema that stands on a page of that number.
pub(super) fn fill(schema: &mut Schema, page: usize, listed: &Listed) {
    if let Some(from) = &schema.provenance
        && let Some((values, evidence)) = listed.get(&(page, from.line, from.row))
    {
        list(schema, values, evidence);
    }
    schema.children_mut().for_each(|child| fill(child, page, listed));
}

/// Lists values in the schema of a text or a whole number that has none; `null` stays allowed where it was.
fn list(schema: &mut Schema, values: &[Value], evidence: &str) {
    if schema.enumeration.is_some() {
        return;
    }
    let number = |value: &Value| value.as_str()?.parse::<i64>().ok().map(Value::from);
    let values: Option<Vec<Value>> = match schema.types.first() {
        Some(Type::String) => Some(values.to_vec()),
        Some(Type::Integer) => values.iter().map(number).collect(),
        _ => None,
    };
    let is_one_of = |values: &Vec<Value>| schema.default.as_ref().is_none_or(|default| values.contains(default));
    let Some(mut values) = values.filter(is_one_of) else { return };
    if schema.types.contains(&Type::Null) {
        values.push(Value::Null);
    }
    schema.enumeration = Some(values);
    if let Some(from) = &mut schema.provenance {
        from.evidence.insert("enum".to_owned(), evidence.to_owned());
    }
}
