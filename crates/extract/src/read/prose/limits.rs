//! Ranges, lengths and formats: "a maximum of 512 characters", "The maximum value is 4096", "UUID format".

use super::{
    Constraints, Stated,
    sentence::{paragraphs, sentences, whole_number},
};
use crate::{page::Block, type_expr::Scalar};
use serde_json::Number;

/// The limits that a description states plainly for a value of this type.
pub(super) fn read(blocks: &[Block], scalar: Scalar) -> Constraints {
    let mut constraints = Constraints::default();
    let mut contradicted = false;
    for paragraph in paragraphs(blocks) {
        let text = paragraph.plain();
        for sentence in sentences(&text) {
            let words: Vec<String> = sentence.to_lowercase().split_whitespace().map(str::to_owned).collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            // A limit under a condition holds for some values only.
            if matches!(words.first(), Some(&("if" | "when"))) {
                continue;
            }
            match scalar {
                Scalar::String => read_string(sentence, &words, &mut constraints, &mut contradicted),
                Scalar::Int32 | Scalar::Int64 | Scalar::Float | Scalar::Double => {
                    read_number(sentence, &words, &mut constraints, &mut contradicted);
                }
                Scalar::Boolean => {}
            }
        }
    }
    if contradicted { Constraints::default() } else { constraints }
}

fn read_string(sentence: &str, words: &[&str], constraints: &mut Constraints, contradicted: &mut bool) {
    for window in words.windows(4).filter(|window| window[3].starts_with("character")) {
        match window {
            ["maximum", "of", high, _] => set(&mut constraints.max_length, whole_number(high), sentence, contradicted),
            [low, "to", high, _] => {
                set(&mut constraints.min_length, whole_number(low), sentence, contradicted);
                set(&mut constraints.max_length, whole_number(high), sentence, contradicted);
            }
            _ => {}
        }
    }
    let joined = words.join(" ");
    if joined.contains("(uuid) format") || joined.contains("in uuid format") {
        constraints.format.get_or_insert_with(|| Stated::new("uuid", sentence));
    }
}

fn read_number(sentence: &str, words: &[&str], constraints: &mut Constraints, contradicted: &mut bool) {
    // "The maximum value is 4096 GB.": the number and at most a unit must end the sentence.
    if let [.., bound, "value", "is", number] | [.., bound, "value", "is", number, _] = words {
        let value = whole_number(number).map(Number::from);
        match *bound {
            "maximum" => set(&mut constraints.maximum, value, sentence, contradicted),
            "minimum" => set(&mut constraints.minimum, value, sentence, contradicted),
            _ => {}
        }
    }
}

fn set<T: PartialEq>(slot: &mut Option<Stated<T>>, value: Option<T>, sentence: &str, contradicted: &mut bool) {
    let Some(value) = value else { return };
    match slot {
        Some(known) => *contradicted |= known.value != value,
        None => *slot = Some(Stated::new(value, sentence)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    fn limits(text: &str, scalar: Scalar) -> Constraints {
        let run = Run { text: text.to_owned(), strong: false, link: None };
        read(&[Block::Paragraph(Text { runs: vec![run], line: 1 })], scalar)
    }

    fn lengths(text: &str) -> (Option<u64>, Option<u64>) {
        let read = limits(text, Scalar::String);
        (read.min_length.map(|stated| stated.value), read.max_length.map(|stated| stated.value))
    }

    #[test]
    fn lengths_are_read() {
        assert_eq!(lengths("Name with a maximum of 512 characters"), (None, Some(512)));
        assert_eq!(lengths("Name, a maximum of 1,024 characters, including digits"), (None, Some(1024)));
        assert_eq!(lengths("It contains 1 to 64 characters."), (Some(1), Some(64)));
        assert_eq!(lengths("If it is set, a maximum of 5 characters"), (None, None));
        assert_eq!(lengths("A maximum of 10 tags"), (None, None));
        assert_eq!(lengths("A maximum of 5 characters. A maximum of 6 characters."), (None, None));
    }

    #[test]
    fn ranges_are_read() {
        let read = limits("Size. The minimum value is 1. The maximum value is 4096 GB.", Scalar::Int32);
        assert_eq!(read.minimum.map(|stated| stated.value), Some(1.into()));
        assert_eq!(read.maximum.map(|stated| stated.value), Some(4096.into()));
        assert_eq!(limits("The maximum value is 5 for A and 6 for B.", Scalar::Int32), Constraints::default());
    }

    #[test]
    fn a_stated_uuid_is_a_format() {
        let read = limits("The ID is in the Universally Unique Identifier (UUID) format.", Scalar::String);
        assert_eq!(read.format.map(|stated| stated.value), Some("uuid"));
    }
}
