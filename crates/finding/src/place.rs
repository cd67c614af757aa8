//! Where in a file something stands.

use memchr::memrchr;
use std::{fmt, sync::Arc};

/// A line and a column, both counted from 1; a column counts characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1.
    pub column: u32,
}

impl Position {
    /// The position of the byte at `offset` in `text`. An offset past the end is the end.
    pub fn of(text: &[u8], offset: usize) -> Position {
        let before = &text[..offset.min(text.len())];
        let breaks = bytecount::count(before, b'\n');
        let line_start = if breaks == 0 { 0 } else { memrchr(b'\n', before).map_or(0, |at| at + 1) };
        // A byte `0b10xx_xxxx` continues a UTF-8 sequence and begins no character.
        Position { line: count(breaks + 1), column: count(bytecount::num_chars(&before[line_start..])) + 1 }
    }

    /// This position in a text that itself begins at `start` of a larger one.
    #[must_use]
    pub fn within(self, start: Position) -> Position {
        if self.line == 1 {
            Position { line: start.line, column: start.column.saturating_add(self.column - 1) }
        } else {
            Position { line: start.line.saturating_add(self.line - 1), column: self.column }
        }
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX - 1)
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A file, and where in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file as the user named it; `-` is standard input.
    pub file: Arc<str>,
    /// Where in the file, where that is known.
    pub position: Option<Position>,
}

impl Place {
    /// A place in `file`.
    pub fn at(file: impl Into<Arc<str>>, position: Position) -> Place {
        Place { file: file.into(), position: Some(position) }
    }

    /// The file as a whole.
    pub fn file(file: impl Into<Arc<str>>) -> Place {
        Place { file: file.into(), position: None }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some(position) => write!(f, "{}:{position}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_column_counts_the_characters_before_it(text in "[a\\u{e4}\\u{5b9e}\\u{1f600}]{0,400}") {
            let column = Position::of(text.as_bytes(), text.len()).column;
            prop_assert_eq!(column as usize, text.chars().count() + 1);
        }
    }

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let text = "äb\ncd".as_bytes();
        assert_eq!(Position::of(text, 0), Position { line: 1, column: 1 });
        assert_eq!(Position::of(text, 2), Position { line: 1, column: 2 });
        assert_eq!(Position::of(text, 5), Position { line: 2, column: 2 });
        assert_eq!(Position::of(text, 99), Position { line: 2, column: 3 });
    }

    #[test]
    fn a_position_in_an_embedded_text_moves_with_its_start() {
        let start = Position { line: 7, column: 10 };
        assert_eq!(Position { line: 1, column: 3 }.within(start), Position { line: 7, column: 12 });
        assert_eq!(Position { line: 2, column: 3 }.within(start), Position { line: 8, column: 3 });
    }
}
