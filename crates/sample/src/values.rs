//! The ways in: conforming values, one value from a seed, broken values.

use crate::{Keyword, Options, Unsupported, Violation, context::Context, draw::Drawer, sieve::runner, violate};
use driftline_contract::{Contract, Schema};
use proptest::strategy::{BoxedStrategy, Strategy, Union, ValueTree};
use serde_json::Value;
use std::{collections::BTreeMap, sync::Arc};

impl Options {
    /// As [`conforming`].
    pub fn conforming(self, contract: &Contract, schema: &Schema) -> Result<BoxedStrategy<Value>, Unsupported> {
        let context = Arc::new(Context::new(contract, schema)?);
        Drawer::new(&context, self).root()
    }

    /// As [`seeded`].
    pub fn seeded(self, contract: &Contract, schema: &Schema, seed: u64) -> Result<Value, Unsupported> {
        let strategy = self.conforming(contract, schema)?;
        // Filters are tried out before they are used, so that a draw hardly ever fails; then the next one counts.
        let mut runner = runner(seed);
        let drawn = (0..8).find_map(|_| strategy.new_tree(&mut runner).ok());
        let absent = || Unsupported::unsatisfiable(&driftline_finding::Pointer::ROOT, "type");
        drawn.map(|tree| tree.current()).ok_or_else(absent)
    }
}

/// Values that `schema` accepts, with what `contract` has for its references.
///
/// Required properties are always there, optional ones sometimes; what is recursive ends after a few rounds. Objects
/// get no property that nothing describes, except where the object says nothing about properties at all. Formats of
/// strings are followed (those of JSON Schema 2020-12 §7.3; others are free text), `int32` and `int64` keep integers
/// in range, and numbers of the format `float` survive single precision where the bounds leave room. Of `anyOf` and
/// `oneOf` a branch is drawn; a branch that no values can be drawn from is left out.
pub fn conforming(contract: &Contract, schema: &Schema) -> Result<BoxedStrategy<Value>, Unsupported> {
    Options::default().conforming(contract, schema)
}

/// One conforming value: the same for the same schema and seed, on every machine.
pub fn seeded(contract: &Contract, schema: &Schema, seed: u64) -> Result<Value, Unsupported> {
    Options::default().seeded(contract, schema, seed)
}

/// Values that break exactly one keyword at exactly one place; every kind of breach that the schema allows is drawn
/// equally often.
pub fn violating(contract: &Contract, schema: &Schema) -> Result<BoxedStrategy<Violation>, Unsupported> {
    let kinds: Vec<_> = violations(contract, schema)?.into_values().collect();
    if kinds.is_empty() { Err(Unsupported::Unbreakable) } else { Ok(Union::new(kinds).boxed()) }
}

/// As [`violating`], by kind; a kind that the schema does not allow is missing. Within a kind, every place in the
/// schema is drawn equally often, and what leads to it is made present.
pub fn violations(
    contract: &Contract,
    schema: &Schema,
) -> Result<BTreeMap<Keyword, BoxedStrategy<Violation>>, Unsupported> {
    let context = Arc::new(Context::new(contract, schema)?);
    violate::violations(&context)
}
