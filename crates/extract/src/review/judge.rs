//! A value of an example against the schema that the tables gave, fact by fact: each difference knows the row that it
//! contradicts.

use super::bound::{Bound, bounds};
use driftline_contract::{ComponentId, Schema, Type};
use driftline_finding::{Pointer, Provenance, words::nearest};
use indexmap::IndexMap;
use serde_json::{Map, Value};
use std::cell::Cell;

/// A difference between a value and what is documented for it.
pub(super) struct Difference<'r> {
    pub(super) what: What<'r>,
    pub(super) value: &'r Value,
    /// The value that is wrong; of a name that is missing, the object that lacks it.
    pub(super) at: Pointer,
    /// `at` with `*` for indexes and keys of maps.
    pub(super) field: Pointer,
    /// The row or the table that is contradicted.
    pub(super) from: Option<&'r Provenance>,
}

/// What is different.
#[derive(Clone, Copy)]
pub(super) enum What<'r> {
    /// A member, of these, that the table does not list.
    Unlisted(&'r Schema, &'r Map<String, Value>),
    /// An object of which no member is in the table, which lists others.
    OtherObject(&'r Schema),
    /// A value of another type than one of these.
    Type(&'r [Type]),
    /// `null`, where one of these types is documented.
    Null(&'r [Type]),
    /// A value that is not listed.
    Enum(&'r [Value]),
    /// A number, length or count beyond what is documented.
    Bound(Bound<'r>),
    /// A mandatory member is not there.
    Missing(&'r str),
}

/// So many mandatory members may be missing whatever their share.
const FEW: usize = 2;

/// What to look for.
pub(super) struct Judge<'r> {
    components: &'r IndexMap<ComponentId, Schema>,
    /// Whether mandatory members must be there.
    wants_all: bool,
    /// How many values may still be looked at: alternatives within alternatives multiply.
    budget: Cell<usize>,
}

/// No example comes near so many values.
const BUDGET: usize = 200_000;

/// Where the judge stands: a step behind the place before it. Pointers are written where something differs only.
#[derive(Clone, Copy)]
struct At<'r, 'p> {
    before: Option<&'p At<'r, 'p>>,
    step: Step<'r>,
    from: Option<&'r Provenance>,
}

/// A step into a value.
#[derive(Clone, Copy)]
enum Step<'r> {
    /// To where the judge begins.
    Whole,
    /// To a member that its schema names.
    Member(&'r str),
    /// To a member of a map.
    Held(&'r str),
    /// To an item of an array.
    Item(usize),
}

impl<'r> Judge<'r> {
    pub(super) fn new(components: &'r IndexMap<ComponentId, Schema>, wants_all: bool) -> Judge<'r> {
        Judge { components, wants_all, budget: Cell::new(BUDGET) }
    }

    /// The differences between a value and a schema, in the order of the value.
    pub(super) fn differences(&self, schema: &'r Schema, value: &'r Value) -> Vec<Difference<'r>> {
        let mut found = Vec::new();
        self.walk(schema, value, &At { before: None, step: Step::Whole, from: None }, &mut found);
        found
    }

    fn walk(&self, schema: &'r Schema, value: &'r Value, at: &At<'r, '_>, found: &mut Vec<Difference<'r>>) {
        let Some(budget) = self.budget.get().checked_sub(1) else { return };
        self.budget.set(budget);
        let at = &At { from: schema.provenance.as_deref().or(at.from), ..*at };
        let Some(target) = self.resolved(schema) else { return };
        if !target.any_of.is_empty() && of_any_case(target).is_none() {
            return self.choice(&target.any_of, value, at, found);
        }
        let what = if value.is_null() && !target.types.is_empty() && !target.types.contains(&Type::Null) {
            Some(What::Null(&target.types))
        } else if !target.types.is_empty() && !target.types.iter().any(|kind| is_of(value, *kind)) {
            Some(What::Type(&target.types))
        } else {
            listed(target, value).or_else(|| bounds(target, value).map(What::Bound))
        };
        if let Some(what) = what {
            found.push(at.difference(what, value));
            return;
        }
        match value {
            Value::Object(members) => {
                // The members of an object are contradicted by its table.
                let from = target.provenance.as_deref().or(at.from);
                // Beside a table of keys, what the other members of a map hold.
                let others = target.additional_properties.as_deref().or(schema.additional_properties.as_deref());
                self.object((target, others), members, value, &At { from, ..*at }, found);
            }
            Value::Array(items) => {
                let Some(schema) = target.items.as_deref() else { return };
                for (index, item) in items.iter().enumerate() {
                    self.walk(schema, item, &at.step(Step::Item(index)), found);
                }
            }
            _ => {}
        }
    }

    /// The schema that a reference leads to, if it leads to one of this page.
    fn resolved(&self, schema: &'r Schema) -> Option<&'r Schema> {
        let mut target = schema;
        for _ in 0..=self.components.len() {
            match &target.reference {
                None => return Some(target),
                Some(id) => target = self.components.get(id)?,
            }
        }
        None
    }

    /// One of several schemas: what fits one of them is right, else it is held against the one that it is meant for.
    fn choice(&self, schemas: &'r [Schema], value: &'r Value, at: &At<'r, '_>, found: &mut Vec<Difference<'r>>) {
        let mut nearest: Option<(Distance, Vec<Difference<'r>>)> = None;
        for schema in schemas {
            let mut differences = Vec::new();
            self.walk(schema, value, at, &mut differences);
            if differences.is_empty() {
                return;
            }
            let distance = Distance::of(&differences, &at.instance());
            if nearest.as_ref().is_none_or(|(known, _)| distance < *known) {
                nearest = Some((distance, differences));
            }
        }
        found.extend(nearest.into_iter().flat_map(|(_, differences)| differences));
    }

    fn object(
        &self,
        (schema, others): (&'r Schema, Option<&'r Schema>),
        members: &'r Map<String, Value>,
        value: &'r Value,
        at: &At<'r, '_>,
        found: &mut Vec<Difference<'r>>,
    ) {
        let is_listed = |name: &String| schema.properties.contains_key(name);
        // A name in brackets stands for names that the caller chooses.
        let stands_for_names = schema.properties.keys().any(|name| name.contains(['{', '[', '<']));
        let is_closed = !schema.properties.is_empty() && others.is_none() && !stands_for_names;
        if is_closed && members.len() > 1 && !members.keys().any(is_listed) {
            found.push(at.difference(What::OtherObject(schema), value));
            return;
        }
        for (name, member) in members {
            if let Some(property) = schema.properties.get(name) {
                self.walk(property, member, &at.step(Step::Member(name)), found);
            } else if let Some(values) = others {
                self.walk(values, member, &at.step(Step::Held(name)), found);
            } else if is_closed {
                found.push(at.step(Step::Member(name)).difference(What::Unlisted(schema, members), member));
            }
        }
        if self.wants_all && !stands_for_names {
            let missing: Vec<&String> = schema.required.iter().filter(|name| !members.contains_key(*name)).collect();
            // An object without most of them is another variant, for which the page has no table of its own.
            if missing.len() > FEW && missing.len() * 2 > schema.required.len() {
                return;
            }
            let missing = missing.into_iter().filter(|name| !is_meant_by_another(schema, members, name));
            for name in missing {
                let from = schema.properties.get(name).and_then(|property| property.provenance.as_deref());
                let difference = At { from: from.or(at.from), ..*at }.difference(What::Missing(name), value);
                found.push(Difference { field: difference.field.key(name), ..difference });
            }
        }
    }
}

/// How far a value is from one of several schemas. Names say more about which is meant than values do: writers get
/// types wrong, and seldom the names.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Distance {
    /// Whether it is a value of another type altogether.
    is_other: bool,
    /// How many names the schema does not know.
    unknown: usize,
    /// How many mandatory names the value lacks.
    missing: usize,
    differences: usize,
}

impl Distance {
    /// That of a value which stands at `instance` and differs so.
    fn of(differences: &[Difference<'_>], instance: &Pointer) -> Distance {
        let is_other = |it: &Difference<'_>| matches!(it.what, What::Type(_) | What::Null(_)) && it.at == *instance;
        let unknown = |it: &Difference<'_>| match it.what {
            What::Unlisted(..) => 1,
            What::OtherObject(_) => it.value.as_object().map_or(0, Map::len),
            _ => 0,
        };
        Distance {
            is_other: differences.iter().any(is_other),
            unknown: differences.iter().map(unknown).sum(),
            missing: differences.iter().filter(|it| matches!(it.what, What::Missing(_))).count(),
            differences: differences.len(),
        }
    }
}

impl<'r> At<'r, '_> {
    fn difference(&self, what: What<'r>, value: &'r Value) -> Difference<'r> {
        Difference { what, value, at: self.instance(), field: self.field(), from: self.from }
    }

    /// The place behind this one.
    fn step<'p>(&'p self, step: Step<'r>) -> At<'r, 'p> {
        At { before: Some(self), step, from: self.from }
    }

    fn instance(&self) -> Pointer {
        let before = || self.before.map(At::instance).unwrap_or_default();
        match self.step {
            Step::Whole => before(),
            Step::Member(name) | Step::Held(name) => before().key(name),
            Step::Item(index) => before().index(index),
        }
    }

    /// The same with `*` for indexes and keys of maps.
    fn field(&self) -> Pointer {
        let before = || self.before.map(At::field).unwrap_or_default();
        match self.step {
            Step::Whole => before(),
            Step::Member(name) => before().key(name),
            Step::Held(_) | Step::Item(_) => before().key("*"),
        }
    }
}

/// Whether an object without `name` has a member in its place that no row lists: one that nearly bears the name, or one
/// in which the name stands. That member is reported, and the two are one slip.
fn is_meant_by_another(schema: &Schema, members: &Map<String, Value>, name: &str) -> bool {
    let mut others = members.iter().filter(|(other, _)| !schema.properties.contains_key(*other));
    others.any(|(other, value)| nearest(other, [name]).is_some() || value.get(name).is_some())
}

fn is_of(value: &Value, kind: Type) -> bool {
    match kind {
        Type::Null => value.is_null(),
        Type::Boolean => value.is_boolean(),
        Type::Integer => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        Type::Number => value.is_number(),
        Type::String => value.is_string(),
        Type::Array => value.is_array(),
        Type::Object => value.is_object(),
    }
}

fn listed<'r>(schema: &'r Schema, value: &Value) -> Option<What<'r>> {
    let any_case = of_any_case(schema);
    let values = any_case.or(schema.enumeration.as_deref())?;
    let is_same = |listed: &Value| match (listed.as_str(), value.as_str()) {
        (Some(listed), Some(word)) if any_case.is_some() => listed.eq_ignore_ascii_case(word),
        _ => listed == value,
    };
    (!values.iter().any(is_same)).then_some(What::Enum(values))
}

/// The listed values of a text, where the case of their letters does not matter.
fn of_any_case(schema: &Schema) -> Option<&[Value]> {
    match &schema.any_of[..] {
        [Schema { enumeration: Some(values), .. }, Schema { pattern: Some(_), .. }, ..] => Some(values),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_is_held_against_the_alternative_that_knows_its_names() {
        let text = || Schema::of(Type::String);
        let object =
            |names: &[&str]| names.iter().fold(Schema::of(Type::Object), |it, name| it.property(*name, text()));
        let replica = Schema { required: ["of".to_owned()].into(), ..object(&["name", "of"]) };
        let whole = object(&["name", "port", "zone", "mode"]);
        let either = Schema { any_of: vec![whole, replica, Schema::of(Type::Null)], ..Schema::default() };
        let value = json!({"name": 1, "port": 2, "zone": 3, "mode": 4});
        let components = IndexMap::new();
        let judge = Judge::new(&components, true);
        let found: Vec<String> = judge.differences(&either, &value).iter().map(|it| it.at.to_string()).collect();
        assert_eq!(found, ["/name", "/port", "/zone", "/mode"], "types, and no unknown names");
        let value = json!({"name": 1, "of": "x"});
        let found: Vec<String> = judge.differences(&either, &value).iter().map(|it| it.at.to_string()).collect();
        assert_eq!(found, ["/name"]);
    }
}
