//! The text that a scalar stands for, and where each of its bytes comes from (YAML 1.2.2 chapters 7.3 and 8.1).
//!
//! The parser says what a scalar stands for and not how it came to that. So this reads it once more when a finding
//! needs a place in it; where the two differ, the place is that of the scalar.

use saphyr_parser::ScalarStyle;

/// The text of a scalar.
#[derive(Debug, Default)]
pub(super) struct Content {
    text: String,
    /// For each byte of the text the byte of the source.
    sources: Vec<usize>,
}

impl Content {
    #[cfg(test)]
    fn text(&self) -> &str {
        &self.text
    }

    /// Takes the text out.
    pub(super) fn take_text(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// The byte of the source that gave the byte at `offset` of the text.
    pub(super) fn source(&self, offset: usize) -> Option<usize> {
        self.sources.get(offset).copied()
    }

    /// The byte of the text that comes from the byte at `source`.
    pub(super) fn offset(&self, source: usize) -> Option<usize> {
        self.sources.binary_search(&source).ok().map(|at| {
            // Of a character of several bytes, the first.
            self.sources[..at].iter().rposition(|other| *other != source).map_or(0, |before| before + 1)
        })
    }

    fn push(&mut self, character: char, source: usize) {
        self.text.push(character);
        self.sources.resize(self.text.len(), source);
    }

    /// Takes back the blanks that were put down last, but none before `length`.
    fn trim(&mut self, length: usize) {
        let kept = self.text.trim_end_matches([' ', '\t']).len().max(length);
        self.text.truncate(kept);
        self.sources.truncate(kept);
    }
}

/// Reads the scalar that `source` begins with, behind its anchor and tag if it has any. `column` is where it begins.
pub(super) fn content(source: &str, style: ScalarStyle, column: usize) -> Content {
    let start = properties(source);
    match style {
        ScalarStyle::Plain => flow(source, start, None),
        ScalarStyle::SingleQuoted => flow(source, start + 1, Some('\'')),
        ScalarStyle::DoubleQuoted => flow(source, start + 1, Some('"')),
        ScalarStyle::Literal | ScalarStyle::Folded => block(source, start, style == ScalarStyle::Folded, column),
    }
}

/// How long the anchor and the tag are.
fn properties(source: &str) -> usize {
    let mut at = 0;
    while source[at..].starts_with(['!', '&']) {
        let rest = &source[at..];
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        at += rest.len() - rest[end..].trim_start().len();
    }
    at
}

/// A scalar that may be quoted and goes on over lines: one line break is a blank, more are one less.
fn flow(source: &str, start: usize, quote: Option<char>) -> Content {
    let mut out = Content::default();
    // Blanks that are escaped, or stand before this, are kept at the end of a line.
    let mut kept = 0;
    let mut at = start;
    while let Some(c) = source.get(at..).and_then(|rest| rest.chars().next()) {
        match c {
            '\'' if quote == Some('\'') && source[at + 1..].starts_with('\'') => {
                out.push('\'', at);
                at += 2;
            }
            _ if quote == Some(c) => break,
            '\\' if quote == Some('"') => {
                at += escape(&mut out, source, at);
                kept = out.text.len();
            }
            '\n' | '\r' => {
                out.trim(kept);
                let rest = &source[at..];
                let space = rest.len() - rest.trim_start().len();
                let breaks = rest[..space].matches('\n').count();
                if breaks <= 1 {
                    out.push(' ', at);
                }
                for _ in 1..breaks {
                    out.push('\n', at);
                }
                kept = out.text.len();
                at += space;
            }
            _ => {
                out.push(c, at);
                at += c.len_utf8();
            }
        }
    }
    out
}

/// Reads the escape at `at` and says how long it is.
fn escape(out: &mut Content, source: &str, at: usize) -> usize {
    let rest = &source[at + 1..];
    let Some(c) = rest.chars().next() else { return 1 };
    let digits = match c {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        '\r' | '\n' => return 1 + rest.len() - rest.trim_start().len(),
        _ => {
            out.push(escaped(c), at);
            return 1 + c.len_utf8();
        }
    };
    let code = rest.get(1..=digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    out.push(code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER), at);
    2 + digits
}

fn escaped(c: char) -> char {
    match c {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        other => other,
    }
}

/// A block scalar. Where it has no tag, the source begins with its first line, at its indentation.
fn block(source: &str, start: usize, folded: bool, column: usize) -> Content {
    let mut out = Content::default();
    let headed = start > 0;
    let mut at = if headed { source[start..].find('\n').map_or(source.len(), |end| start + end + 1) } else { 0 };
    let indent = if headed { indentation(&source[at..]) } else { column };
    let mut first = !headed;
    let mut previous = None;
    for line in source[at..].split_inclusive('\n') {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        let skip = if std::mem::take(&mut first) { 0 } else { indent.min(blanks) };
        let text = line[skip..].trim_end_matches(['\r', '\n']);
        // A break between two lines at the indentation folds to a blank.
        let plain = !text.is_empty() && !text.starts_with([' ', '\t']);
        if folded && plain && previous == Some(true) && out.text.ends_with('\n') {
            out.trim(0);
            out.text.pop();
            let source = out.sources.pop().unwrap_or(at);
            out.push(' ', source);
        }
        for (offset, c) in text.char_indices() {
            out.push(c, at + skip + offset);
        }
        out.push('\n', at + skip + text.len());
        previous = Some(plain);
        at += line.len();
    }
    out
}

/// The indentation of the first line that has text.
fn indentation(lines: &str) -> usize {
    let line = lines.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    line.len() - line.trim_start_matches(' ').len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use saphyr_parser::{Event, Parser};

    /// What the parser says, and what is read here, of the one scalar behind `k: `.
    fn both(text: &str) -> (String, Content) {
        let mut parser = Parser::new_from_str(text);
        let mut scalar = None;
        while let Some(Ok((event, span))) = parser.next_event() {
            if let Event::Scalar(value, style, ..) = event {
                scalar = Some((value.into_owned(), style, span));
            }
        }
        let (value, style, span) = scalar.expect("a scalar");
        let offset = |index: usize| text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(index);
        let (start, end) = (offset(span.start.index()), offset(span.end.index()));
        let source = &text[start.expect("in the text")..end.expect("in the text")];
        (value, content(source, style, span.start.col()))
    }

    #[test]
    fn scalars_of_every_style_are_read_as_the_parser_does() {
        for text in [
            "k: plain text",
            "k: plain\n  text goes\n\n\n  on",
            "k: 'it''s  \n   here'",
            "k: ''",
            "k: \"a\\n\\\"\\u00e4\\x41\\U0001F600\\t\\\\ \\\n   b \\  \n  c\\ \n\n  d\"",
            "k: &a !!str \"x\"",
            "k: !!str plain",
            "k: |\n  {\n    \"a\": 1\n  }\n",
            "k: !!str |\n  {\n    \"a\": 1\n\n  }\n",
            "k: \"\u{e4}\u{1F600}b\"",
        ] {
            let (value, content) = both(text);
            assert_eq!(content.text(), value, "{text}");
        }
    }

    #[test]
    fn folded_blocks_agree_up_to_their_end() {
        for text in ["k: >\n  {\"a\":\n  1}\n", "k: >-\n  a\n  b\n    c\n  d\n"] {
            let (value, content) = both(text);
            assert_eq!(content.text().trim_end(), value.trim_end(), "{text}");
        }
    }

    #[test]
    fn every_byte_comes_from_where_it_stands() {
        let source = "\"{\\\"a\\\":\n   1}\"";
        let content = content(source, ScalarStyle::DoubleQuoted, 0);
        assert_eq!(content.text(), "{\"a\": 1}");
        assert_eq!(content.source(6), source.find('1'));
    }
}
