//! Tables: captions, headers, and the grid behind merged cells.

use super::blocks::{Builder, all_text, fold};
use crate::{
    markup::element,
    page::{Block, Cell, Row, Table},
};
use ego_tree::NodeRef;
use scraper::Node;
use std::sync::Arc;

/// No table is wider by `colspan`; cells that are really there all count.
const MAX_COLUMNS: usize = 64;

type Element<'m> = NodeRef<'m, Node>;

/// Reads the table at `node`; `anchors` are those that stand just before it, its own among them.
pub(super) fn read_table<'m>(builder: &mut Builder<'m>, node: Element<'m>, mut anchors: Vec<String>) -> Table {
    // The table's own id names it best; it stands first.
    let own = element(node).and_then(|element| element.attr("id"));
    if let Some(at) = anchors.iter().position(|anchor| Some(anchor.as_str()) == own) {
        anchors[..=at].rotate_right(1);
    }
    let parts = Parts::of(node);
    let (number, caption) = parts.caption.map(|caption| split_caption(&fold(&all_text(caption)))).unwrap_or_default();
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
    Table { anchors, number, caption, header, rows, line: builder.markup.line(node) }
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

fn rows<'m>(group: Element<'m>) -> impl Iterator<Item = Element<'m>> {
    group.children().filter(|child| name(*child) == "tr")
}

fn name<'m>(node: Element<'m>) -> &'m str {
    element(node).map_or("", |element| element.name())
}

fn cells<'m>(row: Element<'m>) -> impl Iterator<Item = Element<'m>> {
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
        let text = fold(&all_text(cell));
        texts.extend(std::iter::repeat_n(text, span(cell, "colspan", MAX_COLUMNS)));
    }
    texts.truncate(MAX_COLUMNS);
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

/// Cells that reach into rows further down, by column: how many rows more, and what they hold.
#[derive(Default)]
struct Grid {
    open: Vec<Option<(usize, Arc<[Block]>)>>,
}

impl Grid {
    fn row<'m>(&mut self, builder: &mut Builder<'m>, row: Element<'m>) -> Vec<Cell> {
        let mut out: Vec<Cell> = Vec::new();
        for cell in cells(row) {
            self.carry(&mut out);
            let blocks: Arc<[Block]> = builder.nested(cell).into();
            let width = span(cell, "colspan", MAX_COLUMNS.saturating_sub(out.len()).max(1));
            let height = span(cell, "rowspan", usize::from(u16::MAX));
            for column in 0..width {
                self.open.resize(self.open.len().max(out.len() + 1), None);
                self.open[out.len()] = (height > 1).then(|| (height - 1, blocks.clone()));
                out.push(Cell { blocks: blocks.clone(), repeated: column > 0 });
            }
        }
        self.carry(&mut out);
        out
    }

    /// Fills columns that a cell further up still covers.
    fn carry(&mut self, out: &mut Vec<Cell>) {
        while let Some(Some((rows, blocks))) = self.open.get_mut(out.len()) {
            out.push(Cell { blocks: blocks.clone(), repeated: true });
            *rows -= 1;
            if *rows == 0 {
                self.open[out.len() - 1] = None;
            }
        }
    }
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
