//! The identity of a row's texts.

use crate::page::{Cell, Row};
use driftline_finding::ContentHash;
use std::{fmt, str::FromStr};

/// How many hexadecimal digits are written: 64 bits tell the rows of a service apart.
const DIGITS: usize = 16;

/// A hash of what all cells of a row say, so that a row that was edited shows. White space and markup do not count: the
/// same table built by another generator, or minified, has the same hashes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowHash(String);

impl RowHash {
    pub(crate) fn of(row: &Row) -> RowHash {
        let folded = |cell: &Cell| cell.plain().split_whitespace().collect::<Vec<_>>().join(" ");
        // No text holds the separator: a line break is white space.
        let texts = row.cells.iter().map(folded).collect::<Vec<_>>().join("\n");
        let mut digits = ContentHash::of(texts.as_bytes()).to_string();
        digits.truncate(DIGITS);
        RowHash(digits)
    }
}

impl fmt::Display for RowHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A text that is no hash of a row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no hash of a row: expected {DIGITS} hexadecimal digits; leave `row` out, and `driftline extract` names them"
)]
pub(crate) struct ParseRowHashError(String);

impl FromStr for RowHash {
    type Err = ParseRowHashError;

    fn from_str(text: &str) -> Result<RowHash, ParseRowHashError> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == DIGITS && text.bytes().all(is_digit) {
            Ok(RowHash(text.to_owned()))
        } else {
            Err(ParseRowHashError(text.to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_page;

    fn hash(cells: &str) -> RowHash {
        let page = parse_page("a.html", format!("<table><tr>{cells}</tr></table>").as_bytes());
        RowHash::of(&page.tables()[0].rows[0])
    }

    #[test]
    fn a_hash_sees_texts_and_cells_and_no_markup() {
        let plain = hash("<td>id</td><td>String</td><td>The ID. It lasts.</td>");
        assert_eq!(plain, hash("<td><p><b>id</b></p></td> <td>String</td><td><p>The ID.</p>\n<p>It lasts.</p></td>"));
        assert_ne!(plain, hash("<td>id</td><td>Integer</td><td>The ID. It lasts.</td>"));
        assert_ne!(plain, hash("<td>id String</td><td>The ID. It lasts.</td>"));
        assert_eq!(plain.to_string().parse(), Ok(plain));
        assert!("3F".parse::<RowHash>().is_err());
    }
}
