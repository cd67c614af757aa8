//! Calls in examples against the call that the page describes.

use super::{Remark, Subject};
use crate::{
    read::{Call, SectionRole, Shown, calls_in_text, texts_of},
    rules,
};
use driftline_finding::{Provenance, words::Words};
use std::collections::HashSet;

/// The examples of a page must show its method and path. One that takes several steps may call others besides.
pub(super) fn check(subject: &Subject<'_>, remarks: &mut Vec<Remark>) {
    let words = Words::default();
    let shown = calls(subject, SectionRole::ExampleRequest);
    // Behind the answer to a first step the next one may follow.
    let steps = calls(subject, SectionRole::ExampleResponse);
    let is_own = |call: &Call| subject.calls.iter().any(|own| own.is_like(call));
    // A path of one word, as `/ObjectName`, stands for any.
    let is_stand_in = |call: &Call| call.path.matches('/').count() < 2;
    if shown.iter().chain(&steps).any(|(call, _)| is_own(call)) || subject.calls.iter().all(is_stand_in) {
        return;
    }
    let mut known = HashSet::new();
    for (call, from) in shown {
        let Some(own) = nearest(subject.calls, &call).filter(|_| !known.contains(&call)) else { continue };
        let finding =
            rules::example_call_mismatch::finding((call.method, &words.path(&call.path)), (own.method, &own.path));
        known.insert(call);
        remarks.push(Remark::new(finding, from));
    }
}

/// The calls in the examples of one role with their places.
fn calls(subject: &Subject<'_>, role: SectionRole) -> Vec<(Call, Provenance)> {
    let in_text = |shown: Shown<'_>| -> Vec<(Call, Provenance)> {
        let calls = calls_in_text(&shown.text).into_iter();
        calls.map(|(call, line)| (call, shown.provenance(&subject.page.name, line))).collect()
    };
    texts_of(subject.pieces, role).flat_map(in_text).collect()
}

/// The call that an example differs from least: the one of its method, else the first.
fn nearest<'r>(calls: &'r [Call], shown: &Call) -> Option<&'r Call> {
    calls.iter().find(|call| call.method == shown.method).or(calls.first())
}
