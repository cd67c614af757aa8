//! An HTML tree that knows on which line of the source each element began, and that no text makes huge.

mod feed;
mod limit;
mod node;
mod sink;

pub(crate) use self::node::{Element, Node};

use self::{feed::Feed, limit::Limit};
use ego_tree::{NodeRef, Tree};
use html5gum::Tokenizer;

/// What is longer is not read further: no page comes near, and the parser's strings end at 4 GiB.
const MAX_BYTES: usize = 8 << 20;

/// A parsed page: the tree, in which every element knows its line.
pub(crate) struct Markup {
    tree: Tree<Node>,
    first_line: u32,
    /// Whether all of the text and all of its tags are in the tree.
    pub(crate) is_whole: bool,
}

impl Markup {
    /// Parses any text; HTML parsing does not fail. The text begins at `first_line` of its file.
    ///
    /// The tree is that of the HTML standard, built by html5ever. Most of the time goes into finding the tags; html5gum
    /// takes half of html5ever's own for it.
    pub(crate) fn parse(text: &str, first_line: u32) -> Markup {
        let end = (0..=MAX_BYTES.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let limit = Limit::new();
        let Ok(()) = Tokenizer::new_with_emitter(&text[..end], Feed::new(&text[..end], &limit)).finish();
        let (tree, is_whole) = limit.finish();
        Markup { tree, first_line, is_whole: is_whole && end == text.len() }
    }

    /// The document node.
    pub(crate) fn root(&self) -> NodeRef<'_, Node> {
        self.tree.root()
    }

    /// The line on which the start tag of an element ends, from 1; 0 for what is no element.
    pub(crate) fn line(&self, node: NodeRef<'_, Node>) -> u32 {
        element(node).map_or(0, |element| element.line.saturating_add(self.first_line - 1))
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
    fn an_element_knows_the_line_on_which_its_start_tag_ends() {
        let markup = Markup::parse("<table>\n<tr><td>a\n\n<tr\n><td>b</table>", 1);
        let rows = markup.root().descendants().filter(|node| element(*node).is_some_and(|e| e.name() == "tr"));
        assert_eq!(rows.map(|row| markup.line(row)).collect::<Vec<_>>(), [2, 5]);
    }
}
