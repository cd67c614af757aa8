//! The object tables of a page: which component each one is, and how type cells name it.

use crate::page::{Cell, Link, Table};
use driftline_contract::ComponentId;
use std::collections::{BTreeMap, BTreeSet};

/// The components of a page, by what type cells say.
#[derive(Default)]
pub(super) struct Objects {
    anchors: BTreeMap<String, ComponentId>,
    captions: BTreeMap<String, ComponentId>,
    lower_captions: BTreeMap<String, ComponentId>,
}

impl Objects {
    /// The component that a link to an anchor of this page means.
    pub(super) fn at(&self, link: &Link, page: &str) -> Option<&ComponentId> {
        let same_page = link.page.as_deref().is_none_or(|other| other == page);
        self.anchors.get(link.anchor.as_deref().filter(|_| same_page)?)
    }

    /// The component whose table bears that caption, in any case if none bears it exactly.
    pub(super) fn named(&self, name: &str) -> Option<&ComponentId> {
        self.captions.get(name).or_else(|| self.lower_captions.get(&name.to_ascii_lowercase()))
    }

    /// Gives each table, in order, a component named after its caption. Tables of one caption and equal rows
    /// share one.
    pub(super) fn name<'p>(&mut self, tables: impl Iterator<Item = &'p Table>) -> Vec<ComponentId> {
        let mut names = Names::default();
        let mut known = BTreeMap::new();
        let mut ids = Vec::new();
        for table in tables {
            let wanted = ComponentId::from_text(&table.caption);
            let content = (wanted.clone(), &table.header, row_texts(table));
            let id = known.entry(content).or_insert_with(|| names.free(&wanted)).clone();
            self.add(table, &id);
            ids.push(id);
        }
        ids
    }

    fn add(&mut self, table: &Table, id: &ComponentId) {
        // Of two tables under one name the first is meant.
        for anchor in &table.anchors {
            self.anchors.entry(anchor.clone()).or_insert_with(|| id.clone());
        }
        self.captions.entry(table.caption.clone()).or_insert_with(|| id.clone());
        self.lower_captions.entry(table.caption.to_ascii_lowercase()).or_insert_with(|| id.clone());
    }
}

fn row_texts(table: &Table) -> Vec<Vec<String>> {
    table.rows.iter().map(|row| row.cells.iter().map(Cell::plain).collect()).collect()
}

/// The component names given away.
#[derive(Default)]
struct Names {
    used: BTreeSet<ComponentId>,
    /// The number to try next behind a name that is used.
    numbers: BTreeMap<ComponentId, usize>,
}

impl Names {
    /// `wanted` if it is free, else with the first number behind it that makes it so.
    fn free(&mut self, wanted: &ComponentId) -> ComponentId {
        let mut id = wanted.clone();
        while !self.used.insert(id.clone()) {
            let number = self.numbers.entry(wanted.clone()).or_insert(2);
            id = wanted.numbered(*number);
            *number += 1;
        }
        id
    }
}
