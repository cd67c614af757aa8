//! Defaults: "The default value is X", "defaults to X", "Default value: X".

use super::{
    Stated, literal,
    sentence::paragraphs,
    token::{bare, is_token},
};
use crate::{page::Block, type_expr::Scalar};
use serde_json::Value;

/// What stands before the value.
const LEADS: &[&str] = &["default value is ", "defaults to ", "default value: ", "default: ", "default value is: "];

/// Beginnings of a sentence that names the absence of the field as its condition, as every default does.
const ABSENCE: &[&str] = &[
    "if no ",
    "if there is no",
    "if none",
    "if this parameter is not",
    "if the parameter is not",
    "if it is not",
    "if not ",
    "if left blank",
    "if this parameter is left",
    "by default",
];

/// Units that may stand behind a number.
const UNITS: &[&str] =
    &["gb", "mb", "kb", "tb", "ms", "s", "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days"];

/// The default that a description states, if it states one plainly, and only one.
pub(super) fn read(blocks: &[Block], scalar: Scalar) -> Option<Stated<Value>> {
    let mut found: Vec<Stated<Value>> = Vec::new();
    for paragraph in paragraphs(blocks) {
        let text = paragraph.plain();
        for sentence in whole_sentences(&text) {
            let lower = sentence.to_lowercase();
            if let Some(lead) = LEADS.iter().find(|lead| lower.contains(**lead)) {
                // A sentence that speaks of a default without naming one plain value makes the matter unclear.
                let value = plain_value(sentence, &lower, lead, scalar)?;
                found.push(Stated::new(value, sentence));
            }
        }
    }
    found.dedup_by(|a, b| a.value == b.value);
    if found.len() == 1 { found.pop() } else { None }
}

/// Whether a paragraph begins by naming a default, as "Default: 5" does.
pub(super) fn is_default(paragraph: &str) -> bool {
    let lower = paragraph.to_lowercase();
    LEADS.iter().any(|lead| lower.starts_with(lead))
}

/// Sentences that end in a full stop; a colon does not part "Default value: 5".
fn whole_sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['\n']).flat_map(|line| {
        let mut rest = line;
        std::iter::from_fn(move || {
            (!rest.trim().is_empty()).then(|| {
                let end = rest.find(". ").map_or(rest.len(), |at| at + 1);
                let (sentence, tail) = rest.split_at(end);
                rest = tail;
                sentence.trim()
            })
        })
    })
}

fn plain_value(sentence: &str, lower: &str, lead: &str, scalar: Scalar) -> Option<Value> {
    let condition = lower.starts_with("if ") || lower.starts_with("when ");
    if condition && !ABSENCE.iter().any(|absence| lower.starts_with(absence)) {
        return None;
    }
    // Lower-casing keeps the length of ASCII only; elsewhere the offset would be wrong.
    let at = lower.find(lead)? + lead.len();
    let rest = (sentence.len() == lower.len()).then(|| sentence.get(at..))??;
    let rest = rest.trim().trim_end_matches('.');
    let (word, unit) = rest.split_once(char::is_whitespace).map_or((rest, None), |(word, unit)| (word, Some(unit)));
    let token = bare(word);
    let number = matches!(scalar, Scalar::Int32 | Scalar::Int64 | Scalar::Float | Scalar::Double);
    let plain = unit.is_none_or(|unit| number && UNITS.contains(&unit.trim().to_lowercase().as_str()));
    (plain && is_token(token)).then(|| literal(token, scalar))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    fn default(text: &str, scalar: Scalar) -> Option<Value> {
        let run = Run { text: text.to_owned(), strong: false, link: None };
        read(&[Block::Paragraph(Text { runs: vec![run], line: 1 })], scalar).map(|stated| stated.value)
    }

    #[test]
    fn plain_defaults_are_read_with_the_type_of_their_field() {
        assert_eq!(default("Source, which defaults to CUSTOM. It is optional.", Scalar::String), Some("CUSTOM".into()));
        assert_eq!(default("Size. The default value is 5.", Scalar::Int32), Some(5.into()));
        assert_eq!(default("Wait. Default value: 30 seconds", Scalar::Int32), Some(30.into()));
        assert_eq!(default("Switch. Default: true", Scalar::Boolean), Some(true.into()));
        assert_eq!(default("If there is none, the default value is 0.", Scalar::String), Some("0".into()));
    }

    #[test]
    fn a_default_that_depends_or_is_no_single_value_is_not_read() {
        assert_eq!(default("The default value is 5 GB for EVS and 50 GB for EFS.", Scalar::Int32), None);
        assert_eq!(default("If the type is A, the default value is 5.", Scalar::Int32), None);
        assert_eq!(default("The default value is the name of the thing.", Scalar::String), None);
        assert_eq!(default("By default, all addresses may.", Scalar::String), None);
        assert_eq!(default("The default value is 1. The default value is 2.", Scalar::Int32), None);
    }
}
