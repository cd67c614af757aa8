//! The values of a body, and the schemas that apply to each: walked without the judge's help.

use driftline_contract::{Contract, Schema, Type};
use driftline_finding::Pointer;
use driftline_sample::Checker;
use serde_json::Value;

/// A value in a body, and what the contract says of it.
#[derive(Clone)]
pub(crate) struct Site<'c> {
    pub(crate) instance: Pointer,
    /// All schemas that apply: through references and `allOf`, and of a choice the one branch that takes the value.
    pub(crate) schemas: Vec<&'c Schema>,
    /// The choices around the value and of the value itself, the outermost first.
    pub(crate) choices: Vec<Choice<'c>>,
    /// Whether the value stands under a key of a map, at any depth.
    pub(crate) in_map: bool,
}

/// An `anyOf` or `oneOf`.
#[derive(Clone)]
pub(crate) struct Choice<'c> {
    pub(crate) instance: Pointer,
    /// The branch that takes the value, or that would if it were not null.
    pub(crate) meant: &'c Schema,
    /// The other ones that are not null.
    pub(crate) others: Vec<&'c Schema>,
}

/// All sites of a body.
pub(crate) fn sites<'c>(contract: &'c Contract, schema: &'c Schema, body: &Value) -> Vec<Site<'c>> {
    let mut walk = Walk { contract, found: Vec::new() };
    walk.value(vec![schema], body, Way { instance: Pointer::ROOT, choices: Vec::new(), in_map: false });
    walk.found
}

/// How a value was come to.
struct Way<'c> {
    instance: Pointer,
    choices: Vec<Choice<'c>>,
    in_map: bool,
}

struct Walk<'c> {
    contract: &'c Contract,
    found: Vec<Site<'c>>,
}

impl<'c> Walk<'c> {
    fn value(&mut self, given: Vec<&'c Schema>, value: &Value, way: Way<'c>) {
        let Way { instance, mut choices, in_map } = way;
        let Some(schemas) = self.applying(given, value, &instance, &mut choices) else { return };
        let below = |instance, in_map| Way { instance, choices: choices.clone(), in_map };
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    let given: Vec<&Schema> = schemas.iter().filter_map(|schema| member_schema(schema, name)).collect();
                    let is_named = schemas.iter().any(|schema| schema.properties.contains_key(name));
                    let is_key = !is_named && !given.is_empty();
                    self.value(given, member, below(instance.key(name), in_map || is_key));
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let given = schemas.iter().filter_map(|schema| schema.items.as_deref()).collect();
                    self.value(given, item, below(instance.index(index), in_map));
                }
            }
            _ => {}
        }
        self.found.push(Site { instance, schemas, choices, in_map });
    }

    /// `None` where it is not plain which branch of a choice is meant.
    fn applying(
        &self,
        given: Vec<&'c Schema>,
        value: &Value,
        instance: &Pointer,
        choices: &mut Vec<Choice<'c>>,
    ) -> Option<Vec<&'c Schema>> {
        let mut open = given;
        let mut schemas: Vec<&Schema> = Vec::new();
        while let Some(schema) = open.pop() {
            if schemas.iter().any(|known| std::ptr::eq(*known, schema)) {
                continue;
            }
            schemas.push(schema);
            open.extend(schema.reference.as_ref().and_then(|id| self.contract.component(id)));
            open.extend(&schema.all_of);
            for branches in [&schema.any_of, &schema.one_of].into_iter().filter(|branches| !branches.is_empty()) {
                let (taking, others): (Vec<&Schema>, Vec<&Schema>) =
                    branches.iter().partition(|branch| self.takes(branch, value));
                let mut others: Vec<&Schema> = others.into_iter().filter(|other| !is_null(other)).collect();
                let meant = match (taking.as_slice(), others.as_slice()) {
                    // Where there is null, the other branch says what else there may be.
                    ([null], [_]) if is_null(null) => others.remove(0),
                    ([meant], _) if !is_null(meant) => meant,
                    _ => return None,
                };
                open.push(meant);
                choices.push(Choice { instance: instance.clone(), meant, others });
            }
        }
        Some(schemas)
    }

    fn takes(&self, schema: &Schema, value: &Value) -> bool {
        Checker::new(self.contract, schema).is_ok_and(|checker| checker.breaches(value).is_empty())
    }
}

fn is_null(schema: &Schema) -> bool {
    schema.types == [Type::Null]
}

fn member_schema<'c>(schema: &'c Schema, name: &str) -> Option<&'c Schema> {
    schema.properties.get(name).or(schema.additional_properties.as_deref())
}

impl<'c> Site<'c> {
    /// The types that all schemas allow; empty where none is stated.
    pub(crate) fn types(&self) -> Vec<Type> {
        let stated: Vec<&Vec<Type>> =
            self.schemas.iter().map(|schema| &schema.types).filter(|t| !t.is_empty()).collect();
        let allows = |types: &[Type], kind: Type| {
            types.contains(&kind) || kind == Type::Integer && types.contains(&Type::Number)
        };
        let all = Type::ALL.into_iter().filter(|kind| stated.iter().all(|types| allows(types, *kind)));
        if stated.is_empty() { Vec::new() } else { all.collect() }
    }

    /// What the schemas say in one keyword.
    pub(crate) fn all<T>(&self, keyword: impl Fn(&'c Schema) -> Option<T>) -> Vec<T> {
        self.schemas.iter().filter_map(|schema| keyword(schema)).collect()
    }

    /// The values that `enum` lists, if it stands somewhere.
    pub(crate) fn listed(&self) -> Option<&'c [Value]> {
        self.all(|schema| schema.enumeration.as_deref()).first().copied()
    }

    /// Whether the contract lists or fixes the values.
    pub(crate) fn is_listed(&self) -> bool {
        self.schemas.iter().any(|schema| schema.enumeration.is_some() || schema.constant.is_some())
    }

    pub(crate) fn format(&self) -> Option<&'c str> {
        self.all(|schema| schema.format.as_deref()).first().copied()
    }
}
