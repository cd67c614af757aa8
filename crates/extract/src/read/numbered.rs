//! Query parameters that a call carries under numbered names, as `dim.0` and `dim.1`, where the page has one row `dim`.

use super::prose::series;
use crate::page::Block;
use driftline_contract::{Location, Parameter};

/// The parameters that a row describes: one for each number where its description says how they are numbered, else
/// itself alone. Of several that must be there, a call must have the first.
pub(super) fn parameters(parameter: Parameter, description: &[Block]) -> Vec<Parameter> {
    let is_in_query = parameter.location == Location::Query;
    let Some(numbers) = is_in_query.then(|| series::read(&parameter.name, description)).flatten() else {
        return vec![parameter];
    };
    let first = numbers.value.start;
    let one = |number| {
        let mut one = parameter.clone();
        one.name = format!("{}.{number}", parameter.name);
        one.required &= number == first;
        if let Some(provenance) = &mut one.schema.provenance {
            provenance.evidence.insert("name".to_owned(), numbers.evidence.clone());
        }
        one
    };
    numbers.value.clone().map(one).collect()
}
