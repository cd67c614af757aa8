//! Schemas: what values are allowed, as JSON Schema 2020-12 understands it.

use crate::ComponentId;
use driftline_finding::{Pointer, Provenance};
use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Number, Value};
use std::{fmt, str::FromStr};

/// A JSON type, as JSON Schema names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `integer`: a number without a fractional part
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object,
}

/// A word that names no JSON type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a JSON type: expected null, boolean, integer, number, string, array or object")]
pub struct UnknownType(String);

impl Type {
    /// All types.
    pub const ALL: [Type; 7] =
        [Type::Null, Type::Boolean, Type::Integer, Type::Number, Type::String, Type::Array, Type::Object];

    /// The word that JSON Schema uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Type::Null => "null",
            Type::Boolean => "boolean",
            Type::Integer => "integer",
            Type::Number => "number",
            Type::String => "string",
            Type::Array => "array",
            Type::Object => "object",
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Type {
    type Err = UnknownType;

    fn from_str(word: &str) -> Result<Type, UnknownType> {
        Type::ALL.into_iter().find(|t| t.as_str() == word).ok_or_else(|| UnknownType(word.to_owned()))
    }
}

/// A schema. The default accepts every value.
///
/// Fields bear the names of the JSON Schema keywords that they hold. Keywords without a field of their own are
/// kept as they are in [`keywords`](Schema::keywords). A boolean schema is [`Schema::default`] (`true`) or
/// [`Schema::never`] (`false`).
#[allow(clippy::struct_excessive_bools, reason = "each flag is a keyword of its own, independent of the others")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// `$ref` to a component. Other keywords apply beside it.
    pub reference: Option<ComponentId>,
    /// `title`
    pub title: Option<String>,
    /// `type`; empty when any type is allowed.
    pub types: Vec<Type>,
    /// `format`
    pub format: Option<String>,
    /// `enum`
    pub enumeration: Option<Vec<Value>>,
    /// `const`
    pub constant: Option<Value>,
    /// `default`
    pub default: Option<Value>,
    /// `minimum`
    pub minimum: Option<Number>,
    /// `maximum`
    pub maximum: Option<Number>,
    /// `exclusiveMinimum`
    pub exclusive_minimum: Option<Number>,
    /// `exclusiveMaximum`
    pub exclusive_maximum: Option<Number>,
    /// `multipleOf`
    pub multiple_of: Option<Number>,
    /// `minLength`, in characters
    pub min_length: Option<u64>,
    /// `maxLength`, in characters
    pub max_length: Option<u64>,
    /// `pattern`, an ECMA-262 regular expression
    pub pattern: Option<String>,
    /// `minItems`
    pub min_items: Option<u64>,
    /// `maxItems`
    pub max_items: Option<u64>,
    /// `uniqueItems`
    pub unique_items: bool,
    /// `items`
    pub items: Option<Box<Schema>>,
    /// `minProperties`
    pub min_properties: Option<u64>,
    /// `maxProperties`
    pub max_properties: Option<u64>,
    /// `properties`, in the order of the source
    pub properties: IndexMap<String, Schema>,
    /// `required`, in the order of the source
    pub required: IndexSet<String>,
    /// `additionalProperties`
    pub additional_properties: Option<Box<Schema>>,
    /// `allOf`
    pub all_of: Vec<Schema>,
    /// `anyOf`
    pub any_of: Vec<Schema>,
    /// `oneOf`
    pub one_of: Vec<Schema>,
    /// `not`
    pub not: Option<Box<Schema>>,
    /// `deprecated`
    pub deprecated: bool,
    /// `readOnly`
    pub read_only: bool,
    /// `writeOnly`
    pub write_only: bool,
    /// `description`
    pub description: Option<String>,
    /// `examples`
    pub examples: Vec<Value>,
    /// All other keywords, with references to components written `#/components/schemas/NAME`.
    pub keywords: Map<String, Value>,
    /// Where this was read from, and the sentence behind each constraint.
    pub provenance: Option<Box<Provenance>>,
}

impl Schema {
    /// A schema that accepts every value of one type.
    pub fn of(kind: Type) -> Schema {
        Schema { types: vec![kind], ..Schema::default() }
    }

    /// A schema that accepts what `component` accepts.
    pub fn reference(component: ComponentId) -> Schema {
        Schema { reference: Some(component), ..Schema::default() }
    }

    /// A schema that accepts nothing.
    pub fn never() -> Schema {
        Schema { not: Some(Box::default()), ..Schema::default() }
    }

    /// An array of `items`.
    pub fn array(items: Schema) -> Schema {
        Schema { items: Some(Box::new(items)), ..Schema::of(Type::Array) }
    }

    /// This schema with one more property.
    #[must_use]
    pub fn property(mut self, name: impl Into<String>, schema: Schema) -> Schema {
        self.properties.insert(name.into(), schema);
        self
    }

    /// This schema with a format.
    #[must_use]
    pub fn format(mut self, format: impl Into<String>) -> Schema {
        self.format = Some(format.into());
        self
    }

    /// Makes null a value of this schema, too: where it refers to a component or has alternatives, as one more of
    /// these. Says whether it was none, as far as that shows here.
    pub fn allow_null(&mut self) -> bool {
        let null = Schema::of(Type::Null);
        if let Some(component) = self.reference.take() {
            self.any_of = vec![Schema::reference(component), null];
        } else if !self.any_of.is_empty() {
            if self.any_of.contains(&null) {
                return false;
            }
            self.any_of.push(null);
            if !self.types.is_empty() && !self.types.contains(&Type::Null) {
                self.types.push(Type::Null);
            }
        } else {
            if self.types.is_empty() || self.types.contains(&Type::Null) {
                return false;
            }
            self.types.push(Type::Null);
            self.enumeration.iter_mut().for_each(|values| values.push(Value::Null));
        }
        true
    }

    /// The schema of what this is where it is not null, if [`Schema::allow_null`] made that an alternative.
    pub fn unless_null(&self) -> Option<&Schema> {
        match &self.any_of[..] {
            [schema, null] if *null == Schema::of(Type::Null) => Some(schema),
            _ => None,
        }
    }

    /// Whether this is the schema that accepts nothing.
    pub fn is_never(&self) -> bool {
        self.not.as_deref().is_some_and(|not| *not == Schema::default())
    }

    /// The direct subschemas with the pointer from this schema to each, in writing order. What
    /// [`keywords`](Schema::keywords) holds is not among them.
    pub fn children(&self) -> impl Iterator<Item = (Pointer, &Schema)> {
        let one = |keyword: &str, schema: &'_ Option<Box<Schema>>| -> Option<Pointer> {
            schema.as_ref().map(|_| Pointer::ROOT.key(keyword))
        };
        let list = |keyword: &'static str, schemas: &'_ [Schema]| -> Vec<Pointer> {
            (0..schemas.len()).map(|index| Pointer::ROOT.key(keyword).index(index)).collect()
        };
        let named = Pointer::ROOT.key("properties");
        let items = one("items", &self.items).into_iter().zip(self.items.as_deref());
        let properties = self.properties.iter().map(move |(name, schema)| (named.key(name), schema));
        let additional = one("additionalProperties", &self.additional_properties);
        let additional = additional.into_iter().zip(self.additional_properties.as_deref());
        let all = list("allOf", &self.all_of).into_iter().zip(&self.all_of);
        let any = list("anyOf", &self.any_of).into_iter().zip(&self.any_of);
        let either = list("oneOf", &self.one_of).into_iter().zip(&self.one_of);
        let not = one("not", &self.not).into_iter().zip(self.not.as_deref());
        items.chain(properties).chain(additional).chain(all).chain(any).chain(either).chain(not)
    }

    /// The direct subschemas, for changing them, in the order of [`Schema::children`].
    pub fn children_mut(&mut self) -> impl Iterator<Item = &mut Schema> {
        let items = self.items.as_deref_mut().into_iter();
        let additional = self.additional_properties.as_deref_mut();
        let not = self.not.as_deref_mut();
        items
            .chain(self.properties.values_mut())
            .chain(additional)
            .chain(&mut self.all_of)
            .chain(&mut self.any_of)
            .chain(&mut self.one_of)
            .chain(not)
    }

    /// The subschema that `pointer` names, as long as it passes through keywords with a field of their own.
    pub fn at(&self, pointer: &Pointer) -> Option<&Schema> {
        let mut schema = self;
        let mut segments = pointer.segments();
        while let Some(keyword) = segments.next() {
            schema = match &*keyword {
                "items" => schema.items.as_deref()?,
                "additionalProperties" => schema.additional_properties.as_deref()?,
                "not" => schema.not.as_deref()?,
                "properties" => schema.properties.get(&*segments.next()?)?,
                "allOf" => schema.all_of.get(segments.next()?.parse::<usize>().ok()?)?,
                "anyOf" => schema.any_of.get(segments.next()?.parse::<usize>().ok()?)?,
                "oneOf" => schema.one_of.get(segments.next()?.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(schema)
    }

    /// Calls `visit` for this schema and everything below it, parents first.
    pub fn walk<'s>(&'s self, visit: &mut impl FnMut(&'s Schema)) {
        visit(self);
        // A loop, for `for_each` would put a frame for each part of the chain on the stack, at every level.
        for child in self.subschemas() {
            child.walk(visit);
        }
    }

    /// The direct subschemas, in the order of [`Schema::children`].
    pub fn subschemas(&self) -> impl Iterator<Item = &Schema> {
        let items = self.items.as_deref().into_iter();
        let additional = self.additional_properties.as_deref();
        items
            .chain(self.properties.values())
            .chain(additional)
            .chain(&self.all_of)
            .chain(&self.any_of)
            .chain(&self.one_of)
            .chain(self.not.as_deref())
    }

    /// Every component that this schema refers to directly, also from keywords without a field.
    pub fn references(&self) -> Vec<ComponentId> {
        let mut found = Vec::new();
        self.walk(&mut |schema| schema.own_references(&mut found));
        found
    }

    /// Adds every component that this schema refers to itself, apart from its subschemas.
    pub fn own_references(&self, found: &mut Vec<ComponentId>) {
        found.extend(self.reference.clone());
        self.keywords.values().for_each(|value| raw_references(value, found));
    }
}

/// Where references to components point in an OpenAPI document.
pub(crate) const COMPONENTS: &str = "#/components/schemas/";

fn raw_references(value: &Value, found: &mut Vec<ComponentId>) {
    match value {
        Value::Object(members) => {
            let target = members.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix(COMPONENTS));
            found.extend(target.and_then(|name| name.parse().ok()));
            members.values().for_each(|value| raw_references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| raw_references(value, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_an_alternative_to_what_a_reference_means() {
        let thing = || Schema::reference("Thing".parse().expect("a name"));
        let mut schema = thing();
        assert!(schema.allow_null() && !schema.allow_null());
        assert_eq!((schema.unless_null(), schema.reference.as_ref()), (Some(&thing()), None));
        let mut array = Schema::array(thing());
        assert!(array.allow_null());
        assert_eq!((array.types.as_slice(), array.unless_null()), (&[Type::Array, Type::Null][..], None));
        let listed = Schema { enumeration: Some(vec![Value::from("a")]), ..Schema::default() };
        let mut either = Schema { any_of: vec![listed.clone()], ..Schema::of(Type::String) };
        assert!(either.allow_null());
        assert_eq!(
            (either.types, either.any_of),
            (vec![Type::String, Type::Null], vec![listed, Schema::of(Type::Null)])
        );
        assert!(!Schema::default().allow_null(), "anything may be null as it is");
    }
}
