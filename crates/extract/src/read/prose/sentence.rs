//! Sentences, and the numbers in them.

use super::token::bare;
use crate::page::{Block, Text};
use std::ops::Range;

/// The sentences of a text. A full stop ends one only before white space, so that `3.5` and `a.b` stay whole.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let trimmed = sentence_ranges(text).into_iter().map(|range| text[range].trim());
    trimmed.filter(|sentence| !sentence.is_empty()).collect()
}

/// Where in a text its sentences stand, with the white space before them.
pub(super) fn sentence_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let before_space = characters.peek().is_none_or(|(_, next)| next.is_whitespace());
        if c == '\n' || (matches!(c, '.' | ';' | '!' | '?' | ':') && before_space) {
            let end = at + c.len_utf8();
            ranges.push(start..end);
            start = end;
        }
    }
    ranges.push(start..text.len());
    ranges
}

/// The paragraphs of a description that are not part of a list.
pub(super) fn paragraphs(blocks: &[Block]) -> impl Iterator<Item = &Text> {
    blocks.iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(text),
        _ => None,
    })
}

/// A whole number, perhaps with commas between thousands.
pub(super) fn whole_number(word: &str) -> Option<u64> {
    let word = bare(word);
    let (first, rest) = word.split_once(',').map_or((word, None), |(first, rest)| (first, Some(rest)));
    if rest.is_some_and(|rest| first.len() > 3 || rest.split(',').any(|group| group.len() != 3)) {
        return None;
    }
    let digits: String = word.chars().filter(|c| *c != ',').collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_stop_inside_a_word_ends_no_sentence() {
        assert_eq!(sentences("Use 3.5 GB. See a.b: now"), ["Use 3.5 GB.", "See a.b:", "now"]);
    }

    #[test]
    fn numbers_with_commas_between_thousands_are_whole() {
        assert_eq!(whole_number("1,024"), Some(1024));
        assert_eq!(whole_number("4096."), Some(4096));
        assert_eq!(whole_number("1,2"), None);
        assert_eq!(whole_number("x1"), None);
    }
}
