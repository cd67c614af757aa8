//! How much room an integer has.

use driftline_contract::Schema;
use jsonschema::json::JsonNumber;

/// The formats of integers (OpenAPI Format Registry).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    Int32,
    Int64,
}

impl Width {
    pub(super) fn of(schema: &Schema) -> Option<Width> {
        match schema.format.as_deref() {
            Some("int32") => Some(Width::Int32),
            Some("int64") => Some(Width::Int64),
            _ => None,
        }
    }

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Width::Int32 => "int32",
            Width::Int64 => "int64",
        }
    }

    /// Whether a number is whole and has room. What is not whole has another type, which the validator reports.
    pub(crate) fn holds(self, number: &impl JsonNumber) -> bool {
        let (low, high) = match self {
            Width::Int32 => (f64::from(i32::MIN), f64::from(i32::MAX)),
            // 2^63 - 1 is no double: what is less than 2^63 is at most that.
            Width::Int64 => (-9_223_372_036_854_775_808.0, 9_223_372_036_854_774_784.0),
        };
        match number.as_i64() {
            Some(number) => self == Width::Int64 || i32::try_from(number).is_ok(),
            None => number.as_f64().is_none_or(|number| number.fract() != 0.0 || (low..=high).contains(&number)),
        }
    }
}
