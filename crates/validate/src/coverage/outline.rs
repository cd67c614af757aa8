//! What of all operations can be observed. The tree of a body grows when the first such body comes, or at the end.

use super::tree::{Tree, Way};
use crate::{Matcher, judge::Part, media, parameters::is_observable};
use driftline_contract::{Contract, Media, Operation, Status};
use std::sync::OnceLock;

/// What of the operations of a matcher can be observed.
pub(super) struct Outline<'m> {
    matcher: &'m Matcher,
    /// By the number of the call.
    calls: Vec<Call>,
}

/// What of one operation can be observed.
#[derive(Default)]
pub(super) struct Call {
    /// In their order.
    pub(super) statuses: Vec<Status>,
    /// The parameters first, then the body of the request, then those of responses.
    pub(super) parts: Vec<Described>,
}

/// A part of an operation that a schema describes.
pub(super) struct Described {
    pub(super) part: Part,
    tree: OnceLock<Tree>,
}

impl<'m> Outline<'m> {
    pub(super) fn new(matcher: &'m Matcher) -> Outline<'m> {
        let calls = (0..matcher.call_count()).map(|number| {
            let Some(matched) = matcher.matched(number) else { return Call::default() };
            let contract = &matcher.contracts()[matched.contract];
            let Operation { parameters, request, responses, .. } = matched.operation;
            let observable = parameters.iter().enumerate().filter(|(_, known)| is_observable(contract, known));
            let sent = request.iter().flat_map(|request| (0..request.content.len()).map(Part::Request));
            let answered = responses
                .iter()
                .flat_map(|(status, response)| (0..response.content.len()).map(|media| Part::Response(*status, media)));
            let parts = observable.map(|(index, _)| Part::Parameter(index)).chain(sent).chain(answered);
            Call {
                statuses: responses.keys().copied().collect(),
                parts: parts.map(|part| Described { part, tree: OnceLock::new() }).collect(),
            }
        });
        Outline { matcher, calls: calls.collect() }
    }

    pub(super) fn calls(&self) -> &[Call] {
        &self.calls
    }

    pub(super) fn call(&self, number: usize) -> Option<&Call> {
        self.calls.get(number)
    }

    /// The operation of a call, and its contract.
    pub(super) fn operation(&self, call: usize) -> Option<(&'m Contract, &'m Operation)> {
        let matched = self.matcher.matched(call)?;
        Some((&self.matcher.contracts()[matched.contract], matched.operation))
    }

    /// The tree of a described part of that call.
    pub(super) fn tree<'o>(&'o self, call: usize, described: &'o Described) -> &'o Tree {
        described.tree.get_or_init(|| {
            let grown = self.operation(call).and_then(|(contract, operation)| {
                let (schema, way) = match described.part {
                    Part::Parameter(index) => (&operation.parameters.get(index)?.schema, Way::Request),
                    Part::Request(_) => (json_schema(content(operation, described.part)?)?, Way::Request),
                    Part::Response(..) => (json_schema(content(operation, described.part)?)?, Way::Response),
                    // Headers of responses are not counted.
                    Part::Header(..) => return None,
                };
                Some(Tree::new(contract, schema, way))
            });
            grown.unwrap_or_else(Tree::empty)
        })
    }
}

impl Call {
    /// The number of a part among those that can be observed.
    pub(super) fn part(&self, part: Part) -> Option<usize> {
        self.parts.iter().position(|known| known.part == part)
    }
}

/// The media type of a described body, and what it holds.
pub(super) fn content(operation: &Operation, part: Part) -> Option<(&str, &Media)> {
    let (content, index) = match part {
        Part::Request(index) => (&operation.request.as_ref()?.content, index),
        Part::Response(status, index) => (&operation.responses.get(&status)?.content, index),
        Part::Parameter(_) | Part::Header(..) => return None,
    };
    content.get_index(index).map(|(name, media)| (name.as_str(), media))
}

/// The schema of a body that can be JSON: into others nobody looks.
fn json_schema<'c>((name, media): (&str, &'c Media)) -> Option<&'c driftline_contract::Schema> {
    let essence = media::essence(name).to_ascii_lowercase();
    media.schema.as_ref().filter(|_| media::is_json(&essence) || essence.ends_with("/*"))
}
