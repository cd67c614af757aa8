//! Corrections: data that mends what is known to be wrong in pages.
//!
//! A correction names a row by its page, operation or component, its table and its field, and holds the hash of the
//! row's texts. It is applied to the row as it is read, before a schema is made of it, so that everything behind (what
//! the prose says of the corrected type, how tables nest, which components are equal) goes on as if the page had said
//! it. What a correction changed stands in the provenance of the field. A correction that does not fit is never applied
//! and never silent: see [`Review`].

mod change;
mod correction;
mod error;
mod file;
mod review;
mod row;

pub use self::{error::InvalidCorrection, review::Review};

pub(crate) use self::{
    change::{Change, Made},
    correction::{Correction, Subject, Target},
    review::{Met, Outcome},
    row::RowHash,
};

use crate::read::PageReading;
use std::collections::BTreeMap;

/// The corrections for the pages of one service, in the order of their files' names and places.
///
/// ```
/// use driftline_extract::{Corrections, parse_page, read_corrected};
///
/// let toml = r#"
/// service = "things"
///
/// [[correction]]
/// pages = ["ShowThing.html"]
/// field = "count"
/// type = "Integer"
/// reason = "A count is a number."
/// evidence = "The example shows 3."
/// "#;
/// let corrections = Corrections::read("things", [("things.toml", toml)])?;
/// let html = "<h4>URI</h4><p>GET /v1/things</p><h4>Response Parameters</h4>
///     <table><tr><th>Parameter</th><th>Type</th></tr><tr><td>count</td><td>String</td></tr></table>";
/// let page = parse_page("ShowThing.html", html.as_bytes());
/// let readings = [read_corrected("ShowThing.html", &page, &corrections)];
/// let review = corrections.review(&readings);
/// // Without the hash of its row a correction is not applied; the finding names the hash.
/// assert!(review.findings[0].message.contains("row = \""));
/// # Ok::<(), driftline_extract::InvalidCorrection>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    all: Vec<Correction>,
    /// The numbers of those for a field, by its name.
    by_field: BTreeMap<String, Vec<usize>>,
}

impl Corrections {
    /// Reads files of corrections, each given by name and text, and keeps what is for `service`. The order of the
    /// files means nothing. All files are checked, those for other services too.
    pub fn read<'t>(
        service: &str,
        files: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Result<Corrections, InvalidCorrection> {
        let mut all = Vec::new();
        for (name, text) in files {
            let file = file::read(name, text)?;
            if file.service == service {
                all.extend(file.corrections);
            }
        }
        all.sort_by(|a, b| a.place.cmp(&b.place));
        let mut by_field: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, correction) in all.iter().enumerate() {
            by_field.entry(correction.target.field.clone()).or_default().push(number);
        }
        Ok(Corrections { all, by_field })
    }

    /// Those that mean a row of that name in that table, whatever else it says, with their numbers.
    pub(crate) fn covering<'c>(&'c self, subject: Subject<'_>, field: &str) -> Vec<(usize, &'c Correction)> {
        let numbers = self.by_field.get(field).into_iter().flatten();
        let all = numbers.map(|number| (*number, &self.all[*number]));
        all.filter(|(_, correction)| correction.target.covers(subject)).collect()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What became of the corrections in the readings of the pages: all pages that were read with them.
    pub fn review(&self, readings: &[PageReading]) -> Review {
        review::review(self, readings)
    }
}
