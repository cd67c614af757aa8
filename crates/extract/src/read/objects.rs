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
    /// By the last part of a dotted title, as `user` of `role_assignments.user`; `None` where several end so.
    last_parts: BTreeMap<String, Option<ComponentId>>,
}

impl Objects {
    /// The component that a link to an anchor of this page means.
    pub(super) fn at(&self, link: &Link, page: &str) -> Option<&ComponentId> {
        let same_page = link.page.as_deref().is_none_or(|other| other == page);
        self.anchors.get(link.anchor.as_deref().filter(|_| same_page)?)
    }

    /// The component whose table is called so, in any case if none is called so exactly.
    pub(super) fn named(&self, name: &str) -> Option<&ComponentId> {
        self.captions.get(name).or_else(|| self.lower_captions.get(&name.to_ascii_lowercase()))
    }

    /// The component whose title is a path of fields that ends in this one, if there is one such title only.
    pub(super) fn of_field(&self, field: &str) -> Option<&ComponentId> {
        self.named(field).or_else(|| self.last_parts.get(field)?.as_ref())
    }

    /// Gives each table, in order, a component named after its title. Tables of one title and equal rows
    /// share one.
    pub(super) fn name<'p>(&mut self, tables: impl Iterator<Item = (&'p Table, &'p str)>) -> Vec<ComponentId> {
        let mut names = Names::default();
        let mut known = BTreeMap::new();
        let mut ids = Vec::new();
        for (table, title) in tables {
            let name = object_name(title);
            let wanted = ComponentId::from_text(name);
            let content = (wanted.clone(), &table.header, row_texts(table));
            let id = known.entry(content).or_insert_with(|| names.free(&wanted)).clone();
            self.add(table, title, name, &id);
            ids.push(id);
        }
        ids
    }

    fn add(&mut self, table: &Table, title: &str, name: &str, id: &ComponentId) {
        // Of two tables under one name the first is meant.
        for anchor in table.all_anchors() {
            self.anchors.entry(anchor.clone()).or_insert_with(|| id.clone());
        }
        if let Some((_, last)) = title.rsplit_once('.').filter(|_| !title.contains(' ')) {
            let several = |known: &mut Option<ComponentId>| *known = known.take().filter(|known| known == id);
            self.last_parts.entry(last.to_owned()).and_modify(several).or_insert_with(|| Some(id.clone()));
        }
        for called in [Some(title), Some(name), table.number.as_deref()].into_iter().flatten() {
            self.captions.entry(called.to_owned()).or_insert_with(|| id.clone());
            self.lower_captions.entry(called.to_ascii_lowercase()).or_insert_with(|| id.clone());
        }
    }
}

/// The object that a title names: `routers` in "Description of the routers field", else the whole title.
fn object_name(title: &str) -> &str {
    let words: Vec<&str> = title.split_whitespace().collect();
    let is_kind = |word: &str| {
        let word = word.to_lowercase();
        ["field", "fields", "structure", "structures", "object", "objects", "parameter", "parameters"]
            .contains(&word.as_str())
    };
    match words.as_slice() {
        // Of two words alone, as "restore_time parameters", the first must look like a field: "Response parameters" does not.
        [.., "the", name, kind] | [name, kind] if is_kind(kind) && (words.len() > 2 || name.contains('_')) => name,
        ["Description" | "Parameters" | "Structure", "of" | "in", name] | [name, "field", ..] => name,
        _ => title,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_its_object() {
        for (title, expected) in [
            ("Description of the routers field", "routers"),
            ("Data structure of the volume_info field", "volume_info"),
            ("restore_time parameters", "restore_time"),
            ("VolumeRes", "VolumeRes"),
            ("Response parameters", "Response parameters"),
            ("key_info field description", "key_info"),
            ("Jobs field data structure description", "Jobs"),
            ("roles.links", "roles.links"),
        ] {
            assert_eq!(object_name(title), expected);
        }
    }
}
