//! The receiver of the parser's events.

use ego_tree::NodeId;
use html5ever::{
    Attribute, QualName,
    tendril::StrTendril,
    tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink},
};
use scraper::{Html, HtmlTreeSink};
use std::{
    borrow::Cow,
    cell::{Cell, Ref, RefCell},
    collections::HashMap,
};

/// Passes everything on to scraper's sink and notes the line at which each element is created, and how deep it is.
pub(super) struct LineSink {
    inner: HtmlTreeSink,
    line: Cell<u32>,
    lines: RefCell<HashMap<NodeId, u32>>,
    /// How many elements are around each element.
    depths: RefCell<HashMap<NodeId, usize>>,
    /// How deep the next element will be, as far as the events so far tell.
    depth: Cell<usize>,
}

impl LineSink {
    pub(super) fn new() -> LineSink {
        LineSink {
            inner: HtmlTreeSink::new(Html::new_document()),
            line: Cell::new(1),
            lines: RefCell::default(),
            depths: RefCell::default(),
            depth: Cell::new(0),
        }
    }

    /// How deep the next element will be: never less than it is, perhaps one more.
    pub(super) fn depth(&self) -> usize {
        self.depth.get()
    }

    /// How many elements there are.
    pub(super) fn elements(&self) -> usize {
        self.lines.borrow().len()
    }

    fn depth_of(&self, node: NodeId) -> usize {
        self.depths.borrow().get(&node).copied().unwrap_or(0)
    }

    /// Notes that an element now stands `depth` deep.
    fn put(&self, child: &NodeOrText<NodeId>, depth: usize) {
        if let NodeOrText::AppendNode(node) = child {
            self.depths.borrow_mut().insert(*node, depth);
            self.depth.set(depth + 1);
        }
    }
}

impl TreeSink for LineSink {
    type Handle = NodeId;
    type Output = (Html, HashMap<NodeId, u32>);
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self::Output {
        (self.inner.finish(), self.lines.into_inner())
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
        self.put(&child, self.depth_of(*parent) + 1);
        self.inner.append(parent, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        // The child goes before `element`, or below `previous`: the deeper of the two is safe to assume.
        self.put(&child, self.depth_of(*element).max(self.depth_of(*previous) + 1));
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
        self.put(&node, self.depth_of(*sibling));
        self.inner.append_before_sibling(sibling, node);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        self.inner.add_attrs_if_missing(target, attrs);
    }

    fn pop(&self, node: &NodeId) {
        self.depth.set(self.depth_of(*node));
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.inner.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.inner.reparent_children(node, new_parent);
    }
}
