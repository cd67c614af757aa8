//! What a sentence says of a text of its field that is left blank. That is an empty text, or that nothing is given: an
//! example has to tell which.

use super::{
    Stated,
    sentence::{paragraphs_and_notes, sentences},
};
use crate::page::Block;
use serde_json::Value;

/// By what a sentence speaks of the value that it describes, and what it says of it.
const SUBJECTS: &[&str] =
    &["this parameter", "the parameter", "this field", "the field", "this value", "the value", "its value"];

const BLANKS: &[&str] = &[
    "is left blank",
    "is left empty",
    "is blank",
    "is empty",
    "is an empty string",
    "can be left blank",
    "can be left empty",
    "can be empty",
    "can be an empty string",
];

/// No description that somebody wrote tells more states. Each is looked at with the words before it.
const MOST: usize = 16;

/// The sentence of a description that says so, if there is one.
pub(in crate::read) fn read(description: &str) -> Option<&str> {
    sentences(description).find(|sentence| says_so(sentence, description))
}

/// Takes the empty text for one of the values where the description tells the state of a thing by a blank, as the values
/// tell others: "If the mood is blank, the lamp is off." There, no example has to show the empty text.
pub(super) fn add(blocks: &[Block], listed: &mut Stated<Vec<Value>>) {
    if listed.value.iter().any(|value| value == "") {
        return;
    }
    if let Some(sentence) = of_state(blocks) {
        listed.value.push(Value::from(""));
        if !listed.evidence.contains(&sentence) {
            listed.evidence = format!("{} {sentence}", listed.evidence);
        }
    }
}

/// The sentence that tells a state by a blank.
fn of_state(blocks: &[Block]) -> Option<String> {
    let mut known = String::new();
    for paragraph in paragraphs_and_notes(blocks) {
        known.push_str(&paragraph.plain());
        known.push('\n');
    }
    let mut states = sentences(&known).filter(|sentence| tells_state(sentence)).take(MOST);
    states.find(|sentence| says_so(sentence, &known)).map(str::to_owned)
}

/// Whether a sentence is a condition and a state of one word: "If …, the tree is green."
fn tells_state(sentence: &str) -> bool {
    let lower = sentence.to_ascii_lowercase();
    let state = lower.strip_prefix("if ").and_then(|rest| rest.split_once(", the ")?.1.split_once(" is "));
    state.is_some_and(|(thing, state)| {
        let state = state.trim_end_matches('.');
        thing.split(' ').count() <= 3 && state.chars().all(char::is_alphabetic)
    })
}

/// Whether a sentence of a description says so of the field, or "if the status is blank" of what the text before it has
/// named.
fn says_so(sentence: &str, description: &str) -> bool {
    let lower = sentence.to_ascii_lowercase();
    let is_named = |subject: &str| {
        let Some((_, word)) = subject.rsplit_once("if the ") else { return false };
        let known = description.split(sentence).next().unwrap_or_default();
        let mut words = known.split(|c: char| !c.is_alphanumeric());
        words.any(|known| known.eq_ignore_ascii_case(word))
    };
    let is_said = |(at, words): (usize, &str)| {
        let subject = lower[..at].trim_end();
        let rest = &lower[at + words.len()..];
        let is_own = SUBJECTS.iter().any(|own| subject.ends_with(own));
        !rest.starts_with(|c: char| c.is_alphanumeric()) && (is_own || is_named(subject))
    };
    BLANKS.iter().any(|words| lower.match_indices(words).any(is_said))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    #[test]
    fn a_blank_is_said_of_the_field_itself_and_not_denied() {
        for text in [
            "This parameter is left blank by default.",
            "By default, this parameter is left blank.",
            "In a volume this field is left empty.",
            "The value can be an empty string.",
            "If this parameter is left blank, the lamp is off.",
        ] {
            assert_eq!(read(text), Some(text));
        }
        for text in [
            "This parameter cannot be left blank.",
            "The value cannot be empty.",
            "It is valid only when type is left blank.",
            "Set it to blank for an empty volume.",
            "The value is emptying.",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_blank_may_tell_a_state_as_a_value_does() {
        let told = |text: &str| {
            let run = Run { text: text.to_owned(), strong: false, link: None };
            let said = Block::Paragraph(Text { runs: vec![run], line: 1 });
            of_state(&[Block::Note(vec![said])]).is_some()
        };
        assert!(told("Mood of a lamp.\nIf the mood is blank, the lamp is off."));
        assert!(told("If this field is left blank, the street lamp is off."));
        for text in [
            "If this field is left blank, the lamp is off by default.",
            "If this field is left blank, a lamp will be lit.",
            "If this field is left blank, all lamps are lit.",
            "If the shade is left blank, the lamp is off.",
        ] {
            assert!(!told(text), "{text}");
        }
    }

    #[test]
    fn a_blank_is_said_of_what_the_description_has_named() {
        let text = "Mood of a lamp.\nIf the mood is blank, nobody knows.";
        assert_eq!(read(text), Some("If the mood is blank, nobody knows."));
        for text in [
            "Mood of a lamp. If the lamp mood is blank, x.",
            "Mood. If the shade is blank, x.",
            "If the mood is blank, x.",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
