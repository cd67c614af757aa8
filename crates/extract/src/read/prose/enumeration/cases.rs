//! Values stated case by case: "For A, the value is x or y. For B, the value can be z."

use super::{
    super::{
        default::is_absence,
        line::Line,
        sentence::{is_part, paragraphs},
        token::{Look, Token},
    },
    FORMS, Found,
    announced::following,
    inline,
    items::Trust,
    lead,
};
use crate::page::Block;

/// Beginnings of a sentence that holds in one case.
const OPENINGS: &[&str] = &["for ", "if ", "when ", "in "];

/// What stands between the case and its values.
pub(super) const LEADS: &[&str] = &[
    "the value is ",
    "the value can be ",
    "the value can only be ",
    "the value must be ",
    "the value of this parameter is ",
    "the value of this parameter can be ",
    "the value of this parameter can only be ",
    "this parameter can be set to ",
    "this parameter can only be set to ",
    "this parameter must be set to ",
    "set this parameter to ",
    "set the value to ",
    "set it to ",
];

/// Orders that name the value before the case: "Set the value to A if it is on."
pub(super) const ORDERS: &[&str] =
    &["set the value to ", "set this parameter to ", "set it to ", "the value is set to "];

/// Words that leave the values of a case open.
const OPEN: &[&str] = &["for example", "such as", "e.g.", "other than", "cannot"];

/// The values of all cases, if there are at least two and each names its values.
pub(super) fn read(blocks: &[Block]) -> Option<Found> {
    let mut cases = Cases::default();
    cases.collect(blocks)?;
    // Truth values beside others are those of another type, a time is one of many.
    let truths = cases.tokens.iter().filter(|token| ["true", "false"].contains(&token.text.as_str())).count();
    let times = cases.tokens.iter().any(|token| token.text.contains(':') && token.text.starts_with(char::is_numeric));
    let plain = cases.count > 1 && cases.tokens.len() > 1 && [0, cases.tokens.len()].contains(&truths) && !times;
    plain.then(|| (cases.tokens, cases.evidence.join(" ")))
}

/// The values of the items of an announced list, each of which states those of a case: "For trees, the default value is
/// A", "For rocks, select B or C."
pub(super) fn of_list(block: &Block) -> Option<Vec<Token>> {
    const STATING: &[&str] = &[", the default value is ", ", select "];
    let Block::List(items) = block else { return None };
    let mut tokens: Vec<Token> = Vec::new();
    for item in items {
        let line = Line::of(paragraphs(item).next()?);
        let from = STATING.iter().find_map(|words| Some(line.lower.find(words)? + words.len()))?;
        if !line.lower.starts_with("for ") || line.sentence_around(from).start > 0 {
            return None;
        }
        let values = inline::values(&line, from).filter(|values| values.iter().all(|it| it.look == Look::Marked))?;
        for token in values {
            if tokens.iter().all(|known| known.text != token.text) {
                tokens.push(token);
            }
        }
    }
    (items.len() > 1).then_some(tokens)
}

#[derive(Default)]
struct Cases {
    count: usize,
    tokens: Vec<Token>,
    evidence: Vec<String>,
}

impl Cases {
    /// Takes the cases among `blocks`. `None` as soon as one is not plain: then the values of the others are not all.
    fn collect(&mut self, blocks: &[Block]) -> Option<()> {
        for (index, block) in blocks.iter().enumerate() {
            match block {
                Block::Paragraph(text) => self.paragraph(&Line::of(text), &blocks[index + 1..])?,
                Block::List(items) => {
                    for item in items.iter().filter(|item| !is_part(item)) {
                        self.collect(item)?;
                    }
                }
                _ => {}
            }
        }
        Some(())
    }

    fn paragraph(&mut self, line: &Line, behind: &[Block]) -> Option<()> {
        if FORMS.iter().any(|form| line.lower.contains(form)) {
            return None;
        }
        let mut start = 0_usize;
        while start < line.text.len() {
            let end = line.sentence_end(start);
            let begin = start + line.lower[start..end].len() - line.lower[start..end].trim_start().len();
            self.sentence(line, begin, end, behind)?;
            start = end.max(start + 1);
        }
        Some(())
    }

    fn sentence(&mut self, line: &Line, start: usize, end: usize, behind: &[Block]) -> Option<()> {
        let lower = &line.lower[start..end];
        if lower.starts_with("otherwise") {
            return None;
        }
        let conditional = OPENINGS.iter().any(|opening| lower.starts_with(opening)) && !is_absence(lower);
        let tokens = if conditional {
            let lead = LEADS.iter().find_map(|lead| lower.find(lead).map(|at| (at, start + at + lead.len())));
            // "When it is A, the value ranges from 1 to 5": the cases are not all of this kind.
            let Some((at, from)) = lead else {
                return (!lower.contains("the value ") && !lower.contains("it ranges")).then_some(());
            };
            if !lower[..at].ends_with(", ") && !lower[..at].ends_with(", and ") {
                return Some(());
            }
            let from = lead::after_fillers(line, from.min(end));
            if from >= end.min(line.text.trim_end().len()) {
                following(behind, Trust::Announced)?
            } else {
                inline::values_in(line, from..end)?
            }
        } else {
            let Some(order) = ORDERS.iter().find(|order| lower.starts_with(**order)) else { return Some(()) };
            let from = start + order.len();
            let case = [" if ", " when ", " for "].iter().filter_map(|word| line.lower[from..end].find(word)).min()?;
            inline::values_in(line, from..from + case)?
        };
        // What its reader does about some things tells of no others: "If you change a tree, the value is tree."
        if OPEN.iter().any(|word| lower.contains(word)) || lower.starts_with("if you ") {
            return None;
        }
        self.count += 1;
        self.evidence.push(line.text[start..end].trim().to_owned());
        for token in tokens {
            if self.tokens.iter().all(|known| known.text != token.text) {
                self.tokens.push(token);
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    fn values(texts: &[&str]) -> Vec<String> {
        let paragraph = |text: &&str| {
            let run = Run { text: (*text).to_owned(), strong: false, link: None };
            Block::Paragraph(Text { runs: vec![run], line: 1 })
        };
        let blocks: Vec<Block> = texts.iter().map(paragraph).collect();
        read(&blocks).map(|(tokens, _)| tokens.into_iter().map(|token| token.text).collect()).unwrap_or_default()
    }

    #[test]
    fn the_values_of_all_cases_are_read() {
        assert_eq!(
            values(&["For a tree, the value can be leaf or twig. For a rock, the value is stone."]),
            ["leaf", "twig", "stone"]
        );
        assert_eq!(
            values(&[
                "When kind is tree, the value can be one of the following:",
                "LEAF: a leaf",
                "When kind is rock, the value of this parameter can only be the following:",
                "STONE: a stone",
                "LEAF: of stone"
            ]),
            ["LEAF", "STONE"]
        );
        assert_eq!(
            values(&["Set the value to leaf if it is green. Set the value to stone if it is grey."]),
            ["leaf", "stone"]
        );
    }

    #[test]
    fn an_announced_list_may_state_the_values_of_each_case() {
        let listed = |texts: [&str; 2]| {
            let item = |text: &str| {
                let runs = text.split('*').enumerate();
                let run =
                    |(number, text): (usize, &str)| Run { text: text.to_owned(), strong: number % 2 == 1, link: None };
                vec![Block::Paragraph(Text { runs: runs.map(run).collect(), line: 1 })]
            };
            let tokens = of_list(&Block::List(texts.into_iter().map(item).collect())).unwrap_or_default();
            tokens.into_iter().map(|token| token.text).collect::<Vec<_>>()
        };
        let tree = "For trees, the default value is *leaf*.";
        assert_eq!(listed([tree, "For rocks, select *stone* or *leaf*."]), ["leaf", "stone"]);
        assert_eq!(listed([tree, "For rocks, select what you like."]), Vec::<String>::new());
        assert_eq!(listed([tree, "It rests."]), Vec::<String>::new());
    }

    #[test]
    fn cases_of_which_one_is_open_give_nothing() {
        for texts in [
            ["For a tree, the value is leaf.", "For a rock, the value ranges from 1 to 5."],
            ["For a tree, the value is leaf.", "For a rock, the value is the name of the rock."],
            ["For a tree, the value can be leaf or twig.", "It is green."],
            ["For a tree, the value is leaf. For a rock, the value is stone.", "Otherwise, it is the name of a thing."],
            ["If this parameter is not specified, the value is leaf.", "For a rock, the value is stone."],
            ["If you change a tree, the value is leaf.", "If you change a rock, the value is stone."],
        ] {
            assert_eq!(values(&texts), Vec::<String>::new(), "{texts:?}");
        }
    }
}
