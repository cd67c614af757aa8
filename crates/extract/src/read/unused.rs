//! Object tables that nothing of the request or response leads to. They stay out of the contract, unless another page
//! links to them: their rows are reported, and each table has a finding that says what the page says of it.

use super::{
    PageReader, SpareTable,
    columns::{Columns, own_text},
    tables::Classified,
    title::{is_general_title, object_name},
};
use crate::{
    page::{Cell, Row},
    reach::reached,
    review::{Spot, spot},
    rules::object_table_unused as rule,
};
use driftline_contract::{ComponentId, Operation, Schema};
use driftline_finding::Finding;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// An object table and the component that it is.
pub(super) type ObjectTable<'r> = (ComponentId, &'r Classified<'r>);

impl PageReader<'_> {
    /// Takes out those of the components, of which `objects` are the tables, that nothing leads to. One whose rows stand
    /// in another schema, as those of a map, is in the contract without a name of its own.
    pub(super) fn leave_out_unused(
        &mut self,
        tables: &[Classified<'_>],
        objects: &[ObjectTable<'_>],
        operation: &Operation,
        components: &mut IndexMap<ComponentId, Schema>,
    ) {
        let used = reached(operation.schemas(), |id| components.get(id));
        if components.keys().all(|id| used.contains(id)) {
            return;
        }
        let (held, unused) = parted(&used, operation, components);
        let of_unused = unused.iter().filter_map(|id| Some((id, components.get(id)?.references())));
        let by_unused: BTreeSet<ComponentId> =
            of_unused.flat_map(|(id, to)| to.into_iter().filter(move |to| to != id)).collect();
        components.retain(|id, _| !held.contains(id));
        for (id, classified) in objects.iter().filter(|(id, _)| unused.contains(id)) {
            let is_by_unused = by_unused.contains(id);
            let finding = if is_by_unused { rule::by_unused(&classified.title) } else { said(tables, classified) };
            self.withdraw(classified, id, finding, components);
        }
    }

    /// Makes a spare table of a component, with the finding that stands while nothing leads there.
    fn withdraw(
        &mut self,
        Classified { table, .. }: &Classified<'_>,
        id: &ComponentId,
        finding: Finding,
        components: &mut IndexMap<ComponentId, Schema>,
    ) {
        let from = self.table_provenance(table);
        self.note(finding, &from);
        let own = || table.rows.iter().map(|row| row.id);
        let rows = self.ledger.count_of(own());
        own().for_each(|row| self.ledger.withdraw(row));
        // A table that repeats the rows of another is no other component.
        if let Some(schema) = components.shift_remove(id) {
            let not_placed = self.findings.last().cloned();
            self.spare.push(SpareTable {
                id: id.clone(),
                schema,
                common_headers: false,
                rows,
                findings: Vec::new(),
                not_placed,
            });
        }
    }
}

/// The components that nothing leads to, parted into those whose rows stand in schemas that something leads to, and the
/// others.
fn parted(
    used: &BTreeSet<ComponentId>,
    operation: &Operation,
    components: &IndexMap<ComponentId, Schema>,
) -> (BTreeSet<ComponentId>, BTreeSet<ComponentId>) {
    let mut rows = BTreeSet::new();
    let of_used = used.iter().filter_map(|id| components.get(id));
    operation.schemas().chain(of_used).for_each(|schema| note_rows(schema, &mut rows));
    let is_held = |component: &Schema| {
        let mut own = BTreeSet::new();
        component.subschemas().for_each(|property| note_rows(property, &mut own));
        !own.is_disjoint(&rows)
    };
    let unused = components.keys().filter(|id| !used.contains(*id)).cloned();
    unused.partition(|id| components.get(id).is_some_and(is_held))
}

/// Notes the rows that a schema and those in it were read from.
fn note_rows<'s>(schema: &'s Schema, rows: &mut BTreeSet<Spot<'s>>) {
    schema.walk(&mut |schema| rows.extend(schema.provenance.as_deref().filter(|from| from.row.is_some()).map(spot)));
}

/// What the page says of a table that nothing leads to.
fn said(tables: &[Classified<'_>], unused: &Classified<'_>) -> Finding {
    let name = object_name(&unused.title);
    let last = name.rsplit('.').next().unwrap_or(name);
    let is_name = !is_general_title(&unused.title);
    let words: BTreeSet<String> = last.split_whitespace().filter(|_| is_name).map(key).collect();
    let number = unused.table.number.as_deref();
    let mut is_mentioned = false;
    for classified in tables.iter().filter(|other| !std::ptr::eq(other.table, unused.table)) {
        let columns = Columns::of(classified.table);
        for row in &classified.table.rows {
            let texts = [own_text(row, columns.name), own_text(row, columns.kind)];
            if texts.iter().flat_map(|text| text.split_whitespace()).any(|word| words.contains(&key(word))) {
                let texts = texts.into_iter().filter(|text| !text.is_empty());
                return rule::named(&unused.title, &texts.collect::<Vec<_>>().join(", "));
            }
            is_mentioned |= mentions(row, number, unused);
        }
    }
    if is_mentioned { rule::mentioned(&unused.title) } else { rule::finding(&unused.title) }
}

/// Whether a row links to a table, or calls it by its number.
fn mentions(row: &Row, number: Option<&str>, unused: &Classified<'_>) -> bool {
    let mut cells = row.cells.iter().filter(|cell| !cell.repeated);
    cells.any(|cell: &Cell| {
        let mut anchors = cell.links().into_iter().filter_map(|link| link.anchor.as_ref());
        let is_own = |anchor: &String| unused.table.all_anchors().chain(unused.anchors).any(|own| own == anchor);
        anchors.any(is_own) || number.is_some_and(|number| has_word(&cell.plain(), number))
    })
}

/// A word without case and signs.
fn key(word: &str) -> String {
    word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether `text` holds `phrase` and no digit behind it.
fn has_word(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| !text[at + phrase.len()..].starts_with(|next: char| next.is_ascii_digit()))
}
