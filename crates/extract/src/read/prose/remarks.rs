//! Remarks on a field as a whole: that it is deprecated, can only be read, or can be null.

use super::{
    Stated,
    nulls::{self, Whose},
    sentence::{paragraphs_and_notes, sentences},
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

/// Sentences that are a remark as they stand.
const WHOLE: &[(&str, Remark)] = &[
    ("deprecated", Remark::Deprecated),
    ("deprecated parameter", Remark::Deprecated),
    ("discarded", Remark::Deprecated),
    ("read-only", Remark::ReadOnly),
    ("read only", Remark::ReadOnly),
];

/// The remarks in a description, each with its sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Remarks {
    /// On the field, each once.
    pub(super) own: Vec<Stated<Remark>>,
    /// Names of which a sentence says that what is called so is null, in lower case.
    nulls: Vec<Stated<String>>,
}

/// The remarks in a description. What a note says counts as well: they only loosen.
pub(super) fn read(blocks: &[Block]) -> Remarks {
    let mut remarks = Remarks::default();
    for paragraph in paragraphs_and_notes(blocks) {
        let text = paragraph.plain();
        for sentence in sentences(&text) {
            remarks.take_in(sentence);
        }
    }
    remarks
}

impl Remarks {
    fn take_in(&mut self, sentence: &str) {
        let lower = sentence.to_ascii_lowercase();
        match nulls::read(&lower) {
            Some(Whose::Called(name)) => self.nulls.push(Stated::new(name.to_owned(), sentence)),
            Some(Whose::Both(one, other)) => {
                self.nulls.extend([one, other].map(|name| Stated::new(name.to_owned(), sentence)));
            }
            Some(Whose::Own) => self.add(Remark::Nullable, sentence),
            None => {}
        }
        if let Some(remark) = remark(&lower) {
            self.add(remark, sentence);
        }
    }

    pub(super) fn add(&mut self, remark: Remark, evidence: &str) {
        if self.own.iter().all(|known| known.value != remark) {
            self.own.push(Stated::new(remark, evidence));
        }
    }

    /// Takes what is said of null for a remark on the field where it is called so.
    pub(super) fn take_name(&mut self, field: &str) {
        for Stated { value, evidence } in std::mem::take(&mut self.nulls) {
            if value.eq_ignore_ascii_case(field) {
                self.add(Remark::Nullable, &evidence);
            }
        }
    }
}

/// What a sentence, in lower case, says of the field.
fn remark(lower: &str) -> Option<Remark> {
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if let Some((_, remark)) = WHOLE.iter().find(|(whole, _)| bare == *whole) {
        return Some(*remark);
    }
    let said = SUBJECTS.iter().find_map(|subject| lower.strip_prefix(subject))?;
    let (words, remark) = REMARKS.iter().find(|(words, _)| said.starts_with(words))?;
    let rest = said[words.len()..].trim_start();
    // Later, or for some only: "is deprecated in v2", "can be null if …".
    let plain = !["in ", "for ", "if ", "when ", "since ", "unless "].iter().any(|word| rest.starts_with(word));
    plain.then_some(*remark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    #[test]
    fn every_remark_holds_a_stem() {
        let words = REMARKS.iter().chain(WHOLE).map(|(words, _)| words).chain(&["null"]);
        words.for_each(|words| assert!(STEMS.iter().any(|stem| words.contains(stem)), "{words}"));
    }

    fn own(sentence: &str) -> Option<Remark> {
        let mut remarks = Remarks::default();
        remarks.take_in(sentence);
        remarks.own.first().map(|stated| stated.value)
    }

    #[test]
    fn plain_remarks_are_read() {
        assert_eq!(own("This parameter has been deprecated."), Some(Remark::Deprecated));
        assert_eq!(own("(Deprecated)"), Some(Remark::Deprecated));
        assert_eq!(own("This field is read-only."), Some(Remark::ReadOnly));
        assert_eq!(own("The value can be null."), Some(Remark::Nullable));
        assert_eq!(own("It can be null."), Some(Remark::Nullable));
    }

    #[test]
    fn notes_are_read_and_null_is_taken_for_the_field_that_is_named() {
        let run = |text: &str| Run { text: text.to_owned(), strong: false, link: None };
        let said = |text: &str| Block::Paragraph(Text { runs: vec![run(text)], line: 1 });
        let note = Block::Note(vec![said("The value of port_id is null if nothing is bound.")]);
        let nullable = |field: &str| {
            let mut remarks = read(&[said("The ID."), note.clone()]);
            remarks.take_name(field);
            remarks.own.iter().any(|stated| stated.value == Remark::Nullable)
        };
        assert_eq!(["port_id", "Port_ID", "id"].map(nullable), [true, true, false]);
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
            assert_eq!(own(text), None, "{text}");
        }
    }
}
