//! Texts that hold several things, of which a description may list only some.

use super::super::sentence::{all_paragraphs, sentences};
use crate::page::Block;

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
    all_paragraphs(blocks).into_iter().any(|text| sentences(&text.plain()).any(is_said))
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
