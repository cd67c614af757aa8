//! Words of a contract's paths that are no ids.
//!
//! `/instances/{instance_id}` fits `/instances/maintain-windows` too. Where another path of the contract has that word
//! at such a place, it is meant as a word: judged by the template it would be called wrong in every field.

use driftline_contract::Contract;
use foldhash::fast::RandomState;
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Words, shared by all templates for which they are none: a contract can have thousands of both.
type WordSet = Arc<HashSet<String, RandomState>>;

/// The words that no id in one template can be.
#[derive(Clone, Debug, Default)]
pub(super) struct NoIds {
    variables: Vec<Variable>,
}

/// A variable that is an id.
#[derive(Clone, Debug)]
struct Variable {
    /// How many segments stand behind it.
    behind: usize,
    /// The words that stand elsewhere behind what stands before it.
    siblings: Option<WordSet>,
    /// The words that stand elsewhere before it: `instances` before `{instance_id}`.
    collections: Option<WordSet>,
}

impl NoIds {
    /// The word of a path that stands where the template has an id. The template is the end of the path.
    pub(super) fn in_path<'p>(&self, path: &'p [Cow<'_, str>]) -> Option<&'p str> {
        self.variables.iter().find_map(|variable| {
            let (segment, before) = path[..path.len().checked_sub(variable.behind)?].split_last()?;
            let has = |words: &Option<WordSet>| words.as_ref().is_some_and(|words| words.contains(segment.as_ref()));
            // Behind its own collection anything may be an id.
            let is_shifted = || has(&variable.collections) && before.last() != Some(segment);
            (has(&variable.siblings) || is_shifted()).then_some(segment.as_ref())
        })
    }
}

/// The words of all paths of a contract, by what stands beside them.
#[derive(Debug, Default)]
pub(super) struct PathWords<'c> {
    /// By what stands before them, as `maintain-windows` by `instances`.
    behind: HashMap<&'c str, WordSet, RandomState>,
    /// By the variable that stands behind them, as `instances` by `{instance_id}`.
    before: HashMap<&'c str, WordSet, RandomState>,
}

impl<'c> PathWords<'c> {
    pub(super) fn of(contract: &'c Contract) -> PathWords<'c> {
        let mut words = PathWords::default();
        for operation in contract.operations() {
            for (first, second) in pairs(&operation.path) {
                if !second.contains('{') {
                    add(words.behind.entry(kind(first)).or_default(), second);
                } else if is_id(second) && !first.is_empty() && !first.contains('{') {
                    add(words.before.entry(second).or_default(), first);
                }
            }
        }
        words
    }

    /// What no id in a template can be.
    pub(super) fn no_ids(&self, template: &str) -> NoIds {
        let pairs: Vec<(&str, &str)> = pairs(template).collect();
        let ids = pairs.iter().enumerate().filter(|(_, (_, variable))| is_id(variable));
        let of = |(index, (first, variable)): (usize, &(&str, &str))| Variable {
            behind: pairs.len() - index - 1,
            siblings: self.behind.get(kind(first)).cloned(),
            collections: self.before.get(variable).cloned(),
        };
        NoIds { variables: ids.map(of).collect() }
    }
}

/// Adds a word to a set that nobody shares yet.
fn add(words: &mut WordSet, word: &str) {
    if !words.contains(word) {
        Arc::make_mut(words).insert(word.to_owned());
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
