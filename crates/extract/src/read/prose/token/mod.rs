//! What can be a value that the API takes or gives, and how plainly a text writes it as one.

mod words;

use words::{ARTICLES, KINDS, LABELS, OPERATORS, PROSE};

/// A value as a description writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) look: Look,
}

/// How much a word looks like a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    /// A word in lower case, which might be prose.
    Plain,
    /// Capitals, digits or underscores.
    Coded,
    /// Bold or quoted.
    Marked,
}

impl Token {
    /// The value that `text` is, if it is one; `strong` says whether all of it is bold.
    pub(super) fn of(text: &str, strong: bool) -> Option<Token> {
        let inner = bare(text);
        let quoted = is_quoted(text);
        if is_range(inner) || is_alternative(inner) || inner.is_empty() || inner.contains('\n') {
            return None;
        }
        let look = if strong || quoted { Look::Marked } else { look(inner) };
        let single = is_token(inner) || OPERATORS.contains(&inner);
        let phrase = look == Look::Marked && is_phrase(inner);
        ((single || phrase) && (quoted || !is_prose(inner))).then(|| Token { text: inner.to_owned(), look })
    }

    /// The value that an item of a list of values begins with: there, only a label is none.
    pub(super) fn of_item(text: &str, strong: bool) -> Option<Token> {
        let inner = bare(text);
        // In capitals even such a word is a value: `IT` among countries.
        let spoken = !is_capitals(inner) && ARTICLES.contains(&inner.to_ascii_lowercase().as_str());
        let plain = Token::of(&format!("'{inner}'"), strong)?;
        let look = if strong || is_quoted(text) { Look::Marked } else { look(inner) };
        let phrase = inner.contains(' ') && look != Look::Marked;
        (!spoken && !phrase && !LABELS.contains(&inner)).then_some(Token { look, ..plain })
    }

    /// Whether the token has a part that stands for many: `node-{number}`, `compute:xxx`. `${name}` is a value.
    pub(super) fn is_template(&self) -> bool {
        let brace = self.text.find('{').is_some_and(|at| !self.text[..at].ends_with('$'));
        // "item_id+version_id" are two fields.
        let joined = self.text.contains('_') && self.text.split('+').filter(|part| part.len() > 1).count() > 1;
        brace || joined || self.text.to_ascii_lowercase().contains("xxx")
    }

    /// Whether the token is the form of a date, as `yyyyMMdd`.
    pub(super) fn is_date_form(&self) -> bool {
        self.text.contains("yyyy") || self.text.contains("YYYY")
    }

    /// The empty string.
    pub(super) fn nothing() -> Token {
        Token { text: String::new(), look: Look::Marked }
    }

    /// The whole of `text` as a value, brackets and blanks included.
    pub(super) fn verbatim(text: &str) -> Option<Token> {
        let words = text.split(' ').count();
        let sign = |c| matches!(c, '_' | '-' | '.' | '/' | '+' | '*' | ':' | '#' | '=' | '(' | ')' | ' ');
        let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || sign(c)) && !text.ends_with(['.', ':']);
        let meant = text.contains(": ") || text.contains(" (");
        let credible = plain && !meant && words <= 4 && text.len() <= 64 && !is_range(text) && !LABELS.contains(&text);
        (credible && !text.is_empty()).then(|| Token { text: text.to_owned(), look: look(text) })
    }

    /// A value of up to three words, which is credible only in the company of values of one.
    pub(super) fn phrase(text: &str) -> Option<Token> {
        let inner = bare(text);
        let prose = inner.split(' ').any(|word| is_prose(word) || KINDS.contains(&word));
        (is_phrase(inner) && !prose).then(|| Token { text: inner.to_owned(), look: Look::Plain })
    }
}

fn look(text: &str) -> Look {
    let coded = text.chars().any(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    if coded { Look::Coded } else { Look::Plain }
}

fn is_capitals(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_uppercase())
}

fn is_prose(word: &str) -> bool {
    LABELS.contains(&word)
        || word.ends_with("encoded")
        || !is_capitals(word) && PROSE.contains(&word.to_ascii_lowercase().as_str())
}

/// Whether `text` can be a value that the API takes or gives: one word of letters, digits and a few signs.
pub(super) fn is_token(text: &str) -> bool {
    let sign = |c| matches!(c, '_' | '-' | '.' | '/' | '+' | '*' | ':' | '#' | '@' | '$' | '{' | '}');
    !text.is_empty()
        && text.len() <= 64
        && text.chars().all(|c| c.is_ascii_alphanumeric() || sign(c))
        && text.chars().any(|c| c.is_ascii_alphanumeric())
        && !text.ends_with(['.', ':', '='])
        && !text.starts_with([':', '/'])
}

fn is_phrase(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    (2..=3).contains(&words.len()) && words.iter().all(|word| is_token(word))
}

/// "1-100", "0~5": two numbers that bound a range, or a date; no value.
fn is_range(text: &str) -> bool {
    let number =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '/'));
    ['-', '~', '\u{2013}'].iter().any(|dash| text.split_once(*dash).is_some_and(|(a, b)| number(a) && number(b)))
}

/// "0/false": two ways to write a value, of which it does not say when.
fn is_alternative(text: &str) -> bool {
    ["true", "false"].iter().any(|word| text.ends_with(&format!("/{word}")) || text.starts_with(&format!("{word}/")))
}

const QUOTES: &[char] = &['"', '\'', '`', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}'];

fn is_quoted(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ',', ';']);
    text.chars().count() > 2 && text.starts_with(QUOTES) && text.ends_with(QUOTES)
}

/// `text` without quotes around it and without a full stop or comma behind it.
pub(super) fn bare(text: &str) -> &str {
    text.trim().trim_end_matches(['.', ',', ';']).trim_matches(QUOTES).trim().trim_end_matches(['.', ',', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_prose_in_capitals_is_a_value_of_a_list() {
        assert!(Token::of_item("IT", true).is_some());
        assert!(Token::of_item("It", true).is_none());
    }

    #[test]
    fn values_differ_in_how_plainly_they_are_values() {
        let look = |text, strong| Token::of(text, strong).map(|token| token.look);
        assert_eq!(look("running", false), Some(Look::Plain));
        assert_eq!(look("ACTIVE", false), Some(Look::Coded));
        assert_eq!(look("\u{201c}running\u{201d}", false), Some(Look::Marked));
        assert_eq!(look("Oracle Linux", true), Some(Look::Marked));
        assert_eq!(look(">=", false), Some(Look::Plain));
        assert_eq!(look("network:dhcp", false), Some(Look::Plain));
    }

    #[test]
    fn a_part_that_stands_for_many_makes_a_template() {
        let is_template = |text| Token::of(text, true).is_some_and(|token| token.is_template());
        assert!(is_template("node-{number}") && is_template("compute:xxx") && is_template("tree_id+leaf_id"));
        assert!(!is_template("${port}") && !is_template("compute:aa"));
    }

    #[test]
    fn prose_and_ranges_are_no_values() {
        for text in
            ["letters", "the", "Base64-encoded", "1-65535", "0~5", "Oracle Linux", "", "Example", "a word or two"]
        {
            assert_eq!(Token::of(text, false), None, "{text}");
        }
    }
}
