//! Objects.

use super::{
    Drawer, Drawn,
    any::{any_json, any_members},
    fitting,
};
use crate::{Unsupported, context::Context, node::Node, text::name};
use driftline_finding::Pointer;
use proptest::{
    collection::vec,
    option::weighted,
    strategy::{BoxedStrategy, Just, Strategy, Union},
};
use serde_json::{Map, Value};
use std::{collections::BTreeSet, sync::Arc};

/// How many members without a name of their own are drawn beyond those that are needed.
const SPREAD: u64 = 3;
/// Larger objects cost more than they show.
const MAX_MEMBERS: u64 = 256;

/// A named property that some value conforms to.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    /// The schemas that apply to it.
    pub(crate) places: Vec<Pointer>,
    pub(crate) strategy: BoxedStrategy<Value>,
    pub(crate) required: bool,
}

/// What an object is made of.
#[derive(Clone, Debug)]
pub(crate) struct ObjectShape {
    pub(crate) members: Vec<Member>,
    /// The schemas of members without a name of their own; empty where none is given.
    pub(crate) additional: Vec<Pointer>,
    /// Members without a name of their own; `None` where there are to be none.
    pub(crate) extras: Option<BoxedStrategy<Value>>,
    /// Whether nothing at all is said about members.
    pub(crate) is_bare: bool,
    /// Names that extras must not have.
    reserved: Arc<BTreeSet<String>>,
    min: u64,
    max: Option<u64>,
}

/// How often optional members are there.
#[derive(Clone, Copy)]
enum Presence {
    Never,
    Sometimes,
    Always,
}

/// One draw of the members: named ones in order, then the others.
type Drafted = (Vec<Option<Value>>, Vec<(String, Value)>);

impl Drawer<'_> {
    /// What objects of this alternative are made of.
    pub(crate) fn object(&mut self, node: &Node<'_>, fuel: i32) -> Result<ObjectShape, Unsupported> {
        let properties = node.properties();
        let reserved: BTreeSet<String> = properties.keys().cloned().collect();
        let mut members = Vec::new();
        for (name, places) in properties {
            let required = node.requires(&name);
            let strategy = if required { Some(self.value(&places, fuel)?) } else { self.optional(&places, fuel)? };
            members.extend(strategy.map(|strategy| Member { name, places, strategy, required }));
        }
        let additional = node.additional();
        let extras = match (additional.is_empty(), self.options.draws_undocumented()) {
            (false, _) => self.optional(&additional, fuel)?,
            (true, true) => Some(any_json()),
            (true, false) => None,
        };
        let is_bare = additional.is_empty() && reserved.is_empty();
        let min = node.least(|schema| schema.min_properties);
        if min > MAX_MEMBERS {
            return Err(Unsupported::keyword(&node.at(), "minProperties"));
        }
        let max = node.most(|schema| schema.max_properties);
        Ok(ObjectShape { members, additional, extras, is_bare, reserved: Arc::new(reserved), min, max })
    }
}

impl ObjectShape {
    /// Conforming objects.
    pub(crate) fn values(&self, context: &Arc<Context>, node: &Node<'_>) -> Drawn {
        let names: Arc<[String]> = self.members.iter().map(|member| member.name.clone()).collect();
        let assemble = move |(values, extras): Drafted| Value::Object(assembled(&names, values, extras));
        if self.is_bare {
            return self.bare(context, node);
        }
        if self.min == 0 && self.max.is_none() {
            return Ok(self.draft(Presence::Sometimes, None).prop_map(assemble).boxed());
        }
        let presences = [Presence::Sometimes, Presence::Always, Presence::Never];
        let drawn = presences.map(|presence| {
            let drawn = self.draft(presence, None).prop_map(assemble.clone()).boxed();
            fitting(context, node, &drawn, "minProperties")
        });
        let drawn: Vec<_> = drawn.into_iter().flatten().collect();
        if drawn.is_empty() {
            return Err(Unsupported::unsatisfiable(&node.at(), "minProperties"));
        }
        Ok(Union::new(drawn).boxed())
    }

    fn bare(&self, context: &Arc<Context>, node: &Node<'_>) -> Drawn {
        if self.min == 0 && self.max.is_none() {
            return Ok(any_members(any_json()).prop_map(Value::Object).boxed());
        }
        let open = ObjectShape { extras: Some(any_json()), is_bare: false, ..self.clone() };
        open.values(context, node)
    }

    /// Objects that are complete but for the member at `index` of [`members`](ObjectShape::members), which
    /// `inserted` gives.
    pub(crate) fn with_member<T: Clone + std::fmt::Debug + 'static>(
        &self,
        index: usize,
        inserted: BoxedStrategy<T>,
        value: fn(&T) -> Value,
    ) -> BoxedStrategy<(Value, T)> {
        let names: Arc<[String]> = self.members.iter().map(|member| member.name.clone()).collect();
        let draft = (self.draft(Presence::Sometimes, Some(index)), inserted);
        let insert = move |((mut values, extras), inserted): (Drafted, T)| {
            if let Some(slot) = values.get_mut(index) {
                *slot = Some(value(&inserted));
            }
            (Value::Object(assembled(&names, values, extras)), inserted)
        };
        draft.prop_map(insert).boxed()
    }

    /// Conforming objects without the member at `index`.
    pub(crate) fn without_member(&self, index: usize) -> BoxedStrategy<Value> {
        let names: Arc<[String]> = self.members.iter().map(|member| member.name.clone()).collect();
        let draft = self.draft(Presence::Sometimes, Some(index));
        draft.prop_map(move |(values, extras)| Value::Object(assembled(&names, values, extras))).boxed()
    }

    /// A name that no described member has.
    pub(crate) fn extra_name(&self) -> BoxedStrategy<String> {
        let reserved = Arc::clone(&self.reserved);
        name().prop_map(move |name| distinct(name, |name| reserved.contains(name))).boxed()
    }

    fn draft(&self, presence: Presence, left_out: Option<usize>) -> BoxedStrategy<Drafted> {
        let slots = self.members.iter().enumerate().map(|(index, member)| {
            let strategy = member.strategy.clone();
            match presence {
                _ if left_out == Some(index) => Just(None).boxed(),
                _ if member.required => strategy.prop_map(Some).boxed(),
                Presence::Never => Just(None).boxed(),
                Presence::Sometimes => weighted(0.6, strategy).boxed(),
                Presence::Always => strategy.prop_map(Some).boxed(),
            }
        });
        let slots: Vec<BoxedStrategy<Option<Value>>> = slots.collect();
        (slots, self.draft_extras()).boxed()
    }

    fn draft_extras(&self) -> BoxedStrategy<Vec<(String, Value)>> {
        let Some(extras) = &self.extras else { return Just(Vec::new()).boxed() };
        let named = u64::try_from(self.members.iter().filter(|member| member.required).count()).unwrap_or(u64::MAX);
        let least = self.min.saturating_sub(named);
        let most = self.max.map_or(u64::MAX, |max| max.saturating_sub(named)).min(least + SPREAD).max(least);
        let size = |members: u64| usize::try_from(members).unwrap_or(0);
        let reserved = Arc::clone(&self.reserved);
        let members = vec((name(), extras.clone()), size(least)..=size(most));
        members
            .prop_map(move |members| {
                let mut taken = (*reserved).clone();
                let mut rename = |(name, value)| {
                    let name = distinct(name, |name| taken.contains(name));
                    taken.insert(name.clone());
                    (name, value)
                };
                members.into_iter().map(&mut rename).collect()
            })
            .boxed()
    }
}

fn assembled(names: &[String], values: Vec<Option<Value>>, extras: Vec<(String, Value)>) -> Map<String, Value> {
    let present = names.iter().cloned().zip(values).filter_map(|(name, value)| Some((name, value?)));
    present.chain(extras).collect()
}

/// The name, lengthened until it is not taken.
pub(crate) fn distinct(mut name: String, is_taken: impl Fn(&str) -> bool) -> String {
    while is_taken(&name) {
        name.push('x');
    }
    name
}
