//! Rows of parameter tables as facts, before they are given meaning.

use super::{
    PageReader,
    cases::links_by_case,
    columns::{Columns, cell},
    elements::labelled_line,
    name::Name,
    prose::{lifted::lifted, whole_number::whole_number},
    row_of,
};
use crate::{
    correct::Made,
    page::{Block, Cell, Link, Row, Table},
    rules,
    type_expr::{Scalar, TypeExpr},
};
use driftline_finding::Provenance;
use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

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
    /// The whole, which is what the type says.
    Whole,
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
    /// Of these the ones that lead to a table for one case each, where there are several.
    pub(super) cases: Vec<Link>,
    /// The contents of the description cell.
    pub(super) description: Arc<[Block]>,
    pub(super) provenance: Provenance,
    /// What corrections changed.
    pub(super) corrections: Vec<Made>,
}

impl FieldRow {
    /// Whether the row is about the whole of a body, and says that it must be given.
    pub(super) fn demands_whole(&self) -> bool {
        matches!(self.role, FieldRole::Items | FieldRole::Whole) && self.mandatory == Mandatory::Yes
    }

    /// The name, or what stands in its place in the row.
    pub(super) fn cell_name(&self) -> &str {
        if self.name.is_empty() {
            let cells = self.provenance.cells.as_deref().unwrap_or_default();
            cells.split_once(", ").map_or(cells, |(name, _)| name)
        } else {
            &self.name
        }
    }
}

impl PageReader<'_> {
    /// The fields of a table. Rows without a usable name, and names met before, are reported.
    pub(super) fn field_rows(&mut self, table: &Table) -> Vec<FieldRow> {
        let columns = Columns::of(table);
        let from = self.table_provenance(table);
        let mut names = BTreeSet::new();
        let mut fields = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let Some(field) = self.field_row((table, &from), row, columns) else { continue };
            let Some(field) = self.corrected(table, row, field) else { continue };
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

    /// The parameters of a table. Where it has no column of types they are text, as everything in a URI or header is, but
    /// for those of which words say that they are whole numbers.
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
            let number = whole_number(&row.description);
            row.kind = TypeExpr::Scalar(if number.is_some() { Scalar::Int32 } else { Scalar::String });
            row.provenance.evidence.extend(number.map(|sentence| ("type".to_owned(), sentence)));
        }
        rows
    }

    /// The field of one row of a table, given where that stands; a row without a usable name is reported.
    pub(super) fn field_row(
        &mut self,
        (table, from): (&Table, &Provenance),
        row: &Row,
        columns: Columns,
    ) -> Option<FieldRow> {
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
            Name::Whole => (String::new(), FieldRole::Whole),
        };
        let kind_cell = cell(row, columns.kind);
        let description = cell(row, columns.description);
        let mut kind_text = match kind_cell {
            Some(cell) => in_one_line(cell.plain()),
            // Where a table has no column of types, a line of the description may say it.
            None => {
                description.and_then(|cell| labelled_line(&cell.blocks, "type")).map(Cow::Owned).unwrap_or_default()
            }
        };
        let mut answer = cell(row, columns.mandatory).map(Cell::plain);
        let mut told = description.map(|cell| cell.blocks.clone()).unwrap_or_default();
        let shifted_under = unshift(&mut kind_text, &mut answer, &mut told);
        let kind = match TypeExpr::parse(&kind_text) {
            TypeExpr::Object => description.and_then(type_in_words).unwrap_or(TypeExpr::Object),
            kind @ TypeExpr::Array(_) if description.is_some_and(is_object_at_times) => {
                TypeExpr::Union(vec![kind, TypeExpr::Object])
            }
            kind => kind,
        };
        let cells = [kind_cell, name_cell, description].into_iter().flatten();
        let mut links: Vec<Link> = cells.flat_map(|cell| cell.links()).cloned().collect();
        if links.is_empty() && !self.pointed.is_empty() {
            links.extend(self.pointed.get(&(self.section, name.clone())).cloned());
        }
        let mut provenance = row_of(from, row);
        provenance.cells =
            Some(if kind_text.is_empty() { name_text.into_owned() } else { format!("{name_text}, {kind_text}") });
        let (mandatory, condition) = answered(answer.as_deref(), || lifted(&told, &name, &table.caption));
        if let Some(condition) = condition {
            provenance.evidence.insert("required".to_owned(), condition);
        }
        if let Some(column) = shifted_under {
            self.note(rules::row_shifted::finding(&name, &kind_text, column), &provenance);
        }
        Some(FieldRow {
            row: row.id,
            name,
            role,
            mandatory,
            kind,
            links,
            cases: links_by_case([kind_cell, description]),
            description: told,
            provenance,
            corrections: Vec::new(),
        })
    }
}

/// A text without line breaks.
fn in_one_line(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\n') { Cow::Owned(text.replace('\n', " ")) } else { text }
}

/// Whether a cell says yes or no.
fn is_answer(text: &str) -> bool {
    ["yes", "no"].iter().any(|answer| text.eq_ignore_ascii_case(answer))
}

/// Puts type, answer and description right where the answer to whether the parameter is mandatory stands under Type,
/// and the type in the column of the answer or, where there is none, before the description. Says under what the type
/// stood.
fn unshift<'t>(
    kind: &mut Cow<'t, str>,
    answer: &mut Option<Cow<'t, str>>,
    told: &mut Arc<[Block]>,
) -> Option<&'static str> {
    if !is_answer(kind) {
        return None;
    }
    if let Some(answer) = answer {
        let is_meant = is_type(answer);
        if is_meant {
            std::mem::swap(answer, kind);
        }
        return is_meant.then_some("Mandatory");
    }
    let (Block::Paragraph(first), rest) = told.split_first()? else { return None };
    let first = first.plain().into_owned();
    if !is_type(&first) {
        return None;
    }
    let rest = rest.into();
    *answer = Some(std::mem::replace(kind, Cow::Owned(first)));
    *told = rest;
    Some("Description")
}

/// Whether a cell says a type.
fn is_type(text: &str) -> bool {
    !is_answer(text) && !matches!(TypeExpr::parse(text), TypeExpr::Unknown(_))
}

/// The type that a description names in words: "The structure is Map<String, Object>."
fn type_in_words(description: &Cell) -> Option<TypeExpr> {
    let text = description.plain();
    if let Some(kinds) = text.split_once("can be of ").and_then(|(_, rest)| plain_kinds(rest)) {
        return Some(kinds);
    }
    let rest = ["structure is ", "type is "].iter().find_map(|words| text.split_once(words).map(|(_, rest)| rest))?;
    let end = rest.find('>')?;
    let kind = TypeExpr::parse(&rest[..=end]);
    matches!(kind, TypeExpr::Map(_) | TypeExpr::Array(_)).then_some(kind)
}

/// The plain types that a text begins with: "integer, string, or Boolean type".
fn plain_kinds(text: &str) -> Option<TypeExpr> {
    let (names, _) = text.split_once(" type")?;
    let names = names.replace(", or ", "/").replace(" or ", "/").replace(", ", "/");
    let kind = TypeExpr::parse(&names);
    let is_plain = |kind: &TypeExpr| matches!(kind, TypeExpr::Scalar(_));
    matches!(&kind, TypeExpr::Union(kinds) if kinds.iter().all(is_plain)).then_some(kind)
}

/// Whether a description says that its field is an object in a case: "For a tree, the type of this parameter is Object".
fn is_object_at_times(description: &Cell) -> bool {
    description.plain().contains(", the type of this parameter is Object")
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

/// What a cell of the mandatory column says, and the words that say when: in the cell, or those elsewhere that lift it.
fn answered(text: Option<&str>, lifted: impl FnOnce() -> Option<String>) -> (Mandatory, Option<String>) {
    let stated = mandatory(text);
    let lifting = if stated == Mandatory::Yes { lifted() } else { None };
    match lifting {
        Some(sentence) => (Mandatory::No, Some(sentence)),
        None => (stated, text.and_then(condition)),
    }
}

/// The condition that a cell of the mandatory column states in words, as "Yes if …" does.
fn condition(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (words.len() > 2 && mandatory(Some(text)) == Mandatory::No).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_types_in_words_are_a_union() {
        let union = TypeExpr::parse("Integer/String/Boolean");
        assert_eq!(plain_kinds("integer, string, or Boolean type. It"), Some(union));
        assert_eq!(plain_kinds("integer or String type"), Some(TypeExpr::parse("Integer/String")));
        for text in ["any type", "string type", "integer, string", "lamp or shade type"] {
            assert_eq!(plain_kinds(text), None, "{text}");
        }
    }

    #[test]
    fn a_mandatory_cell_that_is_a_sentence_is_a_condition() {
        assert_eq!(condition("Yes if kind\nis set").as_deref(), Some("Yes if kind is set"));
        assert_eq!((condition("No"), condition("Yes"), condition("Mandatory.")), (None, None, None));
    }
}
