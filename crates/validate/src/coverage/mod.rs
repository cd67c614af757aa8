//! Reverse drift: what of the contract was never observed, and how often all else was.
//!
//! The judge asks what traffic has beyond the contract; this asks what the contract has beyond the traffic. A field that was
//! never seen may be optional, or gone: how often the object that can hold it was seen tells these apart.

mod outline;
mod results;
mod tree;

use crate::{
    Matched, Matcher,
    judge::Part,
    media::{self, Choice},
    parameters::{Shown, shown},
    representation::Representation,
};
use driftline_capture::{BodyView, Exchange, ExchangeView, MessageView, TargetView};
use driftline_contract::{Media, Status};
use driftline_finding::coverage::Seen;
use indexmap::IndexMap;
use jsonschema::json::{Json, SerdeJson};
use outline::Outline;
use std::sync::Arc;

/// Counts what of contracts was observed.
///
/// Counting runs in parts that are merged in any order: each part begins with [`Coverage::empty`] of the first.
pub struct Coverage<'m> {
    outline: Arc<Outline<'m>>,
    /// By the number of the call.
    calls: Vec<CallCount>,
}

/// How often one operation and what belongs to it was seen, in the order of the outline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct CallCount {
    exchanges: u64,
    statuses: Vec<u64>,
    parts: Vec<PartCount>,
}

/// How often one parameter or body was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct PartCount {
    seen: Seen,
    /// By the slots of its tree; empty as long as nothing was looked into.
    inside: Vec<u64>,
}

impl<'m> Coverage<'m> {
    /// Nothing observed yet of the operations that `matcher` finds.
    pub fn new(matcher: &'m Matcher) -> Coverage<'m> {
        Coverage::of(Arc::new(Outline::new(matcher)))
    }

    /// Another one of the same operations, of which nothing is observed: for another thread, to be merged.
    #[must_use]
    pub fn empty(&self) -> Coverage<'m> {
        Coverage::of(Arc::clone(&self.outline))
    }

    fn of(outline: Arc<Outline<'m>>) -> Coverage<'m> {
        let calls = outline.calls().iter().map(|call| CallCount {
            exchanges: 0,
            statuses: vec![0; call.statuses.len()],
            parts: vec![PartCount::default(); call.parts.len()],
        });
        let calls = calls.collect();
        Coverage { outline, calls }
    }

    /// Counts one exchange that belongs to an operation of the matcher.
    ///
    /// What a refused request (4xx) sends counts for nothing, as the judge does not look at it: it may be made up.
    pub fn observe(&mut self, matched: &Matched<'_>, exchange: &Exchange) {
        self.view::<SerdeJson>(matched, &exchange.view(), &mut ());
    }

    /// Counts an exchange whose bodies are held as `F`. It must have been judged in that form: then no name occurs twice in
    /// an object, and the counts are those of any other form.
    pub(crate) fn view<'x, F: Representation>(
        &mut self,
        matched: &Matched<'_>,
        exchange: &ExchangeView<'x, F::Node<'x>>,
        memory: &mut F::Texts,
    ) {
        let Some(call) = self.calls.get_mut(matched.call) else { return };
        call.exchanges += 1;
        if exchange.status().is_none_or(|status| !(400..500).contains(&status)) {
            self.parameters(matched, exchange);
            if let Some(described) = &matched.operation.request {
                self.body::<F>(matched.call, Part::Request, &described.content, &exchange.request, memory);
            }
        }
        if let Some((code, answer)) = &exchange.response
            && let Some((status, described)) = matched.operation.response_for(*code)
        {
            self.status(matched.call, status);
            let part = |media| Part::Response(status, media);
            self.body::<F>(matched.call, part, &described.content, answer, memory);
        }
    }

    fn parameters<V>(&mut self, matched: &Matched<'_>, exchange: &ExchangeView<'_, V>) {
        let TargetView::Call { url, .. } = exchange.target else { return };
        let Some((contract, operation)) = self.outline.operation(matched.call) else { return };
        for (index, shown) in shown(contract, operation, url, &exchange.request.headers).into_iter().enumerate() {
            let part = Part::Parameter(index);
            match shown {
                Shown::Sent(value) => {
                    self.there(matched.call, part);
                    if let Some(value) = &value {
                        self.inside::<SerdeJson>(matched.call, part, &value);
                    }
                }
                Shown::NotSent => self.missed(matched.call, part),
                Shown::Unknown => {}
            }
        }
    }

    fn body<'x, F: Representation>(
        &mut self,
        call: usize,
        part: impl FnOnce(usize) -> Part,
        content: &IndexMap<String, Media>,
        message: &MessageView<'x, F::Node<'x>>,
        memory: &mut F::Texts,
    ) {
        if message.body.is_empty() {
            return;
        }
        let chosen = media::choose(content, message.headers.media_type().as_deref());
        let Choice::Described { index, json, .. } = chosen else { return };
        let part = part(index);
        self.there(call, part);
        match &message.body {
            BodyView::Json(value, _) if json => self.inside::<F>(call, part, value),
            BodyView::Text(text, _) if json => {
                // What is no JSON was there, and nothing is in it.
                let _ = F::text(memory, text, |value| self.inside::<F>(call, part, value));
            }
            _ => {}
        }
    }

    fn status(&mut self, call: usize, status: Status) {
        let at = self.outline.call(call).and_then(|known| known.statuses.iter().position(|known| *known == status));
        if let Some(count) = at.and_then(|at| self.calls.get_mut(call)?.statuses.get_mut(at)) {
            *count += 1;
        }
    }

    /// Counts a parameter or body that was there.
    fn there(&mut self, call: usize, part: Part) {
        if let Some(count) = self.count(call, part) {
            count.seen.times += 1;
            count.seen.of += 1;
        }
    }

    /// Counts a parameter that could have been there.
    fn missed(&mut self, call: usize, part: Part) {
        if let Some(count) = self.count(call, part) {
            count.seen.of += 1;
        }
    }

    fn count(&mut self, call: usize, part: Part) -> Option<&mut PartCount> {
        let at = self.outline.call(call)?.part(part)?;
        self.calls.get_mut(call)?.parts.get_mut(at)
    }

    /// Counts what is in a parameter or body.
    fn inside<F: Json>(&mut self, call: usize, part: Part, value: &F::Node<'_>) {
        let outline = Arc::clone(&self.outline);
        let described = outline.call(call).and_then(|known| known.parts.get(known.part(part)?));
        if let (Some(described), Some(count)) = (described, self.count(call, part)) {
            let tree = outline.tree(call, described);
            count.inside.resize(tree.slots(), 0);
            tree.count::<F>(value, &mut count.inside);
        }
    }

    /// The counts of two runs over the same contracts as of one.
    #[must_use]
    pub fn merge(mut self, other: &Coverage<'m>) -> Coverage<'m> {
        self.add(other);
        self
    }

    /// Adds the counts of another run over the same contracts.
    pub(crate) fn add(&mut self, other: &Coverage<'m>) {
        self.calls.iter_mut().zip(&other.calls).for_each(|(into, call)| into.add(call));
    }
}

impl CallCount {
    fn add(&mut self, other: &CallCount) {
        self.exchanges += other.exchanges;
        add(&mut self.statuses, &other.statuses);
        for (into, part) in self.parts.iter_mut().zip(&other.parts) {
            into.seen.times += part.seen.times;
            into.seen.of += part.seen.of;
            into.inside.resize(into.inside.len().max(part.inside.len()), 0);
            add(&mut into.inside, &part.inside);
        }
    }
}

fn add(into: &mut [u64], other: &[u64]) {
    into.iter_mut().zip(other).for_each(|(into, count)| *into += count);
}
