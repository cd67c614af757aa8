//! Links to tables of other pages. What such a link means is known when all pages are read: until then a
//! placeholder stands in the schema.

use super::{PageReader, fields::FieldRow, schema::is_map_of_anything};
use crate::{page::Link, type_expr::TypeExpr};
use driftline_contract::{ComponentId, Schema, Status};
use driftline_finding::{Finding, Provenance};

/// What other pages mean by a link to an anchor of this one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkTarget {
    /// An object table, which is a component of the reading or one of its spare tables.
    Component(ComponentId),
    /// The body of the request.
    Request,
    /// The body of the response with that status, or of the successful one where the page names none.
    Response(Option<Status>),
    /// A spare table that lists values: an enumeration.
    Values(ComponentId),
}

/// A reference to an object that another page describes.
#[derive(Clone, Debug)]
pub struct OutwardLink {
    /// What stands for the object in the schemas of the reading. It names no component.
    pub placeholder: ComponentId,
    /// Where the object may stand; the first link that leads to a table is meant.
    pub links: Vec<Link>,
    /// What stands in place of the object if no link leads to a table.
    pub otherwise: Schema,
    /// What is unclear in that case.
    pub findings: Vec<Finding>,
}

/// A row that leaves its values to a table of another page.
#[derive(Clone, Debug)]
pub struct ValueLink {
    /// Where the row stands.
    pub from: Provenance,
    /// Where the values may stand; the first link that leads to a table of them is meant.
    pub links: Vec<Link>,
    /// The sentence that says so.
    pub evidence: String,
}

impl PageReader<'_> {
    /// A placeholder for the object of a field that links to other pages, if it does. If none of them has a table
    /// there, the component `named` is meant, and the findings behind the first `known` ones stand.
    pub(super) fn outward_link(
        &mut self,
        field: &FieldRow,
        named: Option<&ComponentId>,
        known: usize,
    ) -> Option<ComponentId> {
        let links: Vec<Link> = field.links.iter().filter(|link| self.leads_away(link)).cloned().collect();
        if links.is_empty() {
            return None;
        }
        let kind = field.kind.innermost();
        let is_open = named.is_none() && is_map_of_anything(&field.kind);
        let mut otherwise = if is_open { Schema::default() } else { self.type_schema(kind, named, field) };
        if *kind == TypeExpr::Array(None) {
            otherwise = otherwise.items.map(|items| *items).unwrap_or_default();
        }
        let findings = self.findings.split_off(known);
        let placeholder = self.objects.placeholder();
        self.links.push(OutwardLink { placeholder: placeholder.clone(), links, otherwise, findings });
        Some(placeholder)
    }

    /// Whether a link leads to a place on another page.
    pub(super) fn leads_away(&self, link: &Link) -> bool {
        link.anchor.is_some() && link.is_elsewhere(&self.page.name)
    }

    /// Remembers what other pages mean by links to the anchors of a table.
    pub(super) fn add_anchors<'a>(&mut self, anchors: impl Iterator<Item = &'a String>, target: &LinkTarget) {
        for anchor in anchors {
            self.anchors.entry(anchor.clone()).or_insert_with(|| target.clone());
        }
    }
}
