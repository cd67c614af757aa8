//! Listed values of which a sentence says that the case of their letters does not matter.

use super::sentence::{paragraphs_and_notes, sentences};
use crate::page::Block;
use driftline_contract::Schema;
use serde_json::Value;

const WORDS: &[&str] = &["case-insensitive", "case insensitive", "not case-sensitive", "not case sensitive"];

/// The sentence that says so of the values of a field, if there is one.
pub(super) fn read(blocks: &[Block]) -> Option<String> {
    paragraphs_and_notes(blocks).into_iter().find_map(|paragraph| {
        let text = paragraph.plain();
        sentences(&text).find(|sentence| says_so(sentence)).map(str::to_owned)
    })
}

fn says_so(sentence: &str) -> bool {
    let lower = sentence.to_ascii_lowercase();
    lower.contains("value") && WORDS.iter().any(|words| lower.contains(words))
}

/// Allows other spellings than the listed ones. The list stays: it tells how the values are written.
pub(super) fn allow_any(schema: &mut Schema) -> bool {
    let Some(values) = schema.enumeration.take() else { return false };
    let spellings: Vec<String> = values.iter().filter_map(Value::as_str).map(any_case).collect();
    let pattern = format!("^(?:{})$", spellings.join("|"));
    schema.any_of = vec![
        Schema { enumeration: Some(values), ..Schema::default() },
        Schema { pattern: Some(pattern), ..Schema::default() },
    ];
    true
}

/// A regular expression for a text in any case.
fn any_case(text: &str) -> String {
    let mut pattern = String::new();
    for letter in text.chars() {
        if letter.is_ascii_alphabetic() {
            pattern.extend(['[', letter.to_ascii_uppercase(), letter.to_ascii_lowercase(), ']']);
        } else {
            // ECMA-262 knows no escape of a sign that has no meaning of its own.
            if r"^$\.*+?()[]{}|/".contains(letter) {
                pattern.push('\\');
            }
            pattern.push(letter);
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_values_a_sentence_says_that_their_case_does_not_matter() {
        for text in [
            "The value is case-insensitive and can be mysql or postgresql.",
            "The value can be HTTP or TCP (case-insensitive).",
            "The values are not case-sensitive.",
        ] {
            assert!(says_so(text), "{text}");
        }
        for text in ["A domain name is case insensitive.", "The value is case-sensitive."] {
            assert!(!says_so(text), "{text}");
        }
    }

    #[test]
    fn a_text_in_any_case_is_a_pattern() {
        assert_eq!(any_case("My.sql-8"), r"[Mm][Yy]\.[Ss][Qq][Ll]-8");
        assert_eq!(any_case("a\"1!&"), "[Aa]\"1!&");
    }
}
