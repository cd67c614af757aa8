//! Texts that hold several things, of which a description may list only some.

use super::super::sentence::{paragraphs_and_notes, sentences};
use crate::page::{Block, plain_texts};
use serde_json::Value;
use std::collections::BTreeSet;

/// A word for what parts the things in one text.
const SEPARATE: &str = "separate";

/// Words before a form of several parts.
const JOINT: &str = "in the format of ";

/// The words without which nothing is joined.
pub(super) const WORDS: &[&str] = &[SEPARATE, JOINT];

/// Whether a description says that one text holds several things, of which it may list only some: "Separate them with
/// commas.", "in the format of Operator:Time".
pub(in super::super) fn is_joined(blocks: &[Block]) -> bool {
    let is_said = |sentence: &str| {
        let lower = sentence.to_ascii_lowercase();
        says_separator(&lower) || says_joint(&lower)
    };
    paragraphs_and_notes(blocks).into_iter().any(|text| sentences(&text.plain()).any(is_said))
}

fn says_separator(sentence: &str) -> bool {
    const SIGNS: &[&str] = &["comma", "hyphen", "space", "semicolon", "vertical bar", "colon"];
    // "Use a hyphen to separate them", or "separated by commas".
    let from = if sentence.contains(" to separate") { Some(0) } else { sentence.find(SEPARATE) };
    from.is_some_and(|from| SIGNS.iter().any(|sign| sentence[from..].contains(sign)))
}

fn says_joint(sentence: &str) -> bool {
    let form = sentence.split_once(JOINT).map(|(_, form)| form.trim_start_matches(['"', '\'']));
    let name = |text: &str| text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    form.and_then(|form| form.split(' ').next()?.split_once(':')).is_some_and(|(one, other)| name(one) && name(other))
}

/// Whether an example in a description shows several of its values in one text: `"tree,rock"`.
pub(in super::super) fn shows_several(blocks: &[Block], values: &[Value]) -> bool {
    let mut texts = Vec::new();
    plain_texts(blocks, &mut texts);
    let values: BTreeSet<&str> = values.iter().filter_map(Value::as_str).collect();
    let holds_several = |quoted: &str| {
        let mut parts = quoted.splitn(3, ',').map(str::trim);
        let is_value = |part: Option<&str>| part.is_some_and(|part| values.contains(part));
        is_value(parts.next()) && is_value(parts.next())
    };
    texts.iter().any(|text| text.split('"').skip(1).step_by(2).any(holds_several))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    #[test]
    fn an_example_of_several_values_in_one_text_is_told_from_a_list_of_texts() {
        let shown = |text: &str| {
            let run = Run { text: text.to_owned(), strong: false, link: None };
            let values = [Value::from("tree"), Value::from("rock")];
            shows_several(&[Block::Paragraph(Text { runs: vec![run], line: 1 })], &values)
        };
        assert!(shown("\"kinds\": \"tree,rock\"") && shown("As \"rock, tree\"."));
        assert!(!shown("As \"tree\", \"rock\".") && !shown("\"tree, as it grows\"") && !shown("tree,rock"));
    }
    #[test]
    fn a_note_in_an_item_may_say_that_a_text_holds_several_values() {
        let said = |text: &str| {
            let run = Run { text: text.to_owned(), strong: false, link: None };
            Block::Paragraph(Text { runs: vec![run], line: 1 })
        };
        let with_note = |text: &str| {
            let note = Block::Note(vec![Block::List(vec![vec![said(text)]])]);
            is_joined(&[said("Options:"), Block::List(vec![vec![said("tree")], vec![said("rock"), note]])])
        };
        assert!(with_note("Name one or more, and separate them with spaces."));
        assert!(!with_note("Each grows in a separate place."));
    }
}
