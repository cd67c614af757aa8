//! What keeps the parser's time and memory in proportion to the text.
//!
//! An HTML parser looks through the open elements at every tag, and opens unclosed formatting elements again in
//! every paragraph: a page of a few kilobytes can cost it minutes and gigabytes. So tags that no page needs do not
//! reach it; the text around them does.

use super::{node::Node, sink::TreeMaker};
use ego_tree::{NodeId, Tree};
use html5ever::{
    local_name,
    tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult},
    tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink},
};
use std::cell::Cell;

/// Start tags nested deeper than this are dropped; real pages reach 14.
const MAX_DEPTH: u32 = 128;

/// Behind so many elements all tags are dropped; the largest real page has some 6,000.
const MAX_ELEMENTS: usize = 400_000;

/// Stands between tokenizer and tree builder, and drops the tags that exceed a limit.
pub(super) struct Limit {
    builder: TreeBuilder<NodeId, TreeMaker>,
    dropped: Cell<bool>,
}

impl Limit {
    /// For a tree of about so many nodes.
    pub(super) fn new(nodes: usize) -> Limit {
        let builder = TreeBuilder::new(TreeMaker::new(nodes), TreeBuilderOpts::default());
        Limit { builder, dropped: Cell::new(false) }
    }

    /// The tree, and whether it holds all tags.
    pub(super) fn finish(self) -> (Tree<Node>, bool) {
        (self.builder.sink.finish(), !self.dropped.get())
    }

    fn exceeds(&self, tag: &Tag) -> bool {
        let sink = &self.builder.sink;
        sink.elements() > MAX_ELEMENTS || tag.kind == TagKind::StartTag && sink.depth() > MAX_DEPTH
    }
}

impl TokenSink for Limit {
    type Handle = NodeId;

    fn process_token(&self, mut token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if let Token::TagToken(tag) = &mut token {
            if self.exceeds(tag) {
                self.dropped.set(true);
                return TokenSinkResult::Continue;
            }
            if is_formatting(tag) {
                // The parser keeps at most three equal ones open; attributes would make each one differ.
                tag.attrs.clear();
            }
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The formatting elements of the HTML standard, 13.2.4.2, except `a`, of which only one is ever open.
fn is_formatting(tag: &Tag) -> bool {
    matches!(
        tag.name,
        local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}
