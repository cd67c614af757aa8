//! What a sentence says of a text of its field that is left blank. In an answer that is an empty text; of a request it
//! may mean that nothing is given.

use super::sentence::sentences;

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

/// The sentence of a description that says so, if there is one.
pub(in crate::read) fn read(description: &str) -> Option<&str> {
    sentences(description).find(|sentence| says_so(sentence))
}

fn says_so(sentence: &str) -> bool {
    let lower = sentence.to_ascii_lowercase();
    let is_said = |(at, words): (usize, &str)| {
        let subject = lower[..at].trim_end();
        let rest = &lower[at + words.len()..];
        let before = SUBJECTS.iter().find_map(|own| subject.strip_suffix(own));
        // What holds "if this parameter is left blank" holds where it is not given.
        !rest.starts_with(|c: char| c.is_alphanumeric()) && before.is_some_and(|it| !it.trim_end().ends_with("if"))
    };
    BLANKS.iter().any(|words| lower.match_indices(words).any(is_said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_is_said_of_the_field_itself_and_not_denied() {
        for text in [
            "This parameter is left blank by default.",
            "By default, this parameter is left blank.",
            "In a volume this field is left empty.",
            "The value can be an empty string.",
        ] {
            assert!(says_so(text), "{text}");
        }
        for text in [
            "This parameter cannot be left blank.",
            "The value cannot be empty.",
            "It is valid only when type is left blank.",
            "Set it to blank for an empty volume.",
            "If this parameter is left blank, all are meant.",
            "The value is emptying.",
        ] {
            assert!(!says_so(text), "{text}");
        }
    }
}
