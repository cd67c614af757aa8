//! Values that break exactly one keyword at exactly one place.

mod candidates;
mod lift;
mod local;
mod offers;

use crate::{
    Unsupported,
    check::Breach,
    context::Context,
    draw::Drawer,
    node::{self, Node},
    options::Options,
    sieve::sieve,
};
use driftline_finding::Pointer;
use offers::Offers;
use proptest::strategy::BoxedStrategy;
use serde_json::Value;
use std::{collections::BTreeMap, fmt, sync::Arc};

/// A kind of breach.
///
/// `multipleOf`, `uniqueItems` and the sizes of objects are not among them, nor is a failed choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Keyword {
    /// `type`: a value of another type, not null.
    Type,
    /// `type`: null where it is not allowed.
    Null,
    /// `enum` or `const`: another value of a type that is listed.
    Enum,
    /// `required`: a property is missing.
    Required,
    /// No keyword: a property that nothing describes, in an object with described properties. It validates.
    Undocumented,
    /// `minimum` or `exclusiveMinimum`
    Minimum,
    /// `maximum` or `exclusiveMaximum`
    Maximum,
    /// `minLength`
    MinLength,
    /// `maxLength`
    MaxLength,
    /// `minItems`
    MinItems,
    /// `maxItems`
    MaxItems,
    /// `pattern`
    Pattern,
    /// `format` of a string
    Format,
}

impl Keyword {
    /// All kinds.
    pub const ALL: [Keyword; 13] = [
        Keyword::Type,
        Keyword::Null,
        Keyword::Enum,
        Keyword::Required,
        Keyword::Undocumented,
        Keyword::Minimum,
        Keyword::Maximum,
        Keyword::MinLength,
        Keyword::MaxLength,
        Keyword::MinItems,
        Keyword::MaxItems,
        Keyword::Pattern,
        Keyword::Format,
    ];

    /// The keywords of JSON Schema of which it breaks one; none where the value validates.
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Keyword::Type | Keyword::Null => &["type"],
            Keyword::Enum => &["enum", "const"],
            Keyword::Required => &["required"],
            Keyword::Undocumented => &[],
            Keyword::Minimum => &["minimum", "exclusiveMinimum"],
            Keyword::Maximum => &["maximum", "exclusiveMaximum"],
            Keyword::MinLength => &["minLength"],
            Keyword::MaxLength => &["maxLength"],
            Keyword::MinItems => &["minItems"],
            Keyword::MaxItems => &["maxItems"],
            Keyword::Pattern => &["pattern"],
            Keyword::Format => &["format"],
        }
    }

    fn covers(self, breach: &Breach) -> bool {
        self.names().contains(&breach.keyword)
    }
}

impl fmt::Display for Keyword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.names().first().copied().unwrap_or("undocumented property"))
    }
}

/// A value that would conform but for one keyword at one place.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    /// The value.
    pub value: Value,
    /// What is broken.
    pub keyword: Keyword,
    /// The value that is wrong; of a missing property the object that lacks it; of an undocumented property the
    /// property itself.
    pub instance: Pointer,
    /// The keyword that is broken, or, of an undocumented property, the schema of the object: from the root of the
    /// contract (`/components/schemas/NAME/…`) where it stands in a component, else from the schema that was given.
    /// The two cannot be mistaken, for no schema has a keyword `components`.
    pub schema: Pointer,
}

impl Violation {
    /// [`schema`](Violation::schema) in the contract, if the schema that was given stands at `root` of it.
    pub fn contract_pointer(&self, root: &Pointer) -> Pointer {
        let in_component = self.schema.segments().next().as_deref() == Some("components");
        if in_component { self.schema.clone() } else { root.join(&self.schema) }
    }

    /// This violation, seen from a value that holds it at `step`.
    fn inside(self, value: Value, step: &Pointer) -> Violation {
        Violation { value, instance: step.join(&self.instance), ..self }
    }

    /// Whether this is the only thing wrong with the value under the schemas at `places`.
    fn is_sole(&self, context: &Context, places: &[Pointer]) -> bool {
        if self.keyword == Keyword::Undocumented {
            return context.accepts(places, &self.value) && self.conforms_without(context, places);
        }
        context.sole_breach(places, &self.value).is_some_and(|breach| {
            self.keyword.covers(&breach) && breach.instance == self.instance && breach.schema == self.schema
        })
    }

    /// Whether the value conforms once the property is taken away, which `uniqueItems` may prevent.
    fn conforms_without(&self, context: &Context, places: &[Pointer]) -> bool {
        let (Some(object), Some(name)) = (self.instance.parent(), self.instance.last()) else { return false };
        let mut mended = self.value.clone();
        let members = mended.pointer_mut(object.as_str()).and_then(Value::as_object_mut);
        members.and_then(|members| members.shift_remove(&*name)).is_some() && context.accepts(places, &mended)
    }
}

/// The strategies of [`violations`](crate::violations).
pub(crate) fn violations(context: &Arc<Context>) -> Result<BTreeMap<Keyword, BoxedStrategy<Violation>>, Unsupported> {
    let mut breaker = Breaker { context, drawer: Drawer::new(context, Options::default()), known: BTreeMap::new() };
    // A schema without conforming values has none that are nearly so.
    let _conforming = breaker.drawer.root()?;
    let offers = breaker.offers(&[Pointer::ROOT], Drawer::fuel())?;
    // What was broken by itself further down may break something further up: `uniqueItems`, say.
    let context = Arc::clone(context);
    let sole = move |violation: &Violation| violation.is_sole(&context, &[Pointer::ROOT]);
    Ok(offers.kept(sole).into_strategies())
}

/// Builds the ways to break a schema; each combination of schemas once.
struct Breaker<'c> {
    context: &'c Arc<Context>,
    drawer: Drawer<'c>,
    known: BTreeMap<(Vec<Pointer>, i32), Offers>,
}

impl<'c> Breaker<'c> {
    /// The ways to break one keyword in or below a value of the schemas at `places`.
    fn offers(&mut self, places: &[Pointer], fuel: i32) -> Result<Offers, Unsupported> {
        let key = (places.to_vec(), fuel);
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let nodes = self.drawer.alternatives(places, fuel)?;
        let is_choice = nodes.iter().any(|node| node.is_choice);
        let mut offers = Offers::default();
        for node in &nodes {
            match self.of_node(places, node, fuel) {
                Ok(found) if is_choice => offers.extend(self.unambiguous(places, node, &found)?),
                Ok(found) => offers.extend(found),
                Err(unsupported) if !is_choice && !unsupported.is_absence() => return Err(unsupported),
                Err(_) => {}
            }
        }
        self.known.insert(key, offers.clone());
        Ok(offers)
    }

    fn of_node(&mut self, places: &[Pointer], node: &Node<'c>, fuel: i32) -> Result<Offers, Unsupported> {
        // Also tells whether there are conforming values to start from.
        let _conforming = self.drawer.node(node, fuel)?;
        let fuel = fuel - i32::from(node.is_recursive);
        let mut offers = self.local(places, node, fuel)?;
        offers.extend(self.lifted(node, fuel)?);
        Ok(offers)
    }

    /// Below a choice, only what breaks one keyword outside of it counts, and what nothing describes only where the
    /// branch that was drawn is the only one that matches: a validator reports a failed choice as such, and which
    /// branch was meant is a guess.
    fn unambiguous(&self, places: &[Pointer], node: &Node<'c>, offers: &Offers) -> Result<Offers, Unsupported> {
        let meant = node.places();
        let mut others: Vec<Vec<Pointer>> =
            node::alternatives(self.context, places)?.iter().map(Node::places).collect();
        others.retain(|other| *other != meant);
        let (context, places) = (Arc::clone(self.context), places.to_vec());
        Ok(offers.kept(move |violation: &Violation| {
            let takes = |branch: &Vec<Pointer>| context.accepts(branch, &violation.value);
            violation.is_sole(&context, &places)
                && (violation.keyword != Keyword::Undocumented || (takes(&meant) && !others.iter().any(takes)))
        }))
    }

    /// Those candidates that break `keyword`, and nothing else, in the schemas at `places`.
    fn breaking(
        &self,
        places: &[Pointer],
        keyword: Keyword,
        candidates: &BoxedStrategy<Value>,
    ) -> Option<BoxedStrategy<Violation>> {
        let (context, places) = (Arc::clone(self.context), places.to_vec());
        sieve(candidates, move |value| {
            let breach = context.sole_breach(&places, &value)?;
            let meant = keyword.covers(&breach) && breach.instance.is_root();
            meant.then(|| Violation { value, keyword, instance: breach.instance, schema: breach.schema })
        })
    }
}
