//! The contents of a page in reading order, each piece with the role that headings and labels give it.
//!
//! Older pages put tables and examples into list items under a label ("Example request"); newer ones put them under
//! headings of their own. Behind this step the difference is gone.

use super::heading::{SectionRole, label_role, role};
use crate::page::{Block, Code, Page, Table, Text};
use driftline_finding::Provenance;
use std::borrow::Cow;

/// A piece of a page that the reader looks at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece<'p> {
    pub(super) role: SectionRole,
    /// The heading of its section.
    pub(super) heading: &'p str,
    /// The anchors of the heading.
    pub(super) anchors: &'p [String],
    /// The paragraph before it, if nothing else stands between.
    pub(super) lead: Option<&'p Text>,
    pub(super) content: Content<'p>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Content<'p> {
    Text(&'p Text),
    Table(&'p Table),
    Code(&'p Code),
}

/// The pieces of all sections in order. What stands in cells stays there.
pub(super) fn flow(page: &Page) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for section in &page.sections {
        let role = role(&section.heading);
        let mut walk = Walk {
            heading: &section.heading,
            anchors: &section.anchors,
            section: role,
            role,
            lead: None,
            pieces: &mut pieces,
        };
        walk.blocks(&section.blocks);
    }
    pieces
}

/// A paragraph or code block of a page.
pub(crate) struct Shown<'p> {
    pub(crate) text: Cow<'p, str>,
    /// The line in the HTML on which it begins.
    pub(crate) line: u32,
    /// The heading of its section.
    pub(crate) heading: &'p str,
}

impl Shown<'_> {
    /// The place of a line of the text, counted from 0, on the page called `page`.
    pub(crate) fn provenance(&self, page: &str, line: u32) -> Provenance {
        let section = (!self.heading.is_empty()).then(|| self.heading.to_owned());
        Provenance { section, line: Some(self.line.saturating_add(line)), ..Provenance::page(page) }
    }
}

/// The paragraphs and code blocks of one role.
pub(crate) fn texts_of<'p>(pieces: &[Piece<'p>], role: SectionRole) -> impl Iterator<Item = Shown<'p>> {
    pieces.iter().filter(move |piece| piece.role == role).filter_map(|piece| {
        let (text, line) = match piece.content {
            Content::Text(text) => (text.plain(), text.line),
            Content::Code(code) => (Cow::Borrowed(code.text.as_str()), code.line),
            Content::Table(_) => return None,
        };
        Some(Shown { text, line, heading: piece.heading })
    })
}

struct Walk<'p, 'w> {
    heading: &'p str,
    anchors: &'p [String],
    section: SectionRole,
    role: SectionRole,
    lead: Option<&'p Text>,
    pieces: &'w mut Vec<Piece<'p>>,
}

impl<'p> Walk<'p, '_> {
    fn blocks(&mut self, blocks: &'p [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => {
                    self.role = label_role(self.section, &text.plain()).unwrap_or(self.role);
                    self.push(Content::Text(text));
                    self.lead = Some(text);
                }
                Block::Table(table) => {
                    // An example shows a body, not a table: what a label of one announces is over.
                    self.role = if is_example(self.role) { self.section } else { self.role };
                    self.push(Content::Table(table));
                    self.lead = None;
                }
                Block::Code(code) => {
                    self.push(Content::Code(code));
                    self.lead = None;
                }
                Block::List(items) => items.iter().for_each(|item| self.blocks(item)),
                Block::Note(blocks) => self.blocks(blocks),
            }
        }
    }

    fn push(&mut self, content: Content<'p>) {
        let Walk { role, heading, anchors, lead, .. } = *self;
        self.pieces.push(Piece { role, heading, anchors, lead, content });
    }
}

/// Whether pieces of that role are examples.
pub(super) fn is_example(role: SectionRole) -> bool {
    matches!(role, SectionRole::ExampleRequest | SectionRole::ExampleResponse)
}
