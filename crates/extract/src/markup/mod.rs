//! An HTML tree that knows on which line of the source each element began, and that no text makes huge.

mod limit;
mod sink;

use self::limit::Limit;
use ego_tree::{NodeId, NodeRef};
use html5ever::{
    TokenizerResult,
    tendril::StrTendril,
    tokenizer::{BufferQueue, Tokenizer, TokenizerOpts},
};
use scraper::{Html, Node, node::Element};
use std::collections::HashMap;

/// What is longer is not read further: no page comes near, and the parser's strings end at 4 GiB.
const MAX_BYTES: usize = 8 << 20;

/// A parsed page: the tree, and the line of every element.
pub(crate) struct Markup {
    html: Html,
    lines: HashMap<NodeId, u32>,
    first_line: u32,
    /// Whether all of the text and all of its tags are in the tree.
    pub(crate) is_whole: bool,
}

impl Markup {
    /// Parses any text; HTML parsing does not fail. The text begins at `first_line` of its file.
    pub(crate) fn parse(text: &str, first_line: u32) -> Markup {
        let end = (0..=MAX_BYTES.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(&text[..end]));
        let tokenizer = Tokenizer::new(Limit::new(), TokenizerOpts::default());
        // The tokenizer pauses after scripts and where an encoding is named; neither matters here.
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        tokenizer.end();
        let (html, lines, is_whole) = tokenizer.sink.finish();
        Markup { html, lines, first_line, is_whole: is_whole && end == text.len() }
    }

    /// The document node.
    pub(crate) fn root(&self) -> NodeRef<'_, Node> {
        self.html.tree.root()
    }

    /// The line on which an element begins, from 1; 0 for an element that the parser made up.
    pub(crate) fn line(&self, node: NodeRef<'_, Node>) -> u32 {
        self.lines.get(&node.id()).map_or(0, |line| line.saturating_add(self.first_line - 1))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_knows_the_line_on_which_it_begins() {
        let markup = Markup::parse("<table>\n<tr><td>a\n\n<tr\n><td>b</table>", 1);
        let rows = markup.root().descendants().filter(|node| element(*node).is_some_and(|e| e.name() == "tr"));
        assert_eq!(rows.map(|row| markup.line(row)).collect::<Vec<_>>(), [2, 5]);
    }
}
