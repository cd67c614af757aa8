//! From the text of an example to lexemes of JSON.

use super::{Flaw, FlawKind};

/// A piece of JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// `{` or `[`.
    Open(char),
    /// `}` or `]`.
    Close(char),
    Comma,
    Colon,
    /// A string, as JSON writes it.
    Text(String),
    /// A number, `true`, `false` or `null`, as JSON writes it.
    Literal(String),
    /// Anything else.
    Word(String),
    Ellipsis,
}

/// A token and the byte at which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) token: Token,
    pub(super) at: usize,
}

/// Parts a text into lexemes and names the flaws that show in single ones.
pub(super) fn scan(text: &str) -> (Vec<Lexeme>, Vec<Flaw>) {
    let mut scanner = Scanner { text, at: 0, lexemes: Vec::new(), flaws: Vec::new() };
    while let Some(c) = scanner.peek() {
        scanner.lexeme(c);
    }
    (scanner.lexemes, scanner.flaws)
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    lexemes: Vec<Lexeme>,
    flaws: Vec<Flaw>,
}

impl Scanner<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn push(&mut self, token: Token, length: usize) {
        self.lexemes.push(Lexeme { token, at: self.at });
        self.at += length;
    }

    fn flaw(&mut self, kind: FlawKind) {
        self.flaws.push(Flaw { kind, at: self.at });
    }

    fn lexeme(&mut self, c: char) {
        let width = c.len_utf8();
        match c {
            _ if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}') => self.at += width,
            '{' | '[' => self.push(Token::Open(c), width),
            '}' | ']' => self.push(Token::Close(c), width),
            ',' => self.push(Token::Comma, width),
            ':' => self.push(Token::Colon, width),
            '\u{ff0c}' | '\u{ff1a}' => {
                self.flaw(FlawKind::WideSign);
                self.push(if c == '\u{ff0c}' { Token::Comma } else { Token::Colon }, width);
            }
            '"' => self.string('"', width),
            '\'' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' => {
                self.flaw(FlawKind::Quotes);
                self.string(c, width);
            }
            '#' => self.comment("\n"),
            '/' if self.rest().starts_with("//") => self.comment("\n"),
            '/' if self.rest().starts_with("/*") => self.comment("*/"),
            '.' | '\u{2026}' if self.is_ellipsis() => {
                let length = self.rest().find(|c| !matches!(c, '.' | '\u{2026}')).unwrap_or(self.rest().len());
                self.flaw(FlawKind::Ellipsis);
                self.push(Token::Ellipsis, length);
            }
            _ => self.word(),
        }
    }

    fn is_ellipsis(&self) -> bool {
        self.rest().starts_with("...") || self.rest().starts_with('\u{2026}')
    }

    fn comment(&mut self, end: &str) {
        self.flaw(FlawKind::Comment);
        let length = self.rest().find(end).map_or(self.rest().len(), |at| at + end.len());
        self.at += length;
    }

    /// A string in any quotation marks, rewritten as JSON has it.
    fn string(&mut self, open: char, width: usize) {
        let body = &self.text[self.at + width..];
        let closes = |c: char| match open {
            '"' => c == '"',
            '\'' => c == '\'',
            '\u{2018}' | '\u{2019}' => matches!(c, '\u{2018}' | '\u{2019}' | '\''),
            _ => matches!(c, '\u{201c}' | '\u{201d}' | '"'),
        };
        let mut literal = String::from('"');
        let mut kind = None;
        let mut characters = body.char_indices();
        let end = loop {
            let Some((at, c)) = characters.next() else {
                kind = Some(FlawKind::OpenString);
                break body.len();
            };
            match c {
                _ if closes(c) => break at + c.len_utf8(),
                '\n' | '\r' if ends_with_line(&body[..at], &body[at..]) => {
                    kind = Some(FlawKind::OpenString);
                    // The comma behind the string was read as part of it.
                    let text = literal.trim_end().trim_end_matches(',').to_owned();
                    let cut = literal.len() - text.len();
                    literal = text;
                    break at - cut;
                }
                '\\' => {
                    let next = characters.next().map(|(_, next)| next);
                    kind = kind.or(escape(next, &mut literal));
                }
                '"' => literal.push_str("\\\""),
                '\n' => {
                    kind = Some(FlawKind::LineBreak);
                    literal.push_str("\\n");
                }
                '\r' => {}
                c if c.is_control() => {
                    kind = Some(FlawKind::LineBreak);
                    literal.push(' ');
                }
                c => literal.push(c),
            }
        };
        literal.push('"');
        if let Some(kind) = kind {
            self.flaw(kind);
        }
        self.push(Token::Text(literal), width + end);
    }

    /// A run of characters that are no sign of JSON.
    fn word(&mut self) {
        let is_end = |c: char| c.is_whitespace() || "{}[],:\"\u{ff0c}\u{ff1a}\u{201c}\u{201d}".contains(c);
        let rest = self.rest();
        let word = &rest[..rest.find(is_end).unwrap_or(rest.len())];
        let length = word.len();
        let foreign = match word {
            "True" | "TRUE" => Some("true"),
            "False" | "FALSE" => Some("false"),
            "None" | "NULL" | "Null" | "undefined" | "nil" => Some("null"),
            _ => None,
        };
        let token = match foreign {
            Some(literal) => Token::Literal(literal.to_owned()),
            None if serde_json::from_str::<serde_json::Value>(word).is_ok() => Token::Literal(word.to_owned()),
            None => Token::Word(word.to_owned()),
        };
        if foreign.is_some() {
            self.flaw(FlawKind::ForeignLiteral);
        }
        self.push(token, length);
    }
}

/// Whether a string ends with its line although nothing closes it: a comma ends the line, or the next one begins with
/// a name or a closing bracket.
fn ends_with_line(before: &str, behind: &str) -> bool {
    let next = behind.trim_start();
    let closes = next.starts_with(['}', ']']);
    let names = next.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    let names = names.is_some_and(|(_, rest)| rest.trim_start().starts_with(':'));
    (before.trim_end().ends_with(',') && names) || closes
}

/// Writes what a backslash and the character behind it stand for.
fn escape(next: Option<char>, literal: &mut String) -> Option<FlawKind> {
    match next {
        Some(next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => {
            literal.push('\\');
            literal.push(next);
            None
        }
        Some('\'') => {
            literal.push('\'');
            Some(FlawKind::Backslash)
        }
        Some(next) => {
            literal.push_str("\\\\");
            literal.push(if next.is_control() { ' ' } else { next });
            Some(FlawKind::Backslash)
        }
        None => Some(FlawKind::OpenString),
    }
}
