//! Why an exchange has no operation, and which one is nearest.

use super::{
    Matched, Matcher,
    template::Segment,
    trie::{CallIndex, Leaf},
};
use driftline_contract::{Contract, Method};
use driftline_finding::{Pointer, words::Words};
use std::borrow::Cow;

/// Why an exchange belongs to no operation.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Unmatched<'m> {
    /// The path is described, but not with this method.
    OtherMethod {
        /// The method as captured.
        method: String,
        /// The path, decoded.
        path: String,
        /// What is described for the path; at least one.
        described: Vec<Matched<'m>>,
    },
    /// No template fits the path.
    NoPath {
        /// The method as captured.
        method: String,
        /// The path, decoded.
        path: String,
        /// The operation of as many segments that differs least, if one is near enough to have been meant.
        nearest: Option<Matched<'m>>,
        /// The segment that the template of the nearest operation has as an id, where other paths have it as a word.
        word: Option<String>,
    },
    /// The user named an operation that no contract describes.
    NoSuchId {
        /// The name.
        id: String,
        /// An operation whose id differs in case only.
        nearest: Option<Matched<'m>>,
    },
}

impl<'m> Unmatched<'m> {
    /// The operation that comes nearest.
    pub fn nearest(&self) -> Option<Matched<'m>> {
        match self {
            Unmatched::OtherMethod { described, .. } => described.first().copied(),
            Unmatched::NoPath { nearest, .. } | Unmatched::NoSuchId { nearest, .. } => *nearest,
        }
    }

    /// Where the contract of the nearest operation describes the path, if only the method differs.
    pub(crate) fn contract_pointer(&self) -> Option<Pointer> {
        match self {
            Unmatched::OtherMethod { .. } => Contract::operation_pointer(self.nearest()?.operation).parent(),
            _ => None,
        }
    }

    /// The method and the path without what looks like an id: what unmatched exchanges of one kind share.
    pub(crate) fn kind(&self) -> Pointer {
        let call = |method: &str| Pointer::ROOT.key(&method.to_ascii_uppercase());
        match self {
            Unmatched::OtherMethod { method, described, .. } => {
                let template = described.first().map_or("", |matched| matched.operation.path.as_str());
                template.split('/').filter(|part| !part.is_empty()).fold(call(method), |at, part| at.key(part))
            }
            Unmatched::NoPath { method, path, .. } => {
                let parts = path.split('/').filter(|part| !part.is_empty());
                parts.fold(call(method), |at, part| at.key(if looks_like_id(part) { "*" } else { part }))
            }
            Unmatched::NoSuchId { id, .. } => Pointer::ROOT.key(id),
        }
    }

    pub(crate) fn message(&self, words: &Words) -> String {
        let call = |method: &str, path: &str| format!("{} {}", words.name(method), words.path(path));
        match self {
            Unmatched::OtherMethod { method, path, described } => {
                let known = described.iter().map(|m| format!("{} ({})", m.operation.method, m.operation.id));
                let known: Vec<String> = known.collect();
                format!(
                    "{} is not in the contract, which describes this path for {}",
                    call(method, path),
                    known.join(", ")
                )
            }
            Unmatched::NoPath { method, path, nearest: None, .. } => {
                format!("{} is not in the contract", call(method, path))
            }
            Unmatched::NoPath { method, path, nearest: Some(Matched { operation, .. }), word } => {
                let near = format!("{}, {} {}", operation.id, operation.method, operation.path);
                let word = word
                    .as_deref()
                    .map(|word| format!(", but `{}` is a word of other paths and no id", words.path(word)));
                let word = word.unwrap_or_default();
                format!("{} is not in the contract; nearest is {near}{word}", call(method, path))
            }
            Unmatched::NoSuchId { id, nearest } => {
                let near = nearest.map(|matched| format!("; did you mean `{}`?", matched.operation.id));
                format!("no operation is called `{}`{}", words.name(id), near.unwrap_or_default())
            }
        }
    }
}

/// Ids are long, or all digits, or have digits in the middle of hex letters; versions and names are not.
fn looks_like_id(segment: &str) -> bool {
    let digits = segment.bytes().filter(u8::is_ascii_digit).count();
    let hex = segment.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    digits > 0 && (digits == segment.len() || segment.len() >= 20 || (hex && segment.len() >= 8))
}

impl Matcher {
    pub(super) fn no_such_id(&self, id: &str) -> Unmatched<'_> {
        let mut known: Vec<(&String, CallIndex)> = Vec::new();
        known.extend(self.calls.iter().enumerate().filter_map(|(index, _)| {
            let operation = self.matched(index)?.operation;
            operation.id.eq_ignore_ascii_case(id).then_some((&operation.id, index))
        }));
        let nearest = known.first().and_then(|(_, index)| self.matched(*index));
        Unmatched::NoSuchId { id: id.to_owned(), nearest }
    }

    pub(super) fn no_such_call(&self, method: &str, path: &[Cow<'_, str>]) -> Unmatched<'_> {
        let any = &mut |calls: &'_ [Leaf]| {
            let addressed: Vec<Leaf> = calls.iter().filter(|leaf| self.is_addressed(leaf, path)).cloned().collect();
            (!addressed.is_empty()).then_some(addressed)
        };
        let described = self.anywhere(path, any).unwrap_or_default();
        let described: Vec<Matched<'_>> = described.iter().filter_map(|leaf| self.matched(leaf.call)).collect();
        let method_known = method.trim().parse().ok();
        let nearest = self.nearest_path(method_known, path);
        let word = nearest.and_then(|nearest| self.calls[nearest.call].no_ids.in_path(path)).map(str::to_owned);
        let (method, path) = (method.to_owned(), format!("/{}", path.join("/")));
        if described.is_empty() {
            Unmatched::NoPath { method, path, nearest, word }
        } else {
            Unmatched::OtherMethod { method, path, described }
        }
    }

    /// Of the templates with as many segments, of which the path has one of the fixed ones and something like each of
    /// the others, the one that differs in the fewest; then one of the same method. Only exchanges without an operation
    /// pay for this scan.
    fn nearest_path(&self, method: Option<Method>, path: &[Cow<'_, str>]) -> Option<Matched<'_>> {
        let candidates = self.calls.iter().enumerate().filter(|(_, call)| call.template.len() == path.len());
        let scored = candidates.filter_map(|(index, call)| {
            let pairs = || call.template.iter().zip(path);
            let fixed = pairs().filter(|(segment, _)| **segment != Segment::Variable).count();
            let wrong = || pairs().filter(|(segment, part)| !segment.fits(part));
            let may_be_meant = wrong().count() < fixed && wrong().all(|(segment, part)| segment.is_like(part));
            may_be_meant.then_some((wrong().count(), Some(call.method) != method, index))
        });
        scored.min().and_then(|(_, _, index)| self.matched(index))
    }
}
