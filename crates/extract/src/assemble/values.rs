//! Values that tables of other pages list, put into the fields that leave them there.

use driftline_contract::{Schema, Type};
use driftline_finding::Provenance;
use serde_json::Value;
use std::{collections::BTreeMap, sync::Arc};

/// A row of the page of that number: its line and its number, and the anchor, number, caption and cells that tell it
/// from those of other tables where a page stands on one line.
pub(super) type Spot = (usize, Option<u32>, Option<u32>, [Option<Arc<str>>; 3], Option<String>);

/// Where the row stands that something was read from.
pub(super) fn spot(page: usize, from: &Provenance) -> Spot {
    let Provenance { anchor, table, caption, cells, .. } = from;
    (page, from.line, from.row, [anchor, table, caption].map(Clone::clone), cells.clone())
}

/// What the rows of all pages leave to tables: the values, and the sentence that says so.
pub(super) type Listed = BTreeMap<Spot, (Vec<Value>, String)>;

/// Lists the values of each field below a schema that stands on a page of that number.
pub(super) fn fill(schema: &mut Schema, page: usize, listed: &Listed) {
    let is_plain = matches!(schema.types.first(), Some(Type::String | Type::Integer));
    if let Some(from) = schema.provenance.as_ref().filter(|_| is_plain)
        && let Some((values, evidence)) = listed.get(&spot(page, from))
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
