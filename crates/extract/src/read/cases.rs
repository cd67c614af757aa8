//! Rows that name several tables, one for each case: "If the action is add, see Table 3. If it is delete, see Table 4."

use super::{PageReader, fields::FieldRow, prose::innermost};
use crate::page::{Block, Cell, Link, visit_texts};
use driftline_contract::{ComponentId, Schema};

impl PageReader<'_> {
    /// Makes an object that a row describes by several tables one of these, where `target` is the first of them.
    pub(super) fn part_cases(&self, field: &FieldRow, target: &ComponentId, schema: &mut Schema) {
        let mut cases: Vec<&ComponentId> = Vec::new();
        for id in field.cases.iter().filter_map(|link| self.objects.at(link, &self.page.name)) {
            if !cases.contains(&id) {
                cases.push(id);
            }
        }
        let object = innermost(schema);
        if cases.len() > 1 && cases[0] == target && object.reference.as_ref() == Some(target) {
            object.reference = None;
            object.any_of = cases.into_iter().cloned().map(Schema::reference).collect();
        }
    }
}

/// The links to tables that cells give for one case each; none if they give fewer than two.
pub(super) fn links_by_case(cells: [Option<&Cell>; 2]) -> Vec<Link> {
    let mut found = Vec::new();
    let cells = cells.into_iter().flatten();
    if cells.clone().flat_map(Cell::links).nth(1).is_some() {
        cells.for_each(|cell| add_links(&cell.blocks, &mut found));
    }
    if found.len() > 1 { found } else { Vec::new() }
}

fn add_links(blocks: &[Block], found: &mut Vec<Link>) {
    visit_texts(blocks, &mut |text| {
        let mut clause = String::new();
        for run in &text.runs {
            match run.link.as_deref().filter(|link| link.anchor.is_some()) {
                Some(link) => {
                    if is_case(&clause) {
                        found.push(link.clone());
                    }
                    clause.clear();
                }
                None => clause.push_str(&run.text),
            }
        }
    });
}

/// Whether the sentence that ends a text says where to look in one case.
fn is_case(text: &str) -> bool {
    let sentence = text.rsplit('\n').next().unwrap_or(text);
    let sentence = sentence.rsplit(". ").next().unwrap_or(sentence).to_ascii_lowercase();
    let says = |word: &str| sentence.split_whitespace().any(|it| it == word);
    sentence.trim_end().ends_with("see") && (says("if") || says("when"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_sends_its_reader_on_in_one_case_is_told_from_one_that_always_does() {
        for text in [
            "If the action is set to add, see ",
            " for details. If the action is delete, see ",
            "For the fields when creating a replica, see ",
        ] {
            assert!(is_case(text), "{text}");
        }
        for text in ["For details, see ", "If it is empty, all are meant. For details, see ", " and ", "If set, "] {
            assert!(!is_case(text), "{text}");
        }
    }
}
