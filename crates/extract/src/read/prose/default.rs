//! Defaults: "The default value is X", "defaults to X", "Default value: X", and X below the label "Default Value".

use super::{
    Stated,
    line::Line,
    literal,
    number::without_unit,
    sentence::{paragraphs, sentences},
    token::{bare, is_token},
};
use crate::{
    page::{Block, Text},
    type_expr::Scalar,
};
use serde_json::Value;

/// What stands before the value.
const LEADS: &[&str] = &[
    "default value is: ",
    "default value is ",
    "defaults to ",
    "default to ",
    "default value: ",
    "default: ",
    "default value is set to ",
    "default is ",
];

/// What stands behind the value, and before it.
const BEHIND: &[(&str, &[&str])] = &[
    (" is used by default", &["", ", ", "the value "]),
    (" by default", &["which is ", "value is ", " and is "]),
    (" is used", &["default value "]),
];

/// What each of [`LEADS`], [`LABELS`] and the words of [`BEHIND`] holds.
pub(super) const STEMS: &[&str] = &["default"];

/// Paragraphs above the value.
const LABELS: &[&str] = &["default value", "default"];

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
    "if this field is not",
    "if the value is not specified",
    "by default",
];

/// Words for nothing.
const NOTHING: &[&str] =
    &["null", "none", "n/a", "na", "empty", "blank", "left", "nil", "not", "that", "the", "an", "a"];

/// Units of time, by which a description may count in another way than its default does.
const TIMES: &[&str] = &["millisecond", "second", "minute", "hour", "day"];

/// Beginnings of what may follow the value: it says what the value means, or something of its own.
const CLAUSES: &[&str] =
    &[", indicating ", ", which ", ", meaning ", ", that is", "(", ", and the ", ", and it", ", representing", ", in "];

/// The default that a description states, if it states one plainly, and only one.
pub(super) fn read(blocks: &[Block], scalar: Scalar) -> Option<Stated<Value>> {
    let mut found: Vec<Stated<Value>> = Vec::new();
    let mut labelled = false;
    for paragraph in paragraphs(blocks) {
        let text = paragraph.plain();
        if std::mem::take(&mut labelled) {
            found.extend(value(&text, scalar).map(|value| Stated::new(value, format!("Default value: {text}"))));
        }
        labelled = is_label(&text);
        for sentence in sentences(&text) {
            let lower = sentence.to_ascii_lowercase();
            if let Some(lead) = LEADS.iter().find(|lead| lower.contains(**lead)) {
                // A sentence that speaks of a default without naming one plain value makes the matter unclear.
                let value = plain_value(sentence, &lower, lead, scalar)?;
                found.push(Stated::new(value, sentence));
            } else if let Some(value) = value_before(sentence, &lower, scalar, paragraph) {
                found.push(Stated::new(value, sentence));
            }
        }
    }
    let whole = blocks_text(blocks);
    found.retain(|stated| counts_alike(&whole, &stated.evidence));
    found.dedup_by(|a, b| a.value == b.value);
    let only = if found.len() == 1 { found.pop() } else { None };
    only.filter(|only| !differs_in_item(blocks, scalar, &only.value))
}

/// Whether an item of a list states another default, which is that of a case: "Trees: The default value is 5."
fn differs_in_item(blocks: &[Block], scalar: Scalar, default: &Value) -> bool {
    let lists = blocks.iter().filter_map(|block| if let Block::List(items) = block { Some(items) } else { None });
    lists.flatten().any(|item| {
        let states_other = |sentence: &str| {
            let lower = sentence.to_ascii_lowercase();
            let behind = LEADS.iter().find_map(|lead| Some(lower.find(lead)? + lead.len()));
            behind.and_then(|from| value(&sentence[from..], scalar)).is_some_and(|other| other != *default)
        };
        paragraphs(item).any(|text| sentences(&text.plain()).any(states_other))
            || differs_in_item(item, scalar, default)
    })
}

fn blocks_text(blocks: &[Block]) -> String {
    paragraphs(blocks).map(|text| text.plain().to_ascii_lowercase()).collect::<Vec<String>>().join(" ")
}

/// Whether a default is stated in the unit of time that its field counts in: "in seconds … the default is 15 minutes"
/// states another number.
fn counts_alike(description: &str, evidence: &str) -> bool {
    let evidence = evidence.to_ascii_lowercase();
    let counted = TIMES.iter().find(|unit| description.contains(&format!("in {unit}s")));
    let stated = TIMES.iter().find(|unit| evidence.contains(&format!(" {unit}")));
    counted.is_none() || stated.is_none() || counted == stated
}

/// Whether a sentence in lower case begins with the absence of its field as a condition.
pub(super) fn is_absence(sentence: &str) -> bool {
    ABSENCE.iter().any(|absence| sentence.starts_with(absence))
}

/// Whether a paragraph is or begins with a label of defaults, as "Default: 5" does.
pub(super) fn is_default(paragraph: &str) -> bool {
    let lower = paragraph.to_ascii_lowercase();
    is_label(paragraph) || LEADS.iter().any(|lead| lower.starts_with(lead))
}

fn is_label(paragraph: &str) -> bool {
    LABELS.contains(&paragraph.to_ascii_lowercase().trim_end_matches([':', ' ', '\u{ff1a}']))
}

fn plain_value(sentence: &str, lower: &str, lead: &str, scalar: Scalar) -> Option<Value> {
    let condition = ["if ", "when ", "for "].iter().any(|word| lower.starts_with(word));
    if condition && !is_absence(lower) {
        return None;
    }
    value(&sentence[lower.find(lead)? + lead.len()..], scalar)
}

/// The value of "which is X by default", "X is used by default" and "the default value X is used". A text must be bold:
/// "which is enabled by default" says no value.
fn value_before(sentence: &str, lower: &str, scalar: Scalar, paragraph: &Text) -> Option<Value> {
    let condition = ["if ", "when ", "for "].iter().any(|word| lower.starts_with(word));
    let (at, leads) = BEHIND.iter().find_map(|(behind, leads)| Some((lower.find(behind)?, leads)))?;
    let start = lower[..at].rfind(' ').map_or(0, |space| space + 1);
    let is_led = leads.iter().any(|lead| if lead.is_empty() { start == 0 } else { lower[..start].ends_with(lead) });
    if !is_led || condition && !is_absence(lower) {
        return None;
    }
    let shown = bare(&sentence[start..at]);
    let is_strong = || {
        let line = Line::of(paragraph);
        line.text.match_indices(shown).any(|(at, _)| line.is_strong(&(at..at + shown.len())))
    };
    if scalar == Scalar::String && !is_strong() {
        return None;
    }
    value(shown, scalar)
}

/// A media type with its charset, with which `text` begins.
fn media_type(text: &str) -> Option<&str> {
    let (name, rest) = text.split_once(';')?;
    let is_media = name.split_once('/').is_some_and(|(kind, _)| kind.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let charset = rest.trim_start().strip_prefix("charset=")?;
    let length = charset.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(charset.len());
    (is_media && is_token(name) && length > 0).then(|| &text[..text.len() - charset.len() + length])
}

/// The value with which `text` begins, if nothing but a unit or a clause that takes nothing back follows.
fn value(text: &str, scalar: Scalar) -> Option<Value> {
    let text = text.trim();
    if let Some(media) = media_type(text).filter(|_| scalar == Scalar::String) {
        let rest = text[media.len()..].trim();
        return (rest.is_empty() || rest == ".").then(|| Value::from(media));
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let word = text[..end].trim_end_matches(['.', ',']);
    let token = bare(word);
    let number = matches!(scalar, Scalar::Int32 | Scalar::Int64 | Scalar::Float | Scalar::Double);
    let rest = text[word.len()..].trim();
    let rest = if number { without_unit(rest) } else { rest };
    let clause = CLAUSES.iter().any(|clause| rest.starts_with(clause.trim_end()))
        && ![" if ", " when ", " for "].iter().any(|doubt| rest.contains(doubt));
    let plain = rest.is_empty() || rest == "." || clause;
    (plain && is_token(token) && !token.ends_with('*') && !NOTHING.contains(&token.to_ascii_lowercase().as_str()))
        .then(|| literal(token, scalar))?
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
    fn every_word_for_a_default_holds_a_stem() {
        let words = LEADS.iter().chain(LABELS);
        words.for_each(|words| assert!(STEMS.iter().any(|stem| words.contains(stem)), "{words}"));
    }

    #[test]
    fn plain_defaults_are_read_with_the_type_of_their_field() {
        assert_eq!(default("Source, which defaults to CUSTOM. It is optional.", Scalar::String), Some("CUSTOM".into()));
        assert_eq!(default("Size. The default value is 5.", Scalar::Int32), Some(5.into()));
        assert_eq!(default("Wait. Default value: 30 seconds", Scalar::Int32), Some(30.into()));
        assert_eq!(default("Switch. Default: true", Scalar::Boolean), Some(true.into()));
        assert_eq!(default("The default value is 0, indicating no limit.", Scalar::Int32), Some(0.into()));
        assert_eq!(default("It is 1 to 9, and the default value is 5.", Scalar::Int32), Some(5.into()));
        assert_eq!(default("Default Value:\n7", Scalar::Int32), None, "a label is a paragraph");
        assert_eq!(default("If there is none, the default value is 0.", Scalar::String), Some("0".into()));
    }

    #[test]
    fn a_default_may_stand_before_its_word() {
        for text in [
            "Time to wait. It ranges from 0 to 900 and is 300 by default.",
            "Number of seconds, which is 300 by default.",
            "The value is 300 by default, indicating five minutes.",
            "300 is used by default.",
            "If this parameter is not set, the value 300 is used by default.",
            "If it is not given, the default value 300 is used.",
        ] {
            assert_eq!(default(text, Scalar::Int32), Some(300.into()), "{text}");
        }
        assert_eq!(default("If it is A, the default value 300 is used.", Scalar::Int32), None);
        assert_eq!(default("It is used by default with 300.", Scalar::Int32), None);
        let bold = |before: &str, bold: &str, behind: &str| {
            let run = |text: &str, strong| Run { text: text.to_owned(), strong, link: None };
            let runs = vec![run(before, false), run(bold, true), run(behind, false)];
            read(&[Block::Paragraph(Text { runs, line: 1 })], Scalar::String).map(|stated| stated.value)
        };
        assert_eq!(bold("Mode, which is ", "main", " by default."), Some("main".into()));
        assert_eq!(bold("", "main", " is used by default."), Some("main".into()));
        assert_eq!(default("A switch, which is enabled by default.", Scalar::String), None);
        assert_eq!(default("Exact match is used by default.", Scalar::String), None);
    }

    #[test]
    fn a_media_type_keeps_its_charset() {
        let text = "Default: application/json;charset=utf8";
        assert_eq!(default(text, Scalar::String), Some("application/json;charset=utf8".into()));
        let text = "The default value is application/json; charset=UTF-8.";
        assert_eq!(default(text, Scalar::String), Some("application/json; charset=UTF-8".into()));
        assert_eq!(default("The default value is application/json; or text/plain.", Scalar::String), None);
    }

    #[test]
    fn a_default_is_none_where_an_item_states_that_of_a_case() {
        let said = |text: &str| {
            let run = Run { text: text.to_owned(), strong: false, link: None };
            Block::Paragraph(Text { runs: vec![run], line: 1 })
        };
        let with_item = |item: &str| {
            let blocks = [Block::List(vec![vec![said(item)]]), said("Default: leaf")];
            read(&blocks, Scalar::String).map(|stated| stated.value)
        };
        assert_eq!(with_item("Rocks: The default value is stone."), None);
        assert_eq!(with_item("Trees: The default value is leaf."), Some("leaf".into()));
        assert_eq!(with_item("Rocks: The default value is that of a tree."), Some("leaf".into()));
    }

    #[test]
    fn a_default_that_depends_or_is_no_single_value_is_not_read() {
        assert_eq!(default("The default value is 5 GB for EVS and 50 GB for EFS.", Scalar::Int32), None);
        assert_eq!(default("If the type is A, the default value is 5.", Scalar::Int32), None);
        assert_eq!(default("The default value is the name of the thing.", Scalar::String), None);
        assert_eq!(default("By default, all addresses may.", Scalar::String), None);
        assert_eq!(default("The default value is null.", Scalar::String), None);
        assert_eq!(default("The default value is 5, for A it is 6.", Scalar::Int32), None);
        assert_eq!(default("The default value is 1. The default value is 2.", Scalar::Int32), None);
    }
}
