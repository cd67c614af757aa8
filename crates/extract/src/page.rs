//! The neutral document: what a page says, independent of the generator that made its HTML.

use crate::Dialect;
use driftline_finding::Provenance;
use std::{borrow::Cow, sync::Arc};

/// One HTML document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The file name, as `ShowNotebook.html`.
    pub name: String,
    /// The main heading.
    pub title: Option<String>,
    /// The sections in order; the first holds what stands before any heading below the title.
    pub sections: Vec<Section>,
    /// The titles of the pages above this one, nearest first.
    pub parents: Vec<String>,
    /// How many body rows all tables hold, nested ones included. Those that stand where no table is read (in a
    /// heading, a caption, a code block, navigation, or too deep) count too; their ids come last.
    pub row_count: usize,
    /// Whether the bytes were valid UTF-8; in a page that was not, unreadable characters are replaced.
    pub is_utf8: bool,
    /// Anchors to which a cell links on this page, and which the page does not have.
    pub dead_anchors: Vec<String>,
    /// Whether all of the markup was read; of a page beyond all measure, tags or repeated cells are left out.
    pub is_whole: bool,
    /// The dialect that the user said the page is in, if it is not: nothing of it was read.
    pub misnamed: Option<Dialect>,
}

/// A heading and what follows it, up to the next heading of any level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The text of the heading; empty before the first.
    pub heading: String,
    /// The anchors that lead to the heading.
    pub anchors: Vec<String>,
    /// The contents.
    pub blocks: Vec<Block>,
}

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Text),
    /// A list; each item holds blocks.
    List(Vec<Vec<Block>>),
    /// A note, warning or caution.
    Note(Vec<Block>),
    /// A table. It is so much larger than all others that it would make each of them large.
    Table(Box<Table>),
    /// Preformatted text.
    Code(Code),
}

/// Preformatted text, white space kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The text.
    pub text: String,
    /// The line in the HTML, from 1.
    pub line: u32,
}

/// Inline text as runs of equal marking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The runs in order. White space is folded to single blanks; a line break is `\n`.
    pub runs: Vec<Run>,
    /// The line in the HTML, from 1.
    pub line: u32,
}

/// A stretch of text with one marking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Whether it is bold.
    pub strong: bool,
    /// The target of the link that it is part of.
    pub link: Option<Box<Link>>,
}

/// The target of a hyperlink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The page, if it is another one.
    pub page: Option<String>,
    /// The anchor on the page.
    pub anchor: Option<String>,
}

impl Link {
    /// Reads the value of `href`.
    pub fn parse(href: &str) -> Link {
        let (page, anchor) = href.split_once('#').map_or((href, None), |(page, anchor)| (page, Some(anchor)));
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Link { page: some(page), anchor: anchor.and_then(some) }
    }

    /// Whether this leads to another page than the one of that file name.
    pub(crate) fn is_elsewhere(&self, page: &str) -> bool {
        self.page.as_deref().is_some_and(|other| other != page)
    }
}

impl Text {
    /// The text without marking, trimmed.
    pub fn plain(&self) -> Cow<'_, str> {
        match self.whole() {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        }
    }

    /// The text without marking. Most texts are of one run, and need no copy.
    pub(crate) fn whole(&self) -> Cow<'_, str> {
        match &self.runs[..] {
            [] => Cow::Borrowed(""),
            [only] => Cow::Borrowed(&only.text),
            runs => {
                let mut whole = String::with_capacity(runs.iter().map(|run| run.text.len()).sum());
                for run in runs {
                    whole.push_str(&run.text);
                }
                Cow::Owned(whole)
            }
        }
    }

    /// Whether there is nothing to read.
    pub fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }

    /// The links in order.
    pub fn links(&self) -> impl Iterator<Item = &Link> {
        self.runs.iter().filter_map(|run| run.link.as_deref())
    }

    /// The bold text with which this begins, if it begins so.
    pub fn leading_strong(&self) -> Option<String> {
        let mut runs = self.runs.iter().skip_while(|run| run.text.trim().is_empty()).peekable();
        runs.peek().filter(|run| run.strong)?;
        Some(runs.take_while(|run| run.strong).map(|run| run.text.as_str()).collect::<String>().trim().to_owned())
    }
}

/// A table, with merged cells repeated in every row and column that they span.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The anchors that lead here.
    pub anchors: Vec<String>,
    /// The anchors of the text just before, which may be its label: links to them may mean the table.
    pub label_anchors: Vec<String>,
    /// The number under which the page shows it, as `Table 6`.
    pub number: Option<String>,
    /// The caption without the number; empty if there is none.
    pub caption: String,
    /// The texts of the header cells, one a column; empty if there is no header.
    pub header: Vec<String>,
    /// The body rows.
    pub rows: Vec<Row>,
    /// The line in the HTML, from 1.
    pub line: u32,
}

/// A body row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The number of the row among all body rows of the page, from 0: its entry in the ledger.
    pub id: usize,
    /// The number of the row in its table, from 1.
    pub number: u32,
    /// The cells, one a column.
    pub cells: Vec<Cell>,
    /// The line in the HTML, from 1.
    pub line: u32,
}

/// A cell: the blocks in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The contents, shared among the rows and columns that a merged cell spans.
    pub blocks: Arc<[Block]>,
    /// Whether this repeats a merged cell that begins further up or to the left.
    pub repeated: bool,
}

impl Table {
    /// Where the table stands, on the page called `page`.
    pub(crate) fn provenance(&self, page: &str) -> Provenance {
        Provenance {
            anchor: self.anchors.first().map(|anchor| anchor.as_str().into()),
            table: self.number.as_deref().map(Into::into),
            caption: (!self.caption.is_empty()).then(|| self.caption.as_str().into()),
            line: Some(self.line),
            ..Provenance::page(page)
        }
    }

    /// The anchors that lead to the table or to its label.
    pub fn all_anchors(&self) -> impl Iterator<Item = &String> {
        self.anchors.iter().chain(&self.label_anchors)
    }
}

impl Cell {
    /// All text without marking; blocks are parted by a line break.
    pub fn plain(&self) -> Cow<'_, str> {
        lines_of(&self.blocks)
    }

    /// The links in its paragraphs and lists.
    pub fn links(&self) -> Vec<&Link> {
        let mut links = Vec::new();
        visit_texts(&self.blocks, &mut |text| links.extend(text.links()));
        links
    }
}

/// The plain text of each block that holds any on lines of its own, without tables.
pub(crate) fn lines_of(blocks: &[Block]) -> Cow<'_, str> {
    if let [Block::Paragraph(only)] = blocks {
        return only.plain();
    }
    let mut texts = Vec::new();
    plain_texts(blocks, &mut texts);
    Cow::Owned(texts.join("\n"))
}

/// The plain text of each block that holds any, in order, without tables.
pub(crate) fn plain_texts<'b>(blocks: &'b [Block], texts: &mut Vec<Cow<'b, str>>) {
    for block in blocks {
        match block {
            Block::Paragraph(text) if !text.is_blank() => texts.push(text.plain()),
            Block::Code(code) => texts.push(Cow::Borrowed(code.text.trim())),
            Block::List(items) => items.iter().for_each(|item| plain_texts(item, texts)),
            Block::Note(blocks) => plain_texts(blocks, texts),
            Block::Paragraph(_) | Block::Table(_) => {}
        }
    }
}

/// Calls `visit` for every paragraph among `blocks`, those in lists and notes included, in order, without tables.
pub(crate) fn visit_texts<'b>(blocks: &'b [Block], visit: &mut impl FnMut(&'b Text)) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => visit(text),
            Block::List(items) => items.iter().for_each(|item| visit_texts(item, visit)),
            Block::Note(blocks) => visit_texts(blocks, visit),
            Block::Code(_) | Block::Table(_) => {}
        }
    }
}

/// Calls `visit` for every table among `blocks`, those inside cells, lists and notes included, in document order;
/// for one in a merged cell, once.
pub(crate) fn visit_tables<'b>(blocks: &'b [Block], visit: &mut impl FnMut(&'b Table)) {
    for block in blocks {
        match block {
            Block::Table(table) => {
                visit(table);
                let cells = table.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.repeated);
                cells.for_each(|cell| visit_tables(&cell.blocks, visit));
            }
            Block::List(items) => items.iter().for_each(|item| visit_tables(item, visit)),
            Block::Note(blocks) => visit_tables(blocks, visit),
            Block::Paragraph(_) | Block::Code(_) => {}
        }
    }
}

/// Whether a block of code, and no equal one, stands among `blocks` or in their lists and notes.
fn holds_code(blocks: &[Block], code: &Code) -> bool {
    blocks.iter().any(|block| match block {
        Block::Code(known) => std::ptr::eq(known, code),
        Block::List(items) => items.iter().any(|item| holds_code(item, code)),
        Block::Note(blocks) => holds_code(blocks, code),
        Block::Paragraph(_) | Block::Table(_) => false,
    })
}

impl Page {
    /// A page of which nothing was read because it is not in the dialect that it was said to be in.
    pub(crate) fn of_another_dialect(name: &str, misnamed: Dialect) -> Page {
        Page { name: name.to_owned(), is_utf8: true, is_whole: true, misnamed: Some(misnamed), ..Page::default() }
    }

    /// The heading above a block of code of this page.
    pub(crate) fn heading_of_code(&self, code: &Code) -> Option<&str> {
        let section = self.sections.iter().find(|section| holds_code(&section.blocks, code))?;
        Some(section.heading.as_str()).filter(|heading| !heading.is_empty())
    }

    /// Every table of the page, those inside cells, lists and notes included, in document order.
    pub fn tables(&self) -> Vec<&Table> {
        let mut tables = Vec::new();
        for section in &self.sections {
            visit_tables(&section.blocks, &mut |table| tables.push(table));
        }
        tables
    }
}
