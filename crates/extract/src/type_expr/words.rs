//! The words and signs of type cells, and what words mean by themselves.

use super::Scalar;

/// The words for scalars, lower case and without a plural s.
pub(super) const SCALARS: &[(&str, Scalar)] = &[
    ("string", Scalar::String),
    ("str", Scalar::String),
    ("enum", Scalar::String),
    ("uuid", Scalar::String),
    ("date", Scalar::String),
    ("datetime", Scalar::String),
    ("timestamp", Scalar::String),
    ("integer", Scalar::Int32),
    ("int", Scalar::Int32),
    ("int32", Scalar::Int32),
    ("short", Scalar::Int32),
    ("long", Scalar::Int64),
    ("int64", Scalar::Int64),
    ("biginteger", Scalar::Int64),
    ("bigint", Scalar::Int64),
    ("tinyint", Scalar::Int32),
    ("text", Scalar::String),
    ("float", Scalar::Float),
    ("float32", Scalar::Float),
    ("float64", Scalar::Double),
    ("double", Scalar::Double),
    ("number", Scalar::Double),
    ("bigdecimal", Scalar::Double),
    ("boolean", Scalar::Boolean),
    ("bool", Scalar::Boolean),
    ("uint32", Scalar::Int64),
    ("uint64", Scalar::Int64),
    ("file", Scalar::Binary),
];

/// Scalars of two words, lower case.
pub(super) const PAIRS: &[(&str, &str, Scalar)] = &[
    ("long", "integer", Scalar::Int64),
    ("unix", "timestamp", Scalar::Int64),
    ("floating", "number", Scalar::Double),
    ("floating-point", "number", Scalar::Double),
    ("json", "string", Scalar::String),
    ("base64", "string", Scalar::String),
    ("character", "string", Scalar::String),
];

/// The scalar that a single word names, in any case and perhaps in the plural.
pub(super) fn scalar(word: &str) -> Option<Scalar> {
    let stem = word.strip_suffix(['s', 'S']).unwrap_or(word);
    SCALARS.iter().find(|(name, _)| name.eq_ignore_ascii_case(stem)).map(|(_, scalar)| *scalar)
}

/// A word or a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    Sign(char),
}

/// The words and signs of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if matches!(c, '<' | '>' | '[' | ']' | '(' | ')' | ',' | '/' | '|') || c.is_whitespace() {
            if !word.is_empty() {
                tokens.push(Token::Word(std::mem::take(&mut word)));
            }
            if !c.is_whitespace() {
                tokens.push(Token::Sign(c));
            }
        } else {
            word.push(c);
        }
    }
    if !word.is_empty() {
        tokens.push(Token::Word(word));
    }
    tokens
}

/// A word in lower case, without a plural s.
pub(super) fn singular(word: &str) -> String {
    let lower = word.to_lowercase();
    match lower.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') => stem.to_owned(),
        _ => lower,
    }
}
