//! The headings above the tables of a page, for findings.

use crate::page::{Page, Table, visit_tables};
use driftline_finding::Provenance;
use std::collections::BTreeMap;

/// What tells a table from the others: anchor, number and caption.
type Name<'p> = (Option<&'p str>, Option<&'p str>, &'p str);

/// Of more tables of one name nobody looks for the right one: pages that are read have none, hostile ones do.
const MOST: usize = 256;

/// The tables of a page by name, each with its lines in the HTML and the heading above it.
#[derive(Debug)]
pub(super) struct Headings<'p> {
    tables: BTreeMap<Name<'p>, Vec<(&'p Table, &'p str)>>,
}

impl<'p> Headings<'p> {
    pub(super) fn of(page: &'p Page) -> Headings<'p> {
        let mut tables: BTreeMap<Name<'p>, Vec<(&'p Table, &'p str)>> = BTreeMap::new();
        for section in &page.sections {
            visit_tables(&section.blocks, &mut |table| {
                let anchor = table.anchors.first().map(String::as_str);
                let name = (anchor, table.number.as_deref(), table.caption.as_str());
                tables.entry(name).or_default().push((table, section.heading.as_str()));
            });
        }
        Headings { tables }
    }

    /// The heading above the table that `from` names. On a page that stands on one line, tables without a name are
    /// told apart only by their headings; where those differ, none is given.
    pub(super) fn above(&self, from: &Provenance) -> Option<&'p str> {
        let name = (from.anchor.as_deref(), from.table.as_deref(), from.caption.as_deref().unwrap_or_default());
        let tables = self.tables.get(&name).filter(|tables| tables.len() <= MOST)?;
        let is_there = |table: &Table| {
            let last = table.rows.last().map_or(table.line, |row| row.line);
            from.line.is_none_or(|line| (table.line..=last).contains(&line))
        };
        let mut headings = tables.iter().filter(|(table, _)| is_there(table)).map(|(_, heading)| *heading);
        let heading = headings.next().filter(|heading| !heading.is_empty())?;
        headings.all(|other| other == heading).then_some(heading)
    }
}
