//! From counts to what is told: all operations in the order of the contracts.

use super::{CallCount, Coverage, PartCount, outline::content};
use crate::judge::Part;
use driftline_contract::Operation;
use driftline_finding::coverage::{
    BodyCoverage, ContractCoverage, Inside, OperationCoverage, ParameterCoverage, StatusCoverage,
};

impl Coverage<'_> {
    /// What was observed, and what was not: every operation of the contracts, with all that belongs to it.
    pub fn results(&self) -> ContractCoverage {
        let calls = self.calls.iter().enumerate();
        ContractCoverage { operations: calls.filter_map(|(number, count)| self.operation(number, count)).collect() }
    }

    fn operation(&self, number: usize, count: &CallCount) -> Option<OperationCoverage> {
        let (_, operation) = self.outline.operation(number)?;
        let call = self.outline.call(number)?;
        let statuses = call.statuses.iter().zip(&count.statuses);
        let statuses = statuses.map(|(status, times)| StatusCoverage { status: status.to_string(), times: *times });
        let mut covered = OperationCoverage {
            operation: operation.id.clone(),
            call: format!("{} {}", operation.method, operation.path),
            exchanges: count.exchanges,
            statuses: statuses.collect(),
            ..OperationCoverage::default()
        };
        for (described, count) in call.parts.iter().zip(&count.parts) {
            let inside = self.outline.tree(number, described).inside(&count.inside);
            match described.part {
                Part::Parameter(index) => covered.parameters.extend(parameter(operation, index, count, inside)),
                part => covered.bodies.extend(body(operation, part, count, inside)),
            }
        }
        Some(covered)
    }
}

fn parameter(operation: &Operation, index: usize, count: &PartCount, inside: Inside) -> Option<ParameterCoverage> {
    let parameter = operation.parameters.get(index)?;
    let (location, name) = (parameter.location.as_str(), parameter.name.clone());
    Some(ParameterCoverage { location, name, seen: count.seen, inside })
}

fn body(operation: &Operation, part: Part, count: &PartCount, inside: Inside) -> Option<BodyCoverage> {
    let (media_type, _) = content(operation, part)?;
    let status = if let Part::Response(status, _) = part { Some(status.to_string()) } else { None };
    Some(BodyCoverage { status, media_type: media_type.to_owned(), times: count.seen.times, inside })
}
