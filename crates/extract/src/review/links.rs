//! Links of a row: that they lead somewhere, and to the table that the row means.

use super::{Remark, Subject};
use crate::{
    page::{Cell, Link, Row, Table},
    read::{Classified, Columns, is_general_title, object_name, own_text},
    rules,
    type_expr::TypeExpr,
};
use driftline_finding::Finding;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(subject: &Subject<'_>, remarks: &mut Vec<Remark>) {
    let tables = Targets::of(subject.tables);
    let dead: BTreeSet<&str> = subject.page.dead_anchors.iter().map(String::as_str).collect();
    for classified in subject.tables {
        let columns = Columns::of(classified.table);
        for row in &classified.table.rows {
            let links = row.cells.iter().filter(|cell| !cell.repeated).flat_map(Cell::links);
            let anchors: Vec<&str> = links.filter_map(|link| here(link, &subject.page.name)).collect();
            if anchors.is_empty() {
                continue;
            }
            let name = own_text(row, columns.name);
            let from = || subject.row_provenance(classified.table, row, &name);
            for anchor in anchors.iter().filter(|anchor| dead.contains(*anchor)) {
                remarks.push(Remark::new(rules::reference_dangling::finding(anchor), from()));
            }
            let linked = anchors.iter().find_map(|anchor| tables.by_anchor.get(anchor));
            if let Some(linked) = linked.filter(|_| columns.describe_parameters()) {
                remarks.extend(tables.mismatch(row, columns, linked).map(|finding| Remark::new(finding, from())));
            }
        }
    }
}

/// The anchor to which a link leads on the page itself.
fn here<'l>(link: &'l Link, page: &str) -> Option<&'l str> {
    link.anchor.as_deref().filter(|_| link.page.as_deref().is_none_or(|other| other == page))
}

/// Whether two names, as [`key`] writes them, may mean the same: pages number and shorten names.
fn names_same(left: &str, right: &str) -> bool {
    left.contains(right) || right.contains(left)
}

/// A name without case and signs.
fn key(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

fn called(classified: &Classified<'_>) -> String {
    let Table { number, line, .. } = classified.table;
    let number = number.clone().unwrap_or_else(|| format!("the table at line {line}"));
    if classified.title.is_empty() { number } else { format!("{number} (`{}`)", classified.title) }
}

/// The tables of a page, by what leads to them.
struct Targets<'r> {
    by_anchor: BTreeMap<&'r str, &'r Classified<'r>>,
    by_name: BTreeMap<String, &'r Classified<'r>>,
}

impl<'r> Targets<'r> {
    fn of(tables: &'r [Classified<'r>]) -> Targets<'r> {
        let (mut by_anchor, mut by_name) = (BTreeMap::new(), BTreeMap::new());
        for classified in tables {
            for anchor in classified.table.all_anchors().chain(classified.anchors) {
                by_anchor.entry(anchor.as_str()).or_insert(classified);
            }
            if !is_general_title(&classified.title) {
                by_name.entry(key(object_name(&classified.title))).or_insert(classified);
            }
        }
        Targets { by_anchor, by_name }
    }

    /// Where a table is called like the field or its type, a link must not lead to one that is called otherwise.
    fn mismatch(&self, row: &Row, columns: Columns, linked: &Classified<'_>) -> Option<Finding> {
        let field = own_text(row, columns.name);
        let kind = TypeExpr::parse(&own_text(row, columns.kind));
        let wanted: Vec<String> = kind.object_name().into_iter().chain([&*field]).map(key).collect();
        let name = key(object_name(&linked.title));
        if is_general_title(&linked.title) || wanted.iter().any(|wanted| names_same(&name, wanted)) {
            return None;
        }
        let meant = wanted.iter().find_map(|wanted| self.by_name.get(wanted))?;
        // A table of the request and one of the response may bear one name.
        (meant.section == linked.section)
            .then(|| rules::reference_mismatched::finding(&field, &called(linked), &called(meant)))
    }
}
