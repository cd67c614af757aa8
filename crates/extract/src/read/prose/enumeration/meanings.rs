//! Values that sentences explain one by one: "ON indicates that it is on, and OFF indicates that it is not".

use super::{
    super::{
        bounds::Of,
        limits,
        line::Line,
        sentence::paragraphs,
        token::{Look, Token},
    },
    Found, lead,
};
use crate::{page::Block, type_expr::Scalar};
use std::collections::HashSet;

/// Verbs between a value and its meaning.
pub(super) const VERBS: &[&str] =
    &[" indicates ", " means ", " represents ", " stands for ", " indicates: ", " refers to "];

/// The beginning of a condition that names a value.
pub(super) const CONDITIONS: &[&str] = &["if the value is "];

/// What may stand before a value that a clause begins with.
const JOINTS: &[&str] = &[
    ". ",
    ", ",
    "; ",
    ": ",
    "\n",
    " and ",
    " or ",
    "whereas ",
    "while ",
    "the value ",
    "The value ",
    "value of ",
    "(",
];

/// Words in a description whose explanations are those of parts of the value, or of names in it.
const PARTS: &[&str] = &["format", "example", "consist", " the maximum number ", " the number of ", " range of "];

/// The values that the paragraphs explain, if there are at least two.
pub(super) fn read(blocks: &[Block], scalar: Scalar) -> Option<Found> {
    let of_parts = paragraphs(blocks).map(Line::of).any(|line| PARTS.iter().any(|part| line.lower.contains(part)));
    let mut tokens: Vec<Token> = Vec::new();
    let mut evidence: Vec<String> = Vec::new();
    let mut known = HashSet::new();
    for line in paragraphs(blocks).map(Line::of).filter(|line| !line.is_endless()) {
        let verbs = if of_parts { &[] } else { VERBS };
        let mut found: Vec<(usize, Token)> = verbs
            .iter()
            .flat_map(|verb| line.lower.match_indices(verb))
            .filter_map(|(at, _)| value_before(&line, at).map(|token| (at, token)))
            .collect();
        if scalar == Scalar::String {
            found.extend(conditions(&line));
        }
        found.sort_by_key(|(at, _)| *at);
        if let [(first, _), ..] = found[..] {
            let last = found.last().map_or(first, |(at, _)| *at);
            evidence.push(line.text[line.sentence_around(first).start..line.sentence_end(last)].trim().to_owned());
        }
        tokens.extend(found.into_iter().map(|(_, token)| token).filter(|token| known.insert(token.text.clone())));
    }
    let plain = scalar == Scalar::String || counts_up(&tokens) && exhausts_range(&tokens, blocks);
    (tokens.len() > 1 && plain).then(|| (tokens, evidence.join(" ")))
}

/// "If the value is A, …": truth values as text, and words that can be nothing but values.
fn conditions(line: &Line) -> Vec<(usize, Token)> {
    let places = CONDITIONS.iter().flat_map(|lead| line.lower.match_indices(lead));
    let behind = places.filter_map(|(at, lead)| {
        let start = at + lead.len();
        let start = start + line.lower[start..].strip_prefix("set to ").map_or(0, |_| "set to ".len());
        let (words, _) = line.text.get(start..)?.split_once(',')?;
        let first = words.split(' ').next()?;
        let truth = ["true", "false"].contains(&first);
        let value = if truth { first } else { words };
        (truth || is_capitals(words)).then(|| Some((start, Token::of(value, true)?)))?
    });
    behind.collect()
}

/// Whether words consist of capitals, digits and underscores, and of more than one sign.
fn is_capitals(words: &str) -> bool {
    let capital = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '_' | ' ');
    words.len() > 1 && words.starts_with(|c: char| c.is_ascii_uppercase()) && words.chars().all(capital)
}

/// Numbers with a meaning may be the odd ones of a range ("-1 indicates no limit"); 0, 1, 2 are not.
fn counts_up(tokens: &[Token]) -> bool {
    let numbers: Option<Vec<i64>> = tokens.iter().map(|token| token.text.parse().ok()).collect();
    numbers.is_some_and(|mut numbers| {
        numbers.sort_unstable();
        numbers.first().is_some_and(|first| (0..=1).contains(first)) && numbers.windows(2).all(|w| w[1] == w[0] + 1)
    })
}

/// Whether no bound that the description states lies beyond the explained numbers.
fn exhausts_range(tokens: &[Token], blocks: &[Block]) -> bool {
    let bounds = limits::read(blocks, Of::Number, None);
    let numbers: Vec<f64> = tokens.iter().filter_map(|token| token.text.parse().ok()).collect();
    let high = bounds.maximum.and_then(|stated| stated.value.as_f64());
    let low = bounds.minimum.and_then(|stated| stated.value.as_f64());
    high.is_none_or(|high| numbers.iter().any(|number| *number >= high))
        && low.is_none_or(|low| numbers.iter().any(|number| *number <= low))
}

/// The value that ends at `end`, if a clause begins with it.
fn value_before(line: &Line, end: usize) -> Option<Token> {
    let before = &line.text[..end];
    let start = before.rfind([' ', '\n', '(']).map_or(0, |at| at + 1);
    let sentence = line.sentence_around(start);
    if lead::is_doubtful(&line.lower[sentence.start..end]) {
        return None;
    }
    let opens = before[..start].trim_end().is_empty() || sentence.start == start;
    let joined = JOINTS.iter().any(|joint| before[..start].ends_with(joint));
    let word = before.get(start..)?;
    let token = Token::of(word, line.is_strong(&(start..end)))?;
    // "X.Y, where X indicates …" speaks of a place in a form.
    if token.text.len() == 1 && !token.text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // "Status indicates …" begins with a capital because it begins a sentence.
    let capital = word.chars().skip(1).all(|c| !c.is_ascii_uppercase() && !c.is_ascii_digit() && c != '_')
        && word.starts_with(|c: char| c.is_ascii_uppercase());
    let credible = match token.look {
        Look::Marked => true,
        Look::Coded => !capital,
        Look::Plain => opens || joined,
    };
    ((opens || joined) && credible).then_some(token)
}
