//! Values in a list, or in paragraphs, that nothing announces but their own form: every item is `token: meaning`.

use super::{
    super::{
        line::Line,
        sentence::paragraphs,
        token::{Look, Token},
    },
    FORMS, Found, inline,
    items::{self, Item, Trust},
    lead,
};
use crate::{
    page::{Block, Text},
    type_expr::Scalar,
};

/// Words in the sentence before a list that make its items something else than values.
const OTHERS: &[&str] = &[
    "rules",
    "requirement",
    "contain",
    "consist",
    "format",
    "fields",
    "character",
    "compl",
    "attributes",
    "prefix",
    "start with",
    "starts with",
    "for reference",
    "can be used to ",
];

/// Words that do so unless every item is marked as a value and explained: the sentence may speak of a rule as of a thing.
const PERHAPS: &[&str] = &[
    "rule",
    "restriction",
    "constraint",
    "condition",
    "field",
    "note",
    "scenario",
    "attribute",
    "information",
    "sort",
];

/// What is said of a field's changes denies none of its values.
const CHANGES: &[&str] = &["cannot be changed", "cannot be modified", "cannot be updated"];

/// Beginnings of a sentence on when the field is to be given, which says nothing about its values.
const OF_USE: &[&str] = &[
    "mandatory",
    "(mandatory",
    "required",
    "this parameter is mandatory",
    "if this parameter is not",
    "if this parameter is left",
    "if the parameter is not",
];

/// The values of the first list behind a paragraph, or of the paragraphs behind the first.
pub(super) fn read(blocks: &[Block], scalar: Scalar) -> Option<Found> {
    if let [list @ Block::List(_)] = blocks {
        return alone(list).filter(|_| scalar == Scalar::String);
    }
    let found = blocks.iter().enumerate().find_map(|(index, block)| {
        let Block::Paragraph(text) = block else { return None };
        let next = blocks.get(index + 1);
        let may_list = matches!((next, index), (Some(Block::List(_)), _) | (Some(Block::Paragraph(_)), 0));
        if !may_list && !explains(block) && !next.is_some_and(explains) {
            return None;
        }
        let line = Line::of(text);
        let found = in_sentences(&line, scalar).or_else(|| in_last(&blocks[index + 1..], &line, scalar));
        if found.is_some() {
            return found;
        }
        let next = next?;
        let said = line.text.trim_end_matches([':', '\u{ff1a}']);
        let start = said.trim_end_matches('.').rfind(". ").map_or(0, |at| at + 2);
        let last = CHANGES.iter().fold(line.lower[start..].to_owned(), |text, change| text.replace(change, ""));
        let last = last.as_str();
        // What is included is not all: "Trees are shown, including:"
        if said.ends_with("including") {
            return None;
        }
        // "It is returned when the kind is one of the following:" lists the kinds.
        if line.text.ends_with(':') && [" when ", " if "].iter().any(|word| last.contains(word)) {
            return None;
        }
        let of_use = OF_USE.iter().any(|words| last.starts_with(words));
        if !of_use && lead::is_negative(last) || OTHERS.iter().any(|word| last.contains(word)) {
            return None;
        }
        let items = match next {
            Block::List(items) => items::of_list(items, Trust::None)?,
            Block::Paragraph(_) if index == 0 => in_paragraphs(&blocks[1..])?,
            _ => return None,
        };
        if are_parts(&items, &blocks[..=index]) {
            return None;
        }
        let marked = items.iter().all(|item| item.explained && item.token.look == Look::Marked);
        if !marked && PERHAPS.iter().any(|word| last.contains(word)) {
            return None;
        }
        is_credible(&items, scalar).then(|| (items.into_iter().map(|item| item.token).collect(), line.text.to_string()))
    });
    // Where the value has a form, lists tell of what is in it.
    found.filter(|_| !paragraphs(blocks).map(Line::of).any(|line| FORMS.iter().any(|form| line.lower.contains(form))))
}

/// Whether a paragraph holds the colon behind which a value is explained.
fn explains(block: &Block) -> bool {
    matches!(block, Block::Paragraph(text) if text.runs.iter().any(|run| run.text.contains(':')))
}

/// Whether items are the parts of a word before them: "a.b.c" of `a`, `b` and `c`.
fn are_parts(items: &[Item], before: &[Block]) -> bool {
    let whole = |word: &str| items.len() > 1 && items.iter().all(|item| word.contains(item.token.text.as_str()));
    paragraphs(before).any(|text| text.plain().split([' ', '\n']).any(whole))
}

/// The values of a list that is all of a description, if each is bold and explained.
fn alone(list: &Block) -> Option<Found> {
    let Block::List(items) = list else { return None };
    let values = items::of_list(items, Trust::None)?;
    let marked = values.iter().all(|item| item.explained && item.token.look == Look::Marked);
    let text = items.iter().filter_map(|item| paragraphs(item).next()).map(Text::plain).collect::<Vec<_>>();
    (marked && values.len() > 1).then(|| (values.into_iter().map(|item| item.token).collect(), text.join(" ")))
}

/// "What it does. on: it is on; off: it is off.": the values of sentences that all begin with one, behind the first.
fn in_sentences(line: &Line, scalar: Scalar) -> Option<Found> {
    let start = line.lower.find(". ")? + 2;
    let plain = !lead::is_doubtful(&line.lower[..start]);
    if plain { explanations(line, start, scalar) } else { None }
}

/// The same in a paragraph of its own, the last behind one that says what the field is.
fn in_last(behind: &[Block], first: &Line, scalar: Scalar) -> Option<Found> {
    let [Block::Paragraph(text)] = behind else { return None };
    let plain = !lead::is_doubtful(&first.lower) && !OTHERS.iter().any(|word| first.lower.contains(word));
    if plain { explanations(&Line::of(text), 0, scalar) } else { None }
}

/// The values of explanations from `start` on, to the end or to a remark in brackets. Of numbers all are bold.
fn explanations(line: &Line, start: usize, scalar: Scalar) -> Option<Found> {
    let end = line.text[start..].find(". (").map_or(line.text.len(), |at| start + at + 1);
    let tokens = inline::explained(line, start)?;
    let pieces = line.text[start..end].split("; ").flat_map(|piece| piece.split(". ")).count();
    let numbers = || tokens.iter().all(|it| it.look == Look::Marked && it.text.parse::<i64>().is_ok());
    let plain = tokens.len() == pieces && (scalar == Scalar::String || numbers());
    plain.then(|| (tokens, line.text.to_string()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Run;

    fn words(before: &str, items: [&str; 2]) -> usize {
        let paragraph = |text: &str| {
            let run = Run { text: text.to_owned(), strong: false, link: None };
            Block::Paragraph(Text { runs: vec![run], line: 1 })
        };
        let list = Block::List(items.into_iter().map(|item| vec![paragraph(item)]).collect());
        read(&[paragraph(before), list], Scalar::String).map_or(0, |(tokens, _)| tokens.len())
    }

    #[test]
    fn explained_words_behind_a_sentence_are_values() {
        assert_eq!(words("Kind of a thing.", ["tree: it grows", "rock: it rests"]), 2);
        let of_use = "Kind of a thing. This parameter is valid only when it is on.";
        assert_eq!(words(of_use, ["tree: it grows", "rock: it rests"]), 2);
    }

    #[test]
    fn parts_of_a_word_and_values_of_another_field_are_none() {
        let items = ["tree: it grows", "rock: it rests"];
        assert_eq!(words("Code, as tree.rock.", items), 0);
        assert_eq!(words("It is returned only when the value of kind is one of the following:", items), 0);
        assert_eq!(words("Some kinds, for reference.", items), 0);
        assert_eq!(words("Kind of a thing. All are shown, including:", items), 0);
    }
}
