//! An HTML tree that knows on which line of the source each element began.

use ego_tree::{NodeId, NodeRef};
use html5ever::{
    Attribute, QualName,
    driver::{ParseOpts, parse_document},
    tendril::{StrTendril, TendrilSink},
    tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink},
};
use scraper::{Html, HtmlTreeSink, Node, node::Element};
use std::{
    borrow::Cow,
    cell::{Cell, Ref, RefCell},
    collections::HashMap,
};

/// A parsed page: the tree, and the line of every element.
pub(crate) struct Markup {
    html: Html,
    lines: HashMap<NodeId, u32>,
}

impl Markup {
    /// Parses any text; HTML parsing does not fail.
    pub(crate) fn parse(text: &str) -> Markup {
        let sink = LineSink {
            inner: HtmlTreeSink::new(Html::new_document()),
            line: Cell::new(1),
            lines: RefCell::new(HashMap::new()),
        };
        parse_document(sink, ParseOpts::default()).one(text)
    }

    /// The document node.
    pub(crate) fn root(&self) -> NodeRef<'_, Node> {
        self.html.tree.root()
    }

    /// The line on which an element begins, from 1; 0 for an element that the parser made up.
    pub(crate) fn line(&self, node: NodeRef<'_, Node>) -> u32 {
        self.lines.get(&node.id()).copied().unwrap_or(0)
    }
}

/// The element that a node is, if it is one.
pub(crate) fn element(node: NodeRef<'_, Node>) -> Option<&Element> {
    node.value().as_element()
}

/// Whether `element` carries the class `name`.
pub(crate) fn has_class(element: &Element, name: &str) -> bool {
    element.attr("class").is_some_and(|classes| classes.split_ascii_whitespace().any(|class| class == name))
}

/// Passes everything on to scraper's sink and notes the line at which each element is created.
struct LineSink {
    inner: HtmlTreeSink,
    line: Cell<u32>,
    lines: RefCell<HashMap<NodeId, u32>>,
}

impl TreeSink for LineSink {
    type Handle = NodeId;
    type Output = Markup;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Markup {
        Markup { html: self.inner.finish(), lines: self.lines.into_inner() }
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(u32::try_from(line).unwrap_or(u32::MAX));
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let id = self.inner.create_element(name, attrs, flags);
        self.lines.borrow_mut().insert(id, self.line.get());
        id
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        self.inner.parse_error(message);
    }

    fn get_document(&self) -> NodeId {
        self.inner.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.inner.elem_name(target)
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.inner.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.inner.create_pi(target, data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.inner.append(parent, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        self.inner.append_based_on_parent_node(element, previous, child);
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.inner.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.inner.get_template_contents(target)
    }

    fn same_node(&self, left: &NodeId, right: &NodeId) -> bool {
        left == right
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.inner.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &NodeId, node: NodeOrText<NodeId>) {
        self.inner.append_before_sibling(sibling, node);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        self.inner.add_attrs_if_missing(target, attrs);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.inner.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.inner.reparent_children(node, new_parent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_knows_the_line_on_which_it_begins() {
        let markup = Markup::parse("<table>\n<tr><td>a\n\n<tr\n><td>b</table>");
        let rows = markup.root().descendants().filter(|node| element(*node).is_some_and(|e| e.name() == "tr"));
        assert_eq!(rows.map(|row| markup.line(row)).collect::<Vec<_>>(), [2, 5]);
    }
}
