//! Mutations of values in bodies.

use crate::{
    dice::Dice,
    planted::{Case, Planted, described},
    sites::{Choice, Site, sites},
    values::{Breaker, Change},
    wire,
};
use driftline_contract::{Contract, Schema};
use driftline_finding::Pointer;
use driftline_sample::{Breach, Checker, SampledBody, SampledContent};
use serde_json::Value;

/// Which values are broken.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Among {
    /// Any.
    All,
    /// Those in or below an `anyOf` or `oneOf` of several branches.
    Choices,
    /// Those in or below a map.
    Maps,
    /// Those to which several schemas apply.
    Joined,
}

impl Among {
    fn has(self, site: &Site<'_>) -> bool {
        match self {
            Among::All => true,
            Among::Choices => site.choices.iter().any(|choice| !choice.others.is_empty()),
            Among::Maps => site.in_map,
            Among::Joined => site.schemas.iter().any(|schema| !schema.all_of.is_empty()),
        }
    }
}

/// A value of one of the bodies broken, if the draw finds one that can be.
pub(crate) fn plant(case: &Case<'_>, breaker: Breaker, among: Among, dice: &mut Dice) -> Option<Planted> {
    let is_request = dice.below(3) == 0 && !case.is_refused();
    let (half, body, content) = if is_request {
        ("request", case.exchange.request.as_ref()?, &case.operation.request.as_ref()?.content)
    } else {
        let (_, response) = case.operation.response_for(case.exchange.status)?;
        ("response", case.exchange.response.as_ref()?, &response.content)
    };
    let SampledBody { media_type, content: SampledContent::Json(value) } = body else { return None };
    let schema = described(content, media_type)?.schema.as_ref()?;
    let mut all = sites(case.contract, schema, value);
    all.retain(|site| among.has(site));
    // A few tries, for most values leave no room for most mutations.
    (0..8).find_map(|_| {
        let site = dice.pick(&all)?;
        let change = breaker(site, value.pointer(site.instance.as_str())?, dice)?;
        let mut mutated = value.clone();
        *mutated.pointer_mut(site.instance.as_str())? = change.value.clone();
        let (rule, instance) = expected(case.contract, schema, site, &change, &mutated)?;
        let mut record = wire::record(case.exchange);
        record[half]["body"] = wire::written(&SampledContent::Json(mutated));
        Some(Planted::new(record, rule).at(instance))
    })
}

/// The rule and the pointer that follow from a change; `None` where the value is still valid, or more than one thing
/// is wrong with it.
fn expected(
    contract: &Contract,
    schema: &Schema,
    site: &Site<'_>,
    change: &Change,
    mutated: &Value,
) -> Option<(&'static str, Pointer)> {
    let instance = site.instance.join(&change.at);
    let checker = Checker::new(contract, schema).ok()?;
    let breaches = checker.breaches(mutated);
    if change.keywords.is_empty() {
        let undocumented = checker.undocumented(mutated);
        let is_seen = if change.rule == "undocumented-property" {
            undocumented == [instance.clone()]
        } else {
            undocumented.is_empty()
        };
        let is_plain = site.choices.iter().all(|choice| is_refused_by_others(contract, choice, mutated));
        return (breaches.is_empty() && is_seen && is_plain).then_some((change.rule, instance));
    }
    let rule = through(contract, &site.choices, change, (&instance, mutated), &breaches)?;
    Some((rule, instance))
}

/// Follows the breaches from the whole body through the choices around the value down to the value itself. Each choice
/// is one breach of the schema around it.
fn through(
    contract: &Contract,
    choices: &[Choice<'_>],
    change: &Change,
    (instance, mutated): (&Pointer, &Value),
    breaches: &[Breach],
) -> Option<&'static str> {
    let Some((choice, inner)) = choices.split_first() else {
        let is_meant = |breach: &Breach| breach.instance == *instance && change.keywords.contains(&breach.keyword);
        return (!breaches.is_empty() && breaches.iter().all(is_meant)).then_some(change.rule);
    };
    let [Breach { keyword: "anyOf" | "oneOf", instance: at, .. }] = breaches else { return None };
    let value = mutated.pointer(choice.instance.as_str()).filter(|_| *at == choice.instance)?;
    let of = |branch: &Schema| Checker::new(contract, branch).ok().map(|checker| checker.breaches(value));
    let others = choice.others.iter().map(|other| of(other)).collect::<Option<Vec<_>>>()?;
    if choice.instance == *instance && !others.is_empty() && change.keywords.contains(&"type") {
        let all_mistyped = others.iter().chain(of(choice.meant).iter()).all(|breaches| is_mistyped(breaches));
        let rule = if change.rule == "null-undocumented" { change.rule } else { "variant-mismatch" };
        return all_mistyped.then_some(rule);
    }
    // Which branch is nearest is beyond doubt only where the others are of another type or another kind.
    let is_far = |breaches: &Vec<Breach>| is_mistyped(breaches) || breaches.len() > 1 && is_of_other_kind(breaches);
    let is_enum = change.keywords == ["enum"] && !others.is_empty();
    if is_enum || !others.iter().all(is_far) {
        return None;
    }
    let mut meant = of(choice.meant)?;
    for breach in &mut meant {
        breach.instance = choice.instance.join(&breach.instance);
    }
    through(contract, inner, change, (instance, mutated), &meant)
}

fn is_mistyped(breaches: &[Breach]) -> bool {
    breaches.iter().any(|breach| breach.keyword == "type" && breach.instance.is_root())
}

fn is_of_other_kind(breaches: &[Breach]) -> bool {
    breaches.iter().any(|breach| breach.keyword == "const")
}

fn is_refused_by_others(contract: &Contract, choice: &Choice<'_>, mutated: &Value) -> bool {
    let Some(value) = mutated.pointer(choice.instance.as_str()) else { return false };
    let takes =
        |schema: &&Schema| Checker::new(contract, schema).is_ok_and(|checker| checker.breaches(value).is_empty());
    takes(&choice.meant) && !choice.others.iter().any(takes)
}
