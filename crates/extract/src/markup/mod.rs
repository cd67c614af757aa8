//! An HTML tree that knows on which line of the source each element began, and that no text makes huge.

mod feed;
mod limit;
mod node;
mod sink;

pub(crate) use self::node::{Element, Node};

use self::{feed::Feed, limit::Limit};
use ego_tree::{NodeRef, Tree};
use html5gum::Tokenizer;
use memchr::memchr_iter;

/// What is longer is not read further: no page comes near, and the parser's strings end at 4 GiB.
const MAX_BYTES: usize = 8 << 20;

/// About how many bytes of a real page there are for each node of its tree.
const BYTES_A_NODE: usize = 24;

/// A parsed page: the tree, in which every element knows its line.
pub(crate) struct Markup {
    tree: Tree<Node>,
    first_line: u32,
    /// Where the lines of the text end, in bytes.
    line_ends: Vec<u32>,
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
        let limit = Limit::new(end / BYTES_A_NODE);
        let Ok(()) = Tokenizer::new_with_emitter(&text[..end], Feed::new(&limit)).finish();
        let (tree, is_whole) = limit.finish();
        let line_ends = memchr_iter(b'\n', &text.as_bytes()[..end]).filter_map(|at| u32::try_from(at).ok()).collect();
        Markup { tree, first_line, line_ends, is_whole: is_whole && end == text.len() }
    }

    /// The document node.
    pub(crate) fn root(&self) -> NodeRef<'_, Node> {
        self.tree.root()
    }

    /// The line on which the start tag of an element ends, from 1; 0 for what is no element.
    pub(crate) fn line(&self, node: NodeRef<'_, Node>) -> u32 {
        element(node).map_or(0, |element| {
            let before = self.line_ends.partition_point(|end| *end < element.position);
            self.first_line.saturating_add(u32::try_from(before).unwrap_or(u32::MAX))
        })
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

    /// Names and texts in document order; neighbouring texts are one.
    fn shown<'t>(nodes: impl Iterator<Item = (Option<&'t str>, Option<&'t str>)>) -> String {
        let show = |(name, text): (Option<&str>, Option<&str>)| match name {
            Some(name) => format!("<{name}>"),
            None => text.unwrap_or_default().to_owned(),
        };
        nodes.map(show).collect()
    }

    #[test]
    fn white_space_between_blocks_is_none_of_the_text() {
        let texts = |html: &str| {
            let markup = Markup::parse(html, 1);
            let texts = markup.root().descendants().filter_map(|node| node.value().as_text().map(str::to_owned));
            texts.collect::<Vec<_>>()
        };
        assert_eq!(texts("<ul>\n<li> <p>a</p> </li>\n<li> b </li></ul>"), ["a", " b "]);
        assert_eq!(texts("<p>a <b>b</b> <i>c</i>\n<p>d"), ["a ", "b", " ", "c", "d"]);
        assert_eq!(texts("<pre> <div> </div>a</pre> <p>b"), [" ", " ", "a", "b"]);
    }

    #[test]
    fn the_tree_is_the_one_that_scraper_builds() {
        for html in [
            "<p>a<table>b<tr><td>c</table>d",
            "<!doctype html><p>a<table><tr><td>c</table>d",
            "<b>x<p>y</b>z",
            "<a href=x>y<a href=z>w",
            "<td>a<td>b",
            "<ul><li>a<li>b<ul><li>c</ul>d</ul>",
            "a &amp; b&nbsp;c&#x41;&#65;&notit;&copy &unknown; &",
            "<p title='>'>x</p title=y>z<p =a b= c>",
            "<script>if (a<b) { '</p>' }</script>c<style>a<b</style>",
            "<title>a</b>c&lt;</title><textarea>\n<p></textarea>",
            "a<!-- <p> -->b<!-->c<!- x>d<![CDATA[e]]>f<?g?>h",
            "<pre>\nx\r\ny</pre><div/>x<br/>y</br>z</p>",
            "a\0b<p>\0</p>< p>a <3 b</ x>c</>",
            "<svg><p>x</svg>y<math><mi>z</mi></math>",
            "<select><option>a<option>b</select><form><form>c</form>",
            "<table><caption>a<tr><th>b<tbody><tr><td colspan=2>c<p>d",
            "<SPAN ID=a>b</Span>c<plaintext>d</p>",
            "a<",
            "a<p",
            "a<p b=\"",
        ] {
            let ours = Markup::parse(html, 1);
            let theirs = scraper::Html::parse_document(html);
            assert_eq!(
                shown(ours.root().descendants().map(|node| (element(node).map(Element::name), node.value().as_text()))),
                shown(theirs.tree.root().descendants().map(|node| {
                    let value = node.value();
                    (value.as_element().map(scraper::node::Element::name), value.as_text().map(|text| &**text))
                })),
                "{html}"
            );
        }
    }
}
