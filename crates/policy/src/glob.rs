//! Patterns of names and paths.

use std::fmt;

/// A pattern in which `*` is any run of characters but `/`, and `**` any run at all. All else is itself.
///
/// ```
/// use driftline_policy::Glob;
/// assert!(Glob::new("Show*").matches("ShowNotebook"));
/// assert!(Glob::new("/v1/*/notebooks/**").matches("/v1/{project_id}/notebooks/{id}/lease"));
/// assert!(!Glob::new("/v1/*").matches("/v1/a/b"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob {
    text: String,
    parts: Vec<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    One(char),
    /// Any run without a slash.
    InSegment,
    /// Any run.
    Any,
}

impl Glob {
    /// The pattern that is written so. Every text is one.
    pub fn new(text: &str) -> Glob {
        let mut parts = Vec::new();
        for c in text.chars() {
            match (c, parts.last()) {
                ('*', Some(Part::InSegment | Part::Any)) => {
                    parts.pop();
                    parts.push(Part::Any);
                }
                ('*', _) => parts.push(Part::InSegment),
                _ => parts.push(Part::One(c)),
            }
        }
        Glob { text: text.to_owned(), parts }
    }

    /// Whether all of `text` is as the pattern says. The time is that of the product of both lengths at most.
    pub fn matches(&self, text: &str) -> bool {
        // reached[n]: the parts so far can end before the character n.
        let text: Vec<char> = text.chars().collect();
        let mut reached = vec![false; text.len() + 1];
        reached[0] = true;
        for part in &self.parts {
            let mut next = vec![false; text.len() + 1];
            for at in 0..=text.len() {
                let before = at.checked_sub(1);
                next[at] = match part {
                    Part::One(c) => before.is_some_and(|before| reached[before] && text[before] == *c),
                    Part::InSegment => reached[at] || before.is_some_and(|before| next[before] && text[before] != '/'),
                    Part::Any => reached[at] || before.is_some_and(|before| next[before]),
                };
            }
            reached = next;
        }
        reached[text.len()]
    }
}

impl fmt::Display for Glob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stop_at_slashes_and_pairs_of_them_do_not() {
        for (glob, text, expected) in [
            ("", "", true),
            ("", "a", false),
            ("a", "a", true),
            ("*", "", true),
            ("*", "a/b", false),
            ("**", "a/b", true),
            ("***", "a/b", true),
            ("/v1/*/things", "/v1/{project_id}/things", true),
            ("/v1/*/things", "/v1/a/b/things", false),
            ("/v1/**/things", "/v1/a/b/things", true),
            ("*Thing*", "ListThings", true),
            ("List*s", "ListThing", false),
            ("a?c", "abc", false),
            ("ä*", "äö", true),
        ] {
            assert_eq!(Glob::new(glob).matches(text), expected, "{glob} {text}");
        }
    }
}
