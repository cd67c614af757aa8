//! The anchors of a page that its tables link to.

use crate::{
    markup::{Markup, element},
    page::Page,
};
use std::collections::BTreeSet;

/// The anchors to which cells link on the page itself and which stand nowhere in its markup.
pub(super) fn dead_anchors(page: &Page, markup: &Markup) -> Vec<String> {
    let tables = page.tables();
    let cells = tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells).filter(|cell| !cell.repeated);
    let links = cells.flat_map(|cell| cell.links());
    let here = links.filter(|link| link.page.as_deref().is_none_or(|other| other == page.name));
    let mut wanted: BTreeSet<&str> = here.filter_map(|link| link.anchor.as_deref()).collect();
    for anchor in tables.iter().flat_map(|table| table.all_anchors()) {
        wanted.remove(anchor.as_str());
    }
    // Nearly every link leads to a table; only for the others the whole markup is searched.
    if !wanted.is_empty() {
        for element in markup.root().descendants().filter_map(element) {
            for anchor in [element.attr("id"), element.attr("name")].into_iter().flatten() {
                wanted.remove(anchor);
            }
        }
    }
    wanted.into_iter().map(str::to_owned).collect()
}
