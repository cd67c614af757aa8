//! Breaches further down, with a conforming value around them.

use super::{Breaker, Offers, Violation};
use crate::{
    Unsupported,
    draw::{ArrayShape, Member, ObjectShape, kinds},
    node::Node,
};
use driftline_contract::Type;
use driftline_finding::Pointer;
use proptest::strategy::{BoxedStrategy, Strategy};
use serde_json::Value;

impl<'c> Breaker<'c> {
    /// The ways to break a member or an item of this alternative.
    pub(super) fn lifted(&mut self, node: &Node<'c>, fuel: i32) -> Result<Offers, Unsupported> {
        let mut offers = Offers::default();
        // Whatever is wrong inside a listed value, it is not the listed value.
        if node.is_listed() {
            return Ok(offers);
        }
        for kind in kinds(node) {
            match kind {
                Type::Object => {
                    let shape = self.drawer.object(node, fuel)?;
                    for (index, member) in shape.members.iter().enumerate() {
                        offers.extend(self.in_member(&shape, index, member, fuel)?);
                    }
                    offers.extend(self.in_extra(node, &shape, fuel)?);
                }
                Type::Array => {
                    let shape = self.drawer.array(node, fuel)?;
                    offers.extend(self.in_item(&shape, fuel)?);
                }
                _ => {}
            }
        }
        Ok(offers)
    }

    fn in_member(
        &mut self,
        shape: &ObjectShape,
        index: usize,
        member: &Member,
        fuel: i32,
    ) -> Result<Offers, Unsupported> {
        let step = Pointer::ROOT.key(&member.name);
        let lift = |below: BoxedStrategy<Violation>| {
            let step = step.clone();
            let whole = shape.with_member(index, below, |violation| violation.value.clone());
            whole.prop_map(move |(value, violation)| violation.inside(value, &step)).boxed()
        };
        Ok(self.below(&member.places, fuel)?.lifted_by(lift))
    }

    /// Breaches in a member without a name of its own.
    fn in_extra(&mut self, node: &Node<'c>, shape: &ObjectShape, fuel: i32) -> Result<Offers, Unsupported> {
        if shape.additional.is_empty() || shape.extras.is_none() {
            return Ok(Offers::default());
        }
        let objects = shape.values(self.context, node)?;
        let lift = |below: BoxedStrategy<Violation>| {
            let drawn = (objects.clone(), shape.extra_name(), below);
            let insert = |(mut value, name, violation): (Value, String, Violation)| {
                if let Some(members) = value.as_object_mut() {
                    members.insert(name.clone(), violation.value.clone());
                }
                violation.inside(value, &Pointer::ROOT.key(&name))
            };
            drawn.prop_map(insert).boxed()
        };
        Ok(self.below(&shape.additional, fuel)?.lifted_by(lift))
    }

    fn in_item(&mut self, shape: &ArrayShape, fuel: i32) -> Result<Offers, Unsupported> {
        let most = shape.max.unwrap_or(u64::MAX).min(shape.min.saturating_add(3));
        let others = most.checked_sub(1).and_then(|most| shape.of_size(shape.min.saturating_sub(1), most));
        let (Some(others), false) = (others, shape.places.is_empty()) else { return Ok(Offers::default()) };
        let lift = |below: BoxedStrategy<Violation>| {
            let drawn = (others.clone(), proptest::arbitrary::any::<u16>(), below);
            let insert = |(mut items, at, violation): (Vec<Value>, u16, Violation)| {
                let at = usize::from(at) % (items.len() + 1);
                items.insert(at, violation.value.clone());
                violation.inside(Value::Array(items), &Pointer::ROOT.index(at))
            };
            drawn.prop_map(insert).boxed()
        };
        Ok(self.below(&shape.places, fuel)?.lifted_by(lift))
    }

    /// The breaches of something that may have no values at all.
    fn below(&mut self, places: &[Pointer], fuel: i32) -> Result<Offers, Unsupported> {
        match self.offers(places, fuel) {
            Err(absent) if absent.is_absence() => Ok(Offers::default()),
            offers => offers,
        }
    }
}

impl Offers {
    fn lifted_by(self, lift: impl Fn(BoxedStrategy<Violation>) -> BoxedStrategy<Violation>) -> Offers {
        let mut lifted = Offers::default();
        for (keyword, weight, strategy) in self.merged() {
            lifted.add(keyword, weight, Some(lift(strategy)));
        }
        lifted
    }
}
