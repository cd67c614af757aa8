//! Maps of plain values: those whose keys a table lists, what a cell calls `Map<String,String>` and links to a table of its
//! own, and those of which the only row stands for any pair.

use super::{
    PageReader,
    columns::{Columns, own_text},
    examples::Example,
    fields::FieldRow,
    name::Name,
};
use crate::{
    page::{Row, Table},
    type_expr::TypeExpr,
};
use driftline_contract::{ComponentId, Schema, Type};
use indexmap::IndexMap;
use serde_json::Value;

/// What a key-value pair is called in the row that stands for any of them.
const PAIR: [&str; 2] = ["key-value pair", "key/value pair"];

/// Makes maps of the objects whose only row stands for any pair, as `key_val`: it holds a text, is described as made up of
/// pairs, and bears a name that no example shows.
pub(super) fn open_pairs(components: &mut IndexMap<ComponentId, Schema>, examples: &[Example<'_>]) {
    let is_shown = |name: &str| {
        let mut values = examples.iter().flat_map(|example| &example.values);
        values.any(|example| has_member(&example.value, name))
    };
    for schema in components.values_mut() {
        if let Some((name, pair)) = schema.properties.first()
            && schema.properties.len() == 1
            && is_pair(pair)
            && !is_shown(name)
        {
            schema.required.clear();
            schema.additional_properties = schema.properties.pop().map(|(_, pair)| Box::new(pair));
        }
    }
}

fn is_pair(schema: &Schema) -> bool {
    let says = |text: &str| PAIR.iter().any(|words| text.contains(words)) && text.contains("made up of");
    schema.types == [Type::String] && schema.description.as_deref().is_some_and(says)
}

/// Whether an object in a value has a member of that name.
fn has_member(value: &Value, name: &str) -> bool {
    match value {
        Value::Object(members) => members.contains_key(name) || members.values().any(|member| has_member(member, name)),
        Value::Array(items) => items.iter().any(|item| has_member(item, name)),
        _ => false,
    }
}

impl PageReader<'_> {
    /// The component of the table that lists the keys of a map of plain values, if the row links to one on this page.
    pub(super) fn keys_of(&self, field: &FieldRow) -> Option<ComponentId> {
        values_of(&field.kind)?;
        let (keys, table) = self.linked_table(field)?;
        let columns = Columns::of(table);
        let is_key = |row: &Row| {
            let name = Name::parse(&own_text(row, columns.name), table.rows.len() == 1);
            let told = own_text(row, columns.description);
            matches!(name, Some(Name::Of(_))) && !PAIR.iter().any(|words| told.contains(words))
        };
        table.rows.iter().all(is_key).then_some(keys)
    }

    /// The schema of a map of plain values whose keys `target` lists. The values of other keys are what the cell says,
    /// unless a listed one is something else.
    pub(super) fn keyed_map(&mut self, values: &TypeExpr, target: &ComponentId, field: &FieldRow) -> Schema {
        let mut schema = Schema::reference(target.clone());
        let is_alike = self.linked_table(field).is_some_and(|(_, table)| {
            let kind = Columns::of(table).kind;
            table.rows.iter().all(|row| TypeExpr::parse(&own_text(row, kind)) == *values)
        });
        if is_alike {
            schema.additional_properties = Some(Box::new(self.type_schema(values, None, field)));
        }
        schema
    }

    /// The first object table of this page that the row links to, with its component.
    fn linked_table(&self, field: &FieldRow) -> Option<(ComponentId, &Table)> {
        let page = &self.page.name;
        let (keys, anchor) =
            field.links.iter().find_map(|link| Some((self.objects.at(link, page)?, link.anchor.as_ref()?)))?;
        let table = self.page.tables().into_iter().find(|table| table.all_anchors().any(|known| known == anchor))?;
        Some((keys.clone(), table))
    }
}

/// The values of a map of plain values, or of those in an array.
fn values_of(kind: &TypeExpr) -> Option<&TypeExpr> {
    match kind {
        TypeExpr::Array(Some(items)) => values_of(items),
        TypeExpr::Map(Some(values)) => Some(&**values).filter(|values| matches!(values, TypeExpr::Scalar(_))),
        _ => None,
    }
}
