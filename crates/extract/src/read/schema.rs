//! From what a row says to a schema.

use super::{
    PageReader, cell_example,
    fields::{FieldRole, FieldRow, Mandatory},
    prose,
};
use crate::{
    page::{Block, Run, lines_of, visit_texts},
    rules,
    type_expr::{Scalar, TypeExpr},
};
use driftline_contract::{ComponentId, Schema, Type};
use driftline_finding::Provenance;
use std::borrow::Cow;

impl PageReader<'_> {
    /// What a table of the given fields describes: an object of them, or an array or map where a row is about all
    /// that is in it.
    pub(super) fn object(&mut self, fields: &[FieldRow], provenance: Provenance) -> Schema {
        let mut object = Schema { provenance: Some(Box::new(provenance)), ..Schema::of(Type::Object) };
        // A schema is large: letting the map grow would move each one several times.
        object.properties.reserve_exact(fields.len());
        for field in fields {
            let schema = self.field_schema(field, fields);
            self.ledger.place(field.row);
            match field.role {
                FieldRole::Property => {
                    if field.mandatory == Mandatory::Yes {
                        object.required.insert(field.name.clone());
                    }
                    object.properties.insert(field.name.clone(), schema);
                }
                // The type is that of the whole, or else that of what is in it; one not understood may be either.
                FieldRole::Items if schema.types == [Type::Array] || matches!(field.kind, TypeExpr::Unknown(_)) => {
                    return schema;
                }
                FieldRole::Items => return Schema::array(schema),
                FieldRole::Whole => return schema,
                FieldRole::AnyProperty if fields.len() == 1 && schema.types == [Type::Object] => {
                    return of_any_names(schema);
                }
                FieldRole::AnyProperty => object.additional_properties = Some(Box::new(schema)),
            }
        }
        object
    }

    /// The schema of one field, with its constraints, description and provenance; `beside` are the fields of its table.
    pub(super) fn field_schema(&mut self, field: &FieldRow, beside: &[FieldRow]) -> Schema {
        let target = self.object_of(field, beside);
        let mut schema = self.type_schema(&field.kind, target.as_ref(), field);
        if let Some(target) = &target {
            self.note_members(field, target);
        }
        if let Some(target) = target.as_ref().filter(|_| !field.cases.is_empty()) {
            self.part_cases(field, target, &mut schema);
        }
        let mut provenance = field.provenance.clone();
        let is_bare = target.is_none() && matches!(field.kind, TypeExpr::Object | TypeExpr::Named(_));
        if let Some(pairs) = is_bare.then(|| prose::pairs::read(&field.description)).flatten() {
            schema.additional_properties = Some(Box::new(Schema::of(Type::String)));
            provenance.evidence.insert("additionalProperties".to_owned(), pairs.evidence);
        }
        let mut constraints = prose::read(&field.description, &field.kind, &field.name);
        for (default, contradiction) in constraints.contradictions.drain(..) {
            self.note(rules::default_contradicted::finding(&default, &contradiction), &field.provenance);
        }
        for value in constraints.repeated.drain(..) {
            self.note(rules::value_duplicate::finding(&value), &field.provenance);
        }
        if field.kind == TypeExpr::Any {
            // Said, and so no example may settle what the value is.
            provenance.evidence.insert("type".to_owned(), field.kind.to_string());
        }
        constraints.apply(&mut schema, &mut provenance.evidence);
        for made in &field.corrections {
            made.amend(&mut schema, &mut provenance, prose::innermost);
        }
        self.leave_values(field, &schema);
        schema.description = description(&field.description);
        schema.provenance = Some(Box::new(provenance));
        self.heed_cell_example(&field.name, &field.description, &field.provenance, &mut schema);
        schema
    }

    /// The component of the object table that a field's type means: the table that a link leads to, else the one
    /// whose caption is the name in the type cell.
    fn object_of(&mut self, field: &FieldRow, beside: &[FieldRow]) -> Option<ComponentId> {
        let opaque = matches!(
            field.kind.innermost(),
            TypeExpr::Named(_) | TypeExpr::Object | TypeExpr::Array(None) | TypeExpr::Map(None) | TypeExpr::Unknown(_)
        );
        if !opaque {
            return self.keys_of(field);
        }
        let linked = self.objects.linked(&field.links, &self.page.name, self.section);
        if linked.is_some() || field.links.iter().any(|link| self.leads_away(link)) {
            let names = (field.name.as_str(), field.kind.object_name());
            let nearer = self.objects.nearer(names, (self.section, field.row), linked);
            if let Some(meant) = nearer.or(linked) {
                return Some(meant.clone());
            }
        }
        // Words may point to a table, and an object may have no name: then a table may be called like the field.
        let name = field.kind.object_name();
        let number = table_pointer(&field.description, &self.page.name);
        let called =
            [number.as_deref(), name].into_iter().flatten().find_map(|name| self.objects.named(name, field.row));
        // A table before this one, whose rows stand again beside the field, tells of something else that is called so.
        // So does one that names nothing of what an example beside the field shows.
        let shown = cell_example::keys(&field.description, &field.name);
        let is_other = |id: &&ComponentId| {
            self.objects.is_repeated(id, field.row, beside) || !shown.is_empty() && !self.objects.names_any(id, &shown)
        };
        let by_name = || self.objects.of_field(&field.name, field.row).filter(|id| !is_other(id));
        // "Object" as the values of a map names no table, whatever the map is called.
        let named = called.or_else(|| by_name().filter(|_| !is_map_of_anything(&field.kind))).cloned();
        let known = self.findings.len();
        if let (None, Some(name)) = (&named, name) {
            let finding = rules::object_table_missing::finding(field.cell_name(), name);
            self.note(finding, &field.provenance);
        }
        // Where no cell says what a value is, a link to another page only tells where one gets it.
        if matches!(&field.kind, TypeExpr::Unknown(text) if text.is_empty()) {
            return named;
        }
        self.outward_link(field, named.as_ref(), known).or(named)
    }

    pub(super) fn type_schema(&mut self, kind: &TypeExpr, target: Option<&ComponentId>, field: &FieldRow) -> Schema {
        match kind {
            TypeExpr::Scalar(scalar) => scalar_schema(*scalar),
            TypeExpr::Array(Some(items)) => Schema::array(self.type_schema(items, target, field)),
            TypeExpr::Array(None) => {
                if let Some(component) = target {
                    Schema::array(Schema::reference(component.clone()))
                } else {
                    self.note(rules::array_items_unknown::finding(field.cell_name()), &field.provenance);
                    Schema::array(Schema::default())
                }
            }
            // A table that lists the keys makes an object of what the cell calls a map.
            TypeExpr::Map(None) if target.is_some() => target.cloned().map(Schema::reference).unwrap_or_default(),
            TypeExpr::Map(Some(values)) if target.is_some() && matches!(**values, TypeExpr::Scalar(_)) => {
                target.map(|keys| self.keyed_map(values, keys, field)).unwrap_or_default()
            }
            TypeExpr::Map(values) => {
                // Of the values of a map, "Object" without a table says no more than that they may be anything.
                let stated = values.as_deref().filter(|values| target.is_some() || **values != TypeExpr::Object);
                let values = stated.map(|values| self.type_schema(values, target, field)).unwrap_or_default();
                Schema { additional_properties: Some(Box::new(values)), ..Schema::of(Type::Object) }
            }
            TypeExpr::Object | TypeExpr::Named(_) => {
                target.map_or_else(|| Schema::of(Type::Object), |component| Schema::reference(component.clone()))
            }
            TypeExpr::Any => Schema::default(),
            TypeExpr::Null => Schema::of(Type::Null),
            TypeExpr::Union(kinds) => self.union_schema(kinds, target, field),
            TypeExpr::Unknown(text) => {
                if let Some(component) = target {
                    Schema::reference(component.clone())
                } else {
                    self.note(rules::type_unknown::finding(field.cell_name(), text), &field.provenance);
                    Schema::default()
                }
            }
        }
    }

    /// A type array where all members are plain types, else `anyOf`.
    fn union_schema(&mut self, kinds: &[TypeExpr], target: Option<&ComponentId>, field: &FieldRow) -> Schema {
        let schemas: Vec<Schema> = kinds.iter().map(|kind| self.type_schema(kind, target, field)).collect();
        let plain = |schema: &Schema| {
            let types = schema.types.clone();
            *schema == Schema { types, format: schema.format.clone(), ..Schema::default() }
        };
        if !schemas.iter().all(plain) {
            return Schema { any_of: schemas, ..Schema::default() };
        }
        let mut union = Schema::default();
        for kind in schemas.iter().flat_map(|schema| &schema.types) {
            if !union.types.contains(kind) {
                union.types.push(*kind);
            }
        }
        union
    }
}

/// The object that the only row of a table describes under any name: it holds what its callers choose.
fn of_any_names(mut object: Schema) -> Schema {
    let is_bare = object.properties.is_empty() && object.reference.is_none();
    if is_bare {
        object.additional_properties.get_or_insert_default();
    }
    object
}

/// Whether a cell says of what a map holds no more than that it is an object.
pub(super) fn is_map_of_anything(kind: &TypeExpr) -> bool {
    matches!(kind, TypeExpr::Map(Some(values)) if **values == TypeExpr::Object)
}

/// The table of this page that a description points to in words: "For details, see Table 4."
fn table_pointer(description: &[Block], page: &str) -> Option<String> {
    let mut pointer = None;
    visit_texts(description, &mut |text| {
        let is_here =
            |run: &&Run| run.link.as_deref().is_none_or(|link| link.page.as_deref().is_none_or(|at| at == page));
        let said: String = text.runs.iter().filter(is_here).map(|run| run.text.as_str()).collect();
        pointer = pointer.take().or_else(|| table_number(&said));
    });
    pointer
}

fn table_number(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("see Table ")?;
    let number: String = rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '.')).collect();
    let number = number.trim_end_matches(['-', '.']);
    (!number.is_empty()).then(|| format!("Table {number}"))
}

fn scalar_schema(scalar: Scalar) -> Schema {
    match scalar {
        Scalar::String => Schema::of(Type::String),
        Scalar::Int32 => Schema::of(Type::Integer).format("int32"),
        Scalar::Int64 => Schema::of(Type::Integer).format("int64"),
        Scalar::Float => Schema::of(Type::Number).format("float"),
        Scalar::Double => Schema::of(Type::Number).format("double"),
        Scalar::Boolean => Schema::of(Type::Boolean),
        Scalar::Binary => Schema::of(Type::String).format("binary"),
    }
}

/// The text of a description cell, its blocks parted by line breaks.
pub(super) fn description(blocks: &[Block]) -> Option<String> {
    Some(lines_of(blocks)).filter(|text| !text.is_empty()).map(Cow::into_owned)
}
