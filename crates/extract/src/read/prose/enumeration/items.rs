//! Values at the beginning of list items or paragraphs: "**on**: it is on", "1 - first", "off indicates …".

use super::super::{
    default::is_default,
    line::Line,
    sentence::paragraphs,
    token::{Look, Token},
    wordings::Wordings,
};
use crate::page::Block;
use std::{ops::Range, sync::LazyLock};

/// Verbs between a value and its meaning.
pub(super) const MEANINGS: &[&str] = &[
    "indicates",
    "means",
    "represents",
    "specifies",
    "refers to",
    "stands for",
    "denotes",
    "indicate",
    "corresponds to",
    "is used",
];

/// The value of an item, and whether the item says what it means.
pub(super) struct Item {
    pub(super) token: Token,
    pub(super) explained: bool,
}

/// How the items of a list are to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// Nothing announces values: each must be one word.
    None,
    /// Values are announced: a few of them may be of several words.
    Announced,
    /// The list enumerates: items without a meaning are values as they stand.
    Enumerated,
}

/// The values with which all items of a list begin.
pub(super) fn of_list(items: &[Vec<Block>], trust: Trust) -> Option<Vec<Item>> {
    let lines: Vec<Line> = items.iter().filter_map(|item| paragraphs(item).next()).map(Line::of).collect();
    let (remarks, lines): (Vec<&Line>, Vec<&Line>) =
        lines.iter().filter(|line| !is_aside(line)).partition(|line| is_remark(line));
    if trust == Trust::Enumerated {
        let tokens: Option<Vec<Token>> = lines.iter().map(|line| Token::verbatim(&line.text)).collect();
        if let Some(tokens) = tokens.filter(|tokens| !tokens.is_empty()) {
            return Some(tokens.into_iter().map(|token| Item { token, explained: false }).collect());
        }
    }
    let mut read: Vec<Item> = Vec::new();
    let mut of_words = 0_usize;
    // "The value is gold." behind some meanings, but not behind others, tells of parts of a whole.
    let behind = lines.iter().filter(|line| behind(line).is_some()).count();
    if behind > 0 && behind < lines.len() || lines.iter().any(|line| is_part(line)) {
        return None;
    }
    for line in &lines {
        if let Some(numbers) = numbered(line) {
            read.extend(numbers.into_iter().map(|token| Item { token, explained: true }));
        } else if let Some(item) = of_line(line) {
            read.push(item);
        } else {
            let text = line.text.split(": ").next().unwrap_or_default();
            read.push(Item { token: Token::phrase(text)?, explained: line.text.contains(": ") });
            of_words += 1;
        }
    }
    let explained = read.len() > 1 && read.iter().all(|item| item.explained);
    if !remarks.is_empty() && !explained {
        return None;
    }
    let credible = of_words == 0 || (trust != Trust::None && of_words * 3 <= read.len());
    (credible && !read.is_empty()).then_some(read)
}

/// The numbers of a line that holds several items: "0: cold - 1: warm".
fn numbered(line: &Line) -> Option<Vec<Token>> {
    let number = |piece: &str| {
        let (number, _) = piece.split_once(": ")?;
        number.parse::<u32>().ok().and_then(|_| Token::of_item(number, false))
    };
    let numbers: Option<Vec<Token>> = line.text.split(" - ").map(number).collect();
    numbers.filter(|numbers| numbers.len() > 1)
}

/// Lines in a list of values that are about the values, not one of them.
fn is_aside(line: &Line) -> bool {
    const ASIDES: &[&str] = &["default value", "the default", "note:", "for details", "for example", "note that"];
    ASIDES.iter().any(|words| line.lower.starts_with(words))
}

/// Whether a line is a sentence about values that others explain.
fn is_remark(line: &Line) -> bool {
    const OPENINGS: &[&str] = &["when ", "if ", "the ", "this ", "for "];
    let opens = OPENINGS.iter().any(|opening| line.lower.starts_with(opening)) && !line.lower.starts_with("the value ");
    opens && line.text.ends_with('.') && !line.text.contains(": ") && line.text.split(' ').count() > 4
}

/// Whether an item of a list begins with a value.
pub(super) fn begins_with_value(item: &[Block]) -> bool {
    paragraphs(item).next().map(Line::of).is_some_and(|line| !is_default(&line.text) && of_line(&line).is_some())
}

/// Whether a line names a part of the value and says what that can be, or a sign that is the value itself.
fn is_part(line: &Line) -> bool {
    let ranged = line.lower.contains(": the value range");
    let sign = line.text.split_once(" (").is_some_and(|(_, rest)| {
        let inner = rest.trim_end_matches(['.', ';']).trim_end_matches(')');
        !inner.is_empty() && !inner.contains(char::is_alphanumeric)
    });
    ranged || sign
}

/// The value with which a line begins, if it begins with one.
pub(super) fn of_line(line: &Line) -> Option<Item> {
    let text = &*line.text;
    if ["\"\":", "empty string:"].iter().any(|nothing| line.lower.starts_with(nothing)) {
        return Some(Item { token: Token::nothing(), explained: true });
    }
    if let Some(token) = behind(line) {
        return Some(Item { token, explained: true });
    }
    let (end, explained) = split(line)?;
    // "Dots (.) are allowed": a sign in brackets is what the word before it names.
    if line.lower.starts_with("the value range") || is_sign(&text[end..]) {
        return None;
    }
    let start = if line.lower.starts_with("the value ") { "the value ".len() } else { 0 };
    let shown = text.get(start..end)?.trim_end().trim_end_matches([':', '.', ',', ';', '\u{ff1a}']);
    let strong = line.is_strong(&(start..start + shown.len()));
    let token = Token::of_item(shown, strong)?;
    // A phrase in bold is more likely a heading than a value.
    (token.look != Look::Marked || !token.text.contains(' ') || explained).then_some(Item { token, explained })
}

/// Whether a text begins with a sign in brackets.
fn is_sign(text: &str) -> bool {
    let inner = text.strip_prefix(" (").and_then(|rest| rest.split_once(')'));
    inner.is_some_and(|(inner, _)| !inner.is_empty() && !inner.contains(char::is_alphanumeric))
}

/// "Public image: The value is gold.": the value behind the meaning.
fn behind(line: &Line) -> Option<Token> {
    let at = line.lower.find(": the value is ")?;
    let start = at + ": the value is ".len();
    let shown = line.text[start..].trim_end_matches('.');
    Token::of(shown, line.is_strong(&(start..start + shown.len())))
}

/// What parts a value from its meaning.
const PARTINGS: &[&str] =
    &[": ", "\u{ff1a}", " (", "\u{ff08}", " - ", " \u{2013} ", " \u{2014} ", ":\n", " : ", "; ", " = "];

/// The verbs, to be looked for at once.
static VERBS: LazyLock<Wordings<()>> = LazyLock::new(|| Wordings::new([((), MEANINGS)]));

/// Where the value ends, and whether its meaning follows.
fn split(line: &Line) -> Option<(usize, bool)> {
    let text = &*line.text;
    let word = text.trim_end_matches(['.', ',', ';', ':', '\u{ff1a}']);
    if !word.contains(char::is_whitespace) {
        // "network:dhcp" is one word; where a meaning follows the colon there is a blank.
        return Some((word.len(), false));
    }
    let parting = PARTINGS.iter().filter_map(|parting| text.find(parting)).min();
    let is_alone = |at: &Range<usize>| line.lower[..at.start].ends_with(' ') && line.lower[at.end..].starts_with(' ');
    let verbs = VERBS.occurrences(&line.lower).map(|((), at)| at).filter(is_alone);
    let verb = verbs.map(|at| at.start - 1).min();
    let colon = text.find(':').filter(|at| !text[..*at].contains(' '));
    let comma = text.find([',', '.']).filter(|at| text[*at + 1..].starts_with(' ') && !text[..*at].contains(' '));
    [parting, verb].into_iter().flatten().min().or(colon).or(comma).map(|end| (end, true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    fn token(text: &str) -> Option<String> {
        let run = Run { text: text.to_owned(), strong: false, link: None };
        of_line(&Line::of(&Text { runs: vec![run], line: 1 })).map(|item| item.token.text)
    }

    #[test]
    fn the_value_of_a_line_is_found_whatever_parts_it_from_its_meaning() {
        for text in [
            "on: it is on",
            "on",
            "on (it is on)",
            "on - it is on",
            "on \u{2013} it is on",
            "on indicates that it is on",
            "on means yes",
            "\"on\": it is",
            "on, which is on",
            "on:it is on",
            "The value on indicates that it is on",
        ] {
            assert_eq!(token(text).as_deref(), Some("on"), "{text}");
        }
        assert_eq!(token("Public image: The value is gold.").as_deref(), Some("gold"));
        assert_eq!(token("network:dhcp: an address").as_deref(), Some("network:dhcp"));
    }

    #[test]
    fn an_item_may_hold_several_numbers() {
        let list = |texts: &[&str]| {
            let item = |text: &&str| {
                let run = Run { text: (*text).to_owned(), strong: false, link: None };
                vec![Block::Paragraph(Text { runs: vec![run], line: 1 })]
            };
            let items: Vec<Vec<Block>> = texts.iter().map(item).collect();
            let items = of_list(&items, Trust::Announced).unwrap_or_default();
            items.into_iter().map(|item| item.token.text).collect::<Vec<_>>()
        };
        assert_eq!(list(&["0: cold - 1: warm", "2: hot"]), ["0", "1", "2"]);
        assert_eq!(list(&["0: cold - as it is", "1: hot"]), ["0", "1"]);
    }

    #[test]
    fn prose_is_no_value() {
        for text in [
            "It must be unique.",
            "The value range specifies what is known",
            "Letters only: a to z.",
            "Example: a",
            "Dots (.) are allowed.",
            "This means that it is on",
            "",
        ] {
            assert_eq!(token(text), None, "{text}");
        }
    }
}
