//! Small JSON of any shape, for what nothing describes.

use crate::text::{name, text};
use proptest::{
    collection::vec,
    prop_oneof,
    strategy::{BoxedStrategy, Just, Strategy},
};
use serde_json::{Map, Value};

/// Any small value.
pub(crate) fn any_json() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        proptest::bool::ANY.prop_map(Value::from),
        (-1000_i64..1000).prop_map(Value::from),
        (-1000_i32..1000).prop_map(|quarters| Value::from(f64::from(quarters) / 4.0)),
        text(0, None).prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![vec(inner.clone(), 0..3).prop_map(Value::from), any_members(inner.boxed()).prop_map(Value::Object)]
    })
    .boxed()
}

/// A few members of any name.
pub(crate) fn any_members(values: BoxedStrategy<Value>) -> BoxedStrategy<Map<String, Value>> {
    vec((name(), values), 0..3).prop_map(|members| members.into_iter().collect()).boxed()
}
