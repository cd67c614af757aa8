//! Which operation an exchange belongs to.

mod template;
mod trie;
mod unmatched;
pub(crate) mod url;
mod words;

#[cfg(test)]
mod tests;

pub use unmatched::Unmatched;

use driftline_capture::TargetView;
use driftline_contract::{Contract, Method, Operation};
use foldhash::fast::RandomState;
use std::{borrow::Cow, collections::HashMap, sync::Arc};
use template::Segment;
use trie::{CallIndex, Leaf, Trie};
use words::{NoIds, PathWords};

/// Finds the operation of an exchange, over one or several contracts.
///
/// A path is matched segment by segment, percent-decoded, with case kept; empty segments do not count. It may
/// stand below the base path of a server of the contract or not. The most specific template wins: from left to
/// right, a literal segment beats one with text and variables, and that one beats a variable. Only where nothing
/// fits, leading segments are taken for the prefix of a gateway and dropped one by one, down to a template that
/// begins with a literal segment. An id is none where another path of the contract has that segment as a word beside
/// the same words: `/instances/summary` is not the instance `summary`. Of operations that share method and path, the one is meant that has the most
/// [selectors](Operation::selectors), all of them in the query. Where two contracts describe the same call, the first one given has it.
#[derive(Debug)]
pub struct Matcher {
    contracts: Arc<[Contract]>,
    calls: Vec<Call>,
    trie: Trie,
    ids: HashMap<String, CallIndex>,
    /// The calls that stand behind another one of the same method and path.
    rivals: HashMap<CallIndex, Vec<CallIndex>, RandomState>,
}

/// One operation of one contract.
#[derive(Debug)]
struct Call {
    contract: usize,
    /// The number of the operation in its contract.
    operation: usize,
    id: String,
    method: Method,
    template: Vec<Segment>,
    selectors: Vec<String>,
    no_ids: NoIds,
}

/// An operation, and which contract describes it.
#[derive(Clone, Copy, Debug)]
pub struct Matched<'m> {
    /// The number of the contract, in the order in which they were given.
    pub contract: usize,
    /// The operation.
    pub operation: &'m Operation,
    pub(crate) call: usize,
}

impl Matcher {
    /// Lays an index over all operations.
    pub fn new(contracts: Arc<[Contract]>) -> Matcher {
        let (trie, ids, rivals) = (Trie::default(), HashMap::new(), HashMap::default());
        let mut matcher = Matcher { contracts, calls: Vec::new(), trie, ids, rivals };
        for (number, contract) in matcher.contracts.iter().enumerate() {
            let words = PathWords::of(contract);
            for (index, operation) in contract.operations().enumerate() {
                matcher.ids.entry(operation.id.clone()).or_insert(matcher.calls.len());
                matcher.calls.push(Call {
                    contract: number,
                    operation: index,
                    id: operation.id.clone(),
                    method: operation.method,
                    template: Segment::all(&operation.path),
                    selectors: operation.selectors().map(str::to_owned).collect(),
                    no_ids: words.no_ids(&operation.path),
                });
            }
        }
        // Paths below a server's base first: where one looks like another's bare path, the stated one is meant.
        for (index, call) in matcher.calls.iter().enumerate() {
            for server in matcher.contracts[call.contract].servers() {
                let mut template = base(&server.url);
                template.extend_from_slice(&call.template);
                matcher.trie.insert(&template, call.leaf(index));
            }
        }
        for (index, call) in matcher.calls.iter().enumerate() {
            let first = matcher.trie.insert(&call.template, call.leaf(index)).filter(|first| *first != index);
            if let Some(first) = first {
                matcher.rivals.entry(first).or_default().push(index);
            }
        }
        matcher
    }

    /// The contracts, as they were given.
    pub fn contracts(&self) -> &[Contract] {
        &self.contracts
    }

    /// The operation that `target` is addressed to, or why there is none.
    pub fn find<'m>(&'m self, target: TargetView<'_>) -> Result<Matched<'m>, Unmatched<'m>> {
        match target {
            TargetView::Operation(id) => {
                let call = self.ids.get(id).and_then(|call| self.matched(*call));
                call.ok_or_else(|| self.no_such_id(id))
            }
            TargetView::Call { method, url } => {
                let path = url::segments(url::path(url));
                let known = method.trim().parse::<Method>().ok();
                let query = url::query(url);
                let has = |selector: &String| query.iter().any(|(name, _)| name == selector);
                let selected = |leaf: &&Leaf| {
                    Some(leaf.method) == known && leaf.selectors.iter().all(has) && self.is_addressed(leaf, &path)
                };
                let more = |best: &'m Leaf, next: &'m Leaf| {
                    if next.selectors.len() > best.selectors.len() { next } else { best }
                };
                let addressed =
                    &mut |calls: &'m [Leaf]| calls.iter().filter(selected).reduce(more).map(|leaf| leaf.call);
                let call = self.anywhere(&path, addressed).and_then(|call| self.matched(call));
                call.ok_or_else(|| self.no_such_call(method, &path))
            }
        }
    }

    /// Looks the whole path up, then what is left of it without an unknown prefix, the longest rest first.
    fn anywhere<'m, T>(&'m self, path: &[Cow<'_, str>], wanted: &mut impl FnMut(&'m [Leaf]) -> Option<T>) -> Option<T> {
        let whole = self.trie.find(path, wanted);
        whole.or_else(|| (1..path.len()).find_map(|from| self.trie.find_behind_literal(&path[from..], wanted)))
    }

    /// Whether no id of the template to which `path` leads is a word.
    fn is_addressed(&self, leaf: &Leaf, path: &[Cow<'_, str>]) -> bool {
        self.calls[leaf.call].no_ids.in_path(path).is_none()
    }

    /// The ids of other operations that describe the call of an operation.
    pub(crate) fn rivals(&self, matched: &Matched<'_>) -> Vec<&str> {
        let rivals = self.rivals.get(&matched.call).into_iter().flatten();
        rivals.map(|call| self.calls[*call].id.as_str()).collect()
    }

    /// How many calls there are; [`Matched::call`] is below it.
    pub(crate) fn call_count(&self) -> usize {
        self.calls.len()
    }

    /// The operation with that number.
    pub(crate) fn matched(&self, index: CallIndex) -> Option<Matched<'_>> {
        let call = self.calls.get(index)?;
        let operation = self.contracts[call.contract].operation_at(call.operation)?;
        Some(Matched { contract: call.contract, operation, call: index })
    }
}

impl Call {
    fn leaf(&self, call: CallIndex) -> Leaf {
        Leaf { method: self.method, selectors: self.selectors.clone(), call }
    }
}

/// The base path of a server. A variable that stands for scheme and host is no part of it.
fn base(url: &str) -> Vec<Segment> {
    let mut segments = Segment::all(url);
    if url.starts_with('{') && !url.contains("://") && !segments.is_empty() {
        segments.remove(0);
    }
    segments
}
