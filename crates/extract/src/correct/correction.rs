//! One correction: which row it means, what it changes, and why.

use super::{Change, RowHash};
use crate::page::Table;
use driftline_contract::ComponentId;
use driftline_finding::Place;
use std::{collections::BTreeSet, fmt};

/// Data that mends one known mistake of a row.
#[derive(Clone, Debug)]
pub(crate) struct Correction {
    pub(crate) place: Place,
    pub(crate) target: Target,
    /// The hash of the row; without it, the correction is not applied, and the finding names it.
    pub(crate) row: Option<RowHash>,
    /// At least one; at most one of a kind.
    pub(crate) changes: Vec<Change>,
    /// Why the page is wrong.
    pub(crate) reason: String,
    /// What shows it.
    pub(crate) evidence: String,
}

/// The rows that are meant: all that is given must hold, and `pages`, `operation` or `component` is given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Target {
    /// File names; empty for any page.
    pub(crate) pages: BTreeSet<String>,
    /// The id of the operation that the page describes.
    pub(crate) operation: Option<String>,
    /// What the page calls the object of the table.
    pub(crate) component: Option<ComponentId>,
    /// The caption, number or anchor of the table.
    pub(crate) table: Option<String>,
    /// The name in the row.
    pub(crate) field: String,
}

/// The table of which a row is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'p> {
    pub(crate) page: &'p str,
    /// The ids of the calls of the page.
    pub(crate) operations: &'p [String],
    pub(crate) component: Option<&'p ComponentId>,
    pub(crate) table: &'p Table,
}

impl Correction {
    /// Whether this and another correction cannot both hold for one row. None contradicts itself.
    pub(crate) fn contradicts(&self, other: &Correction) -> bool {
        self.changes.iter().any(|change| other.changes.iter().any(|against| change.contradicts(against)))
    }
}

impl Target {
    /// Whether a row of that table is meant, if it bears the name.
    pub(crate) fn covers(&self, subject: Subject<'_>) -> bool {
        (self.pages.is_empty() || self.pages.contains(subject.page))
            && self.operation.as_ref().is_none_or(|id| subject.operations.contains(id))
            && self.component.as_ref().is_none_or(|id| Some(id) == subject.component)
            && self.table.as_deref().is_none_or(|name| is_called(subject.table, name))
    }
}

fn is_called(table: &Table, name: &str) -> bool {
    let anchor = name.strip_prefix('#').unwrap_or(name);
    table.caption == name || table.number.as_deref() == Some(name) || table.all_anchors().any(|known| known == anchor)
}

/// Prints as `` `count` of component `Thing` in table "Things" ``, without the pages.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.field)?;
        if let Some(component) = &self.component {
            write!(f, " of component `{component}`")?;
        }
        if let Some(operation) = &self.operation {
            write!(f, " of operation `{operation}`")?;
        }
        match &self.table {
            Some(table) => write!(f, " in table \"{}\"", table.escape_debug()),
            None => Ok(()),
        }
    }
}
