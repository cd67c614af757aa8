//! Words of a description that take back the "Yes" of the mandatory column: "After setting kind, you do not need to set
//! size", "This parameter is mandatory when kind is set to TREE".

use super::{
    line::Line,
    sentence::{all_paragraphs, sentences},
    wordings::Wordings,
};
use crate::page::{Block, Text};
use std::sync::LazyLock;

/// Beginnings of a sentence by which the field may be missing.
const OPENINGS: &[&str] = &[
    "this parameter is optional",
    "this parameter cannot be set if ",
    "this parameter cannot be set when ",
    "this parameter is not transferred for ",
    "this parameter is not transferred when ",
    "this parameter is not contained in the request when ",
    "if this parameter is not transferred, ",
    "if this parameter is not specified, ",
    "if this parameter is not passed, ",
    "if this parameter is not delivered, ",
];

/// Beginnings of a sentence by which the field is mandatory in one case, which follows.
const IN_A_CASE: &[&str] = &[
    "this parameter is mandatory when ",
    "this parameter is mandatory if ",
    "this parameter is mandatory only when ",
    "this parameter is mandatory only if ",
    "this parameter is required when ",
    "this parameter is required if ",
];

/// Beginnings of a sentence by which it is about one of several fields.
const IN_PLACE: &str = "after setting ";
const EITHER: &str = "you must specify either ";

/// What stands behind the name of a field in such a sentence.
const EXCLUDED: &str = " is mandatory and cannot be used with ";
const UNSPECIFIED: &str = " is not specified, ";

/// The words without which no sentence lifts anything: few descriptions of mandatory fields hold any of them.
static LIFTING: LazyLock<Wordings<()>> = LazyLock::new(|| {
    Wordings::new([((), OPENINGS), ((), IN_A_CASE), ((), &[IN_PLACE, EITHER, EXCLUDED, UNSPECIFIED])])
});

/// The sentence that says of a field in a table of that caption that it may be missing, although a cell says "Yes".
pub(in super::super) fn lifted(blocks: &[Block], name: &str, caption: &str) -> Option<String> {
    let mut paragraphs = all_paragraphs(blocks);
    paragraphs.retain(|text| LIFTING.are_in(&text.plain().to_ascii_lowercase()));
    if paragraphs.is_empty() {
        return None;
    }
    let is_needed = all_paragraphs(blocks).iter().any(|text| text.plain().contains("cannot be left blank"));
    let sentence = paragraphs.into_iter().find_map(|text| {
        let plain = text.plain();
        let lifts = |sentence: &&str| {
            let lower = sentence.to_ascii_lowercase();
            OPENINGS.iter().any(|opening| lower.starts_with(opening))
                || is_one_of_several(&lower, &name.to_ascii_lowercase())
                || is_of_a_case(&lower, text, caption)
        };
        sentences(&plain).find(lifts).map(str::to_owned)
    });
    sentence.filter(|_| !is_needed)
}

/// Whether a sentence, in lower case, says that the field of that name is one of several of which one will do, or what
/// it means that the field is missing.
fn is_one_of_several(lower: &str, name: &str) -> bool {
    let names_field = || {
        lower
            .split(|c: char| !c.is_alphanumeric() && !"_-:.".contains(c))
            .any(|word| word.trim_end_matches('.') == name)
    };
    let in_place = lower.starts_with(IN_PLACE) && lower.contains(", you do not need to set ");
    let either = lower.starts_with(EITHER);
    let excluded = lower.contains(&format!("{name}{EXCLUDED}"));
    (in_place || either) && names_field() || excluded || lower.starts_with(&format!("if {name}{UNSPECIFIED}"))
}

/// Whether a sentence makes the field mandatory in a case that it names by a word in bold: the name of another field or
/// its value. Where the caption of the table holds that word, the case is that of the whole table.
fn is_of_a_case(lower: &str, text: &Text, caption: &str) -> bool {
    let Some(case) = IN_A_CASE.iter().find_map(|opening| lower.strip_prefix(opening)) else { return false };
    let line = Line::of(text);
    let Some(start) = line.lower.find(case) else { return false };
    let caption = words(caption);
    let mut marked = line.strong_in(start..start + case.len()).map(|range| words(&line.text[range])).peekable();
    marked.peek().is_some() && marked.all(|marked| marked.iter().any(|word| !caption.contains(word)))
}

/// The words of a text in lower case, also those of names such as `TreeData`.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut after_small = false;
    for c in text.chars() {
        if !c.is_alphanumeric() || after_small && c.is_ascii_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.push(c.to_ascii_lowercase());
        }
        after_small = c.is_ascii_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Run;

    /// What lifts the cell of the field `size`; words between stars are bold.
    fn lifting(text: &str, caption: &str) -> Option<String> {
        let runs = text.split('*').enumerate();
        let runs = runs.map(|(number, text)| Run { text: text.to_owned(), strong: number % 2 == 1, link: None });
        lifted(&[Block::Paragraph(Text { runs: runs.collect(), line: 1 })], "size", caption)
    }

    #[test]
    fn words_that_let_a_field_be_missing_lift_the_cell() {
        for text in [
            "The size. After setting *kind*, you do not need to set *size* or *age*.",
            "The size. This parameter is mandatory when *kind* is set to *TREE*.",
            "The size. This parameter cannot be set if *kind* is *ROCK*.",
            "The size. This parameter is not transferred for rocks.",
            "The size. You must specify either *size* or *age*.",
            "The size. If this parameter is not specified, the default is 5.",
            "The size. When planting, ensure that *size* is mandatory and cannot be used with *age*.",
        ] {
            assert_eq!(
                lifting(text, "Parameters of trees").as_deref(),
                Some(text[10..].replace('*', "").as_str()),
                "{text}"
            );
        }
    }

    #[test]
    fn words_on_other_fields_or_on_the_whole_table_lift_nothing() {
        for text in [
            "The size. After setting *kind*, you do not need to set *age*.",
            "The size. This parameter is mandatory when the kind is *tree-data*.",
            "The size. This parameter is mandatory when trees are planted.",
            "The size. This parameter is mandatory.",
            "The size. It cannot be left blank. If size is not specified, all are meant.",
            "The size. If it is on, this parameter is mandatory.",
            "The size. You must specify either *kind* or *age*.",
        ] {
            assert_eq!(lifting(text, "TreeData"), None, "{text}");
        }
    }
}
