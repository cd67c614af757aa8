//! Patterns that a description spells out: "Regular expression matching: ^[a-z]+$".

use super::{Stated, sentence::all_paragraphs};
use crate::page::Block;
use regex_syntax::Parser;

/// What must stand before a pattern, so that it is one for the values of this field.
pub(super) const LEADS: &[&str] = &["regular expression matching", "regular expression", "regex"];

/// The one pattern of a description, if it means the same in every dialect of regular expressions.
pub(super) fn read(blocks: &[Block]) -> Option<Stated<String>> {
    let mut found: Vec<Stated<String>> = Vec::new();
    let mut announced = false;
    for paragraph in all_paragraphs(blocks) {
        for line in paragraph.plain().lines().map(str::trim) {
            let lower = line.to_ascii_lowercase();
            let lead = LEADS.iter().find_map(|lead| lower.find(lead).map(|at| at + lead.len()));
            let begins = line.starts_with('^') && announced;
            announced = lead.is_some_and(|end| line[end..].trim_matches([':', ' ']).is_empty());
            let from = if begins { Some(0) } else { lead };
            let pattern = from.and_then(|from| anchored(&line[from..]));
            if let Some(pattern) = pattern {
                found.push(Stated::new(pattern, line));
            }
        }
    }
    found.dedup_by(|a, b| a.value == b.value);
    let only = if found.len() == 1 { found.pop() } else { None };
    only.filter(|stated| is_common(&stated.value))
}

/// The pattern in `text`, from `^` to the `$` that ends the text.
fn anchored(text: &str) -> Option<String> {
    let text = text.trim_start_matches(|c: char| c == ':' || c.is_whitespace() || c.is_ascii_lowercase());
    let text = text.trim_end_matches(['.', ',']);
    (text.starts_with('^') && text.ends_with('$') && !text.ends_with("\\$")).then(|| text.to_owned())
}

/// Whether a pattern compiles, and ECMAScript reads it in the same way: of escapes, those that both know; no look-around,
/// no named group, no nested class.
fn is_common(pattern: &str) -> bool {
    let mut characters = pattern.chars().peekable();
    let mut class = false;
    while let Some(c) = characters.next() {
        match c {
            '\\' => match characters.next() {
                Some('-') if class => {}
                Some(
                    'u' | 'd' | 'D' | 'w' | 'W' | 's' | 'S' | 't' | 'n' | 'r' | '.' | '*' | '+' | '?' | '^' | '$' | '('
                    | ')' | '{' | '}' | '|' | '[' | ']' | '/' | '\\',
                ) => {}
                _ => return false,
            },
            '[' if class => return false,
            '[' => class = true,
            ']' => class = false,
            '(' if !class && characters.peek() == Some(&'?') => return false,
            '&' | '~' if class && characters.peek() == Some(&c) => return false,
            _ => {}
        }
    }
    Parser::new().parse(pattern).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    fn pattern(text: &str) -> Option<String> {
        let run = Run { text: text.to_owned(), strong: false, link: None };
        read(&[Block::Paragraph(Text { runs: vec![run], line: 1 })]).map(|stated| stated.value)
    }

    #[test]
    fn announced_patterns_are_read() {
        assert_eq!(pattern("Name.\nRegular expression matching: ^[a-z_-]+$").as_deref(), Some("^[a-z_-]+$"));
        assert_eq!(pattern("Regular expression:\n^[a-z]$").as_deref(), Some("^[a-z]$"));
        assert_eq!(pattern("It must match the regular expression ^a{1,3}$").as_deref(), Some("^a{1,3}$"));
    }

    #[test]
    fn what_no_engine_or_not_every_engine_reads_is_left_out() {
        for text in [
            "Regular expression matching: ^[a-z$",
            "Regular expression matching: ^(?!x)a$",
            "Regular expression matching: ^\\p{L}$",
            "Special characters: ^!<>=&$",
            "Regular expression matching is supported.",
        ] {
            assert_eq!(pattern(text), None, "{text}");
        }
    }
}
