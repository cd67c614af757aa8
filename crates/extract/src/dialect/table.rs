//! Tables: captions, headers, and the grid behind merged cells.

use super::{blocks::Builder, text::folded_text};
use crate::{
    markup::{Node, element},
    page::{Block, Cell, Row, Table},
};
use ego_tree::NodeRef;

use std::sync::Arc;

/// No table is wider by `colspan`; cells that are really there all count.
const MAX_COLUMNS: usize = 64;

/// How many bytes of cells and their text may be repeated on one page; real pages repeat some kilobytes.
const MAX_REPETITION: usize = 16 << 20;

/// The account of repeated cells: a few bytes of `rowspan` can stand for gigabytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Repetition {
    spent: usize,
}

impl Repetition {
    /// Whether a cell of `size` bytes may be repeated once more.
    fn allows(&mut self, size: usize) -> bool {
        self.spent = self.spent.saturating_add(size);
        !self.is_exhausted()
    }

    /// Whether a cell was not repeated as far as it spans.
    pub(super) fn is_exhausted(self) -> bool {
        self.spent > MAX_REPETITION
    }
}

type Element<'m> = NodeRef<'m, Node>;

/// Reads the table at `node`; `anchors` are those that stand just before it, its own among them.
pub(super) fn read_table<'m>(builder: &mut Builder<'m>, node: Element<'m>, mut anchors: Vec<String>) -> Table {
    // The table's own id names it best; it stands first.
    let own = element(node).and_then(|element| element.attr("id"));
    if let Some(at) = anchors.iter().position(|anchor| Some(anchor.as_str()) == own) {
        anchors[..=at].rotate_right(1);
    }
    let parts = Parts::of(node);
    let (number, caption) = parts.caption.map(|caption| split_caption(&folded_text(caption))).unwrap_or_default();
    let header = parts.header.iter().map(|row| header_cells(*row)).next_back().unwrap_or_default();
    let mut grid = Grid::default();
    let mut rows = Vec::with_capacity(parts.body.len());
    for (index, row) in parts.body.iter().enumerate() {
        let id = builder.row_count;
        builder.row_count += 1;
        let cells = grid.row(builder, *row);
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        rows.push(Row { id, number, cells, line: builder.markup.line(*row) });
    }
    Table { anchors, number, caption, header, rows, line: builder.markup.line(node), ..Table::default() }
}

/// How many body rows all tables below `node` hold, wherever they stand.
pub(super) fn body_row_count(node: Element<'_>) -> usize {
    node.descendants().filter(|node| name(*node) == "table").map(|table| Parts::of(table).body.len()).sum()
}

/// The rows of one table, without those of tables nested in it.
#[derive(Default)]
struct Parts<'m> {
    caption: Option<Element<'m>>,
    header: Vec<Element<'m>>,
    body: Vec<Element<'m>>,
}

impl<'m> Parts<'m> {
    fn of(table: Element<'m>) -> Parts<'m> {
        let mut parts = Parts::default();
        for child in table.children() {
            match name(child) {
                "caption" => parts.caption = parts.caption.or(Some(child)),
                "thead" => parts.header.extend(rows(child)),
                "tbody" | "tfoot" => parts.body.extend(rows(child)),
                _ => {}
            }
        }
        // A table without `thead` has a header if its first row consists of header cells.
        if parts.header.is_empty() && parts.body.first().is_some_and(|row| is_header_row(*row)) {
            parts.header.push(parts.body.remove(0));
        }
        parts
    }
}

fn rows(group: Element<'_>) -> impl Iterator<Item = Element<'_>> {
    group.children().filter(|child| name(*child) == "tr")
}

fn name(node: Element<'_>) -> &str {
    element(node).map_or("", |element| element.name())
}

fn cells(row: Element<'_>) -> impl Iterator<Item = Element<'_>> {
    row.children().filter(|child| matches!(name(*child), "td" | "th"))
}

fn is_header_row(row: Element<'_>) -> bool {
    cells(row).next().is_some() && cells(row).all(|cell| name(cell) == "th")
}

fn span(cell: Element<'_>, attribute: &str, most: usize) -> usize {
    let stated = element(cell).and_then(|element| element.attr(attribute)).and_then(|text| text.trim().parse().ok());
    stated.unwrap_or(1).clamp(1, most)
}

fn header_cells(row: Element<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    for cell in cells(row) {
        let text = folded_text(cell);
        // A cell that is really there counts, however wide the others are.
        let width = span(cell, "colspan", MAX_COLUMNS.saturating_sub(texts.len()).max(1));
        texts.extend(std::iter::repeat_n(text, width));
    }
    texts
}

/// Parts `Table 6 Lease` into `Table 6` and `Lease`.
fn split_caption(text: &str) -> (Option<String>, String) {
    let numbered = text.strip_prefix("Table ").and_then(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '.')).unwrap_or(rest.len());
        (end > 0).then(|| rest.split_at(end))
    });
    match numbered {
        Some((number, rest)) => {
            let number = number.trim_end_matches(['.', '-']);
            (Some(format!("Table {number}")), rest.trim_start_matches([':', '.', ' ']).trim().to_owned())
        }
        None => (None, text.to_owned()),
    }
}

/// A cell that reaches into rows further down.
struct Open {
    /// How many rows more.
    rows: usize,
    blocks: Arc<[Block]>,
    /// About how many bytes a copy of it costs those who read it.
    size: usize,
}

/// The open cells, by column.
#[derive(Default)]
struct Grid {
    open: Vec<Option<Open>>,
}

impl Grid {
    fn row<'m>(&mut self, builder: &mut Builder<'m>, row: Element<'m>) -> Vec<Cell> {
        let mut out: Vec<Cell> = Vec::new();
        for cell in cells(row) {
            self.carry(builder, &mut out);
            let blocks: Arc<[Block]> = builder.nested(cell).into();
            let width = span(cell, "colspan", MAX_COLUMNS.saturating_sub(out.len()).max(1));
            let height = span(cell, "rowspan", usize::from(u16::MAX));
            let size = if width * height > 1 { size_of::<Cell>() + text_size(cell) } else { 0 };
            for column in 0..width {
                if column > 0 && !builder.repetition.allows(size) {
                    break;
                }
                self.open.resize_with(self.open.len().max(out.len() + 1), || None);
                self.open[out.len()] = (height > 1).then(|| Open { rows: height - 1, blocks: blocks.clone(), size });
                out.push(Cell { blocks: blocks.clone(), repeated: column > 0 });
            }
        }
        self.carry(builder, &mut out);
        out
    }

    /// Fills columns that a cell further up still covers.
    fn carry(&mut self, builder: &mut Builder<'_>, out: &mut Vec<Cell>) {
        while let Some(Some(open)) = self.open.get_mut(out.len()) {
            if !builder.repetition.allows(open.size) {
                self.open.clear();
                return;
            }
            out.push(Cell { blocks: open.blocks.clone(), repeated: true });
            open.rows -= 1;
            if open.rows == 0 {
                self.open[out.len() - 1] = None;
            }
        }
    }
}

fn text_size(node: Element<'_>) -> usize {
    node.descendants().filter_map(|node| node.value().as_text()).map(str::len).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_parts_into_number_and_name() {
        let part = |text| split_caption(text);
        assert_eq!(part("Table 6 Lease"), (Some("Table 6".into()), "Lease".into()));
        assert_eq!(part("Table 1-2 Job"), (Some("Table 1-2".into()), "Job".into()));
        assert_eq!(part("Table 3"), (Some("Table 3".into()), String::new()));
        assert_eq!(part("Table of contents"), (None, "Table of contents".into()));
    }
}
