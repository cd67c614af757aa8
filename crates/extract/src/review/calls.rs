//! Calls in examples against the call that the page describes.

use super::{Remark, Subject};
use crate::{
    read::{Call, SectionRole, calls_in_text, texts_of},
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
    for (call, line) in shown {
        let Some(own) = nearest(subject.calls, &call).filter(|_| !known.contains(&call)) else { continue };
        let finding =
            rules::example_call_mismatch::finding((call.method, &words.path(&call.path)), (own.method, &own.path));
        known.insert(call);
        remarks.push(Remark::new(finding, Provenance { line: Some(line), ..Provenance::page(&subject.page.name) }));
    }
}

/// The calls in the examples of one role with their lines in the HTML.
fn calls(subject: &Subject<'_>, role: SectionRole) -> Vec<(Call, u32)> {
    let texts = texts_of(subject.page, role).into_iter();
    let calls = texts.map(|(text, line)| (calls_in_text(&text), line));
    calls.flat_map(|(calls, line)| calls.into_iter().map(move |(call, at)| (call, line.saturating_add(at)))).collect()
}

/// The call that an example differs from least: the one of its method, else the first.
fn nearest<'r>(calls: &'r [Call], shown: &Call) -> Option<&'r Call> {
    calls.iter().find(|call| call.method == shown.method).or(calls.first())
}
