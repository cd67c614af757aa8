//! Words of a contract's paths that are no ids.
//!
//! `/instances/{instance_id}` fits `/instances/maintain-windows` too. Where another path of the contract has that word
//! at such a place, it is meant as a word: judged by the template it would be called wrong in every field.

use driftline_contract::Contract;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// The words that no id in one template can be.
#[derive(Clone, Debug, Default)]
pub(super) struct NoIds {
    /// For each variable that is an id: how many segments stand behind it, and the words in their order.
    variables: Vec<(usize, Vec<String>)>,
}

impl NoIds {
    /// The word of a path that stands where the template has an id. The template is the end of the path.
    pub(super) fn in_path<'p>(&self, path: &'p [Cow<'_, str>]) -> Option<&'p str> {
        self.variables.iter().find_map(|(behind, words)| {
            let segment = path[..path.len().checked_sub(*behind)?].last()?;
            words.binary_search_by(|word| word.as_str().cmp(segment)).is_ok().then_some(segment.as_ref())
        })
    }
}

/// The words of all paths of a contract, by what stands beside them.
#[derive(Debug, Default)]
pub(super) struct PathWords<'c> {
    /// By what stands before them, as `maintain-windows` by `instances`.
    behind: BTreeMap<&'c str, BTreeSet<&'c str>>,
    /// By the variable that stands behind them, as `instances` by `{instance_id}`.
    before: BTreeMap<&'c str, BTreeSet<&'c str>>,
}

impl<'c> PathWords<'c> {
    pub(super) fn of(contract: &'c Contract) -> PathWords<'c> {
        let mut words = PathWords::default();
        for operation in contract.operations() {
            for (first, second) in pairs(&operation.path) {
                if !second.contains('{') {
                    words.behind.entry(kind(first)).or_default().insert(second);
                } else if is_id(second) && !first.is_empty() && !first.contains('{') {
                    words.before.entry(second).or_default().insert(first);
                }
            }
        }
        words
    }

    /// What no id in a template can be.
    pub(super) fn no_ids(&self, template: &str) -> NoIds {
        let pairs: Vec<(&str, &str)> = pairs(template).collect();
        let ids = pairs.iter().enumerate().filter(|(_, (_, variable))| is_id(variable));
        let of = |(index, (first, variable)): (usize, &(&str, &str))| {
            let known = [self.behind.get(kind(first)), self.before.get(variable)];
            let words: BTreeSet<&str> = known.into_iter().flatten().flatten().copied().collect();
            (pairs.len() - index - 1, words.into_iter().map(str::to_owned).collect())
        };
        NoIds { variables: ids.map(of).filter(|(_, words): &(_, Vec<_>)| !words.is_empty()).collect() }
    }
}

/// Each segment of a template and the one before it, which is empty for the first.
fn pairs(template: &str) -> impl Iterator<Item = (&str, &str)> {
    let segments = || super::url::path(template).split('/').filter(|segment| !segment.is_empty());
    std::iter::once("").chain(segments()).zip(segments())
}

/// The segment itself, or what all variables share.
fn kind(segment: &str) -> &str {
    if segment.contains('{') { "{" } else { segment }
}

/// Whether a segment is one variable, and that an id by its name: `{id}`, `{server_id}`, `{serverId}`, `{uuid}`. What
/// people name, as a topic, may be called like anything.
fn is_id(segment: &str) -> bool {
    let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { return false };
    let name = ["uuid", "UUID"].into_iter().find_map(|end| name.strip_suffix(end)).map_or(name, |_| "id");
    ["id", "ID"].contains(&name) || ["_id", "-id", "_ID", "-ID", "Id", "ID"].iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_told_by_the_name_of_its_variable() {
        for name in ["id", "server_id", "serverId", "ID", "server-id", "uuid", "server_uuid", "serverID"] {
            assert!(is_id(&format!("{{{name}}}")), "{name}");
        }
        for other in ["{topic}", "{grid}", "{valid}", "{name}", "id", "{a}{id}", "{region}:{id}"] {
            assert!(!is_id(other), "{other}");
        }
    }
}
