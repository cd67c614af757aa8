//! Values in a sentence: "A, B, and C", "**on** (the default) or **off**, which means …".

use super::{
    super::{
        line::Line,
        number,
        sentence::paragraphs,
        token::{Look, Token, bare},
    },
    Found,
};
use crate::page::Block;
use std::ops::Range;

/// The values of explanations in a row, "0: on. 1: off" or "A: first; B: second": every sentence from `from` on begins
/// with one, or belongs to the one before it.
pub(super) fn explained(line: &Line, from: usize) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut at = from;
    for piece in line.text[from..].split_inclusive(". ").flat_map(|piece| piece.split_inclusive("; ")) {
        let token = piece.split_once(": ").and_then(|(word, _)| {
            let start = at + word.len() - word.trim_start().len();
            Token::of(word.trim(), line.is_strong(&(start..at + word.len())))
        });
        at += piece.len();
        match token {
            Some(token) => tokens.push(token),
            None if tokens.is_empty() => return None,
            None => {}
        }
    }
    (tokens.len() > 1).then_some(tokens)
}

/// The values of a list that a paragraph holds in one line, "- A: first - B: second".
pub(super) fn dashed(line: &Line, from: usize) -> Option<Vec<Token>> {
    let start = from + line.text[from..].strip_prefix("- ").map(|_| "- ".len())?;
    let mut at = start;
    let tokens: Option<Vec<Token>> = line.text[start..]
        .split(" - ")
        .map(|piece| {
            let word = piece.split(": ").next().unwrap_or_default().trim_end_matches([':', '.']);
            let strong = line.is_strong(&(at..at + word.len()));
            at += piece.len() + " - ".len();
            Token::of_item(word, strong)
        })
        .collect();
    tokens.filter(|tokens| tokens.len() > 1)
}

/// Words that end a list of values, as the beginning of what is said about them.
const CLAUSES: &[&str] = &[
    "which ",
    "where ",
    "indicating ",
    "meaning ",
    "respectively",
    "representing ",
    "corresponding ",
    "in which ",
    "case-insensitive",
    "case-sensitive",
    "the default",
    "default",
    "with the default",
    "by default",
    "among which",
    "among them",
    "with ",
    "and the default",
    "which",
    "in ascending",
    "in descending",
    "cannot be changed",
    "cannot be modified",
];

/// The values that the text in `range` lists, up to the end of its sentence: all of it must be values, but for a
/// clause behind them.
pub(super) fn values(line: &Line, from: usize) -> Option<Vec<Token>> {
    values_in(line, from..line.sentence_end(from))
}

/// The values that the text in `range` lists, as [`values`] reads them.
pub(super) fn values_in(line: &Line, range: Range<usize>) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut words = 0_usize;
    for part in parts(&line.text, range) {
        let text = line.text[part.clone()].trim();
        if text.is_empty() {
            continue;
        }
        match value(line, &part) {
            Some(token) => tokens.push(token),
            None if !tokens.is_empty() && is_clause(text) => break,
            None => {
                tokens.push(bold_word(line, &part)?);
                words += 1;
            }
        }
    }
    let marked = tokens.iter().filter(|token| token.look == Look::Marked).count();
    let credible = words == 0 || marked == tokens.len() && marked > words + 1;
    (credible && !tokens.is_empty()).then_some(tokens)
}

/// A word of prose in bold, as "**blank**", which is a value among others in bold. `null` is none even there.
fn bold_word(line: &Line, part: &Range<usize>) -> Option<Token> {
    let text = &line.text[part.clone()];
    let shown = bare(text);
    let start = part.start + text.find(shown)?;
    let strong = shown != "null" && line.is_strong(&(start..start + shown.len()));
    if strong { Token::of_item(shown, true) } else { None }
}

/// What stands before quantities.
pub(super) const QUANTITIES: &[&str] = &["one of the following: "];

/// The numbers of quantities, "one of the following: 2 min, 1 hour, and 12 hours", where the description names the field
/// that holds their unit, as `period_unit` does.
pub(super) fn quantities(blocks: &[Block]) -> Option<Found> {
    paragraphs(blocks).map(Line::of).find_map(|line| {
        let from = QUANTITIES.iter().find_map(|lead| Some(line.lower.find(lead)? + lead.len()))?;
        line.lower.split([' ', ',', '.']).find(|word| word.ends_with("_unit"))?;
        let range = from..line.sentence_end(from);
        let whole = line.sentence_around(from).start..range.end;
        let parts = parts(&line.text, range);
        let texts = parts.into_iter().map(|part| line.text[part].trim().trim_end_matches('.'));
        let tokens: Option<Vec<Token>> = texts.filter(|text| !text.is_empty()).map(quantity).collect();
        Some((tokens.filter(|tokens| tokens.len() > 1)?, line.text[whole].trim().to_owned()))
    })
}

/// The number of a quantity.
fn quantity(text: &str) -> Option<Token> {
    let (_, rest) = number::leading(text)?;
    let unit = number::unit(rest).filter(|unit| rest.trim().len() == unit.len());
    unit.and_then(|_| Token::of(text[..text.len() - rest.len()].trim(), false))
}

fn is_clause(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let doubtful = [" if ", " when ", " for "].iter().any(|word| lower.contains(word));
    !doubtful && CLAUSES.iter().any(|clause| lower.starts_with(clause))
}

/// The value of one part, without its brackets or the meaning behind a colon.
fn value(line: &Line, part: &Range<usize>) -> Option<Token> {
    let text = &line.text[part.clone()];
    let text = text.split_once(['(', '\u{ff08}']).map_or(text, |(before, rest)| {
        let closed = rest.trim_end().trim_end_matches('.').ends_with([')', '\u{ff09}']);
        if closed { before } else { text }
    });
    let (text, meaning) = text.split_once(": ").unwrap_or((text, ""));
    // "18:00: 00" is a time with a slip.
    if text.contains(':') && meaning.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let shown = text.trim_matches([' ', '\n', '.', ',', ';']);
    let start = part.start + text.find(shown)?;
    Token::of(text, line.is_strong(&(start..start + shown.len())))
}

/// The parts of a range between commas, "and" and "or" that stand in no brackets.
fn parts(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    const JOINTS: &[&str] =
        &[", and ", ", or ", " and ", " or ", ", ", ",", "; ", ";", " / ", "|", "\u{3001}", "\u{ff0c}"];
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let (mut start, mut at) = (range.start, range.start);
    while at < range.end {
        let rest = &text[at..range.end];
        let joint = JOINTS.iter().find(|joint| depth == 0 && rest.starts_with(**joint));
        // "10,240" between other numbers is one of them.
        let grouped = rest.starts_with(',') && is_thousands(&text[start..at], &rest[1..]);
        if let Some(joint) = joint.filter(|_| !grouped) {
            parts.push(start..at);
            at += joint.len();
            start = at;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        match c {
            '(' | '\u{ff08}' => depth += 1,
            ')' | '\u{ff09}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += c.len_utf8();
    }
    parts.push(start..range.end);
    parts
}

/// Whether a comma between these two is one between thousands.
fn is_thousands(before: &str, after: &str) -> bool {
    let digits = after.chars().take_while(char::is_ascii_digit).count();
    let ends = |text: &str| !text.is_empty() && text.len() <= 3 && text.chars().all(|c| c.is_ascii_digit());
    ends(before.trim()) && digits == 3 && after[digits..].starts_with([',', '.', ' ']) && !after.starts_with("000")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    fn texts(text: &str) -> Vec<String> {
        let run = Run { text: text.to_owned(), strong: false, link: None };
        let text = Text { runs: vec![run], line: 1 };
        let line = Line::of(&text);
        values(&line, 0).unwrap_or_default().into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn lists_of_words_are_parted_whatever_joins_them() {
        assert_eq!(texts("TCP, UDP, and HTTP. More."), ["TCP", "UDP", "HTTP"]);
        assert_eq!(texts("ASC (ascending order) or DESC (descending, that is)."), ["ASC", "DESC"]);
        assert_eq!(texts("A,B;C"), ["A", "B", "C"]);
        assert_eq!(texts("on or off, which means that it stands still"), ["on", "off"]);
        assert_eq!(texts("0: it is on; 1: it is off"), ["0", "1"]);
        assert_eq!(texts("\"in doubt\" or \"not\""), ["in doubt", "not"]);
    }

    #[test]
    fn a_bold_word_of_prose_is_a_value_among_others_in_bold() {
        let texts = |words: &[&str]| {
            let run = |text: &str, strong| Run { text: text.to_owned(), strong, link: None };
            let runs = words.iter().flat_map(|word| [run(word, true), run(", ", false)]).collect();
            let tokens = values(&Line::of(&Text { runs, line: 1 }), 0).unwrap_or_default();
            tokens.into_iter().map(|token| token.text).collect::<Vec<_>>()
        };
        assert_eq!(texts(&["tree", "rock", "blank"]), ["tree", "rock", "blank"]);
        assert_eq!(texts(&["empty", "tree"]), Vec::<String>::new());
        assert_eq!(texts(&["tree", "rock", "null"]), Vec::<String>::new());
    }

    #[test]
    fn quantities_are_numbers_where_another_field_holds_the_unit() {
        let numbers = |text: &str| {
            let run = Run { text: text.to_owned(), strong: false, link: None };
            let blocks = [Block::Paragraph(Text { runs: vec![run], line: 1 })];
            let tokens = quantities(&blocks).map(|(tokens, _)| tokens).unwrap_or_default();
            tokens.into_iter().map(|token| token.text).collect::<Vec<_>>()
        };
        assert_eq!(
            numbers("With time_unit it is one of the following: 2 min, 1 hour, and 12 hours."),
            ["2", "1", "12"]
        );
        assert_eq!(numbers("It is one of the following: 2 min, 1 hour, and 12 hours."), Vec::<String>::new());
        assert_eq!(numbers("With time_unit it is one of the following: 2 trees or 1 hour."), Vec::<String>::new());
    }

    #[test]
    fn a_list_may_stand_in_one_line() {
        let words = |text: &str| {
            let run = Run { text: text.to_owned(), strong: false, link: None };
            let text = Text { runs: vec![run], line: 1 };
            let line = Line::of(&text);
            dashed(&line, 0).unwrap_or_default().into_iter().map(|token| token.text).collect::<Vec<_>>()
        };
        assert_eq!(words("- 0: cold - 1: warm, as it is - 2"), ["0", "1", "2"]);
        assert_eq!(words("- A: cold - and what else there is"), Vec::<String>::new());
        assert_eq!(words("A: cold - warm"), Vec::<String>::new());
    }

    #[test]
    fn a_part_that_is_no_value_spoils_the_list() {
        assert_eq!(texts("A, B, or what you like"), Vec::<String>::new());
        assert_eq!(texts("letters, digits, and underscores"), Vec::<String>::new());
        assert_eq!(texts("A or B if you like"), Vec::<String>::new());
        assert_eq!(texts("10:00:00 or 18:00: 00"), Vec::<String>::new());
    }
}
