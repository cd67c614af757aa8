//! The vendor's DITA export: fragments without a head, `h1.topictitle1`, `h4.sectiontitle`, `pre.screen`,
//! `div.note`, and `div.familylinks` at the end.

use super::{
    blocks::{Role, html_role},
    page,
    text::folded_text,
};
use crate::{
    markup::{Element, Markup, element, has_class},
    page::Page,
};

/// Reads a page of the DITA export. Any text gives a page, if perhaps an empty one.
pub(crate) fn read(name: &str, text: &str) -> Page {
    let markup = Markup::parse(text, 1);
    page(name, &markup, role, parents(&markup))
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
