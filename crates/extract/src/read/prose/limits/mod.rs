//! Bounds of numbers, of the length of texts and of the size of arrays.

mod cases;
mod said;
mod words;

use super::{
    Constraints,
    bounds::Of,
    number::{self, interval},
    pair::{self, Half},
    sentence::{all_paragraphs, sentences},
};
use crate::{
    page::{Block, Text},
    type_expr::Scalar,
};
use said::Said;
use std::borrow::Cow;

/// The bounds that a description states plainly for values of this kind, which are the given half of pairs.
pub(super) fn read(blocks: &[Block], of: Of, half: Option<Half>) -> Constraints {
    let paragraphs = all_paragraphs(blocks);
    if !paragraphs.iter().any(|text| has_digit(text)) {
        // Nothing bounds without a number.
        return Constraints::default();
    }
    let texts = texts(&paragraphs);
    // What is said of each value of a list is not said of the text that holds the list.
    let half = half.filter(|_| !texts.iter().any(|text| sentences(text).any(pair::is_of_list)));
    let mut said = Said::default();
    let understood =
        texts.iter().all(|text| sentences(text).all(|sentence| said.take_in(sentence, of, half).is_some()));
    if understood { said.constraints(of) } else { Constraints::default() }
}

fn has_digit(text: &Text) -> bool {
    text.runs.iter().any(|run| run.text.bytes().any(|byte| byte.is_ascii_digit()))
}

/// The words of paragraphs. A range alone in one is that of the label above it, and stands behind it then.
fn texts<'t>(paragraphs: &[&'t Text]) -> Vec<Cow<'t, str>> {
    let mut label = "";
    let mut texts = Vec::new();
    for paragraph in paragraphs {
        let mut text = paragraph.plain();
        if interval(&text).is_some_and(|range| matches!(number::without_unit(range.rest).trim(), "" | ".")) {
            text.to_mut().insert_str(0, label);
        }
        label = if is_label(&text) { "Value range: " } else { "" };
        texts.push(text);
    }
    texts
}

/// Whether a paragraph is a label of ranges.
fn is_label(paragraph: &str) -> bool {
    ["value range", "range"].contains(&paragraph.to_ascii_lowercase().trim_end_matches([':', ' ', '\u{ff1a}']))
}

/// What a scalar's bounds bound; of truth values and files, nothing.
pub(super) fn of(scalar: Scalar) -> Option<Of> {
    match scalar {
        Scalar::String => Some(Of::Text),
        Scalar::Boolean | Scalar::Binary => None,
        _ => Some(Of::Number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    fn limits(text: &str, of: Of) -> Constraints {
        let run = Run { text: text.to_owned(), strong: false, link: None };
        read(&[Block::Paragraph(Text { runs: vec![run], line: 1 })], of, None)
    }

    fn lengths(text: &str) -> (Option<u64>, Option<u64>) {
        let read = limits(text, Of::Text);
        (read.min_length.map(|stated| stated.value), read.max_length.map(|stated| stated.value))
    }

    fn range(text: &str) -> (Option<i64>, Option<i64>) {
        let read = limits(text, Of::Number);
        (read.minimum.and_then(|it| it.value.as_i64()), read.maximum.and_then(|it| it.value.as_i64()))
    }

    #[test]
    fn a_bound_is_left_out_where_a_case_goes_beyond_it() {
        let bound = |text: &str| limits(text, Of::Number).minimum.and_then(|stated| stated.value.as_i64());
        assert_eq!(bound("It ranges from 1 to 9. The value ranges from 1 to 9."), Some(1));
        assert_eq!(
            bound("The value ranges from 1 to 9. If it is not given or is set to 0, the default is used."),
            None
        );
        assert_eq!(bound("The value ranges from 1 to 9. When it is cold, this is a code from 0 to 5."), None);
        assert_eq!(bound("The value ranges from 1 to 9. When kind is set to 0, it is cold."), Some(1));
    }

    #[test]
    fn a_range_of_the_same_values_in_a_case_widens_theirs() {
        let ranged = "The value ranges from 1 to 99.";
        assert_eq!(range(&format!("{ranged} (The value ranges from 0 to 9 when it is a code.)")), (Some(0), Some(99)));
        assert_eq!(range(&format!("{ranged} It ranges from 5 to 120 if it is cold.")), (Some(1), Some(120)));
        assert_eq!(range(&format!("{ranged} (The age ranges from 0 to 9 when it is a code.)")), (Some(1), Some(99)));
        assert_eq!(range("The value ranges from 0 to 9 when it is a code."), (None, None));
    }

    #[test]
    fn what_can_go_further_in_a_case_has_no_maximum() {
        let ranged = "The value ranges from 1 to 99.";
        assert_eq!(range(&format!("{ranged} If asked for, trees can be watered for up to 300 days.")), (Some(1), None));
        assert_eq!(range(&format!("{ranged} Trees can be watered for up to 30 days.")), (Some(1), Some(99)));
        assert_eq!(range(&format!("{ranged} Leaves can be of up to 300 kinds.")), (Some(1), Some(99)));
    }

    #[test]
    fn a_text_that_can_be_empty_has_no_least_length() {
        assert_eq!(lengths("It can be empty or 1 to 43 characters in length."), (None, Some(43)));
        assert_eq!(lengths("This parameter can be left blank.\nMinimum: 1\nMaximum: 36"), (None, Some(36)));
        assert_eq!(lengths("It can be empty. Length: 0 to 36 characters"), (Some(0), Some(36)));
        assert_eq!(lengths("It cannot be empty and must be 1 to 36 characters in length."), (Some(1), Some(36)));
    }

    #[test]
    fn the_bounds_of_a_number_in_a_text_are_no_lengths() {
        assert_eq!(lengths("The value ranges from 1 to 1000.\nMinimum: 1\nMaximum: 1000"), (None, None));
        assert_eq!(lengths("The value ranges from 1 to 9.\nMinimum: 1\nMaximum: 1000"), (Some(1), Some(1000)));
    }

    #[test]
    fn minimum_and_maximum_beside_an_array_may_be_those_of_its_items() {
        let read = limits("Addresses.\nMinimum: 1\nMaximum: 16", Of::Items);
        assert_eq!((read.min_items, read.max_items), (None, None));
    }

    #[test]
    fn lengths_are_read() {
        for (text, expected) in [
            ("Name with a maximum of 512 characters", (None, Some(512))),
            ("Name, a maximum of 1,024 characters, including digits", (None, Some(1024))),
            ("It contains 1 to 64 characters.", (Some(1), Some(64))),
            ("Must be 4-25 characters long and start with a letter", (Some(4), Some(25))),
            ("The value can contain up to 64 characters, including letters.", (None, Some(64))),
            ("It cannot exceed 255 characters.", (None, Some(255))),
            ("Minimum: 1\nMaximum: 36", (Some(1), Some(36))),
            ("Minimum length: 3 characters.\nMaximum length: 4 characters.", (Some(3), Some(4))),
            ("Length: 10 to 255 characters", (Some(10), Some(255))),
        ] {
            assert_eq!(lengths(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_said_of_a_key_bounds_the_field_that_holds_it() {
        let run = |text: &str| Run { text: text.to_owned(), strong: false, link: None };
        let text =
            "A tag key can contain a maximum of 36 characters. Each value can contain a maximum of 43 characters.";
        let blocks = [Block::Paragraph(Text { runs: vec![run(text)], line: 1 })];
        let longest = |half| read(&blocks, Of::Text, half).max_length.map(|stated| stated.value);
        assert_eq!([Some(Half::Key), Some(Half::Value), None].map(longest), [Some(36), Some(43), None]);
    }

    #[test]
    fn what_is_said_of_each_value_of_a_list_bounds_no_text_that_holds_the_list() {
        let longest = |text: &str| {
            let run = Run { text: text.to_owned(), strong: false, link: None };
            let blocks = [Block::Paragraph(Text { runs: vec![run], line: 1 })];
            read(&blocks, Of::Text, Some(Half::Value)).max_length.map(|stated| stated.value)
        };
        assert_eq!(longest("The tag value list. Each value contains up to 43 characters."), None);
        assert_eq!(longest("The tag value of the list. Each value contains up to 43 characters."), Some(43));
    }

    #[test]
    fn counts_of_the_parts_of_a_text_are_not_those_of_the_whole() {
        for text in [
            "Written as kind,name. The kind cannot exceed 20 characters and the name cannot exceed 30 characters.",
            "The kind contains 1 to 20 characters and the name contains 1 to 30 characters.",
        ] {
            assert_eq!(lengths(text), (None, None), "{text}");
        }
        let text = "It contains 1 to 20 characters and must hold 3 character types.";
        assert_eq!(lengths(text), (Some(1), Some(20)));
    }

    #[test]
    fn an_end_that_is_excluded_is_none_of_the_lengths() {
        assert_eq!(lengths("A text of 0 (included) to 20 (excluded) characters."), (Some(0), Some(19)));
        assert_eq!(lengths("A text of 2 (excluded) to 20 (included) characters."), (Some(3), Some(20)));
        assert_eq!(lengths("At most 20 characters. A text of 0 (included) to 20 (excluded) characters."), (None, None));
    }

    #[test]
    fn lengths_of_something_else_or_under_a_condition_are_not_read() {
        for text in [
            "If it is set, a maximum of 5 characters",
            "A maximum of 10 tags",
            "A maximum of 5 characters. A maximum of 6 characters.",
            "It must contain at least 3 of the following character types",
            "Each key contains a maximum of 36 characters.",
            "A maximum of 128 characters for the key and 255 characters for the value",
        ] {
            assert_eq!(lengths(text), (None, None), "{text}");
        }
    }

    #[test]
    fn ranges_are_read() {
        for text in [
            "The minimum value is 1. The maximum value is 4096 GB.",
            "The value ranges from 1 to 4096, and the default value is 5.",
            "Value range: 1-4096",
            "Range: 1 to 4096",
            "Range: 1 to 4096. If it is on, the value ranges from 2 to 5.",
            "The value range is [1, 4096].",
            "Minimum: 1\nMaximum: 4096",
            "Minimum value: 1 Maximum value: 4096",
            "The value must be between 1 and 4096.",
            "The minimum value is 1 and the maximum value is 4096.",
            "The maximum value is 4096, and the minimum value is 1.",
            "Both the default value and maximum value are 4096, and the minimum value is 1.",
            "The minimum value is 1. The maximum value is 4096*.",
            "Supported range: 1 to 4096",
            "The value ranges from 1 to 4096 and is 300 by default.",
            "The value must be greater than or equal to 1. The maximum value is 4096.",
        ] {
            assert_eq!(range(text), (Some(1), Some(4096)), "{text}");
        }
        assert_eq!(range("The value ranges from -1 to 1."), (Some(-1), Some(1)));
        let below = |label: &str, text: &str| {
            let said = |text: &str| {
                let run = Run { text: text.to_owned(), strong: false, link: None };
                Block::Paragraph(Text { runs: vec![run], line: 1 })
            };
            let read = read(&[said("Days."), said(label), said(text)], Of::Number, None);
            (read.minimum.and_then(|it| it.value.as_i64()), read.maximum.and_then(|it| it.value.as_i64()))
        };
        for text in ["1 to 90", "1-90", "[1, 90]", "1~90", "1 to 90 days."] {
            assert_eq!(below("Value range:", text), (Some(1), Some(90)), "{text}");
        }
        assert_eq!(below("Example:", "1 to 90"), (None, None));
        assert_eq!(below("Range", "1 to 90 for A"), (None, None));
    }

    #[test]
    fn ranges_of_something_else_or_under_a_condition_are_not_read() {
        for text in [
            "The maximum value is 5 for A and 6 for B.",
            "When it is on, the value ranges from 1 to 5.",
            "For TCP, the value ranges from 1 to 5.",
            "The port range: 1-5",
            "Value range: 1-5 if it is on",
            "The value ranges from 1 to 5. If it is on, the value range is in another table.",
            "The value ranges from 1 to 5. The value ranges from 1 to 6.",
            "The time must be greater than or equal to 5.",
            "The value ranges from 1 to 5. If it is on, the value ranges from 0 to 5.",
            "The value ranges from 1 to 5. The value -1 indicates no limit.",
            "A timestamp. Minimum: 1\nMaximum: 13",
        ] {
            assert_eq!(range(text), (None, None), "{text}");
        }
    }

    #[test]
    fn sizes_of_arrays_are_read() {
        let read = limits("Rules.\nArray length: 0 to 100", Of::Items);
        assert_eq!(read.min_items.map(|it| it.value), Some(0));
        assert_eq!(read.max_items.map(|it| it.value), Some(100));
    }
}
