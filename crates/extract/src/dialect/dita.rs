//! The vendor's DITA export: fragments without a head, `h1.topictitle1`, `h4.sectiontitle`, `pre.screen`,
//! `div.note`, and `div.familylinks` at the end.

use super::{
    anchors::dead_anchors,
    blocks::{Builder, Role, html_role},
    table::body_row_count,
    text::folded_text,
};
use crate::{
    markup::{Element, Markup, element, has_class},
    page::Page,
};

/// Reads a page of the DITA export. Any text gives a page, if perhaps an empty one.
pub(crate) fn read(name: &str, text: &str) -> Page {
    let markup = Markup::parse(text, 1);
    let body = Builder::new(&markup, role).read(markup.root());
    let mut page = Page {
        name: name.to_owned(),
        title: body.title,
        sections: body.sections,
        parents: parents(&markup),
        row_count: body_row_count(markup.root()),
        dead_anchors: Vec::new(),
        is_utf8: true,
        is_whole: markup.is_whole && body.is_whole,
        misnamed: None,
    };
    page.dead_anchors = dead_anchors(&page, &markup);
    page
}

fn role(element: &Element) -> Role {
    match element.name() {
        "div" if has_class(element, "note") || has_class(element, "notice") => Role::Note,
        "div" if has_class(element, "familylinks") => Role::Skip,
        _ => html_role(element),
    }
}

/// The linked titles in `div.parentlink`.
fn parents(markup: &Markup) -> Vec<String> {
    let boxes = markup.root().descendants().filter(|node| element(*node).is_some_and(|e| has_class(e, "parentlink")));
    let links =
        boxes.flat_map(|node| node.descendants().filter(|node| element(*node).is_some_and(|e| e.name() == "a")));
    links.map(|link| folded_text(link)).filter(|title| !title.is_empty()).collect()
}
