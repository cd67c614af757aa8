//! Descriptions whose values stand among the items of a list, or in a note.

use super::{
    super::{
        line::Line,
        sentence::{is_part, paragraphs},
    },
    items, leads,
};
use crate::page::Block;

/// The blocks with the contents of its lists in their place: some descriptions are lists of remarks. A list stays one
/// behind a block that `keeps` it so. `None` if no list is unfolded.
pub(super) fn unfold(blocks: &[Block], keeps: fn(&Block) -> bool) -> Option<Vec<Block>> {
    if !blocks.iter().any(|block| matches!(block, Block::List(_))) {
        return None;
    }
    let mut found = false;
    let mut unfolded = Vec::new();
    for block in blocks {
        match block {
            Block::List(items) if !unfolded.last().is_some_and(keeps) => {
                found = true;
                unfold_items(&without_cases(items), &mut unfolded);
            }
            other => unfolded.push(other.clone()),
        }
    }
    found.then_some(unfolded)
}

/// The items without those that say what holds in one case, if there are several: "If kind is set to TREE, …". What
/// follows there holds in that case, too.
fn without_cases(items: &[Vec<Block>]) -> Vec<Vec<Block>> {
    let cases = items.iter().filter(|item| is_case(item)).count();
    items.iter().filter(|item| cases < 2 || !is_case(item)).cloned().collect()
}

/// Whether an item begins with a condition on the value of another field.
fn is_case(item: &[Block]) -> bool {
    const OWN: &[&str] = &["it ", "this ", "the value "];
    let opening = paragraphs(item).next().map(|text| text.plain().to_ascii_lowercase());
    opening.is_some_and(|opening| {
        let condition = opening.strip_prefix("if ").and_then(|rest| rest.split_once(','));
        condition.is_some_and(|(condition, _)| {
            condition.contains(" is set to ") && !OWN.iter().any(|own| condition.starts_with(own))
        })
    })
}

/// Whether a block is a paragraph that ends with an announcement.
pub(super) fn announces(block: &Block) -> bool {
    let Block::Paragraph(text) = block else { return false };
    let line = Line::of(text);
    leads(&line).iter().any(|lead| line.text[lead.end..].trim().is_empty())
}

/// The contents of items. Behind one that ends with a colon, the others up to the next remark are a list of their own.
fn unfold_items(items: &[Vec<Block>], unfolded: &mut Vec<Block>) {
    let mut rest = items;
    while let Some((item, behind)) = rest.split_first() {
        rest = behind;
        let last = if let Some(Block::Paragraph(last)) = item.last() { Some(last) } else { None };
        if last.is_some() && is_part(item) {
            continue;
        }
        unfolded.extend(item.iter().cloned());
        if last.is_some_and(|last| last.plain().ends_with(':')) {
            let values = behind.iter().take_while(|item| items::begins_with_value(item)).count();
            if values > 0 {
                unfolded.push(Block::List(behind[..values].to_vec()));
            }
            rest = &behind[values..];
        }
    }
}

/// The blocks with the contents of its notes in their place. `None` if there is no note.
pub(super) fn open_notes(blocks: &[Block]) -> Option<Vec<Block>> {
    let any = blocks.iter().any(|block| matches!(block, Block::Note(_)));
    let contents = |block: &Block| match block {
        Block::Note(blocks) => blocks.clone(),
        other => vec![other.clone()],
    };
    any.then(|| blocks.iter().flat_map(contents).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    #[test]
    fn what_holds_in_one_of_several_cases_is_left_out() {
        let list = |texts: &[&str]| {
            let item = |text: &&str| {
                let run = Run { text: (*text).to_owned(), strong: false, link: None };
                vec![Block::Paragraph(Text { runs: vec![run], line: 1 })]
            };
            [Block::List(texts.iter().map(item).collect())]
        };
        let left = |texts: &[&str]| unfold(&list(texts), announces).map_or(0, |blocks| blocks.len());
        let tree = "If kind is set to TREE, this is a colour. The value can be RED or GREEN.";
        let rock = "If kind is set to ROCK, this is the name of a place.";
        assert_eq!(left(&[tree, rock, "It is short."]), 1);
        assert_eq!(left(&[tree, "It is short."]), 2);
        assert_eq!(left(&["If it is set to TREE, it grows.", "If this parameter is set to ROCK, it rests."]), 2);
    }
}
