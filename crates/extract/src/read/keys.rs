//! Maps of plain values whose keys a table lists: what a cell calls `Map<String,String>` and links to a table of its own.

use super::{
    PageReader,
    columns::{Columns, own_text},
    fields::FieldRow,
    name::Name,
};
use crate::{
    page::{Row, Table},
    type_expr::TypeExpr,
};
use driftline_contract::{ComponentId, Schema};

/// What a key-value pair is called in the row that stands for any of them.
const PAIR: [&str; 2] = ["key-value pair", "key/value pair"];

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
