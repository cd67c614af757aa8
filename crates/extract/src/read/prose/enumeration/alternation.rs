//! Values written as a regular expression that has no other use: `^(ok|alarm)$`.

use super::{super::line::Line, super::sentence::paragraphs, super::token::Token, Found};
use crate::{page::Block, type_expr::Scalar};

/// How an alternation begins.
const START: &str = "^(";

/// The same, for those who look whether there is one.
pub(super) const STARTS: &[&str] = &[START];

/// The words of the only alternation in a description.
pub(super) fn read(blocks: &[Block], scalar: Scalar) -> Option<Found> {
    if scalar != Scalar::String {
        return None;
    }
    let mut found = paragraphs(blocks).map(Line::of).filter_map(|line| {
        let (_, rest) = line.text.split_once(START)?;
        let (words, _) = rest.split_once(")$")?;
        let tokens: Option<Vec<Token>> = words.split('|').map(word).collect();
        Some((tokens.filter(|tokens| tokens.len() > 1)?, line.text.to_string()))
    });
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

/// A word without a sign that means something in a regular expression; a full stop might.
fn word(text: &str) -> Option<Token> {
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if plain { Token::of(text, true) } else { None }
}
