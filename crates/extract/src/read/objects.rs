//! The object tables of a page: which component each one is, and how type cells name it.

use super::{fields::FieldRow, heading::SectionRole, tables::Classified, title::object_name};
use crate::page::{Cell, Link, Table};
use driftline_contract::ComponentId;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// The components of a page, by what type cells say.
#[derive(Default)]
pub(super) struct Objects<'p> {
    anchors: BTreeMap<String, ComponentId>,
    captions: BTreeMap<String, Tables>,
    lower_captions: BTreeMap<String, Tables>,
    /// By the object that the title names, in lower case and without a plural s.
    singulars: BTreeMap<String, Tables>,
    /// By the last part of a dotted title, as `user` of `role_assignments.user`; `None` where several end so.
    last_parts: BTreeMap<String, Option<ComponentId>>,
    /// The tables that no cell links to, by their section and the object that the title names.
    unlinked: BTreeMap<(SectionRole, String), Tables>,
    /// The section and the title of each component.
    places: BTreeMap<ComponentId, (SectionRole, String)>,
    names: Names,
    /// By what tables say: one that repeats another is the same component.
    contents: BTreeMap<Content<'p>, ComponentId>,
    /// The first row of the last table of each component.
    begins: BTreeMap<ComponentId, usize>,
}

/// The tables of one name, in order: the number of the first row of each, and its component.
#[derive(Default)]
struct Tables(Vec<(usize, ComponentId)>);

impl Tables {
    /// Adds a table behind the others. One that stands before them is a spare one, and not meant where they are.
    fn add(&mut self, table: &Table, id: &ComponentId) {
        let first = table.rows.first().map_or(0, |row| row.id);
        if self.0.last().is_none_or(|(last, _)| *last <= first) {
            self.0.push((first, id.clone()));
        }
    }

    /// The first table behind a row.
    fn next(&self, row: usize) -> Option<&ComponentId> {
        let next = self.0.partition_point(|(begin, _)| *begin <= row);
        self.0.get(next).map(|(_, id)| id)
    }

    /// The first table behind a row, since tables follow what refers to them; else the first of all.
    fn behind(&self, row: usize) -> Option<&ComponentId> {
        self.next(row).or_else(|| self.0.first().map(|(_, id)| id))
    }
}

/// The wanted name, the header and the texts of the rows of a table.
type Content<'p> = (ComponentId, &'p [String], Vec<Vec<Cow<'p, str>>>);

impl<'p> Objects<'p> {
    /// The component that a link to an anchor of this page means.
    pub(super) fn at(&self, link: &Link, page: &str) -> Option<&ComponentId> {
        self.anchors.get(link.anchor.as_deref().filter(|_| !link.is_elsewhere(page))?)
    }

    /// The component that one of the links of a row means: of several the first in the row's own `section`, else the
    /// first of all.
    pub(super) fn linked(&self, links: &[Link], page: &str, section: SectionRole) -> Option<&ComponentId> {
        let mut found = links.iter().filter_map(|link| self.at(link, page));
        let first = found.clone().next()?;
        found.find(|id| self.places.get(*id).is_some_and(|(own, _)| *own == section)).or(Some(first))
    }

    /// The component whose table is called so, in any case if none is called so exactly. Of several the first behind
    /// the row that names it.
    pub(super) fn named(&self, name: &str, row: usize) -> Option<&ComponentId> {
        let tables = self.captions.get(name).or_else(|| self.lower_captions.get(&name.to_ascii_lowercase()))?;
        tables.behind(row)
    }

    /// The component that is called like a field, be it in the plural or the singular, else the one whose title is a
    /// path of fields that ends in this one, if there is one such title only.
    pub(super) fn of_field(&self, field: &str, row: usize) -> Option<&ComponentId> {
        self.named(field, row)
            .or_else(|| self.last_parts.get(field)?.as_ref())
            .or_else(|| self.singulars.get(&singular(field))?.behind(row))
    }

    /// The table that is meant where a row links to another one: the next of the row's own `section` that is called as
    /// the row says and that no cell links to, if the link leads to another page (then nothing is `linked`), to the
    /// other direction, or to a table whose name is written in other letters. Pages are made of parts of others, and
    /// their links are left as they were.
    pub(super) fn nearer(
        &self,
        (field, kind): (&str, Option<&str>),
        (section, row): (SectionRole, usize),
        linked: Option<&ComponentId>,
    ) -> Option<&ComponentId> {
        let next = |name: &str| self.unlinked.get(&(section, singular(name)))?.next(row);
        let place = linked.and_then(|id| self.places.get(id));
        let is_far = place.is_none_or(|(other, _)| *other != section);
        if is_far {
            return kind.and_then(next).or_else(|| next(field));
        }
        let is_exact = |id: &&ComponentId| self.places.get(*id).is_some_and(|(_, title)| Some(title.as_str()) == kind);
        let is_like =
            place.is_some_and(|(_, title)| kind.is_some_and(|kind| title != kind && title.eq_ignore_ascii_case(kind)));
        kind.filter(|_| is_like).and_then(next).filter(is_exact)
    }

    /// Gives each table, in order, a component named after its title. Tables of one title and equal rows share one.
    pub(super) fn name<'c>(&mut self, tables: impl Iterator<Item = &'c Classified<'p>>) -> Vec<ComponentId>
    where
        'p: 'c,
    {
        let mut ids = Vec::new();
        for Classified { table, title, anchors, section, is_linked, .. } in tables {
            let name = object_name(title);
            let wanted = ComponentId::from_text(name);
            let content = (wanted.clone(), &table.header[..], row_texts(table));
            let id = self.contents.entry(content).or_insert_with(|| self.names.free(&wanted)).clone();
            self.add(table, title, name, &id);
            self.begins.insert(id.clone(), table.rows.first().map_or(0, |row| row.id));
            if !is_linked {
                self.unlinked.entry((*section, singular(name))).or_default().add(table, &id);
            }
            self.places.entry(id.clone()).or_insert_with(|| (*section, title.clone()));
            for anchor in *anchors {
                self.anchors.entry(anchor.clone()).or_insert_with(|| id.clone());
            }
            ids.push(id);
        }
        ids
    }

    /// Whether the table of a component stands before a row, and several of its rows, a third of them at least, bear the
    /// names of these fields.
    pub(super) fn is_repeated(&self, id: &ComponentId, row: usize, fields: &[FieldRow]) -> bool {
        if self.begins.get(id).is_none_or(|begin| *begin > row) {
            return false;
        }
        let rows = self.contents.iter().filter(|(_, known)| *known == id).flat_map(|((_, _, rows), _)| rows);
        let is_there =
            |cells: &&Vec<Cow<'_, str>>| cells.iter().any(|cell| fields.iter().any(|field| field.name == *cell));
        let (all, again) = (rows.clone().count(), rows.filter(is_there).count());
        again > 1 && again * 3 >= all
    }

    /// Whether a cell of the table of a component is one of these names.
    pub(super) fn names_any(&self, id: &ComponentId, names: &[String]) -> bool {
        let rows = self.contents.iter().filter(|(_, known)| *known == id).flat_map(|((_, _, rows), _)| rows);
        rows.flatten().any(|cell| names.iter().any(|name| name == cell))
    }

    /// A name that no table bears.
    pub(super) fn placeholder(&mut self) -> ComponentId {
        self.names.free(&ComponentId::from_text("elsewhere"))
    }

    fn add(&mut self, table: &Table, title: &str, name: &str, id: &ComponentId) {
        // Of two tables under one anchor the first is meant.
        for anchor in table.all_anchors() {
            self.anchors.entry(anchor.clone()).or_insert_with(|| id.clone());
        }
        if let Some((_, last)) = title.rsplit_once('.').filter(|_| !title.contains(' ')) {
            let several = |known: &mut Option<ComponentId>| *known = known.take().filter(|known| known == id);
            self.last_parts.entry(last.to_owned()).and_modify(several).or_insert_with(|| Some(id.clone()));
        }
        let called: BTreeSet<&str> = [Some(title), Some(name), table.number.as_deref()].into_iter().flatten().collect();
        // A table without a title is called nothing, and what has no name does not mean it.
        for called in called.into_iter().filter(|called| !called.is_empty()) {
            self.captions.entry(called.to_owned()).or_default().add(table, id);
            self.lower_captions.entry(called.to_ascii_lowercase()).or_default().add(table, id);
        }
        if !name.is_empty() {
            self.singulars.entry(singular(name)).or_default().add(table, id);
        }
    }
}

/// A name in lower case, without a plural s.
fn singular(name: &str) -> String {
    let name = name.to_lowercase();
    name.strip_suffix('s').map_or_else(|| name.clone(), str::to_owned)
}

fn row_texts(table: &Table) -> Vec<Vec<Cow<'_, str>>> {
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
    use crate::read::tables::TableRole;

    #[test]
    fn of_two_tables_of_one_name_the_next_is_meant() {
        let tables = [table(10, "a", "rule field"), table(30, "b", "rule parameters")];
        let mut objects = Objects::default();
        let ids = objects
            .name(tables.iter().map(|table| classified(table, SectionRole::Request, true)).collect::<Vec<_>>().iter());
        assert_eq!(ids.iter().map(ComponentId::as_str).collect::<Vec<_>>(), ["rule", "rule2"]);
        let found = |name, row| objects.of_field(name, row).map(ComponentId::as_str);
        assert_eq!(
            [found("rule", 5), found("rule", 20), found("rules", 40)],
            [Some("rule"), Some("rule2"), Some("rule")]
        );
        assert_eq!(found("ruler", 5), None);
    }

    #[test]
    fn a_table_nearby_that_no_link_leads_to_is_meant_before_one_far_away() {
        let tables = [table(10, "a", "rule"), table(20, "b", "Rule"), table(30, "c", "rule"), table(40, "d", "lamp")];
        let known: Vec<Classified<'_>> = tables
            .iter()
            .zip([
                (SectionRole::Request, true),
                (SectionRole::Request, false),
                (SectionRole::Response, false),
                (SectionRole::Response, true),
            ])
            .map(|(table, (section, is_linked))| classified(table, section, is_linked))
            .collect();
        let mut objects = Objects::default();
        let ids = objects.name(known.iter());
        let nearer = |names, section, row, linked: Option<usize>| {
            objects.nearer(names, (section, row), linked.map(|at| &ids[at])).map(ComponentId::as_str)
        };
        let (request, response) = (SectionRole::Request, SectionRole::Response);
        // To another page, and to the other direction.
        assert_eq!(nearer(("rules", None), request, 5, None), Some(ids[1].as_str()));
        assert_eq!(nearer(("x", Some("rule")), response, 5, Some(0)), Some(ids[2].as_str()));
        // Written in other letters, or just as the link's table.
        assert_eq!(nearer(("rule", Some("Rule")), request, 5, Some(0)), Some(ids[1].as_str()));
        assert_eq!(nearer(("rule", Some("rule")), request, 5, Some(0)), None);
        // Nothing behind the row, or nothing that no link leads to.
        assert_eq!(nearer(("rule", None), request, 25, None), None);
        assert_eq!(nearer(("lamp", None), response, 5, None), None);
    }

    /// A table of one row.
    fn table(row: usize, name: &str, caption: &str) -> Table {
        let rows = vec![crate::page::Row { id: row, cells: vec![cell(name)], ..crate::page::Row::default() }];
        Table { caption: caption.to_owned(), rows, ..Table::default() }
    }

    fn classified(table: &Table, section: SectionRole, is_linked: bool) -> Classified<'_> {
        Classified {
            table,
            role: TableRole::Object,
            section,
            title: table.caption.clone(),
            root: None,
            anchors: &[],
            is_loose_request: false,
            is_linked,
        }
    }

    fn cell(text: &str) -> Cell {
        let run = crate::page::Run { text: text.to_owned(), strong: false, link: None };
        let text = crate::page::Text { runs: vec![run], line: 1 };
        Cell { blocks: [crate::page::Block::Paragraph(text)].into(), repeated: false }
    }
}
