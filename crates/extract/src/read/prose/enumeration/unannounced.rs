//! Values in a list, or in paragraphs, that nothing announces but their own form: every item is `token: meaning`.

use super::{
    super::{
        line::Line,
        token::{Look, Token},
    },
    Found,
    items::{self, Item, Trust},
    lead,
};
use crate::{page::Block, type_expr::Scalar};

/// Words in the sentence before a list that make its items something else than values.
const OTHERS: &[&str] = &[
    "rule",
    "requirement",
    "contain",
    "consist",
    "format",
    "restriction",
    "constraint",
    "condition",
    "field",
    "character",
    "compl",
    "note",
    "scenario",
    "attribute",
    "information",
    "sort",
    "prefix",
    "start",
];

/// The values of the first list behind a paragraph, or of the paragraphs behind the first.
pub(super) fn read(blocks: &[Block], scalar: Scalar) -> Option<Found> {
    blocks.iter().enumerate().find_map(|(index, block)| {
        let Block::Paragraph(text) = block else { return None };
        let line = Line::of(text);
        let said = line.text.trim_end_matches([':', '\u{ff1a}']);
        let start = said.trim_end_matches('.').rfind(". ").map_or(0, |at| at + 2);
        let last = &line.lower[start..];
        let of_use = ["mandatory", "this parameter is mandatory", "required"].iter().any(|word| last.starts_with(word));
        if !of_use && lead::is_doubtful(last) || OTHERS.iter().any(|word| last.contains(word)) {
            return None;
        }
        let items = match blocks.get(index + 1)? {
            Block::List(items) => items::of_list(items, Trust::None)?,
            Block::Paragraph(_) if index == 0 => in_paragraphs(&blocks[1..])?,
            _ => return None,
        };
        is_credible(&items, scalar).then(|| (items.into_iter().map(|item| item.token).collect(), line.text.clone()))
    })
}

/// The values of paragraphs in a row, all of them explained.
fn in_paragraphs(blocks: &[Block]) -> Option<Vec<Item>> {
    let lines = blocks.iter().map_while(|block| match block {
        Block::Paragraph(text) => Some(Line::of(text)),
        _ => None,
    });
    let items: Vec<Item> = lines.map_while(|line| items::of_line(&line)).collect();
    items.iter().all(|item| item.explained).then_some(items)
}

fn is_credible(items: &[Item], scalar: Scalar) -> bool {
    let all = |test: fn(&Item) -> bool| items.iter().all(test);
    let most_explained = items.iter().filter(|item| item.explained).count() * 2 >= items.len();
    let coded = all(|item| item.token.look != Look::Plain);
    let numbers = all(|item| item.token.text.parse::<f64>().is_ok());
    items.len() > 1 && (numbers || scalar == Scalar::String && (most_explained || coded || all(is_short)))
}

/// A word of its own, without any explanation.
fn is_short(item: &Item) -> bool {
    let Token { text, .. } = &item.token;
    !item.explained && text.len() <= 24
}
