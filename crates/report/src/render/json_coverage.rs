//! What of the contract was observed, in a JSON report.

use driftline_finding::coverage::{
    BodyCoverage, ContractCoverage, Inside, Kind, OperationCoverage, ParameterCoverage, Share, Tally,
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// What of the contracts was observed: `--coverage`.
#[derive(Serialize, JsonSchema)]
pub(super) struct CoverageObject<'r> {
    /// The share of all items that was observed, from 0 to 100, rounded down.
    percent: f64,
    /// Items that were seen at least once: operations, statuses, parameters, fields and enum values.
    observed: u64,
    /// All items that could be.
    all: u64,
    /// The same for each kind.
    kinds: KindsObject,
    /// All operations, in the order of the contracts.
    operations: Vec<OperationObject<'r>>,
}

#[derive(Serialize, JsonSchema)]
struct KindsObject {
    operations: ShareObject,
    /// Documented statuses.
    statuses: ShareObject,
    parameters: ShareObject,
    /// Fields of bodies and parameters.
    fields: ShareObject,
    /// Values that enums list.
    enum_values: ShareObject,
}

/// How many were observed.
#[derive(Serialize, JsonSchema)]
struct ShareObject {
    /// Those that were seen at least once.
    observed: u64,
    /// All of them.
    all: u64,
}

/// What of one operation was observed.
#[derive(Serialize, JsonSchema)]
struct OperationObject<'r> {
    /// The id of the operation.
    operation: &'r str,
    /// Method and path template.
    call: &'r str,
    /// Exchanges that belong to it.
    exchanges: u64,
    /// The documented statuses.
    statuses: Vec<StatusObject<'r>>,
    /// The parameters, but those that say who the caller is.
    parameters: Vec<ParameterObject<'r>>,
    /// The bodies, that of the request first.
    bodies: Vec<BodyObject<'r>>,
}

#[derive(Serialize, JsonSchema)]
struct StatusObject<'r> {
    /// As `404`, `4XX` or `default`.
    status: &'r str,
    /// Responses that are described under it.
    seen: u64,
}

#[derive(Serialize, JsonSchema)]
struct ParameterObject<'r> {
    name: &'r str,
    /// Where it travels.
    #[serde(rename = "in")]
    location: &'r str,
    /// Requests that sent it.
    seen: u64,
    /// Requests that would show it.
    of: u64,
    #[serde(flatten)]
    inside: InsideObject<'r>,
}

#[derive(Serialize, JsonSchema)]
struct BodyObject<'r> {
    /// The documented status that it belongs to; the body of a request has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'r str>,
    /// As the contract writes it.
    media_type: &'r str,
    /// Bodies of this type.
    seen: u64,
    #[serde(flatten)]
    inside: InsideObject<'r>,
}

#[derive(Serialize, JsonSchema)]
struct InsideObject<'r> {
    /// The fields, in the order of the contract.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<FieldObject<'r>>,
    /// The values that enums list, in the order of the contract.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    enum_values: Vec<ValueObject<'r>>,
    /// Whether there are more fields than are counted; the deepest are left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    is_cut: bool,
}

#[derive(Serialize, JsonSchema)]
struct FieldObject<'r> {
    /// The pointer, with `*` for the items of arrays and the keys of maps.
    field: &'r str,
    /// Objects that had it.
    seen: u64,
    /// Objects that could have it: what is optional was seen 0 of 3 times, what nothing is known of 0 of 0.
    of: u64,
}

#[derive(Serialize, JsonSchema)]
struct ValueObject<'r> {
    /// The pointer of the field that can have the value.
    field: &'r str,
    /// The value, as the contract lists it.
    value: &'r Value,
    /// How often the field was this.
    seen: u64,
    /// How often the field was there.
    of: u64,
}

impl<'r> CoverageObject<'r> {
    pub(super) fn of(coverage: &'r ContractCoverage) -> CoverageObject<'r> {
        let tally = coverage.tally();
        let Share { observed, all } = tally.total();
        CoverageObject {
            percent: coverage.percent().as_f64(),
            observed,
            all,
            kinds: KindsObject::of(tally),
            operations: coverage.operations.iter().map(OperationObject::of).collect(),
        }
    }
}

impl KindsObject {
    fn of(tally: Tally) -> KindsObject {
        let share = |kind| {
            let Share { observed, all } = tally.of(kind);
            ShareObject { observed, all }
        };
        KindsObject {
            operations: share(Kind::Operation),
            statuses: share(Kind::Status),
            parameters: share(Kind::Parameter),
            fields: share(Kind::Field),
            enum_values: share(Kind::EnumValue),
        }
    }
}

impl<'r> OperationObject<'r> {
    fn of(operation: &'r OperationCoverage) -> OperationObject<'r> {
        let statuses = operation.statuses.iter();
        OperationObject {
            operation: &operation.operation,
            call: &operation.call,
            exchanges: operation.exchanges,
            statuses: statuses.map(|one| StatusObject { status: &one.status, seen: one.times }).collect(),
            parameters: operation.parameters.iter().map(ParameterObject::of).collect(),
            bodies: operation.bodies.iter().map(BodyObject::of).collect(),
        }
    }
}

impl<'r> ParameterObject<'r> {
    fn of(parameter: &'r ParameterCoverage) -> ParameterObject<'r> {
        let ParameterCoverage { location, name, seen, inside } = parameter;
        ParameterObject { name, location, seen: seen.times, of: seen.of, inside: InsideObject::of(inside) }
    }
}

impl<'r> BodyObject<'r> {
    fn of(body: &'r BodyCoverage) -> BodyObject<'r> {
        let BodyCoverage { status, media_type, times, inside } = body;
        BodyObject { status: status.as_deref(), media_type, seen: *times, inside: InsideObject::of(inside) }
    }
}

impl<'r> InsideObject<'r> {
    fn of(inside: &'r Inside) -> InsideObject<'r> {
        let fields = inside.fields.iter().map(|one| FieldObject {
            field: one.field.as_str(),
            seen: one.seen.times,
            of: one.seen.of,
        });
        let values = inside.values.iter().map(|one| ValueObject {
            field: one.field.as_str(),
            value: &one.value,
            seen: one.seen.times,
            of: one.seen.of,
        });
        InsideObject { fields: fields.collect(), enum_values: values.collect(), is_cut: inside.is_cut }
    }
}
