//! Which keywords a value breaks: the generator's own judgement, by which it filters what it draws.
//!
//! It answers as a validator of JSON Schema 2020-12 with format validation does, for the keywords that values are
//! drawn from. A failed `anyOf`, `oneOf` or `not` is one breach of that keyword; `allOf` and `$ref` are looked into.

use crate::{Unsupported, context::Context, format, number};
use driftline_contract::{Contract, Schema, Type};
use driftline_finding::Pointer;
use serde_json::{Number, Value};
use std::cmp::Ordering;

/// Schemas that refer to themselves without entering the value end here.
const MAX_IN_PLACE: usize = 64;

/// One keyword that one value breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Breach {
    /// The keyword.
    pub keyword: &'static str,
    /// The value that breaks it; of a missing property, the object.
    pub instance: Pointer,
    /// The keyword's place, as in [`Violation::schema`](crate::Violation::schema).
    pub schema: Pointer,
}

/// A schema, prepared to say what values break in it.
///
/// It shares no code with the judge, and is strict where validators differ: of a format it refuses rather more.
///
/// ```
/// use driftline_contract::{ContractBuilder, Schema, Type};
/// use driftline_sample::Checker;
///
/// let contract = ContractBuilder::new("modelarts").finish()?;
/// let lease = Schema::of(Type::Object).property("enable", Schema::of(Type::Boolean));
/// let breaches = Checker::new(&contract, &lease)?.breaches(&serde_json::json!({"enable": "yes"}));
/// assert_eq!((breaches[0].keyword, breaches[0].instance.as_str()), ("type", "/enable"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Checker(Context);

impl Checker {
    /// Prepares a schema of `contract`; a pattern that cannot be compiled is an error.
    pub fn new(contract: &Contract, schema: &Schema) -> Result<Checker, Unsupported> {
        Context::new(contract, schema).map(Checker)
    }

    /// Everything that `value` breaks. A failed `anyOf`, `oneOf` or `not` is one breach of that keyword.
    pub fn breaches(&self, value: &Value) -> Vec<Breach> {
        self.0.breaches(&[Pointer::ROOT], value)
    }

    /// The topmost properties of `value` that nothing describes, in objects of which something describes others.
    pub fn undocumented(&self, value: &Value) -> Vec<Pointer> {
        self.0.undocumented(&[Pointer::ROOT], value)
    }
}

impl Context {
    /// Everything that `value` breaks in the schemas at `places`, all of which apply.
    pub(crate) fn breaches(&self, places: &[Pointer], value: &Value) -> Vec<Breach> {
        let mut check = Check { context: self, found: Vec::new() };
        for place in places {
            if let Some(schema) = self.at(place) {
                check.schema(schema, place, value, &Pointer::ROOT, 0);
            }
        }
        check.found
    }

    /// The one thing that `value` breaks, if it is one.
    pub(crate) fn sole_breach(&self, places: &[Pointer], value: &Value) -> Option<Breach> {
        let mut breaches = self.breaches(places, value);
        breaches.pop().filter(|_| breaches.is_empty())
    }

    /// Whether `value` conforms to all schemas at `places`.
    pub(crate) fn accepts(&self, places: &[Pointer], value: &Value) -> bool {
        self.breaches(places, value).is_empty()
    }
}

struct Check<'c> {
    context: &'c Context,
    found: Vec<Breach>,
}

/// A schema, its place, and the place of the value that it is held against.
struct Here<'h> {
    schema: &'h Schema,
    at: &'h Pointer,
    instance: &'h Pointer,
}

impl Check<'_> {
    fn schema(&mut self, schema: &Schema, at: &Pointer, value: &Value, instance: &Pointer, depth: usize) {
        let here = Here { schema, at, instance };
        if depth > MAX_IN_PLACE {
            self.unless(false, "$ref", &here);
            return;
        }
        self.generic(&here, value);
        match value {
            Value::Number(number) => self.number(&here, number),
            Value::String(text) => self.text(&here, text),
            Value::Array(items) => self.array(&here, items),
            Value::Object(_) => self.object(&here, value),
            Value::Null | Value::Bool(_) => {}
        }
        self.in_place(&here, value, depth);
    }

    fn unless(&mut self, holds: bool, keyword: &'static str, here: &Here<'_>) {
        if !holds {
            let schema = here.at.key(keyword);
            self.found.push(Breach { keyword, instance: here.instance.clone(), schema });
        }
    }

    fn generic(&mut self, here: &Here<'_>, value: &Value) {
        let types = &here.schema.types;
        self.unless(types.is_empty() || types.iter().any(|kind| is_of(value, *kind)), "type", here);
        let listed = |values: &Vec<Value>| values.iter().any(|known| number::equal(known, value));
        self.unless(here.schema.enumeration.as_ref().is_none_or(listed), "enum", here);
        self.unless(here.schema.constant.as_ref().is_none_or(|known| number::equal(known, value)), "const", here);
    }

    fn number(&mut self, here: &Here<'_>, value: &Number) {
        let than = |bound: &Option<Number>, wanted: fn(Ordering) -> bool| {
            bound.as_ref().is_none_or(|bound| wanted(number::compare(value, bound)))
        };
        let schema = here.schema;
        self.unless(than(&schema.minimum, Ordering::is_ge), "minimum", here);
        self.unless(than(&schema.maximum, Ordering::is_le), "maximum", here);
        self.unless(than(&schema.exclusive_minimum, Ordering::is_gt), "exclusiveMinimum", here);
        self.unless(than(&schema.exclusive_maximum, Ordering::is_lt), "exclusiveMaximum", here);
        let whole = schema.multiple_of.as_ref().is_none_or(|step| number::is_multiple(value, step));
        self.unless(whole, "multipleOf", here);
    }

    fn text(&mut self, here: &Here<'_>, text: &str) {
        let schema = here.schema;
        let length = text.chars().count();
        self.sizes(here, length, [("minLength", schema.min_length), ("maxLength", schema.max_length)]);
        let regex = schema.pattern.as_ref().map(|pattern| self.context.pattern(pattern));
        self.unless(regex.is_none_or(|regex| regex.is_some_and(|regex| regex.is_match(text))), "pattern", here);
        let format = schema.format.as_deref().and_then(format::find);
        self.unless(format.is_none_or(|format| (format.is_valid)(text)), "format", here);
    }

    /// Holds a size against its lower and its upper bound.
    fn sizes(&mut self, here: &Here<'_>, size: usize, bounds: [(&'static str, Option<u64>); 2]) {
        let size = u64::try_from(size).unwrap_or(u64::MAX);
        let [(lower, min), (upper, max)] = bounds;
        self.unless(min.is_none_or(|min| size >= min), lower, here);
        self.unless(max.is_none_or(|max| size <= max), upper, here);
    }

    fn array(&mut self, here: &Here<'_>, items: &[Value]) {
        let schema = here.schema;
        self.sizes(here, items.len(), [("minItems", schema.min_items), ("maxItems", schema.max_items)]);
        self.unless(!schema.unique_items || are_unique(items), "uniqueItems", here);
        if let Some(each) = &schema.items {
            let at = here.at.key("items");
            for (index, item) in items.iter().enumerate() {
                self.schema(each, &at, item, &here.instance.index(index), 0);
            }
        }
    }

    fn object(&mut self, here: &Here<'_>, value: &Value) {
        let schema = here.schema;
        let Some(members) = value.as_object() else { return };
        self.sizes(
            here,
            members.len(),
            [("minProperties", schema.min_properties), ("maxProperties", schema.max_properties)],
        );
        for name in &schema.required {
            self.unless(members.contains_key(name), "required", here);
        }
        let properties = here.at.key("properties");
        let additional = here.at.key("additionalProperties");
        for (name, member) in members {
            let instance = here.instance.key(name);
            match (schema.properties.get(name), &schema.additional_properties) {
                (Some(property), _) => self.schema(property, &properties.key(name), member, &instance, 0),
                (None, Some(every)) => self.schema(every, &additional, member, &instance, 0),
                (None, None) => {}
            }
        }
    }

    /// The keywords that apply other schemas to the same value.
    fn in_place(&mut self, here: &Here<'_>, value: &Value, depth: usize) {
        let Here { schema, at, instance } = here;
        let component = schema.reference.as_ref().and_then(|id| Some((id, self.context.component(id)?)));
        if let Some((id, component)) = component {
            self.schema(component, &Contract::component_pointer(id), value, instance, depth + 1);
        }
        for (index, part) in schema.all_of.iter().enumerate() {
            self.schema(part, &at.key("allOf").index(index), value, instance, depth + 1);
        }
        let matching = |branches: &[Schema]| branches.iter().filter(|branch| self.takes(branch, value, depth)).count();
        let (any, one) = (matching(&schema.any_of), matching(&schema.one_of));
        let not = schema.not.as_ref().is_none_or(|not| !self.takes(not, value, depth));
        self.unless(schema.any_of.is_empty() || any > 0, "anyOf", here);
        self.unless(schema.one_of.is_empty() || one == 1, "oneOf", here);
        self.unless(not, "not", here);
    }

    fn takes(&self, schema: &Schema, value: &Value, depth: usize) -> bool {
        let mut check = Check { context: self.context, found: Vec::new() };
        check.schema(schema, &Pointer::ROOT, value, &Pointer::ROOT, depth + 1);
        check.found.is_empty()
    }
}

/// Whether a value is of a type, a whole number being also an integer.
pub(crate) fn is_of(value: &Value, kind: Type) -> bool {
    match (value, kind) {
        (Value::Null, Type::Null)
        | (Value::Bool(_), Type::Boolean)
        | (Value::Number(_), Type::Number)
        | (Value::String(_), Type::String)
        | (Value::Array(_), Type::Array)
        | (Value::Object(_), Type::Object) => true,
        (Value::Number(number), Type::Integer) => number::is_integer(number),
        _ => false,
    }
}

/// Whether no two items are equal.
pub(crate) fn are_unique(items: &[Value]) -> bool {
    items.iter().enumerate().all(|(index, item)| items[..index].iter().all(|earlier| !number::equal(earlier, item)))
}
