//! Sentences, and the paragraphs that they stand in.

use crate::page::{Block, Text};

/// The sentences of a text. A full stop ends one only before a blank, so that `3.5` and `a.b` stay whole; a colon ends
/// none, for it belongs to "Default value: 5".
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| {
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

/// The paragraphs of a description that are not part of a list.
pub(super) fn paragraphs(blocks: &[Block]) -> impl Iterator<Item = &Text> {
    blocks.iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(text),
        _ => None,
    })
}

/// Labels of remarks on the whole field.
const LABELS: &[&str] = &[
    "range",
    "value range",
    "constraint",
    "constraints",
    "definition",
    "options",
    "values",
    "default",
    "default value",
    "length",
    "minimum",
    "maximum",
    "format",
    "note",
    "minimum length",
    "maximum length",
    "value",
];

/// Whether a list item speaks of a part or a case of the value, which it names: "name: at most 5 characters".
pub(super) fn is_part(item: &[Block]) -> bool {
    paragraphs(item).next().is_some_and(is_of_part)
}

/// Whether a paragraph does.
pub(super) fn is_of_part(text: &Text) -> bool {
    let plain = text.plain();
    let named = plain.split_once(": ").filter(|(name, rest)| name.split(' ').count() <= 4 && !rest.is_empty());
    named.is_some_and(|(name, _)| !LABELS.iter().any(|label| name.eq_ignore_ascii_case(label)))
}

/// All paragraphs of a description, those in lists included, in order; items that speak of a part are left out.
pub(super) fn all_paragraphs(blocks: &[Block]) -> Vec<&Text> {
    let mut found = Vec::new();
    gather(blocks, false, &mut found);
    found
}

/// All paragraphs of a description, those in lists and notes included.
pub(super) fn paragraphs_and_notes(blocks: &[Block]) -> Vec<&Text> {
    let mut found = Vec::new();
    gather(blocks, true, &mut found);
    found
}

fn gather<'b>(blocks: &'b [Block], with_notes: bool, found: &mut Vec<&'b Text>) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => found.push(text),
            Block::List(items) => {
                items.iter().filter(|item| !is_part(item)).for_each(|item| gather(item, with_notes, found));
            }
            Block::Note(blocks) if with_notes => gather(blocks, with_notes, found),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_stop_inside_a_word_ends_no_sentence() {
        let all: Vec<&str> = sentences("Use 3.5 GB. See a.b: now\nDefault: 5.").collect();
        assert_eq!(all, ["Use 3.5 GB.", "See a.b: now", "Default: 5."]);
    }
}
