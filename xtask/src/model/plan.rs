//! From the contract to the types to write.

use super::{
    docs, enums,
    item::{Field, File, Item, Shape, Type},
    names::{self, Names},
    schema::{self, TypeNames},
};
use driftline_contract::{ComponentId, Contract, Media, Operation, Schema, Type as Kind};
use driftline_finding::Pointer;
use std::collections::BTreeSet;

/// The files of a service.
pub(super) fn files(contract: &Contract) -> Vec<File> {
    let mut types = Names::types();
    let name = |(id, _): (&ComponentId, _)| (id.clone(), types.take(&names::camel(id.as_str())));
    let names: TypeNames = contract.components().map(name).collect();
    let mut planner = Planner { contract, names, types, modules: Names::modules() };
    let mut files: Vec<File> = contract.components().map(|(id, schema)| planner.component(id, schema)).collect();
    files.extend(contract.operations().filter_map(|operation| planner.operation(operation)));
    files
}

struct Planner<'c> {
    contract: &'c Contract,
    names: TypeNames,
    types: Names,
    modules: Names,
}

/// Where a schema stands.
#[derive(Clone)]
struct Site<'c> {
    /// The name for a type of its own.
    hint: String,
    /// What it is, in Markdown.
    subject: String,
    pointer: Pointer,
    /// The component around it.
    within: Option<&'c ComponentId>,
    /// Whether nothing on the way from the component gives a fixed size to what may be endless.
    is_direct: bool,
}

impl Site<'_> {
    fn below(&self, hint: &str, subject: String, pointer: Pointer, is_direct: bool) -> Self {
        Site { hint: format!("{}{hint}", self.hint), subject, pointer, is_direct, ..self.clone() }
    }
}

impl<'c> Planner<'c> {
    fn component(&mut self, id: &'c ComponentId, schema: &Schema) -> File {
        let name = self.names.get(id).cloned().unwrap_or_default();
        let subject = docs::code(id.as_str());
        let pointer = Contract::component_pointer(id);
        let site = Site { hint: name.clone(), subject: subject.clone(), pointer, within: Some(id), is_direct: true };
        let items = self.named(name, id.as_str().to_owned(), schema, &site);
        File { module: self.modules.take(&names::snake(id.as_str())), title: format!("{subject}."), items }
    }

    /// The JSON bodies of an operation; `None` if it has none.
    fn operation(&mut self, operation: &'c Operation) -> Option<File> {
        let mut items = Vec::new();
        let at = Contract::operation_pointer(operation);
        let call = format!("`{} {}`", operation.method, operation.path);
        if let Some(request) = &operation.request {
            let at = at.key("requestBody");
            let what = format!("The body of a request {call}");
            items.extend(self.bodies(&format!("{}Request", names::camel(&operation.id)), &what, &at, &request.content));
        }
        for (status, response) in &operation.responses {
            let status = status.to_string();
            let at = at.key("responses").key(&status);
            let what = format!("The body of a response {} to {call}", docs::code(&status));
            let name = format!("{}Response{}", names::camel(&operation.id), names::camel_part(&status));
            items.extend(self.bodies(&name, &what, &at, &response.content));
        }
        if items.is_empty() {
            return None;
        }
        let module = self.modules.take(&names::snake(&operation.id));
        Some(File { module, title: format!("{}: {call}.", docs::code(&operation.id)), items })
    }

    fn bodies<'m>(
        &mut self,
        name: &str,
        what: &str,
        at: &Pointer,
        content: impl IntoIterator<Item = (&'m String, &'m Media)>,
    ) -> Vec<Item> {
        let mut items = Vec::new();
        for (media, body) in content {
            let Some(schema) = body.schema.as_ref().filter(|_| is_json(media)) else { continue };
            let name = self.types.take(name);
            let pointer = at.key("content").key(media).key("schema");
            let subject = format!("{what}, as {}", docs::code(media));
            let site = Site { hint: name.clone(), subject, pointer, within: None, is_direct: true };
            items.extend(self.named(name.clone(), name, schema, &site));
        }
        items
    }

    /// A component or body, and the types inside it.
    fn named(&mut self, name: String, schema_name: String, schema: &Schema, site: &Site<'c>) -> Vec<Item> {
        let mut inside = Vec::new();
        let listed = enums::shape(schema).filter(|_| !has_null(schema));
        let shape = match listed {
            Some(shape) => shape,
            None if is_struct(schema) => self.object(&name, schema, site, &mut inside),
            None if self.is_endless(schema) => Shape::Wrapper(Type::Value),
            None => {
                let site = Site { hint: format!("{name}Inner"), ..site.clone() };
                Shape::Wrapper(self.ty(schema, &site, &mut inside))
            }
        };
        let mut items = vec![self.item(name, schema_name, false, schema, site, shape)];
        items.append(&mut inside);
        items
    }

    fn item(
        &self,
        name: String,
        schema_name: String,
        inline: bool,
        schema: &Schema,
        site: &Site<'c>,
        shape: Shape,
    ) -> Item {
        let form = match &shape {
            Shape::Object { .. } => schema::object_form(schema, &self.names),
            Shape::Texts(_) | Shape::Integers(_) => schema::enumeration_form(schema),
            Shape::Wrapper(ty) => schema::form(schema, ty, &self.names),
        };
        let docs = described(schema, &format!("{}.", site.subject), inline);
        let is_beside_null = inline && has_null(schema);
        let pointer = site.pointer.clone();
        Item { name, schema_name, inline, is_beside_null, pointer, docs, shape, form }
    }

    /// The type of a schema; what needs a name of its own is added to `items`.
    fn ty(&mut self, schema: &Schema, site: &Site<'c>, items: &mut Vec<Item>) -> Type {
        if let Some(name) = schema.reference.as_ref().and_then(|id| self.names.get(id)).cloned() {
            let is_boxed = site.is_direct && self.leads_back(schema.reference.as_ref(), site.within);
            let named = Type::Named(name);
            return if is_boxed { Type::Boxed(Box::new(named)) } else { named };
        }
        if let Some(same) = same_value(schema) {
            let site = Site { pointer: site.pointer.join(&same.pointer), ..site.clone() };
            let ty = self.ty(same.schema, &site, items);
            return if same.is_nullable { nullable(ty) } else { ty };
        }
        let ty = match enums::shape(schema) {
            Some(shape) => self.inside(schema, shape, site, items),
            None => self.kind(schema, site, items),
        };
        if has_null(schema) { nullable(ty) } else { ty }
    }

    fn kind(&mut self, schema: &Schema, site: &Site<'c>, items: &mut Vec<Item>) -> Type {
        match schema::kinds(schema).as_slice() {
            [Kind::String] => Type::Text,
            [Kind::Boolean] => Type::Boolean,
            [Kind::Integer] => Type::Integer,
            [Kind::Number] => Type::Number,
            [Kind::Array] => {
                let subject = format!("An item of {}", site.subject);
                let site = site.below("Item", subject, site.pointer.key("items"), false);
                let schema = schema.items.as_deref().map(|items| enums::with_description(items, schema));
                let ty = schema.map_or(Type::Value, |schema| self.ty(&schema, &site, items));
                Type::List(Box::new(ty))
            }
            [Kind::Object] if !schema.properties.is_empty() => {
                let mut inside = Vec::new();
                let name = self.types.take(&site.hint);
                let shape = self.object(&name, schema, site, &mut inside);
                items.push(self.item(name.clone(), name.clone(), true, schema, site, shape));
                items.append(&mut inside);
                Type::Named(name)
            }
            [Kind::Object] => self.values(schema, site, items).map_or(Type::Open, |ty| Type::Dictionary(Box::new(ty))),
            _ => Type::Value,
        }
    }

    /// An enumeration inside something else.
    fn inside(&mut self, schema: &Schema, shape: Shape, site: &Site<'c>, items: &mut Vec<Item>) -> Type {
        let name = self.types.take(&site.hint);
        items.push(self.item(name.clone(), name.clone(), true, schema, site, shape));
        Type::Named(name)
    }

    /// The type of members without a name of their own; `None` where it is any or none.
    fn values(&mut self, schema: &Schema, site: &Site<'c>, items: &mut Vec<Item>) -> Option<Type> {
        let values = schema.additional_properties.as_deref()?;
        if *values == Schema::default() || values.is_never() {
            return None;
        }
        let subject = format!("A value of {}", site.subject);
        Some(self.ty(values, &site.below("Value", subject, site.pointer.key("additionalProperties"), false), items))
    }

    fn object(&mut self, owner: &str, schema: &Schema, site: &Site<'c>, items: &mut Vec<Item>) -> Shape {
        let mut taken = Names::fields();
        let mut fields = Vec::new();
        for (wire, property) in &schema.properties {
            let subject = format!("{} of [`{owner}`]", docs::code(wire));
            let pointer = site.pointer.key("properties").key(wire);
            let below = Site { hint: owner.to_owned(), ..site.clone() };
            let below = below.below(&names::camel(wire), subject, pointer, site.is_direct);
            let ty = self.ty(property, &below, items);
            fields.push(Field {
                name: names::raw(&taken.take(&names::snake(wire))),
                wire: wire.clone(),
                required: schema.required.contains(wire),
                takes_null: self.takes_null(property, &ty),
                docs: described(property, &format!("{}.", docs::code(wire)), false),
                form: schema::form(property, &ty, &self.names),
                is_narrower: schema::is_narrower(property, &ty),
                ty,
            });
        }
        let owner = Site { hint: owner.to_owned(), ..site.clone() };
        Shape::Object { fields, other: self.values(schema, &owner, items) }
    }

    /// Whether `null` is a value of the type, itself or of the component that it names.
    fn takes_null(&self, schema: &Schema, ty: &Type) -> bool {
        match ty {
            Type::Value | Type::Nullable(_) => true,
            Type::Boxed(inner) => self.takes_null(schema, inner),
            Type::Named(_) => {
                let component = schema.reference.as_ref().and_then(|id| self.contract.component(id));
                component
                    .is_some_and(|schema| !is_struct(schema) && (enums::shape(schema).is_none() || has_null(schema)))
            }
            _ => false,
        }
    }

    /// Whether values of the component `from` may hold, outside lists and maps, one of the component `to`.
    fn leads_back(&self, from: Option<&ComponentId>, to: Option<&ComponentId>) -> bool {
        let (Some(from), Some(to)) = (from, to) else { return false };
        let mut seen = BTreeSet::new();
        let mut open = vec![from];
        while let Some(id) = open.pop() {
            if id == to {
                return true;
            }
            if seen.insert(id) {
                open.extend(self.contract.component(id).map(direct).unwrap_or_default());
            }
        }
        false
    }

    /// Whether a schema is only ever defined by another one, in a circle.
    fn is_endless(&self, schema: &Schema) -> bool {
        let mut seen = BTreeSet::new();
        let mut at = schema;
        loop {
            if let Some(id) = &at.reference {
                if !seen.insert(id) {
                    return true;
                }
                match self.contract.component(id) {
                    Some(next) => at = next,
                    None => return false,
                }
            } else if let Some(same) = same_value(at) {
                at = same.schema;
            } else {
                return false;
            }
        }
    }
}

fn has_null(schema: &Schema) -> bool {
    schema.types.contains(&Kind::Null) || enums::has_null(schema)
}

fn nullable(ty: Type) -> Type {
    match ty {
        Type::Value | Type::Nullable(_) => ty,
        ty => Type::Nullable(Box::new(ty)),
    }
}

fn is_struct(schema: &Schema) -> bool {
    let is_object = schema.types == [Kind::Object] && !schema.properties.is_empty();
    is_object && schema.reference.is_none() && same_value(schema).is_none()
}

/// The one schema that says what a value is.
struct SameValue<'s> {
    schema: &'s Schema,
    /// From the schema around it.
    pointer: Pointer,
    /// Whether `null` is a value beside.
    is_nullable: bool,
}

/// A single `allOf`, or what stands in `anyOf` or `oneOf` with nothing but `null` beside.
fn same_value(schema: &Schema) -> Option<SameValue<'_>> {
    if !schema.types.is_empty() || !schema.properties.is_empty() || schema.enumeration.is_some() {
        return None;
    }
    let (keyword, schemas) = match (schema.all_of.as_slice(), schema.any_of.as_slice(), schema.one_of.as_slice()) {
        (all @ [_], [], []) => ("allOf", all),
        ([], any @ [_, _], []) => ("anyOf", any),
        ([], [], one @ [_, _]) => ("oneOf", one),
        _ => return None,
    };
    let is_null = |schema: &Schema| schema.types == [Kind::Null];
    let is_nullable = schemas.iter().any(is_null);
    let mut others = schemas.iter().enumerate().filter(|(_, schema)| !is_null(schema));
    let (index, only) = others.next()?;
    let pointer = Pointer::ROOT.key(keyword).index(index);
    others.next().is_none().then_some(SameValue { schema: only, pointer, is_nullable })
}

/// The components whose values are part of a value of the schema itself.
fn direct(schema: &Schema) -> Vec<&ComponentId> {
    let mut found: Vec<&ComponentId> = schema.reference.iter().collect();
    let parts = schema.all_of.iter().chain(&schema.any_of).chain(&schema.one_of).chain(schema.properties.values());
    parts.for_each(|part| found.extend(direct(part)));
    found
}

fn is_json(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json") || essence.to_ascii_lowercase().ends_with("+json")
}

/// What a schema says of itself, or `otherwise`. An inline type leaves the prose to the field that holds it.
fn described(schema: &Schema, otherwise: &str, inline: bool) -> Vec<String> {
    if inline {
        return vec![otherwise.to_owned()];
    }
    // What is said of a listed value stands beside that value.
    let is_of_value = |line: &&str| enums::listed(schema).any(|value| docs::is_about(line, &value));
    let description = schema.description.as_deref().unwrap_or_default();
    let description: Vec<&str> = description.lines().filter(|line| !is_of_value(line)).collect();
    let mut lines = docs::prose(&description);
    if lines.is_empty() {
        lines.push(otherwise.to_owned());
    }
    lines.extend(schema.default.as_ref().map(|value| format!("Default: {}.", docs::code(&value.to_string()))));
    lines.extend(schema.deprecated.then(|| "Deprecated.".to_owned()));
    lines.extend(schema.provenance.as_deref().map(docs::source));
    lines
}
