//! Breaches of the value itself. For each kind there are candidates; those count that break nothing else.

use super::{Breaker, Keyword, Offers, Violation, candidates};
use crate::{
    Unsupported,
    check::is_of,
    draw::{ArrayShape, ObjectShape, any_json, distinct, kinds},
    node::Node,
    text::name,
};
use driftline_contract::Type;
use driftline_finding::Pointer;
use proptest::strategy::{BoxedStrategy, Just, Strategy, Union};
use serde_json::Value;
use std::sync::Arc;

impl<'c> Breaker<'c> {
    /// The ways to break a keyword of the value itself.
    pub(super) fn local(&mut self, places: &[Pointer], node: &Node<'c>, fuel: i32) -> Result<Offers, Unsupported> {
        let mut offers = Offers::default();
        // A value of another type, length or pattern is also not on the list.
        if node.is_listed() {
            let sources = self.unlisted(node, fuel);
            offers.add(Keyword::Enum, 1, self.broken(places, Keyword::Enum, &sources));
            return Ok(offers);
        }
        if let Some(types) = node.types() {
            let sources = candidates::other_types(&types);
            offers.add(Keyword::Type, 1, self.broken(places, Keyword::Type, &sources));
            offers.add(Keyword::Null, 1, self.broken(places, Keyword::Null, &[Just(Value::Null).boxed()]));
        }
        for kind in kinds(node) {
            match kind {
                Type::Integer | Type::Number => self.numbers(places, node, kind, &mut offers),
                Type::String => self.strings(places, node, &mut offers),
                Type::Array => {
                    let shape = self.drawer.array(node, fuel)?;
                    self.sizes(places, &shape, &mut offers);
                }
                Type::Object => {
                    let shape = self.drawer.object(node, fuel)?;
                    self.members(places, node, &shape, &mut offers)?;
                }
                Type::Null | Type::Boolean => {}
            }
        }
        Ok(offers)
    }

    /// What of the sources breaks `keyword` alone, as one strategy.
    fn broken(
        &self,
        places: &[Pointer],
        keyword: Keyword,
        sources: &[BoxedStrategy<Value>],
    ) -> Option<BoxedStrategy<Violation>> {
        let broken = sources.iter().filter_map(|source| self.breaking(places, keyword, source));
        let broken: Vec<_> = broken.collect();
        (!broken.is_empty()).then(|| Union::new(broken).boxed())
    }

    /// Values of the types that are listed, as the other keywords describe them.
    fn unlisted(&mut self, node: &Node<'c>, fuel: i32) -> Vec<BoxedStrategy<Value>> {
        let allowed = node.types();
        let listed: Vec<Value> = node.listed().into_iter().flatten().cloned().collect();
        let kinds = [Type::Boolean, Type::Integer, Type::Number, Type::String];
        let wanted = kinds.into_iter().filter(|kind| listed.iter().any(|value| is_of(value, *kind)));
        let wanted = wanted.filter(|kind| allowed.as_ref().is_none_or(|allowed| allowed.contains(kind)));
        let mut sources = candidates::near(&listed);
        for kind in wanted {
            sources.extend(self.drawer.of_type(node, kind, fuel));
        }
        sources
    }

    fn numbers(&self, places: &[Pointer], node: &Node<'c>, kind: Type, offers: &mut Offers) {
        for (keyword, side) in
            [(Keyword::Minimum, candidates::Side::Below), (Keyword::Maximum, candidates::Side::Above)]
        {
            let sources = candidates::beyond(node, kind, side);
            offers.add(keyword, 1, self.broken(places, keyword, &sources));
        }
    }

    fn strings(&mut self, places: &[Pointer], node: &Node<'c>, offers: &mut Offers) {
        let Ok(conforming) = self.drawer.of_type(node, Type::String, 0) else { return };
        let conforming = conforming.prop_map(|value| value.as_str().unwrap_or_default().to_owned()).boxed();
        for (keyword, sources) in candidates::strings(node, &conforming) {
            offers.add(keyword, 1, self.broken(places, keyword, &sources));
        }
    }

    fn sizes(&self, places: &[Pointer], shape: &ArrayShape, offers: &mut Offers) {
        let fewer = shape.min.checked_sub(1).and_then(|most| shape.of_size(0, most));
        let more = shape.max.and_then(|max| shape.of_size(max.checked_add(1)?, max.checked_add(2)?));
        for (keyword, items) in [(Keyword::MinItems, fewer), (Keyword::MaxItems, more)] {
            let sources = items.map(|items| items.prop_map(Value::Array).boxed());
            offers.add(keyword, 1, self.broken(places, keyword, sources.as_slice()));
        }
    }

    fn members(
        &self,
        places: &[Pointer],
        node: &Node<'c>,
        shape: &ObjectShape,
        offers: &mut Offers,
    ) -> Result<(), Unsupported> {
        for (index, _) in shape.members.iter().enumerate().filter(|(_, member)| member.required) {
            let lacking = shape.without_member(index);
            offers.add(Keyword::Required, 1, self.breaking(places, Keyword::Required, &lacking));
        }
        // A property that is required but not described would be reported beside the added one.
        if shape.members.iter().any(|member| member.places.is_empty()) {
            return Ok(());
        }
        let describing = node.parts.iter().find(|part| !part.schema.properties.is_empty());
        if let (Some(part), true) = (describing, shape.additional.is_empty()) {
            let objects = shape.values(self.context, node)?;
            offers.add(Keyword::Undocumented, 1, Some(self.undocumented(objects, part.at.clone())));
        }
        Ok(())
    }

    /// The objects, each with one more property, of a name that stands nowhere in the schema.
    fn undocumented(&self, objects: BoxedStrategy<Value>, schema: Pointer) -> BoxedStrategy<Violation> {
        let context = Arc::clone(self.context);
        let add = move |(mut value, name, extra): (Value, String, Value)| {
            let name = distinct(name, |name| context.describes(name));
            let instance = Pointer::ROOT.key(&name);
            if let Some(members) = value.as_object_mut() {
                members.insert(name, extra);
            }
            Violation { value, keyword: Keyword::Undocumented, instance, schema: schema.clone() }
        };
        (objects, name(), any_json()).prop_map(add).boxed()
    }
}
