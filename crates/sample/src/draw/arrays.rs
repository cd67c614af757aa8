//! Arrays.

use super::{Drawer, Drawn, any_json, fitting};
use crate::{Unsupported, check::are_unique, context::Context, node::Node};
use driftline_finding::Pointer;
use proptest::{
    collection::vec,
    strategy::{BoxedStrategy, Just, Strategy},
};
use serde_json::Value;
use std::sync::Arc;

/// How many items more than needed are drawn.
const SPREAD: u64 = 3;
/// Longer arrays cost more than they show.
const MAX_ITEMS: u64 = 1024;

/// What an array is made of.
pub(crate) struct ArrayShape {
    /// The schemas of its items.
    pub(crate) places: Vec<Pointer>,
    /// Conforming items; `None` where only the empty array conforms.
    pub(crate) item: Option<BoxedStrategy<Value>>,
    pub(crate) min: u64,
    pub(crate) max: Option<u64>,
    unique: bool,
}

impl Drawer<'_> {
    /// What arrays of this alternative are made of.
    pub(crate) fn array(&mut self, node: &Node<'_>, fuel: i32) -> Result<ArrayShape, Unsupported> {
        let places = node.items();
        let min = node.least(|schema| schema.min_items);
        let max = node.most(|schema| schema.max_items);
        if min > MAX_ITEMS {
            return Err(Unsupported::keyword(&node.at(), "minItems"));
        }
        if max.is_some_and(|max| max < min) {
            return Err(Unsupported::unsatisfiable(&node.at(), "maxItems"));
        }
        let item = match (places.is_empty(), min) {
            (true, _) => Some(any_json()),
            (false, 0) => self.optional(&places, fuel)?,
            (false, _) => Some(self.value(&places, fuel)?),
        };
        let unique = node.schemas().any(|schema| schema.unique_items);
        Ok(ArrayShape { places, item, min, max, unique })
    }
}

impl ArrayShape {
    /// Conforming arrays.
    pub(crate) fn values(&self, context: &Arc<Context>, node: &Node<'_>) -> Drawn {
        let Some(item) = &self.item else { return Ok(Just(Value::Array(Vec::new())).boxed()) };
        let most = self.max.unwrap_or(u64::MAX).min(self.min + SPREAD);
        let drawn = vec(item.clone(), size(self.min)..=size(most));
        if !self.unique {
            return Ok(drawn.prop_map(Value::Array).boxed());
        }
        // A longer draw, so that enough is left when repetitions have gone.
        let longer = vec(item.clone(), size(self.min)..=size(most.saturating_add(self.min)));
        let distinct = longer.prop_map(move |items| Value::Array(distinct(items, size(most)))).boxed();
        fitting(context, node, &distinct, "uniqueItems")
    }

    /// Arrays of so many conforming items.
    pub(crate) fn of_size(&self, least: u64, most: u64) -> Option<BoxedStrategy<Vec<Value>>> {
        let item = self.item.clone()?;
        (least <= most && most <= MAX_ITEMS).then(|| vec(item, size(least)..=size(most)).boxed())
    }
}

fn size(items: u64) -> usize {
    usize::try_from(items.min(2 * MAX_ITEMS)).unwrap_or(usize::MAX)
}

fn distinct(items: Vec<Value>, most: usize) -> Vec<Value> {
    let mut kept: Vec<Value> = Vec::new();
    for item in items {
        kept.push(item);
        if !are_unique(&kept) {
            kept.pop();
        }
    }
    kept.truncate(most);
    kept
}
