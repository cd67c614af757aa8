//! From nodes of the HTML tree to the blocks of a page; the same for every dialect that says what its
//! elements mean.

use super::{
    table::{Repetition, read_table},
    text::{all_text, fold, folded_text, push_folded},
};
use crate::{
    markup::{Element, Markup, Node, element},
    page::{Block, Code, Link, Run, Section, Table, Text},
};
use ego_tree::NodeRef;

/// Elements nested deeper than this are read as plain text: no page needs more, and the walk must not
/// exhaust the stack.
const MAX_DEPTH: usize = 128;

/// Of more anchors in a row, the last ones lead to what follows.
const MAX_ANCHORS: usize = 32;

/// What an element is, in one generator's HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The heading of the page.
    Title,
    /// A heading that opens a section.
    Heading,
    /// A paragraph.
    Paragraph,
    /// A list.
    List,
    /// A note.
    Note,
    /// A table.
    Table,
    /// Preformatted text.
    Code,
    /// A box without meaning of its own.
    Container,
    /// Part of running text.
    Inline,
    /// Not part of the page's text.
    Skip,
}

/// What HTML itself says of an element.
pub(super) fn html_role(element: &Element) -> Role {
    match element.name() {
        "h1" => Role::Title,
        "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading,
        "p" | "dt" => Role::Paragraph,
        "ul" | "ol" => Role::List,
        "table" => Role::Table,
        "pre" => Role::Code,
        "script" | "style" | "head" | "template" | "noscript" => Role::Skip,
        "html" | "body" | "div" | "section" | "article" | "main" | "dl" | "dd" | "blockquote" | "center" | "li"
        | "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "caption" | "form" | "fieldset" => Role::Container,
        _ => Role::Inline,
    }
}

/// What a generator's elements mean.
pub(super) type Roles = fn(&Element) -> Role;

/// What a builder has read.
pub(super) struct Body {
    pub(super) title: Option<String>,
    pub(super) sections: Vec<Section>,
    /// Whether every merged cell was repeated as far as it spans.
    pub(super) is_whole: bool,
}

/// Collects sections and blocks while walking the tree.
pub(super) struct Builder<'m> {
    pub(super) markup: &'m Markup,
    roles: Roles,
    title: Option<String>,
    sections: Vec<Section>,
    /// Blocks of the section, list item, note or cell that is being read.
    blocks: Vec<Block>,
    /// Running text that no block element has closed yet.
    text: Text,
    /// Anchors seen since the last text or block: they belong to the next block.
    anchors: Vec<&'m str>,
    /// Anchors of the text since the last block: a table that follows may be meant by its label.
    label_anchors: Vec<&'m str>,
    /// How many body rows have been read.
    pub(super) row_count: usize,
    /// How much the cells of the page may still be repeated.
    pub(super) repetition: Repetition,
    depth: usize,
}

impl<'m> Builder<'m> {
    pub(super) fn new(markup: &'m Markup, roles: Roles) -> Builder<'m> {
        Builder {
            markup,
            roles,
            title: None,
            sections: vec![Section::default()],
            blocks: Vec::new(),
            text: Text::default(),
            anchors: Vec::new(),
            label_anchors: Vec::new(),
            row_count: 0,
            repetition: Repetition::default(),
            depth: 0,
        }
    }

    /// Everything below `node`.
    pub(super) fn read(mut self, node: NodeRef<'m, Node>) -> Body {
        self.children(node);
        self.close_section();
        Body { title: self.title, sections: self.sections, is_whole: !self.repetition.is_exhausted() }
    }

    fn children(&mut self, node: NodeRef<'m, Node>) {
        self.depth += 1;
        for child in node.children() {
            self.node(child);
        }
        self.depth -= 1;
    }

    fn node(&mut self, node: NodeRef<'m, Node>) {
        if let Node::Text(text) = node.value() {
            self.inline(text, false, None, self.text.line);
        }
        let Some(element) = element(node) else { return };
        let role = if self.depth > MAX_DEPTH { Role::Inline } else { (self.roles)(element) };
        self.note_anchor(element);
        match role {
            Role::Skip => {}
            Role::Inline => self.inline_element(node, element, false, None),
            Role::Container => {
                self.close_text();
                self.children(node);
                self.close_text();
            }
            Role::Title | Role::Heading => self.heading(node, role),
            Role::Paragraph => {
                self.close_text();
                self.text.line = self.markup.line(node);
                self.children(node);
                self.close_text();
            }
            Role::List => self.list(node),
            Role::Note => {
                let blocks = self.nested(node);
                self.push(Block::Note(blocks));
            }
            Role::Code => {
                let code = Code { text: all_text(node), line: self.markup.line(node) };
                self.push(Block::Code(code));
            }
            Role::Table => {
                self.close_text();
                let anchors = taken(&mut self.anchors);
                let label_anchors = taken(&mut self.label_anchors);
                let table = Table { label_anchors, ..read_table(self, node, anchors) };
                self.push(Block::Table(Box::new(table)));
            }
        }
    }

    /// A list; one directly behind another of its kind goes on with it, as writers end and begin lists at will.
    fn list(&mut self, node: NodeRef<'m, Node>) {
        let items = self.nested_each(node);
        match self.blocks.last_mut() {
            Some(Block::List(known)) if is_continued(node) => known.extend(items),
            _ => self.blocks.push(Block::List(items)),
        }
        self.anchors.clear();
        self.label_anchors.clear();
    }

    fn note_anchor(&mut self, element: &'m Element) {
        let names = [element.attr("id"), element.attr("name").filter(|_| element.name() == "a")];
        for name in names.into_iter().flatten() {
            if !name.is_empty() && !self.anchors.contains(&name) {
                if self.anchors.len() == MAX_ANCHORS {
                    self.anchors.remove(0);
                }
                self.anchors.push(name);
            }
        }
    }

    fn heading(&mut self, node: NodeRef<'m, Node>, role: Role) {
        let text = folded_text(node);
        if role == Role::Title && self.title.is_none() {
            self.close_text();
            self.title = Some(text);
            // What stands right below the title is what a link to the page means.
            let anchors = taken(&mut self.anchors);
            if let Some(section) = self.sections.first_mut() {
                section.anchors = anchors;
            }
        } else if self.sections.is_empty() {
            // Inside a cell, an item or a note a heading opens no section; its text must not be lost.
            self.push(Block::Paragraph(Text {
                runs: vec![Run { text, strong: true, link: None }],
                line: self.markup.line(node),
            }));
        } else {
            self.close_section();
            let anchors = taken(&mut self.anchors);
            self.sections.push(Section { heading: text, anchors, blocks: Vec::new() });
        }
        self.anchors.clear();
        self.label_anchors.clear();
    }

    fn push(&mut self, block: Block) {
        self.close_text();
        self.blocks.push(block);
        self.anchors.clear();
        self.label_anchors.clear();
    }

    fn close_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.is_blank() {
            self.blocks.push(Block::Paragraph(text));
        }
    }

    fn close_section(&mut self) {
        self.close_text();
        let blocks = std::mem::take(&mut self.blocks);
        if let Some(section) = self.sections.last_mut() {
            section.blocks.extend(blocks);
        }
    }

    /// The blocks below `node`, read apart from those around it.
    pub(super) fn nested(&mut self, node: NodeRef<'m, Node>) -> Vec<Block> {
        self.apart(|builder| builder.children(node))
    }

    /// The blocks that `read` gives, apart from those around them.
    fn apart(&mut self, read: impl FnOnce(&mut Self)) -> Vec<Block> {
        self.close_text();
        let outer_blocks = std::mem::take(&mut self.blocks);
        let outer_sections = std::mem::take(&mut self.sections);
        read(self);
        self.close_text();
        self.sections = outer_sections;
        std::mem::replace(&mut self.blocks, outer_blocks)
    }

    /// The blocks of each item of a list. Other elements and stray text between the items are items of their own.
    fn nested_each(&mut self, node: NodeRef<'m, Node>) -> Vec<Vec<Block>> {
        self.close_text();
        let mut items = Vec::new();
        for child in node.children() {
            match child.value() {
                Node::Element(element) if (self.roles)(element) == Role::Table => {
                    items.push(self.apart(|builder| builder.node(child)));
                }
                Node::Element(_) => items.push(self.nested(child)),
                Node::Text(text) if !text.trim().is_empty() => {
                    let run = Run { text: fold(text), strong: false, link: None };
                    items.push(vec![Block::Paragraph(Text { runs: vec![run], line: self.markup.line(node) })]);
                }
                _ => {}
            }
        }
        items
    }

    fn inline_element(&mut self, node: NodeRef<'m, Node>, element: &'m Element, strong: bool, link: Option<&Link>) {
        let line = self.markup.line(node);
        if element.name() == "br" {
            self.text.runs.push(Run { text: "\n".to_owned(), strong: false, link: None });
            return;
        }
        let strong = strong || matches!(element.name(), "b" | "strong");
        let own_link = element.attr("href").filter(|_| element.name() == "a").map(Link::parse);
        let link = own_link.as_ref().or(link);
        if self.depth > MAX_DEPTH {
            self.inline(&all_text(node), strong, link, line);
            return;
        }
        self.depth += 1;
        for child in node.children() {
            match child.value() {
                Node::Text(text) => self.inline(text, strong, link, line),
                Node::Element(child_element) => {
                    self.note_anchor(child_element);
                    if (self.roles)(child_element) == Role::Inline {
                        self.inline_element(child, child_element, strong, link);
                    } else {
                        // A block inside inline markup: HTML allows it for links and spans.
                        self.node(child);
                    }
                }
                _ => {}
            }
        }
        self.depth -= 1;
    }

    /// Adds running text; white space folds, also across runs.
    fn inline(&mut self, text: &str, strong: bool, link: Option<&Link>, line: u32) {
        if self.text.line == 0 {
            self.text.line = line;
        }
        let blank = self.text.runs.last().is_none_or(|run| run.text.ends_with([' ', '\n']));
        let is_word = match self.text.runs.last_mut() {
            Some(run) if run.strong == strong && run.link.as_deref() == link => push_folded(&mut run.text, text, blank),
            _ => {
                let mut folded = String::with_capacity(text.len());
                let is_word = push_folded(&mut folded, text, blank);
                if !folded.is_empty() {
                    self.text.runs.push(Run { text: folded, strong, link: link.cloned().map(Box::new) });
                }
                is_word
            }
        };
        if is_word {
            self.label_anchors.append(&mut self.anchors);
            let surplus = self.label_anchors.len().saturating_sub(MAX_ANCHORS);
            self.label_anchors.drain(..surplus);
        }
    }
}

/// The anchors, of which none are left.
fn taken(anchors: &mut Vec<&str>) -> Vec<String> {
    anchors.drain(..).map(str::to_owned).collect()
}

/// Whether a list stands directly behind another one of its kind: no text and no other element between them.
fn is_continued(node: NodeRef<'_, Node>) -> bool {
    let is_blank = |node: &NodeRef<'_, Node>| match node.value() {
        Node::Text(text) => text.trim().is_empty(),
        Node::Other => true,
        Node::Document | Node::Element(_) => false,
    };
    let before = node.prev_siblings().find(|sibling| !is_blank(sibling)).and_then(element);
    before.zip(element(node)).is_some_and(|(before, list)| before.name() == list.name())
}
