//! What the columns of a table hold, by their header.

use super::statuses::first_status;
use crate::page::{Cell, Row, Table};
use driftline_contract::Status;
use std::borrow::Cow;

/// The columns of a table that have a meaning here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) name: Option<usize>,
    pub(crate) mandatory: Option<usize>,
    pub(crate) kind: Option<usize>,
    pub(crate) description: Option<usize>,
    pub(crate) status: Option<usize>,
}

impl Columns {
    pub(crate) fn of(table: &Table) -> Columns {
        let mut columns = Columns::default();
        // One text for all headers: tables are asked for their columns more often than for anything else.
        let mut lower = String::new();
        for (index, header) in table.header.iter().enumerate() {
            lower.clear();
            lower.push_str(header);
            lower.make_ascii_lowercase();
            let slot = match lower.trim_end_matches(':') {
                "parameter" | "name" | "parameter name" | "field" | "attribute" | "element" | "header" | "key" => {
                    &mut columns.name
                }
                header if asks_for_mandatory(header) => &mut columns.mandatory,
                "type" | "parameter type" | "data type" | "value type" => &mut columns.kind,
                "description" | "remarks" | "meaning" => &mut columns.description,
                "status code" | "status codes" | "http status code" | "return value" | "return values"
                | "returned value" | "returned values" => &mut columns.status,
                _ => continue,
            };
            slot.get_or_insert(index);
        }
        columns.name = columns.name.or_else(|| columns.name_before_type(&table.header));
        columns.status = columns.status.or_else(|| status_column(table));
        columns
    }

    /// The first column, if it stands before the types and its header, a word for what the rows are about, is none that
    /// we know: "Response Item | Type | Description".
    fn name_before_type(self, header: &[String]) -> Option<usize> {
        let is_typed = self.kind.is_some_and(|at| at > 0) && self.description.is_some() && self.status.is_none();
        let [first, ..] = header else { return None };
        let is_other = first.is_empty() || first.to_lowercase().contains("code") || self.mandatory == Some(0);
        (is_typed && !is_other && self.description != Some(0)).then_some(0)
    }

    /// Whether rows of the table describe parameters or properties.
    pub(crate) fn describe_parameters(self) -> bool {
        self.name.is_some() && (self.kind.is_some() || self.description.is_some())
    }

    /// Whether rows of the table describe statuses.
    pub(super) fn describe_statuses(self) -> bool {
        self.status.is_some() && (self.kind.is_none() || self.name.is_none())
    }
}

/// Whether a header, in lower case, heads the answers to the question whether a parameter is mandatory: "Required",
/// "Mandatory or Not", "Mandatory (Yes/No)".
fn asks_for_mandatory(header: &str) -> bool {
    let mut words = header.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_about = |word: &str| matches!(word, "mandatory" | "required" | "compulsory");
    let is_beside =
        |word: &str| matches!(word, "or" | "not" | "optional" | "is" | "whether" | "yes" | "no" | "y" | "n");
    words.clone().any(is_about) && words.all(|word| is_about(word) || is_beside(word))
}

/// A column of codes, if each of them is a status, as "403 Forbidden": services have codes of their own, too.
fn status_column(table: &Table) -> Option<usize> {
    let is_of_codes =
        |header: &String| ["error code", "return code", "code"].iter().any(|code| header.eq_ignore_ascii_case(code));
    let at = table.header.iter().position(is_of_codes)?;
    let is_status = |row: &Row| {
        let text = cell(row, Some(at)).map(Cell::plain).unwrap_or_default();
        matches!(first_status(&text), Some((Status::Exact(_), _)))
    };
    (!table.rows.is_empty() && table.rows.iter().all(is_status)).then_some(at)
}

/// The text of the cell of `row` in a column; empty where the cell repeats a merged one, whose text may be long and
/// stand beside many rows.
pub(crate) fn own_text(row: &Row, column: Option<usize>) -> Cow<'_, str> {
    cell(row, column).filter(|cell| !cell.repeated).map(Cell::plain).unwrap_or_default()
}

/// The cell of `row` in a column, if the table has that column and the row reaches it.
pub(super) fn cell(row: &Row, column: Option<usize>) -> Option<&Cell> {
    row.cells.get(column?)
}
