//! Sentences that leave few values, often one: "Only A and B are supported", "The value is A."

use super::{
    super::{
        line::Line,
        sentence::{is_of_part, paragraphs},
        token::{Look, Token},
    },
    Found, inline,
};
use crate::page::Block;
use std::ops::Range;

/// Beginnings of a sentence that says which values there are.
pub(super) const OPENINGS: &[&str] = &["only ", "currently, only ", "currently only ", "at present, only "];

/// Beginnings that say it with the value at the end.
pub(super) const LAST: &[&str] =
    &["the only supported option is ", "the only supported value is ", "the only option is "];

/// Words behind the values of such a sentence.
const ENDINGS: &[&str] = &[" are supported", " is supported", " can be used", " is available", " are available"];

/// Beginnings of a sentence that names the one value.
pub(super) const SINGULAR: &[&str] = &["the value is ", "its value is ", "currently, the value is "];

/// Words before a value that say that it is one.
const NAMES: &[&str] = &["the values ", "the value ", "value ", "values ", "type ", "the "];

/// Words behind a value that do the same.
const KINDS: &[&str] = &[" type", " types", " mode", " modes"];

/// What is supported without being a value.
const NOT_MEANT: &[&str] = &["IPv4", "IPv6", "JSON", "XML", "UTF-8", "UTC", "UUID", "Base64", "English", "HTTPS"];

/// The values that one sentence of a description leaves.
pub(super) fn read(blocks: &[Block]) -> Option<Found> {
    // "lvType: type of a volume. Only A is supported." speaks of a part of the value; an example shows it otherwise.
    let lines: Vec<Line> = paragraphs(blocks).filter(|text| !is_of_part(text)).map(Line::of).collect();
    if lines.iter().any(|line| line.lower.contains("example value")) {
        return None;
    }
    let mut found = lines.iter().flat_map(|line| sentences(line).filter_map(|range| of_sentence(line, range)));
    let only = found.next()?;
    // A second sentence of this kind speaks of something else.
    found.next().is_none().then_some(only)
}

/// Where the sentences of a line are.
fn sentences(line: &Line) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0_usize;
    std::iter::from_fn(move || {
        let start = at + line.lower.get(at..)?.find(|c: char| !c.is_whitespace())?;
        at = line.sentence_end(start).max(start + 1);
        Some(start..at)
    })
}

fn of_sentence(line: &Line, range: Range<usize>) -> Option<Found> {
    let lower = &line.lower[range.clone()];
    let (mut from, mut end) = if let Some(opening) = OPENINGS.iter().find(|opening| lower.starts_with(**opening)) {
        let from = range.start + opening.len();
        // Behind the opening: "Only are supported" leaves out what is.
        let ending = ENDINGS.iter().filter_map(|ending| line.lower[from..range.end].find(ending)).min()?;
        (from, from + ending)
    } else {
        let opening = SINGULAR.iter().chain(LAST).find(|opening| lower.starts_with(**opening))?;
        (range.start + opening.len(), range.end)
    };
    let name = NAMES.iter().find(|name| line.lower[from..end].starts_with(**name));
    from += name.map_or(0, |name| name.len());
    let named = name.is_some() || LAST.iter().any(|opening| lower.starts_with(opening));
    if let Some(kind) = KINDS.iter().find(|kind| line.lower[from..end].ends_with(**kind)) {
        end -= kind.len();
    }
    let tokens = inline::values_in(line, from..end)?;
    let credible = tokens.iter().all(|token| {
        let meant = !NOT_MEANT.iter().any(|word| token.text.eq_ignore_ascii_case(word));
        let singular = SINGULAR.iter().any(|opening| lower.starts_with(opening));
        meant && if singular { is_value(token) } else { named || is_supported(token) }
    });
    credible.then(|| (tokens, line.text[range].trim().to_owned()))
}

/// Whether what is supported is a value: "Only NFS is supported" may be about the product of that name.
fn is_supported(token: &Token) -> bool {
    token.look == Look::Marked || !token.text.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Whether "The value is A" names a value: "unique" describes it, and `lease_id` is the name of another field.
fn is_value(token: &Token) -> bool {
    let name = token.text.contains('_') && !token.text.contains(|c: char| c.is_ascii_uppercase());
    token.look != Look::Plain && !name && !token.text.contains('/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    fn values(text: &str) -> Vec<String> {
        let run = Run { text: text.to_owned(), strong: false, link: None };
        let blocks = [Block::Paragraph(Text { runs: vec![run], line: 1 })];
        read(&blocks).map(|(tokens, _)| tokens.into_iter().map(|token| token.text).collect()).unwrap_or_default()
    }

    #[test]
    fn what_one_sentence_leaves_is_read() {
        assert_eq!(values("The kind. Currently, only leaf and twig (a small one) are supported."), ["leaf", "twig"]);
        assert_eq!(values("The kind. Only the value 0 is supported, which means none."), ["0"]);
        assert_eq!(values("The kind. The only supported option is audit_log."), ["audit_log"]);
        assert_eq!(values("The kind. The value is LEAF."), ["LEAF"]);
        assert_eq!(values("Only the leaf type is supported."), ["leaf"]);
    }

    #[test]
    fn what_is_no_value_or_not_all_is_not() {
        for text in [
            "The value is unique.",
            "The kind of a tree. Only green trees are supported.",
            "Only IPv6 is supported.",
            "Only NFS is supported.",
            "The value is lease_id.",
            "The value is the name of a tree.",
            "If it is on, the value is LEAF.",
            "Only leaf is supported. Only stone is supported.",
            "Only are supported.",
            "Only  is supported.",
            "Only the is supported.",
            "leafType: kind of the leaf. Only A is supported.",
        ] {
            assert_eq!(values(text), Vec::<String>::new(), "{text}");
        }
    }
}
