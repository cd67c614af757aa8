//! Descriptions that name the values in bold and in passing: "**grow** for a tree and **rest** for a rock", "Kind of a
//! thing: **tree** or **rock**."

use super::{
    super::{
        line::Line,
        token::{Look, Token},
    },
    Found, inline, lead,
};
use crate::page::Block;

/// What stands between a value and what it is for.
const PURPOSES: &[&str] = &[" for a ", " for an "];

/// Words before the colon by which the values are those of a part of the text, or not all.
const OTHERS: &[&str] =
    &["following", "contain", "consist", "include", "format", "default", "rang", "value", "set to "];

/// The values of the only paragraph of a description, if all of them are bold.
pub(super) fn read(blocks: &[Block]) -> Option<Found> {
    let [Block::Paragraph(text)] = blocks else { return None };
    let line = Line::of(text);
    let tokens = for_purposes(&line).or_else(|| behind_a_noun(&line))?;
    let marked = tokens.len() > 1 && tokens.iter().all(|token| token.look == Look::Marked);
    marked.then(|| (tokens, line.text.into_owned()))
}

/// "**A** for a tree and **B** for a rock", which says nothing else.
fn for_purposes(line: &Line) -> Option<Vec<Token>> {
    let mut at = 0_usize;
    let value = |piece: &str| {
        let end = PURPOSES.iter().filter_map(|purpose| piece.find(purpose)).min()?;
        let token = Token::of(&piece[..end], line.is_strong(&(at..at + end)));
        at += piece.len() + " and ".len();
        token
    };
    line.text.split(" and ").map(value).collect()
}

/// "Kind of a thing: **A** or **B**." at the end of the paragraph.
fn behind_a_noun(line: &Line) -> Option<Vec<Token>> {
    let (head, rest) = line.lower.rsplit_once(": ")?;
    let noun = head.rsplit(". ").next()?;
    let plain = !head.contains(':') && rest.contains(" or ") && !OTHERS.iter().any(|word| noun.contains(word));
    if !plain || lead::is_doubtful(noun) {
        return None;
    }
    let from = head.len() + ": ".len();
    let whole = line.sentence_end(from) == line.text.len();
    if whole { inline::values(line, from) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    /// The values of a description in which words between stars are bold.
    fn values(text: &str) -> Vec<String> {
        let runs = text.split('*').enumerate();
        let runs = runs.map(|(number, text)| Run { text: text.to_owned(), strong: number % 2 == 1, link: None });
        let blocks = [Block::Paragraph(Text { runs: runs.collect(), line: 1 })];
        read(&blocks).map(|(tokens, _)| tokens.into_iter().map(|token| token.text).collect()).unwrap_or_default()
    }

    #[test]
    fn bold_words_that_a_description_names_in_passing_are_values() {
        assert_eq!(values("*grow* for a tree and *rest* for a rock"), ["grow", "rest"]);
        assert_eq!(values("How they join. Kind of a link: *AND* or *OR*."), ["AND", "OR"]);
        assert_eq!(values("Kind of a thing: *tree*, *rock*, or *lake*."), ["tree", "rock", "lake"]);
    }

    #[test]
    fn words_of_another_kind_or_for_some_cases_are_none() {
        for text in [
            "grow for a tree and rest for a rock",
            "*grow* for a tree and what you like",
            "Kind of a thing: tree or rock.",
            "If it is cold: *tree* or *rock*.",
            "It has the format hh:mm. mm is one of the following: *00* or *30*.",
            "The default value: *tree* or *rock*.",
            "Kind of a thing: *tree* or *rock*. It grows.",
        ] {
            assert_eq!(values(text), Vec::<String>::new(), "{text}");
        }
    }
}
