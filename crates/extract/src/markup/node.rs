//! What the tree is made of.

use html5ever::{Attribute, LocalName, QualName, local_name, tendril::StrTendril};

/// A node of the HTML tree.
#[derive(Debug)]
pub(crate) enum Node {
    /// The whole.
    Document,
    Element(Element),
    Text(StrTendril),
    /// A comment or a processing instruction, which nobody reads.
    Other,
}

/// An element with the attributes that somebody reads.
#[derive(Debug)]
pub(crate) struct Element {
    pub(super) name: QualName,
    pub(super) attributes: Vec<Attribute>,
    /// Where its start tag ends, in bytes of the text that was parsed.
    pub(super) position: u32,
    /// How many elements were around it when it was put into the tree.
    pub(super) depth: u32,
}

impl Node {
    /// The text, if it is one.
    pub(crate) fn as_text(&self) -> Option<&str> {
        if let Node::Text(text) = self { Some(text) } else { None }
    }

    /// The element, if it is one.
    pub(crate) fn as_element(&self) -> Option<&Element> {
        if let Node::Element(element) = self { Some(element) } else { None }
    }
}

impl Element {
    /// The name of the tag.
    pub(crate) fn name(&self) -> &str {
        &self.name.local
    }

    /// The value of an attribute; of those that [`kept`] leaves out there is none.
    pub(crate) fn attr(&self, name: &str) -> Option<&str> {
        let of_that_name = |attribute: &&Attribute| &*attribute.name.local == name;
        self.attributes.iter().find(of_that_name).map(|attribute| &*attribute.value)
    }
}

/// The name of an attribute of `tag` that the dialects or the parser look at. Nine in ten attributes of real pages say
/// how something looks, and cost as much as all the rest.
pub(super) fn kept(tag: &[u8], name: &[u8]) -> Option<LocalName> {
    Some(match name {
        // Classes tell links, notes and boxes apart.
        b"class" if matches!(tag, b"a" | b"div" | b"p") => local_name!("class"),
        b"id" => local_name!("id"),
        _ if tag == b"span" => return None,
        b"colspan" => local_name!("colspan"),
        b"href" => local_name!("href"),
        b"name" => local_name!("name"),
        b"rowspan" => local_name!("rowspan"),
        // Those below decide where the parser puts an element.
        b"color" => local_name!("color"),
        b"encoding" => local_name!("encoding"),
        b"face" => local_name!("face"),
        b"size" => local_name!("size"),
        b"type" => local_name!("type"),
        _ => return None,
    })
}
