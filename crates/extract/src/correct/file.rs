//! Files of corrections: TOML, read strictly, so that a misspelt key is not a correction that does nothing.

use super::{
    Change, Correction, InvalidCorrection,
    correction::Target,
    row::{ParseRowHashError, RowHash},
};
use crate::type_expr::TypeExpr;
use driftline_contract::ComponentId;
use driftline_finding::{Place, Position};
use serde::Deserialize;
use serde_json::Value;
use std::ops::Range;
use toml::Spanned;

/// What one file holds.
pub(super) struct CorrectionFile {
    pub(super) service: String,
    pub(super) corrections: Vec<Correction>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    service: String,
    #[serde(default)]
    correction: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    pages: Option<Vec<String>>,
    operation: Option<String>,
    component: Option<Spanned<String>>,
    table: Option<String>,
    field: String,
    row: Option<Spanned<String>>,
    drop: Option<bool>,
    rename: Option<Spanned<String>>,
    r#type: Option<Spanned<String>>,
    required: Option<bool>,
    format: Option<String>,
    r#enum: Option<Spanned<Vec<toml::Value>>>,
    enum_add: Option<Spanned<Vec<toml::Value>>>,
    enum_remove: Option<Spanned<Vec<toml::Value>>>,
    nullable: Option<bool>,
    reason: Spanned<String>,
    evidence: Spanned<String>,
}

/// Reads the text of a file.
pub(super) fn read(name: &str, text: &str) -> Result<CorrectionFile, InvalidCorrection> {
    let file: File = toml::from_str(text).map_err(|error| {
        let span = error.span().unwrap_or_default();
        InvalidCorrection::at(name, text, &span, error.message().replace('\n', " "))
    })?;
    let source = Source { name, text };
    let corrections = file.correction.into_iter().map(|entry| source.correction(entry));
    Ok(CorrectionFile { service: file.service, corrections: corrections.collect::<Result<_, _>>()? })
}

/// The file, for the places of what is wrong in it.
#[derive(Clone, Copy)]
struct Source<'t> {
    name: &'t str,
    text: &'t str,
}

impl Source<'_> {
    fn wrong(self, span: &Range<usize>, problem: impl Into<String>) -> InvalidCorrection {
        InvalidCorrection::at(self.name, self.text, span, problem)
    }

    fn correction(self, entry: Spanned<Entry>) -> Result<Correction, InvalidCorrection> {
        let span = entry.span();
        let entry = entry.into_inner();
        for (key, said) in [("reason", &entry.reason), ("evidence", &entry.evidence)] {
            if said.get_ref().trim().is_empty() {
                return Err(
                    self.wrong(&said.span(), format!("`{key}` is empty: say why the page is wrong and what shows it"))
                );
            }
        }
        let row = entry.row.as_ref().map(|row| {
            let parsed: Result<RowHash, ParseRowHashError> = row.get_ref().parse();
            parsed.map_err(|error| self.wrong(&row.span(), error.to_string()))
        });
        Ok(Correction {
            place: Place::at(self.name, Position::of(self.text.as_bytes(), span.start)),
            row: row.transpose()?,
            changes: self.changes(&entry, &span)?,
            target: self.target(&entry, &span)?,
            reason: entry.reason.into_inner(),
            evidence: entry.evidence.into_inner(),
        })
    }

    fn target(self, entry: &Entry, span: &Range<usize>) -> Result<Target, InvalidCorrection> {
        let pages = entry.pages.clone().unwrap_or_default();
        if pages.is_empty() && entry.operation.is_none() && entry.component.is_none() {
            let problem =
                "no row is named: give `pages`, `operation` or `component`, as the contract's `x-driftline` has them";
            return Err(self.wrong(span, problem));
        }
        let component = entry.component.as_ref().map(|component| {
            let parsed: Result<ComponentId, _> = component.get_ref().parse();
            parsed.map_err(|error| self.wrong(&component.span(), error.to_string()))
        });
        Ok(Target {
            pages: pages.into_iter().collect(),
            operation: entry.operation.clone(),
            component: component.transpose()?,
            table: entry.table.clone(),
            field: entry.field.clone(),
        })
    }

    fn changes(self, entry: &Entry, span: &Range<usize>) -> Result<Vec<Change>, InvalidCorrection> {
        let mut changes = Vec::new();
        changes.extend(entry.drop.filter(|drop| *drop).map(|_| Change::Drop));
        if let Some(name) = &entry.rename {
            if name.get_ref().is_empty() || name.get_ref().contains(char::is_whitespace) {
                return Err(self.wrong(&name.span(), "a field's name is one word"));
            }
            changes.push(Change::Rename(name.get_ref().clone()));
        }
        if let Some(cell) = &entry.r#type {
            changes.push(Change::Type(self.kind(cell)?));
        }
        changes.extend(entry.required.map(Change::Required));
        changes.extend(entry.format.clone().map(Change::Format));
        if let Some(list) = &entry.r#enum {
            changes.push(Change::Enum(self.values(list)?));
        }
        if let Some(list) = &entry.enum_add {
            changes.push(Change::EnumAdd(self.values(list)?));
        }
        if let Some(list) = &entry.enum_remove {
            changes.push(Change::EnumRemove(self.values(list)?));
        }
        changes.extend(entry.nullable.map(Change::Nullable));
        if changes.is_empty() {
            let problem = "nothing is changed: give `drop`, `rename`, `type`, `required`, `format`, `enum`, `enum-add`, `enum-remove` or `nullable`";
            return Err(self.wrong(span, problem));
        }
        let clash = changes.iter().enumerate().find_map(|(at, one)| {
            let other = changes[at + 1..].iter().find(|other| one.contradicts(other))?;
            Some(format!("`{}` and `{}` contradict each other", one.key(), other.key()))
        });
        clash.map_or(Ok(changes), |problem| Err(self.wrong(span, problem)))
    }

    fn kind(self, cell: &Spanned<String>) -> Result<TypeExpr, InvalidCorrection> {
        let kind = TypeExpr::parse(cell.get_ref());
        if matches!(kind.innermost(), TypeExpr::Unknown(_)) {
            let problem = format!(
                "the type \"{}\" is not understood: write it as a type cell, as Integer, \"Array of strings\" or \"Lease object\"",
                cell.get_ref().escape_debug()
            );
            return Err(self.wrong(&cell.span(), problem));
        }
        Ok(kind)
    }

    fn values(self, list: &Spanned<Vec<toml::Value>>) -> Result<Vec<Value>, InvalidCorrection> {
        let value = |value: &toml::Value| match value {
            toml::Value::String(text) => Some(Value::from(text.as_str())),
            toml::Value::Integer(number) => Some(Value::from(*number)),
            toml::Value::Float(number) => serde_json::Number::from_f64(*number).map(Value::Number),
            toml::Value::Boolean(flag) => Some(Value::from(*flag)),
            toml::Value::Datetime(_) | toml::Value::Array(_) | toml::Value::Table(_) => None,
        };
        let values = list.get_ref().iter().map(value).collect::<Option<Vec<Value>>>();
        values.ok_or_else(|| self.wrong(&list.span(), "a value of a field is a string, a number or a truth value"))
    }
}
