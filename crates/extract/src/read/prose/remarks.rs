//! Remarks on a field as a whole: that it is deprecated, can only be read, or can be null.

use super::{
    Stated,
    sentence::{all_paragraphs, sentences},
};
use crate::page::Block;

/// What a remark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remark {
    Deprecated,
    ReadOnly,
    Nullable,
}

/// What each of the remarks below holds.
pub(super) const STEMS: &[&str] =
    &["deprecated", "discarded", "abandoned", "no longer used", "read-only", "read only", "null"];

/// Names by which a description speaks of its own field.
const SUBJECTS: &[&str] =
    &["this parameter ", "this field ", "the parameter ", "the field ", "this attribute ", "it ", "the value "];

/// What is said of it.
const REMARKS: &[(&str, Remark)] = &[
    ("is deprecated", Remark::Deprecated),
    ("has been deprecated", Remark::Deprecated),
    ("has been discarded", Remark::Deprecated),
    ("is discarded", Remark::Deprecated),
    ("was deprecated", Remark::Deprecated),
    ("is no longer used", Remark::Deprecated),
    ("has been abandoned", Remark::Deprecated),
    ("is read-only", Remark::ReadOnly),
    ("is a read-only", Remark::ReadOnly),
    ("can be null", Remark::Nullable),
    ("may be null", Remark::Nullable),
    ("can be set to null", Remark::Nullable),
    ("is set to null", Remark::Nullable),
];

/// What a sentence says of a value of its own field that is null, wherever it says so: a condition then tells when.
const NULLS: &[&str] = &[
    "the value of this parameter is null",
    "the value of the parameter is null",
    "the value is null",
    "parameter value is null",
    "default value is null",
    "the value can be null",
    "the value can only be null",
    "the value is fixed to be null",
    "this parameter is set to null",
    "the parameter is set to null",
    "this value is set to null",
    "is not used currently and is set to null",
    "null indicates",
];

/// Sentences that are a remark as they stand.
const WHOLE: &[(&str, Remark)] = &[
    ("deprecated", Remark::Deprecated),
    ("deprecated parameter", Remark::Deprecated),
    ("discarded", Remark::Deprecated),
    ("read-only", Remark::ReadOnly),
    ("read only", Remark::ReadOnly),
];

/// The remarks in a description, each with its sentence.
pub(super) fn read(blocks: &[Block]) -> Vec<Stated<Remark>> {
    let mut found: Vec<Stated<Remark>> = Vec::new();
    for paragraph in all_paragraphs(blocks) {
        let text = paragraph.plain();
        for sentence in sentences(&text) {
            if let Some(remark) = remark(sentence).filter(|it| found.iter().all(|known| known.value != *it)) {
                found.push(Stated::new(remark, sentence));
            }
        }
    }
    found
}

fn remark(sentence: &str) -> Option<Remark> {
    let lower = sentence.to_ascii_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if let Some((_, remark)) = WHOLE.iter().find(|(whole, _)| bare == *whole) {
        return Some(*remark);
    }
    if NULLS.iter().any(|words| says(&lower, words)) {
        return Some(Remark::Nullable);
    }
    let said = SUBJECTS.iter().find_map(|subject| lower.strip_prefix(subject))?;
    let (words, remark) = REMARKS.iter().find(|(words, _)| said.starts_with(words))?;
    let rest = said[words.len()..].trim_start();
    // Later, or for some only: "is deprecated in v2", "can be null if …".
    let plain = !["in ", "for ", "if ", "when ", "since ", "unless "].iter().any(|word| rest.starts_with(word));
    plain.then_some(*remark)
}

/// Whether a sentence holds these words, and not as part of longer ones.
fn says(sentence: &str, words: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'));
    sentence.match_indices(words).any(|(at, _)| ends(&sentence[at + words.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_remark_holds_a_stem() {
        let words = REMARKS.iter().chain(WHOLE).map(|(words, _)| words).chain(NULLS);
        words.for_each(|words| assert!(STEMS.iter().any(|stem| words.contains(stem)), "{words}"));
    }

    #[test]
    fn plain_remarks_are_read() {
        assert_eq!(remark("This parameter has been deprecated."), Some(Remark::Deprecated));
        assert_eq!(remark("(Deprecated)"), Some(Remark::Deprecated));
        assert_eq!(remark("This field is read-only."), Some(Remark::ReadOnly));
        assert_eq!(remark("The value can be null."), Some(Remark::Nullable));
    }

    #[test]
    fn what_is_said_of_null_makes_a_field_nullable_whatever_the_condition() {
        for text in [
            "If the next link is unavailable, this parameter is set to null.",
            "After the task is done, the value of this parameter is null.",
            "If the value is null, the listener has no default pool.",
            "It is not used. Its default value is null.",
            "The value is null when nothing is billed.",
            "The parameter value is null if access is closed.",
            "This parameter is not used currently and is set to null.",
            "The value can only be null.",
            "The value can be null if it is off.",
            "null indicates that it never ends.",
        ] {
            assert_eq!(remark(text), Some(Remark::Nullable), "{text}");
        }
        for text in [
            "The default value is null_text.",
            "This parameter is mandatory if id is set to null.",
            "The value of other_id is null if nothing is bound.",
            "The value is not null.",
        ] {
            assert_eq!(remark(text), None, "{text}");
        }
    }

    #[test]
    fn remarks_on_others_or_under_conditions_are_not() {
        for text in [
            "This parameter will be deprecated.",
            "The old version has been discarded.",
            "The value cannot be null.",
            "It can be null if it is off.",
            "It can be left blank.",
            "Whether the disk is read-only.",
        ] {
            assert_eq!(remark(text), None, "{text}");
        }
    }
}
