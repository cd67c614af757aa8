//! Values behind words that announce them: "Options:", "The value can be A or B".

use super::{
    super::{
        default::is_default,
        line::Line,
        sentence::all_paragraphs,
        token::{Look, Token},
    },
    Found, cases, inline,
    items::{self, Trust},
    lead::{Force, Lead},
    leads,
};
use crate::{
    page::{Block, Text},
    type_expr::Scalar,
};
use std::collections::HashSet;

/// An announcement in a paragraph, and which block that is.
struct Place<'l> {
    index: usize,
    line: &'l Line<'l>,
    lead: Lead,
}

/// The values behind the plainest announcement that values follow. Another list that shares one of them is a part of
/// the same: "Trees have the following types: A, B. Rocks have the following types: B, C."
pub(super) fn read(blocks: &[Block], scalar: Scalar) -> Option<Found> {
    let lines: Vec<(usize, Line)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(index, block)| match block {
            Block::Paragraph(text) => Some((index, Line::of(text))),
            _ => None,
        })
        .collect();
    let mut places: Vec<Place<'_>> = Vec::new();
    for (index, line) in &lines {
        places.extend(leads(line).into_iter().map(|lead| Place { index: *index, line, lead }));
    }
    places.sort_by_key(|place| (place.lead.force, place.index));
    let mut lists = places.iter().filter_map(|place| place.values(blocks, scalar));
    let (mut tokens, mut evidence) = lists.next()?;
    let mut known: HashSet<String> = tokens.iter().map(|token| token.text.clone()).collect();
    for (others, said) in lists {
        let (shared, new): (Vec<Token>, Vec<Token>) = others.into_iter().partition(|it| known.contains(&it.text));
        if !shared.is_empty() && !new.is_empty() {
            known.extend(new.iter().map(|token| token.text.clone()));
            tokens.extend(new);
            // In one line, the words of the second begin with those of the first.
            if said.starts_with(&evidence) {
                evidence = said;
            } else {
                evidence.push(' ');
                evidence.push_str(&said);
            }
        }
    }
    Some((tokens, evidence))
}

impl Place<'_> {
    fn values(&self, blocks: &[Block], scalar: Scalar) -> Option<Found> {
        let Place { index, line, lead } = self;
        let rest = &line.text[lead.end..];
        let tokens = if rest.trim().is_empty() {
            let trust = if lead.force == Force::Enumerates { Trust::Enumerated } else { Trust::Announced };
            let behind = &blocks[index + 1..];
            following(behind, trust)
                .filter(|tokens| !is_name(tokens, blocks, index + 1))
                .or_else(|| cases::of_list(behind.first()?))?
        } else if let Some(tokens) = inline::dashed(line, lead.end).or_else(|| inline::explained(line, lead.end)) {
            tokens
        } else {
            inline::values(line, lead.end).filter(|tokens| is_credible(tokens, lead.force, scalar))?
        };
        let said = line.text[..lead.end].trim_end();
        // A line such as "Options:" says it all; "The value can be" does not without the values.
        let end = if said.ends_with([':', '\u{ff1a}']) { said.len() } else { line.sentence_end(lead.end) };
        Some((tokens, line.text[..end].trim_end().to_owned()))
    }
}

/// Whether a word alone in a paragraph, such as "URL" below "Range", names what the value is: one with capitals that no
/// example shows.
fn is_name(tokens: &[Token], blocks: &[Block], at: usize) -> bool {
    let ([token], Some(Block::Paragraph(text))) = (tokens, blocks.get(at)) else { return false };
    let alone = text.plain() == token.text && token.text.contains(|c: char| c.is_ascii_uppercase());
    let shown = |text: &Text| {
        let plain = text.plain();
        plain.starts_with("Example") && plain.trim_end_matches('.').ends_with(token.text.as_str())
    };
    alone && token.look != Look::Marked && !all_paragraphs(blocks).into_iter().any(shown)
}

/// Whether words in a sentence are values, given how plainly they were announced.
fn is_credible(tokens: &[Token], force: Force, scalar: Scalar) -> bool {
    let looks = |least: Look| tokens.iter().all(|token| token.look >= least);
    match force {
        _ if scalar != Scalar::String => tokens.len() > 1 || force != Force::Hints,
        Force::Enumerates => true,
        Force::Names => tokens.len() > 1 || looks(Look::Coded),
        Force::Hints => tokens.len() > 1 && looks(Look::Coded),
    }
}

/// The values in the list or the paragraphs behind an announcement.
pub(super) fn following(blocks: &[Block], trust: Trust) -> Option<Vec<Token>> {
    let mut rest = blocks.iter().skip_while(|block| matches!(block, Block::Note(_)));
    match rest.next()? {
        Block::List(items) => {
            let items = items::of_list(items, trust)?;
            Some(items.into_iter().map(|item| item.token).collect())
        }
        Block::Paragraph(text) => {
            let line = Line::of(text);
            let several = inline::values(&line, 0).filter(|tokens| tokens.len() > 1 && !line.text.contains(": "));
            if several.is_some() {
                return several;
            }
            let behind = rest.map_while(|block| match block {
                Block::Paragraph(text) => Some(Line::of(text)),
                _ => None,
            });
            let mut tokens = Vec::new();
            // No further than to the first that is no value: there may be many announcements, and much behind each.
            for line in std::iter::once(line).chain(behind).take_while(|line| !is_default(&line.text)) {
                match items::of_line(&line) {
                    Some(item) => tokens.push(item.token),
                    None if is_description(&line.text) => return None,
                    None => break,
                }
            }
            (!tokens.is_empty()).then_some(tokens)
        }
        _ => None,
    }
}

/// Whether a line is a few words that describe a value which is not spelled out: "Name of a site".
fn is_description(line: &str) -> bool {
    line.split(' ').count() <= 4 && !line.ends_with('.') && !line.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Run;

    fn values(texts: &[&str]) -> Vec<String> {
        let paragraph = |text: &&str| {
            let run = Run { text: (*text).to_owned(), strong: false, link: None };
            Block::Paragraph(Text { runs: vec![run], line: 1 })
        };
        let blocks: Vec<Block> = texts.iter().map(paragraph).collect();
        let (tokens, _) = read(&blocks, Scalar::String).unwrap_or_default();
        tokens.into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn lists_that_share_a_value_are_parts_of_one() {
        let trees = "Trees support the following types: leaf (which is green) and twig.";
        let rocks = "Rocks support the following types: twig and stone.";
        assert_eq!(values(&[&format!("{trees} {rocks}")]), ["leaf", "twig", "stone"]);
        assert_eq!(values(&[trees, rocks]), ["leaf", "twig", "stone"]);
    }

    #[test]
    fn lists_of_other_things_are_none_of_it() {
        let trees = "Trees support the following types: leaf and twig.";
        assert_eq!(values(&[trees, "Rocks support the following types: stone and sand."]), ["leaf", "twig"]);
        assert_eq!(values(&[trees, "If it is cold, the following types: twig and stone."]), ["leaf", "twig"]);
    }
}
