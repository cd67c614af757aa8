//! Descriptions line by line, as the readers of constraints take them.

use crate::page::{Block, Run, Text};
use std::borrow::Cow;

/// The blocks with every line of a paragraph as a paragraph of its own, and lists in a row as one: pages write lists
/// with line breaks, and as a list for each item, too.
pub(super) fn by_line(blocks: &[Block]) -> Cow<'_, [Block]> {
    if are_by_line(blocks) { Cow::Borrowed(blocks) } else { Cow::Owned(parted(blocks)) }
}

/// Whether no paragraph holds several lines or none, and no list follows another one.
fn are_by_line(blocks: &[Block]) -> bool {
    let is_line = |text: &Text| !text.is_blank() && text.runs.iter().all(|run| !run.text.contains('\n'));
    let is_parted = |block: &Block| match block {
        Block::Paragraph(text) => is_line(text),
        Block::List(items) => items.iter().all(|item| are_by_line(item)),
        Block::Note(_) | Block::Code(_) | Block::Table(_) => true,
    };
    let is_joint = |pair: &[Block]| matches!(pair, [Block::List(_), Block::List(_)]);
    blocks.iter().all(is_parted) && !blocks.windows(2).any(is_joint)
}

fn parted(blocks: &[Block]) -> Vec<Block> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(text) => lines.extend(text_lines(text).map(Block::Paragraph)),
            Block::List(items) => {
                let items = items.iter().map(|item| parted(item));
                match lines.last_mut() {
                    Some(Block::List(known)) => known.extend(items),
                    _ => lines.push(Block::List(items.collect())),
                }
            }
            other => lines.push(other.clone()),
        }
    }
    lines
}

fn text_lines(text: &Text) -> impl Iterator<Item = Text> {
    let mut lines = vec![Text { runs: Vec::new(), line: text.line }];
    for run in &text.runs {
        for (number, part) in run.text.split('\n').enumerate() {
            if number > 0 {
                lines.push(Text { runs: Vec::new(), line: text.line });
            }
            if let Some(line) = lines.last_mut() {
                line.runs.push(Run { text: part.to_owned(), ..run.clone() });
            }
        }
    }
    lines.into_iter().filter(|line| !line.is_blank())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_paragraphs_and_lists_in_a_row_are_one() {
        let paragraph = |text: &str| {
            let run = Run { text: text.to_owned(), strong: false, link: None };
            Block::Paragraph(Text { runs: vec![run], line: 1 })
        };
        let list = |text: &str| Block::List(vec![vec![paragraph(text)]]);
        let joined = Block::List(vec![vec![paragraph("c")], vec![paragraph("d")]]);
        let blocks = [paragraph("a\nb"), list("c"), list("d")];
        assert_eq!(*by_line(&blocks), [paragraph("a"), paragraph("b"), joined]);
        assert_eq!(*by_line(&[paragraph(" \n"), paragraph("a")]), [paragraph("a")]);
        assert!(matches!(by_line(&[paragraph("a"), list("b"), paragraph("c")]), Cow::Borrowed(_)));
    }
}
