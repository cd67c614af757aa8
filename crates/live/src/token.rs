//! The token: sent in one header, and masked wherever a server sends it back.

use crate::address;
use driftline_finding::Redactor;
use std::fmt;

/// The header that carries the token.
pub(crate) const HEADER: &str = "X-Auth-Token";

/// The shortest token that is looked for in answers: a shorter word stands in too many texts by chance.
const DISTINCT: usize = 8;

/// A secret that opens the API. It prints as nothing but its presence.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token {
    text: String,
    /// How it may be spelled in an answer, longest first; empty for a token that is not distinct.
    spellings: Vec<String>,
}

impl Token {
    /// Wraps a token. White space around it is taken for the accident that it is.
    pub(crate) fn new(text: &str) -> Token {
        let text = text.trim().to_owned();
        let mut spellings = Vec::new();
        if text.chars().count() >= DISTINCT {
            let literal = serde_json::Value::from(text.as_str()).to_string();
            let escaped = literal.trim_matches('"').to_owned();
            spellings = vec![
                text.clone(),
                escaped.replace('/', "\\/"),
                escaped,
                address::encoded(&text),
                text.replace('/', "\\/"),
            ];
            spellings.sort_by_key(|spelling| std::cmp::Reverse(spelling.len()));
            spellings.dedup();
        }
        Token { text, spellings }
    }

    /// The token itself: for the header only.
    pub(crate) fn reveal(&self) -> &str {
        &self.text
    }

    /// The token as outputs may show it.
    pub(crate) fn mask(&self) -> String {
        Redactor::default().mask(&self.text)
    }

    /// `text` with every spelling of the token masked.
    pub(crate) fn scrub(&self, text: String) -> String {
        let known = self.spellings.iter().filter(|spelling| !spelling.is_empty());
        known.fold(text, |text, spelling| {
            if text.contains(spelling.as_str()) { text.replace(spelling.as_str(), &self.mask()) } else { text }
        })
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_the_token_is_masked() {
        let token = Token::new(" Ab/1\"x+9z\n");
        for text in ["Ab/1\"x+9z", "{\"t\":\"Ab/1\\\"x+9z\"}", "{\"t\":\"Ab\\/1\\\"x+9z\"}", "?t=Ab%2F1%22x%2B9z"] {
            let scrubbed = token.scrub(text.to_owned());
            assert!(scrubbed.contains("Aa*0*a*0a") && !scrubbed.contains("9z"), "{scrubbed}");
        }
        assert_eq!(format!("{token:?}"), "Token(…)");
    }

    #[test]
    fn a_short_token_spoils_no_answer() {
        assert_eq!(Token::new("test").scrub("latest".to_owned()), "latest");
    }
}
