//! Tables of values on pages of their own, and the rows that leave their values to one: "For details, see Lamp Status."

use super::{
    PageReader,
    columns::own_text,
    fields::FieldRow,
    links::{LinkTarget, ValueLink},
    spare::SpareTable,
    tables::Classified,
};
use crate::{
    ledger::RowCount,
    page::{Link, Table, Text, visit_texts},
};
use driftline_contract::{Schema, Type};
use serde_json::Value;
use std::{borrow::Cow, collections::BTreeSet};

impl PageReader<'_> {
    /// Reads tables of values: their rows are part of the contract if a field leaves its values to them.
    pub(super) fn read_listings(&mut self, tables: &[Classified<'_>]) {
        for Classified { table, anchors, .. } in tables {
            let Some(values) = listed(table) else { continue };
            let id = self.objects.placeholder();
            self.add_anchors(table.all_anchors().chain(*anchors), &LinkTarget::Values(id.clone()));
            self.spare_rows.extend(table.rows.first().map(|row| (row.id, self.spare.len())));
            self.spare.push(SpareTable {
                id,
                schema: Schema {
                    enumeration: Some(values.into_iter().map(Value::from).collect()),
                    ..Schema::default()
                },
                common_headers: false,
                rows: RowCount { read: table.rows.len(), placed: table.rows.len(), reported: 0 },
                findings: Vec::new(),
                not_placed: None,
            });
        }
    }

    /// Remembers that the values of a field stand in a table of another page, if its description says so and lists
    /// none itself.
    pub(super) fn leave_values(&mut self, field: &FieldRow, schema: &Schema) {
        let is_plain = matches!(schema.types[..], [Type::String | Type::Integer]) && schema.enumeration.is_none();
        if !is_plain || !field.links.iter().any(|link| self.leads_away(link)) {
            return;
        }
        let (mut links, mut evidence) = (Vec::new(), None);
        visit_texts(&field.description, &mut |text| {
            for link in text.links().filter(|link| self.leads_away(link)) {
                if means_values(&field.name, text, link) {
                    links.push(link.clone());
                    evidence.get_or_insert_with(|| text.plain().into_owned());
                }
            }
        });
        if let Some(evidence) = evidence {
            self.values.push(ValueLink { from: field.provenance.clone(), links, evidence });
        }
    }
}

/// Whether a text leaves the values of a field to what it links to: to the statuses of a status, or to a table behind
/// the word "values".
fn means_values(name: &str, text: &Text, link: &Link) -> bool {
    let said = text.plain().to_lowercase();
    let runs = text.runs.iter().filter(|run| run.link.as_deref() == Some(link));
    let called = runs.map(|run| run.text.as_str()).collect::<String>().to_lowercase();
    let name = name.to_lowercase();
    let is_state = ["status", "state"].iter().any(|word| name.ends_with(word));
    let is_meant = is_state && ["status", "state"].iter().any(|word| called.contains(word))
        || is_state && called.starts_with("table") && said.contains("values")
        || called.contains("value") && called.contains(&name);
    is_meant && said.contains("see ")
}

/// The values that a table lists, each with what it means: code words below a header that calls them so.
fn listed(table: &Table) -> Option<Vec<String>> {
    let [first, _] = &table.header[..] else { return None };
    let first = first.to_lowercase();
    let calls_values = |word: &str| matches!(word, "status" | "state" | "value" | "values");
    if first.contains("code") || !first.split_whitespace().any(calls_values) {
        return None;
    }
    let texts: Vec<Cow<'_, str>> = table.rows.iter().map(|row| own_text(row, Some(0))).collect();
    let values: Vec<&str> = texts.iter().map(|text| &**text).collect();
    let is_word =
        |value: &&str| !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || "_-.:".contains(c));
    let are_values = values.len() > 1 && values.iter().all(is_word);
    let distinct: BTreeSet<&&str> = values.iter().collect();
    (are_values && distinct.len() == values.len()).then(|| texts.iter().map(ToString::to_string).collect())
}
