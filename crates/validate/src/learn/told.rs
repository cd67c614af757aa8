//! What is said of an action: what was seen, how often, and where first.

use super::observed::{Change, Evidence, HalfKey, Observed};
use driftline_contract::Type;
use driftline_finding::words;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// How many operations are named.
const MOST: usize = 3;

/// How many values are named.
const MOST_VALUES: usize = 6;

/// What was seen, in words. `new` are the types or the values that the contract lacks.
pub(super) fn what(change: &Change, evidence: &Evidence, new: &[String]) -> String {
    match change {
        Change::Type => new.join(" or "),
        Change::Null => "null".to_owned(),
        Change::Property(name) => format!("property `{name}`"),
        Change::Keys => "properties with names that are secret".to_owned(),
        Change::Properties => "more properties than are told apart".to_owned(),
        Change::Values if evidence.secret => "values that are secret and not listed".to_owned(),
        Change::Values if evidence.too_many => "too many other values for a list".to_owned(),
        Change::Values => format!("not listed: {}", listed(new)),
        Change::Optional(name) => format!("no property `{name}`"),
        Change::Bound(keyword) => format!("beyond `{keyword}`"),
        Change::Overflow => "integers beyond the format".to_owned(),
        Change::Without(keyword) => format!("refused by `{keyword}`"),
        Change::Allowed => "a value where none is allowed".to_owned(),
        Change::Alternative(keyword) => format!("none of `{keyword}`"),
        Change::Either => "more than one of `oneOf`".to_owned(),
        Change::Status(code, _) => format!("status {code}"),
        Change::Media(media) => format!("media type `{media}`"),
        Change::Body(_) | Change::Request(_) => "a body".to_owned(),
        Change::Parameter(location, name) => format!("{location} parameter `{name}`"),
        Change::NotRequired(name) => format!("no {name}"),
    }
}

/// The first values, each cut to what is shown.
fn listed(values: &[String]) -> String {
    let shown: Vec<String> = values.iter().take(MOST_VALUES).map(|value| format!("`{}`", words::cut(value))).collect();
    let more = values.len().saturating_sub(MOST_VALUES);
    if more == 0 { shown.join(", ") } else { format!("{} and {more} more", shown.join(", ")) }
}

/// How often it was seen, and where first.
pub(super) fn seen(evidence: &Evidence, observed: &Observed) -> String {
    let all = |half: &HalfKey| observed.halves.get(half).copied().unwrap_or_default();
    let mut halves: Vec<(&HalfKey, &u64)> = evidence.seen.iter().collect();
    // The one that shows it most often comes first.
    halves.sort_by_key(|(half, count)| (std::cmp::Reverse(**count), *half));
    let told = halves.iter().take(MOST).map(|(half, count)| {
        let HalfKey { operation, half: noun } = half;
        format!("{count} of {} {noun} of {operation}", all(half))
    });
    let mut told: Vec<String> = told.collect();
    if halves.len() > MOST {
        told.push(format!("and in {} other operations", halves.len() - MOST));
    }
    format!("in {}, first at {}", told.join(", "), evidence.first)
}

/// The counts for programs.
pub(super) fn counts(evidence: &Evidence, observed: &Observed) -> Map<String, Value> {
    let seen: u64 = evidence.seen.values().sum();
    let of: u64 = evidence.seen.keys().filter_map(|half| observed.halves.get(half)).sum();
    let members: BTreeMap<&str, Value> =
        BTreeMap::from([("first", evidence.first.to_string().into()), ("of", of.into()), ("seen", seen.into())]);
    Map::from_iter([("x-driftline".to_owned(), json!(members))])
}

/// The words for types.
pub(super) fn types(types: &[Type]) -> Vec<String> {
    types.iter().map(|kind| kind.as_str().to_owned()).collect()
}
