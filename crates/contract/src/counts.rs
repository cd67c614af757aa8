//! How much a contract says.

use crate::{Contract, Operation, Schema, Type};

/// How much a contract says, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContractCounts {
    /// Operations.
    pub operations: usize,
    /// Path, query, header and cookie parameters of all operations.
    pub parameters: usize,
    /// Properties of all components and bodies.
    pub properties: usize,
    /// Lists of the values that are allowed.
    pub enumerations: usize,
    /// Parameters, properties and items with a least or greatest value.
    pub ranges: usize,
    /// Those with a least or greatest length, or number of items.
    pub lengths: usize,
    /// Those with a default.
    pub defaults: usize,
    /// Those with a pattern.
    pub patterns: usize,
    /// Texts with a format; those of numbers say their type only.
    pub formats: usize,
}

impl Contract {
    /// How much the contract says.
    pub fn counts(&self) -> ContractCounts {
        let mut counts = ContractCounts { operations: self.operations().len(), ..ContractCounts::default() };
        counts.parameters = self.operations().map(|operation| operation.parameters.len()).sum();
        let components = self.components().map(|(_, schema)| schema);
        for schema in components.chain(self.operations().flat_map(Operation::schemas)) {
            schema.walk(&mut |schema| counts.add(schema));
        }
        counts
    }

    /// How many properties and parameters the contract describes.
    pub fn field_count(&self) -> usize {
        let counts = self.counts();
        counts.parameters + counts.properties
    }
}

impl ContractCounts {
    /// Counts what one schema says by itself.
    fn add(&mut self, schema: &Schema) {
        let bounds = [&schema.minimum, &schema.maximum, &schema.exclusive_minimum, &schema.exclusive_maximum];
        let lengths = [schema.min_length, schema.max_length, schema.min_items, schema.max_items];
        self.properties += schema.properties.len();
        self.enumerations += usize::from(schema.enumeration.is_some());
        self.ranges += usize::from(bounds.into_iter().any(Option::is_some));
        self.lengths += usize::from(lengths.iter().any(Option::is_some));
        self.defaults += usize::from(schema.default.is_some());
        self.patterns += usize::from(schema.pattern.is_some());
        self.formats += usize::from(schema.format.is_some() && schema.types.contains(&Type::String));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ContractBuilder, Location, Method, Parameter};
    use serde_json::json;

    #[test]
    fn parameters_and_the_constraints_of_components_count() {
        let name = Schema {
            enumeration: Some(vec![json!("a")]),
            min_length: Some(1),
            max_length: Some(9),
            default: Some(json!("a")),
            ..Schema::of(Type::String).format("uuid")
        };
        let size = Schema { minimum: Some(1.into()), ..Schema::of(Type::Integer).format("int32") };
        let thing = Schema::of(Type::Object).property("name", name).property("size", size);
        let mut operation = Operation::new("ShowThing", Method::Get, "/things/{id}");
        operation.parameters.push(Parameter::new("id", Location::Path, Schema::of(Type::String)));
        let contract = ContractBuilder::new("things")
            .component("Thing".parse().expect("a name"), thing)
            .operation(operation)
            .finish()
            .expect("a contract");
        let counts = contract.counts();
        assert_eq!((counts.operations, counts.parameters, counts.properties), (1, 1, 2));
        assert_eq!((counts.enumerations, counts.ranges, counts.lengths), (1, 1, 1));
        assert_eq!((counts.defaults, counts.patterns, counts.formats), (1, 0, 1));
        assert_eq!(contract.field_count(), 3);
    }
}
