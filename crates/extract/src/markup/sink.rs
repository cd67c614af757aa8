//! The receiver of the parser's events.

use super::node::{Element, Node};
use ego_tree::{NodeId, NodeMut, Tree};
use html5ever::{
    Attribute, QualName, local_name, ns,
    tendril::StrTendril,
    tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink},
};
use std::{
    borrow::Cow,
    cell::{Cell, Ref, RefCell},
};

/// The name of what has none. The parser asks for names of elements only.
static NAMELESS: QualName = QualName { prefix: None, ns: ns!(), local: local_name!("") };

/// Builds the tree, and notes of each element where it is created and how deep it is.
pub(super) struct TreeMaker {
    tree: RefCell<Tree<Node>>,
    /// How far the text is read, in bytes.
    position: Cell<u32>,
    /// How deep the next element will be, as far as the events so far tell.
    depth: Cell<u32>,
    elements: Cell<usize>,
}

impl TreeMaker {
    /// For a tree of about so many nodes.
    pub(super) fn new(nodes: usize) -> TreeMaker {
        TreeMaker {
            tree: RefCell::new(Tree::with_capacity(Node::Document, nodes)),
            position: Cell::new(0),
            depth: Cell::new(0),
            elements: Cell::new(0),
        }
    }

    /// How deep the next element will be: never less than it is, perhaps one more.
    pub(super) fn depth(&self) -> u32 {
        self.depth.get()
    }

    /// How many elements there are.
    pub(super) fn elements(&self) -> usize {
        self.elements.get()
    }

    fn depth_of(&self, node: NodeId) -> u32 {
        let tree = self.tree.borrow();
        tree.get(node).and_then(|node| node.value().as_element()).map_or(0, |element| element.depth)
    }

    /// Notes that an element now stands `depth` deep.
    fn put(&self, child: &NodeOrText<NodeId>, depth: u32) {
        if let NodeOrText::AppendNode(node) = child {
            self.change(*node, |node| {
                if let Node::Element(element) = node.value() {
                    element.depth = depth;
                }
            });
            self.depth.set(depth + 1);
        }
    }

    fn change(&self, node: NodeId, change: impl FnOnce(&mut NodeMut<'_, Node>)) {
        if let Some(mut node) = self.tree.borrow_mut().get_mut(node) {
            change(&mut node);
        }
    }

    fn detach(&self, node: NodeId) {
        if let Some(mut node) = self.tree.borrow_mut().get_mut(node) {
            node.detach();
        }
    }

    fn create(&self, node: Node) -> NodeId {
        self.tree.borrow_mut().orphan(node).id()
    }
}

/// Adds text to a text node, or says that there is none.
fn extended(node: Option<NodeMut<'_, Node>>, text: &StrTendril) -> bool {
    if let Some(mut node) = node
        && let Node::Text(known) = node.value()
    {
        known.push_tendril(text);
        return true;
    }
    false
}

impl TreeSink for TreeMaker {
    type Handle = NodeId;
    type Output = Tree<Node>;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree<Node> {
        self.tree.into_inner()
    }

    // The feed hands over positions in the place of lines: few elements are asked for their line.
    fn set_current_line(&self, position: u64) {
        self.position.set(u32::try_from(position).unwrap_or(u32::MAX));
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> NodeId {
        self.elements.set(self.elements.get() + 1);
        self.create(Node::Element(Element { name, attributes, position: self.position.get(), depth: 0 }))
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.tree.borrow().root().id()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.tree.borrow(), |tree| {
            let element = tree.get(*target).and_then(|node| node.value().as_element());
            element.map_or(&NAMELESS, |element| &element.name)
        })
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.create(Node::Other)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.create(Node::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.put(&child, self.depth_of(*parent) + 1);
        self.change(*parent, |parent| match child {
            NodeOrText::AppendNode(child) => {
                parent.append_id(child);
            }
            NodeOrText::AppendText(text) => {
                if !extended(parent.last_child(), &text) {
                    parent.append(Node::Text(text));
                }
            }
        });
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.tree.borrow().get(*element).is_some_and(|node| node.parent().is_some());
        if has_parent { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, left: &NodeId, right: &NodeId) -> bool {
        left == right
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        self.put(&child, self.depth_of(*sibling));
        if let NodeOrText::AppendNode(child) = &child {
            self.detach(*child);
        }
        self.change(*sibling, |sibling| match child {
            _ if sibling.parent().is_none() => {}
            NodeOrText::AppendNode(child) => {
                sibling.insert_id_before(child);
            }
            NodeOrText::AppendText(text) => {
                if !extended(sibling.prev_sibling(), &text) {
                    sibling.insert_before(Node::Text(text));
                }
            }
        });
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        self.change(*target, |target| {
            if let Node::Element(element) = target.value() {
                for attribute in attributes {
                    if !element.attributes.iter().any(|known| known.name == attribute.name) {
                        element.attributes.push(attribute);
                    }
                }
            }
        });
    }

    fn pop(&self, node: &NodeId) {
        self.depth.set(self.depth_of(*node));
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.change(*new_parent, |parent| parent.reparent_from_id_append(*node));
    }
}
