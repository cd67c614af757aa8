//! What a contract fact was read from.

use std::{collections::BTreeMap, fmt, sync::Arc};

/// The page, table and row that a schema, parameter or operation was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Provenance {
    /// The file name of the page, as `ShowNotebook.html`; of one of several pages of that name as much of its path as tells
    /// it from the others, as `v2/ShowNotebook.html`.
    pub page: Arc<str>,
    /// The heading under which it stands on the page: in findings about pages, where there is one.
    pub section: Option<String>,
    /// The anchor of the table on the page, without `#`.
    pub anchor: Option<Arc<str>>,
    /// The number under which the page shows the table, as `Table 6`.
    pub table: Option<Arc<str>>,
    /// The caption of the table without its number, as `Lease`.
    pub caption: Option<Arc<str>>,
    /// The body row in the table, from 1.
    pub row: Option<u32>,
    /// The line of the row in the HTML, from 1.
    pub line: Option<u32>,
    /// What the row's name and type cell say, as `enable, Boolean`.
    pub cells: Option<String>,
    /// For each constraint (a schema keyword) the sentence behind it.
    pub evidence: BTreeMap<String, String>,
    /// For each keyword in which a correction deviates from the page, and for `name` and `required`, why.
    pub corrected: BTreeMap<String, String>,
}

impl Provenance {
    /// The page alone.
    pub fn page(page: impl AsRef<str>) -> Provenance {
        Provenance { page: page.as_ref().into(), ..Provenance::default() }
    }
}

/// Prints as `Lease (Table 6), row 3: enable, Boolean`; of a table without caption and number the heading above it, and
/// without that the page's name.
impl fmt::Display for Provenance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.caption, &self.table) {
            (Some(caption), Some(table)) => write!(f, "{caption} ({table})")?,
            (Some(name), None) | (None, Some(name)) => f.write_str(name)?,
            (None, None) => f.write_str(self.section.as_deref().unwrap_or(&self.page))?,
        }
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        match &self.cells {
            Some(cells) => write!(f, ": {cells}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_prints_as_a_person_would_name_it() {
        let row = Provenance {
            page: "ShowNotebook.html".into(),
            table: Some("Table 6".into()),
            caption: Some("Lease".into()),
            row: Some(3),
            cells: Some("enable, Boolean".into()),
            ..Provenance::default()
        };
        assert_eq!(row.to_string(), "Lease (Table 6), row 3: enable, Boolean");
        assert_eq!(Provenance::page("a.html").to_string(), "a.html");
        let nameless = Provenance { section: Some("Request".into()), row: Some(2), ..Provenance::page("a.html") };
        assert_eq!(nameless.to_string(), "Request, row 2");
    }
}
