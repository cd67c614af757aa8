//! Rows of parameter tables as facts, before they are given meaning.

use super::{
    PageReader,
    columns::{Columns, cell},
    elements::labelled_line,
    name::Name,
};
use crate::{
    page::{Block, Cell, Link, Row, Table},
    rules,
    type_expr::{Scalar, TypeExpr},
};
use driftline_finding::Provenance;
use std::{collections::BTreeSet, sync::Arc};

/// Whether a row says that the parameter must be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mandatory {
    Yes,
    No,
    Unstated,
}

/// What a row describes, of the object that its table describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldRole {
    /// The property of its name.
    Property,
    /// Every property that has no row of its own.
    AnyProperty,
    /// The whole, which is an array and no object.
    Items,
}

/// One documented parameter or property: what a table row says.
#[derive(Clone, Debug)]
pub(super) struct FieldRow {
    pub(super) row: usize,
    /// The name; of what has any name, what the cell calls it; empty for the items of an array.
    pub(super) name: String,
    pub(super) role: FieldRole,
    pub(super) mandatory: Mandatory,
    pub(super) kind: TypeExpr,
    /// Links in the type cell, then those in the name cell and in the description.
    pub(super) links: Vec<Link>,
    /// The contents of the description cell.
    pub(super) description: Arc<[Block]>,
    pub(super) provenance: Provenance,
}

impl PageReader<'_> {
    /// The fields of a table. Rows without a usable name, and names met before, are reported.
    pub(super) fn field_rows(&mut self, table: &Table) -> Vec<FieldRow> {
        let columns = Columns::of(table);
        let mut names = BTreeSet::new();
        let mut fields = Vec::new();
        for row in &table.rows {
            let Some(field) = self.field_row(table, row, columns) else { continue };
            let key = (field.role == FieldRole::Property).then(|| field.name.clone());
            if names.insert(key) {
                fields.push(field);
            } else {
                let finding = rules::parameter_duplicate::finding(&field.name);
                self.report_row(finding, table, row);
            }
        }
        fields
    }

    /// The parameters of a table. Where it has no column of types they are text, as everything in a URI or header is.
    pub(super) fn parameter_rows(&mut self, table: &Table) -> Vec<FieldRow> {
        let mut rows = self.field_rows(table);
        rows.retain(|row| {
            // Braces stand around a parameter as they do in the URI.
            let is_named = !row.name.is_empty() && !row.name.contains(char::is_whitespace);
            if !is_named {
                self.note(rules::parameter_name_unclear::finding(&row.name), &row.provenance);
                self.ledger.report(row.row);
            }
            is_named
        });
        let is_untyped = Columns::of(table).kind.is_none();
        for row in rows.iter_mut().filter(|row| is_untyped && row.kind == TypeExpr::Unknown(String::new())) {
            row.kind = TypeExpr::Scalar(Scalar::String);
        }
        rows
    }

    /// The field of one row; a row without a usable name is reported.
    pub(super) fn field_row(&mut self, table: &Table, row: &Row, columns: Columns) -> Option<FieldRow> {
        let name_cell = cell(row, columns.name);
        let name_text = name_cell.map(Cell::plain).unwrap_or_default();
        let Some(name) = Name::parse(&name_text, table.rows.len() == 1) else {
            self.report_row(rules::parameter_name_unclear::finding(&name_text), table, row);
            return None;
        };
        let (name, role) = match name {
            Name::Of(name) => (name, FieldRole::Property),
            Name::Any(name) => (name, FieldRole::AnyProperty),
            Name::Items => (String::new(), FieldRole::Items),
        };
        let kind_cell = cell(row, columns.kind);
        let description = cell(row, columns.description);
        let mut kind_text = match kind_cell {
            Some(cell) => cell.plain().replace('\n', " "),
            // Where a table has no column of types, a line of the description may say it.
            None => description.and_then(|cell| labelled_line(&cell.blocks, "type")).unwrap_or_default(),
        };
        let mut answer = cell(row, columns.mandatory).map(Cell::plain);
        let is_shifted = is_answer(&kind_text) && answer.as_deref().is_some_and(is_type);
        if let Some(answer) = answer.as_mut().filter(|_| is_shifted) {
            std::mem::swap(answer, &mut kind_text);
        }
        let kind = match TypeExpr::parse(&kind_text) {
            TypeExpr::Object => description.and_then(type_in_words).unwrap_or(TypeExpr::Object),
            kind => kind,
        };
        let links = [kind_cell, name_cell, description].into_iter().flatten().flat_map(|cell| cell.links());
        let mut provenance = self.row_provenance(table, row);
        provenance.cells = Some(if kind_text.is_empty() { name_text } else { format!("{name_text}, {kind_text}") });
        if is_shifted {
            self.note(rules::row_shifted::finding(&name, &kind_text), &provenance);
        }
        Some(FieldRow {
            row: row.id,
            name,
            role,
            mandatory: mandatory(answer.as_deref()),
            kind,
            links: links.cloned().collect(),
            description: description.map(|cell| cell.blocks.clone()).unwrap_or_default(),
            provenance,
        })
    }
}

/// Whether a cell says yes or no.
fn is_answer(text: &str) -> bool {
    ["yes", "no"].iter().any(|answer| text.eq_ignore_ascii_case(answer))
}

/// Whether a cell says a type.
fn is_type(text: &str) -> bool {
    !is_answer(text) && !matches!(TypeExpr::parse(text), TypeExpr::Unknown(_))
}

/// The type that a description names in words: "The structure is Map<String, Object>."
fn type_in_words(description: &Cell) -> Option<TypeExpr> {
    let text = description.plain();
    let rest = ["structure is ", "type is "].iter().find_map(|words| text.split_once(words).map(|(_, rest)| rest))?;
    let end = rest.find('>')?;
    let kind = TypeExpr::parse(&rest[..=end]);
    matches!(kind, TypeExpr::Map(_) | TypeExpr::Array(_)).then_some(kind)
}

fn mandatory(text: Option<&str>) -> Mandatory {
    let Some(text) = text else { return Mandatory::Unstated };
    // "Yes if …" names a condition: such a parameter is not required.
    match text.trim_end_matches('.').to_lowercase().as_str() {
        "yes" | "mandatory" | "required" | "true" => Mandatory::Yes,
        "" | "-" => Mandatory::Unstated,
        _ => Mandatory::No,
    }
}
