//! What links from page to page mean, once all pages are read.

use super::{
    merge::Described,
    pool::{Owner, Pool},
    shape::{self, Meanings},
    values::{self, Listed},
};
use crate::{
    page::Link,
    read::{LinkTarget, OutwardLink, PageReading, ValueLink, is_success},
};
use driftline_contract::{ComponentId, Media, Operation, Schema};
use driftline_finding::Finding;
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

/// The anchors of all pages, and the links that lead from one to another.
#[derive(Debug, Default)]
pub(super) struct Links {
    pages: Vec<Anchors>,
    /// The pages by where their files lie, and by the names of their files.
    files: BTreeMap<Vec<String>, usize>,
    names: BTreeMap<String, Vec<usize>>,
    /// Each with the page that it stands on.
    outward: Vec<(usize, OutwardLink)>,
    /// Each with the page that it stands on.
    values: Vec<(usize, ValueLink)>,
    /// The components of bodies that links lead to.
    bodies: BTreeMap<(usize, LinkTarget), ComponentId>,
}

/// The anchors of one page.
#[derive(Debug)]
struct Anchors {
    file: Vec<String>,
    owner: Owner,
    targets: BTreeMap<String, LinkTarget>,
}

/// What is unclear about the placeholders whose links lead to no table, each with the number of its page.
pub(super) type Unclear = BTreeMap<ComponentId, (usize, Vec<Finding>)>;

impl Links {
    /// Takes in the anchors and the links of the next page. `numbers` has its components under the numbers of the
    /// pool; the placeholders are added to it under names that no other page has.
    pub(super) fn take_in(
        &mut self,
        reading: &mut PageReading,
        owner: &Owner,
        numbers: &mut BTreeMap<ComponentId, ComponentId>,
    ) {
        let page = self.pages.len();
        let file = place(&reading.file);
        self.files.entry(file.clone()).or_insert(page);
        self.names.entry(reading.page.clone()).or_default().push(page);
        let mut targets = std::mem::take(&mut reading.anchors);
        for target in targets.values_mut() {
            if let LinkTarget::Component(id) | LinkTarget::Values(id) = target {
                *id = numbers.get(id).unwrap_or(id).clone();
            }
        }
        self.values.extend(std::mem::take(&mut reading.values).into_iter().map(|link| (page, link)));
        self.pages.push(Anchors { file, owner: owner.clone(), targets });
        for mut link in std::mem::take(&mut reading.links) {
            shape::rename(&mut link.otherwise, numbers);
            let own = ComponentId::from_text(&format!("link-{}", self.outward.len()));
            numbers.insert(std::mem::replace(&mut link.placeholder, own.clone()), own);
            self.outward.push((page, link));
        }
    }

    /// What each placeholder means, and what is unclear about some. A body that is meant becomes a component.
    pub(super) fn meanings(&mut self, pool: &mut Pool, described: &[Described]) -> (Meanings, Unclear) {
        let (mut meanings, mut unclear) = (Meanings::new(), Unclear::new());
        for (page, outward) in std::mem::take(&mut self.outward) {
            let targets: Vec<_> = outward.links.iter().filter_map(|link| self.target(page, link)).collect();
            let meant = targets.into_iter().find_map(|(page, target)| self.component(page, target, pool, described));
            let schema = if let Some(id) = meant {
                Schema::reference(id)
            } else {
                unclear.insert(outward.placeholder.clone(), (page, outward.findings));
                outward.otherwise
            };
            meanings.insert(outward.placeholder, schema);
        }
        (meanings, unclear)
    }

    /// The values of the rows that leave them to a table of another page, and these tables.
    pub(super) fn listed(&mut self, pool: &Pool) -> (Listed, BTreeSet<ComponentId>) {
        let (mut listed, mut used) = (Listed::new(), BTreeSet::new());
        for (page, ValueLink { from, links, evidence }) in std::mem::take(&mut self.values) {
            let table = links.iter().find_map(|link| match self.target(page, link)? {
                (_, LinkTarget::Values(id)) => Some(id),
                _ => None,
            });
            let values = table.as_ref().and_then(|id| pool.resolve(&Schema::reference(id.clone())).enumeration.clone());
            listed.extend(values.map(|values| (values::spot(page, &from), (values, evidence))));
            used.extend(table);
        }
        (listed, used)
    }

    /// Where a link on a page leads, and to which page: to the file that it names, or else, where files were moved
    /// together, to the only page of that name that has such an anchor.
    fn target(&self, page: usize, link: &Link) -> Option<(usize, LinkTarget)> {
        let (file, anchor) = (link.page.as_deref()?, link.anchor.as_deref()?);
        let of = |page: &usize| Some((*page, self.pages[*page].targets.get(anchor)?.clone()));
        if let Some(page) = self.files.get(&beside(&self.pages[page].file, file)) {
            return of(page);
        }
        let mut found = self.names.get(name_of(file))?.iter().filter_map(of);
        found.next().filter(|_| found.next().is_none())
    }

    /// The page to which a link on a page leads, wherever on it.
    pub(super) fn page(&self, page: usize, link: &Link) -> Option<usize> {
        let file = link.page.as_deref()?;
        if let Some(page) = self.files.get(&beside(&self.pages[page].file, file)) {
            return Some(*page);
        }
        match self.names.get(name_of(file))?.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    fn component(
        &mut self,
        page: usize,
        target: LinkTarget,
        pool: &mut Pool,
        described: &[Described],
    ) -> Option<ComponentId> {
        if let LinkTarget::Component(id) = target {
            return Some(id);
        }
        let key = (page, target);
        if let Some(known) = self.bodies.get(&key) {
            return Some(known.clone());
        }
        let operation = &described.iter().find(|described| described.page == page)?.operation;
        let (role, schema) = body(operation, &key.1)?;
        let owner = &self.pages[page].owner;
        let id = pool.add_late(ComponentId::from_text(&format!("{} {role}", owner.title)), owner, page, schema.clone());
        if key.1 == LinkTarget::Request {
            pool.ask(&id);
        }
        self.bodies.insert(key, id.clone());
        Some(id)
    }
}

/// The schema of a body of an operation, and what it is called.
fn body<'o>(operation: &'o Operation, target: &LinkTarget) -> Option<(&'static str, &'o Schema)> {
    let schema = |content: &'o IndexMap<String, Media>| content.values().find_map(|media| media.schema.as_ref());
    match target {
        LinkTarget::Component(_) | LinkTarget::Values(_) => None,
        LinkTarget::Request => Some(("request", schema(&operation.request.as_ref()?.content)?)),
        LinkTarget::Response(Some(status)) => Some(("response", schema(&operation.responses.get(status)?.content)?)),
        LinkTarget::Response(None) => {
            let mut found = operation.responses.iter().filter(|(status, _)| is_success(**status));
            Some(("response", found.find_map(|(_, response)| schema(&response.content))?))
        }
    }
}

/// The name of the file that a path leads to.
fn name_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// The parts of the path of a file, without those that mean nothing.
fn place(file: &str) -> Vec<String> {
    let mut place = Vec::new();
    walk(&mut place, file);
    place
}

/// The file to which `link` leads from another one.
fn beside(file: &[String], link: &str) -> Vec<String> {
    let mut place = file[..file.len().saturating_sub(1)].to_vec();
    walk(&mut place, link);
    place
}

fn walk(place: &mut Vec<String>, path: &str) {
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if place.last().is_some_and(|last| last != "..") => {
                place.pop();
            }
            part => place.push(part.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_from_the_folder_of_its_page() {
        let from = place("./docs/apis/nodes/a.html");
        for (link, expected) in [
            ("b.html", "docs/apis/nodes/b.html"),
            ("../../appendix/b.html", "docs/appendix/b.html"),
            ("../../../../b.html", "../b.html"),
        ] {
            assert_eq!(beside(&from, link).join("/"), expected);
        }
        assert_eq!(beside(&place("../x/a.html"), "../y/b.html").join("/"), "../y/b.html");
    }
}
