//! What a correction changes.

use crate::type_expr::TypeExpr;
use driftline_contract::{Schema, Type};
use driftline_finding::Provenance;
use serde_json::Value;
use std::collections::BTreeMap;

/// One change of a row. Those of one correction are made in the order of the variants.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Change {
    /// The row describes nothing that a contract holds.
    Drop,
    /// The field bears this name.
    Rename(String),
    /// Its type, as a type cell would say it.
    Type(TypeExpr),
    /// Whether it must be given.
    Required(bool),
    /// Its format; empty for none.
    Format(String),
    /// Its values; empty for any.
    Enum(Vec<Value>),
    /// Values that are missing on the page.
    EnumAdd(Vec<Value>),
    /// Values that do not exist.
    EnumRemove(Vec<Value>),
    /// Whether it may be null.
    Nullable(bool),
}

/// A change that was made, and what the correction says for it.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) change: Change,
    pub(crate) reason: String,
    pub(crate) evidence: String,
}

impl Change {
    /// The key that says it in a file of corrections.
    pub(crate) const fn key(&self) -> &'static str {
        match self {
            Change::Drop => "drop",
            Change::Rename(_) => "rename",
            Change::Type(_) => "type",
            Change::Required(_) => "required",
            Change::Format(_) => "format",
            Change::Enum(_) => "enum",
            Change::EnumAdd(_) => "enum-add",
            Change::EnumRemove(_) => "enum-remove",
            Change::Nullable(_) => "nullable",
        }
    }

    /// The keyword of the contract that it concerns; of a name, `name`.
    const fn keyword(&self) -> &'static str {
        match self {
            Change::Drop | Change::Rename(_) => "name",
            Change::Type(_) | Change::Nullable(_) => "type",
            Change::Required(_) => "required",
            Change::Format(_) => "format",
            Change::Enum(_) | Change::EnumAdd(_) | Change::EnumRemove(_) => "enum",
        }
    }

    /// Whether both cannot hold for one row.
    pub(crate) fn contradicts(&self, other: &Change) -> bool {
        use Change::{Drop, Enum, EnumAdd, EnumRemove, Format, Nullable, Rename, Required, Type};
        match (self, other) {
            (Drop, Drop) | (EnumAdd(_), EnumAdd(_)) | (EnumRemove(_), EnumRemove(_)) => false,
            (EnumAdd(one), EnumRemove(two)) | (EnumRemove(one), EnumAdd(two)) => one.iter().any(|v| two.contains(v)),
            (Drop, _) | (_, Drop) | (Enum(_), EnumAdd(_) | EnumRemove(_)) | (EnumAdd(_) | EnumRemove(_), Enum(_)) => {
                true
            }
            (Rename(_), Rename(_))
            | (Type(_), Type(_))
            | (Required(_), Required(_))
            | (Format(_), Format(_))
            | (Enum(_), Enum(_))
            | (Nullable(_), Nullable(_)) => self != other,
            _ => false,
        }
    }

    /// Makes the change in a schema, as far as it is one of the schema and not of the row. `innermost` finds the schema
    /// in arrays and maps.
    fn amend(&self, schema: &mut Schema, innermost: fn(&mut Schema) -> &mut Schema) {
        match self {
            Change::Drop | Change::Rename(_) | Change::Type(_) | Change::Required(_) => {}
            Change::Format(format) => innermost(schema).format = Some(format.clone()).filter(|text| !text.is_empty()),
            Change::Enum(values) => set_values(innermost(schema), values.clone()),
            Change::EnumAdd(values) => {
                let inner = innermost(schema);
                let mut known = inner.enumeration.clone().unwrap_or_default();
                known.extend(
                    values.iter().filter(|value| !inner.enumeration.iter().flatten().any(|v| v == *value)).cloned(),
                );
                set_values(inner, known);
            }
            Change::EnumRemove(values) => {
                let inner = innermost(schema);
                let known = inner.enumeration.clone().unwrap_or_default();
                set_values(inner, known.into_iter().filter(|value| !values.contains(value)).collect());
            }
            Change::Nullable(true) => {
                schema.allow_null();
            }
            Change::Nullable(false) => forbid_null(schema),
        }
    }
}

impl Made {
    /// Makes the change in a schema and tells of it in the provenance: what was said on the page for the keyword gives
    /// way to what the correction says.
    pub(crate) fn amend(
        &self,
        schema: &mut Schema,
        provenance: &mut Provenance,
        innermost: fn(&mut Schema) -> &mut Schema,
    ) {
        self.change.amend(schema, innermost);
        let keyword = self.change.keyword();
        if !provenance.corrected.contains_key(keyword) {
            // What the page says for it holds no longer.
            provenance.evidence.remove(keyword);
        }
        add_sentence(&mut provenance.corrected, keyword, &self.reason);
        add_sentence(&mut provenance.evidence, keyword, &self.evidence);
        if innermost(schema).default.is_none() {
            provenance.evidence.remove("default");
        }
    }
}

/// Adds a sentence to those of a keyword, once.
fn add_sentence(sentences: &mut BTreeMap<String, String>, keyword: &str, sentence: &str) {
    let known = sentences.entry(keyword.to_owned()).or_default();
    if known.is_empty() {
        sentence.clone_into(known);
    } else if !known.contains(sentence) {
        *known = format!("{known} {sentence}");
    }
}

fn set_values(schema: &mut Schema, mut values: Vec<Value>) {
    if values.iter().all(Value::is_null) {
        schema.enumeration = None;
        return;
    }
    if schema.types.contains(&Type::Null) && !values.contains(&Value::Null) {
        values.push(Value::Null);
    }
    // As where a page contradicts itself: a default that is no value of the field is not plain.
    schema.default = schema.default.take().filter(|default| values.contains(default));
    schema.enumeration = Some(values);
}

fn forbid_null(schema: &mut Schema) {
    schema.types.retain(|kind| *kind != Type::Null);
    schema.any_of.retain(|one| *one != Schema::of(Type::Null));
    schema.enumeration.iter_mut().for_each(|values| values.retain(|value| !value.is_null()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn amended(schema: Schema, change: &Change) -> Schema {
        let mut schema = schema;
        change.amend(&mut schema, |schema| schema);
        schema
    }

    fn values(values: &[&str]) -> Vec<Value> {
        values.iter().map(|value| json!(value)).collect()
    }

    #[test]
    fn values_are_set_added_and_removed() {
        let of = |listed: &[&str]| Schema { enumeration: Some(values(listed)), ..Schema::of(Type::String) };
        assert_eq!(amended(of(&["A"]), &Change::Enum(values(&["B"]))), of(&["B"]));
        assert_eq!(amended(of(&["A", "B"]), &Change::EnumAdd(values(&["B", "C"]))), of(&["A", "B", "C"]));
        assert_eq!(amended(of(&["A", "B"]), &Change::EnumRemove(values(&["B", "C"]))), of(&["A"]));
        assert_eq!(amended(of(&["A"]), &Change::Enum(Vec::new())), Schema::of(Type::String));
        assert_eq!(amended(of(&["A"]), &Change::EnumRemove(values(&["A"]))), Schema::of(Type::String));
        let defaulted = Schema { default: Some(json!("A")), ..of(&["A"]) };
        assert_eq!(amended(defaulted, &Change::Enum(values(&["B"]))), of(&["B"]));
    }

    #[test]
    fn null_is_allowed_and_forbidden_whatever_the_schema_is() {
        let reference = || Schema::reference("Thing".parse().expect("a name"));
        for schema in [
            Schema::of(Type::String),
            Schema { enumeration: Some(values(&["A"])), ..Schema::of(Type::String) },
            Schema { any_of: vec![Schema::of(Type::String), reference()], ..Schema::default() },
        ] {
            let nullable = amended(schema.clone(), &Change::Nullable(true));
            assert_ne!(nullable, schema);
            assert_eq!(amended(nullable.clone(), &Change::Nullable(true)), nullable);
            assert_eq!(amended(nullable, &Change::Nullable(false)), schema);
        }
        let nullable = amended(reference(), &Change::Nullable(true));
        assert_eq!(nullable.any_of, [reference(), Schema::of(Type::Null)]);
    }

    #[test]
    fn changes_contradict_where_both_cannot_hold() {
        let add = |listed: &[&str]| Change::EnumAdd(values(listed));
        for (one, two, expected) in [
            (Change::Drop, Change::Required(true), true),
            (Change::Drop, Change::Drop, false),
            (Change::Required(true), Change::Required(false), true),
            (Change::Required(true), Change::Required(true), false),
            (Change::Required(true), Change::Nullable(false), false),
            (add(&["A"]), add(&["B"]), false),
            (add(&["A"]), Change::EnumRemove(values(&["A", "B"])), true),
            (add(&["A"]), Change::EnumRemove(values(&["B"])), false),
            (add(&["A"]), Change::Enum(values(&["A"])), true),
        ] {
            assert_eq!((one.contradicts(&two), two.contradicts(&one)), (expected, expected), "{one:?} {two:?}");
        }
    }
}
