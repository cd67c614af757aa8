//! The text below a node of the HTML tree.

use super::blocks::{Role, html_role};
use crate::markup::{Element, Node, element, has_class};
use ego_tree::{NodeRef, iter::Edge};

/// All text below a node as it stands, line breaks where `br` says so, without the marks that lead to a heading.
pub(super) fn all_text(node: NodeRef<'_, Node>) -> String {
    let mut text = String::new();
    for descendant in node.descendants() {
        match descendant.value() {
            Node::Text(_) if descendant.parent().and_then(element).is_some_and(is_header_link) => {}
            Node::Text(piece) => text.push_str(piece),
            Node::Element(element) if element.name() == "br" => text.push('\n'),
            _ => {}
        }
    }
    text
}

/// All text below a node in one line, parted where a block begins or ends.
pub(super) fn folded_text(node: NodeRef<'_, Node>) -> String {
    let mut text = String::new();
    for edge in node.traverse() {
        let is_open = matches!(edge, Edge::Open(_));
        let (Edge::Open(at) | Edge::Close(at)) = edge;
        match at.value() {
            Node::Text(piece) if is_open && !at.parent().and_then(element).is_some_and(is_header_link) => {
                text.push_str(piece);
            }
            Node::Element(element) if element.name() == "br" || html_role(element) != Role::Inline => text.push(' '),
            _ => {}
        }
    }
    fold(&text)
}

/// The pilcrow behind a heading or caption that links to it.
pub(super) fn is_header_link(element: &Element) -> bool {
    element.name() == "a" && has_class(element, "headerlink")
}

/// Text with all white space folded to single blanks, trimmed.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    push_folded(&mut folded, text, true);
    folded.truncate(folded.trim_end_matches(' ').len());
    folded
}

/// Adds text whose white space is folded; `blank` says whether white space stands before it. Returns whether it holds
/// more than white space.
pub(super) fn push_folded(to: &mut String, text: &str, mut blank: bool) -> bool {
    let mut is_word = false;
    let mut rest = text;
    loop {
        // Most of a text are ASCII words: nothing in them needs to be decoded.
        let plain = rest.bytes().position(|byte| !byte.is_ascii_graphic()).unwrap_or(rest.len());
        let mut behind = rest[plain..].chars();
        let next = behind.next();
        let is_spaced = next.is_some_and(is_space);
        let word = if is_spaced { &rest[..plain] } else { &rest[..rest.len() - behind.as_str().len()] };
        if !word.is_empty() {
            to.push_str(word);
            (blank, is_word) = (false, true);
        }
        if next.is_none() {
            return is_word;
        }
        if is_spaced && !blank {
            to.push(' ');
            blank = true;
        }
        rest = behind.as_str();
    }
}

/// White space as a reader sees it: no-break blanks part words too, and zero-width ones are no text.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}
