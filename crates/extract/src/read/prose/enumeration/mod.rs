//! Enumerations: announced ("Options:", "The value can be A or B"), explained ("A indicates …, B indicates …"),
//! listed behind a sentence, stated case by case or as the only ones, or written as an alternation.

mod alternation;
mod announced;
pub(super) mod by_name;
mod cases;
mod inline;
mod items;
mod joined;
mod lead;
mod meanings;
pub(super) mod members;
mod only;
mod others;
mod short;
mod unannounced;
mod unfolded;
mod words;

use super::{
    Stated,
    line::Line,
    literal,
    sentence::paragraphs,
    signs::{Sign, Signs},
    token::Token,
};
use crate::{page::Block, type_expr::Scalar};
pub(super) use joined::{is_joined, shows_several};

use lead::Lead;
use serde_json::Value;
use std::cell::LazyCell;
use unfolded::{announces, open_notes, unfold};

/// Values and the words that state them.
type Found = (Vec<Token>, String);

/// What is said of things that are not all.
const REFERENCE: &str = "for reference only";

/// Words that give the value a form: what a description lists is then in it.
const FORMS: &[&str] = &["format of", "format is", "following format"];

/// The words without which the readers of enumerations below read nothing.
pub(super) fn signs() -> impl Iterator<Item = (Sign, &'static [&'static str])> {
    const REFERENCES: &[&str] = &[REFERENCE];
    [
        (Sign::Reference, REFERENCES),
        (Sign::Joined, joined::WORDS),
        (Sign::Alternation, alternation::STARTS),
        (Sign::Meaning, meanings::VERBS),
        (Sign::Meaning, meanings::CONDITIONS),
        (Sign::Case, cases::LEADS),
        (Sign::Case, cases::ORDERS),
        (Sign::Quantity, inline::QUANTITIES),
        (Sign::Only, only::OPENINGS),
        (Sign::Only, only::LAST),
        (Sign::Only, only::SINGULAR),
    ]
    .into_iter()
}

/// The values that a description enumerates, if it does so plainly, each as often as it is listed.
pub(super) fn read(blocks: &[Block], scalar: Scalar, signs: Signs) -> Option<Stated<Vec<Value>>> {
    if scalar == Scalar::Boolean || signs.has(Sign::Reference) && is_for_reference(blocks) {
        return None;
    }
    // The values of an announcement are in one list; what a list explains may be anywhere in it.
    let unfolded = || unfold(blocks, announces);
    let explained = || unfold(blocks, |_| false);
    let opened = LazyCell::new(|| open_notes(blocks));
    let if_any = |sign| signs.has(sign).then_some(blocks);
    let mut found = announced::read(blocks, scalar)
        .or_else(|| alternation::read(if_any(Sign::Alternation)?, scalar))
        .or_else(|| meanings::read(if_any(Sign::Meaning)?, scalar))
        .or_else(|| unannounced::read(blocks, scalar))
        .or_else(|| announced::read(&unfolded()?, scalar))
        .or_else(|| meanings::read(&if_any(Sign::Meaning).and_then(|_| explained())?, scalar))
        .or_else(|| cases::read(if_any(Sign::Case)?))
        .or_else(|| inline::quantities(if_any(Sign::Quantity)?).filter(|_| scalar != Scalar::String))
        .or_else(|| only::read(if_any(Sign::Only)?))
        .or_else(|| short::read(blocks))
        .or_else(|| announced::read(opened.as_deref()?, scalar))
        .or_else(|| unannounced::read(opened.as_deref()?, scalar))?;
    if signs.has(Sign::Case) {
        others::add(blocks, &mut found);
    }
    let (tokens, evidence) = found;
    // Where one of the values stands for many, the others are not all.
    let dates = tokens.iter().filter(|token| token.is_date_form()).count();
    if tokens.iter().any(Token::is_template) || dates > 0 && dates < tokens.len() {
        return None;
    }
    let values: Option<Vec<Value>> = tokens.iter().map(|token| literal(&token.text, scalar)).collect();
    values.filter(|values| !values.is_empty()).map(|values| Stated::new(values, evidence))
}

/// Whether a description says of what it lists that there are others: "The preceding kinds are for reference only."
fn is_for_reference(blocks: &[Block]) -> bool {
    paragraphs(blocks).any(|text| text.runs.iter().any(|run| run.text.contains(REFERENCE)))
}

/// The announcements in a paragraph.
fn leads(line: &Line) -> Vec<Lead> {
    if line.is_endless() { Vec::new() } else { lead::leads(line) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    fn run(text: &str, strong: bool) -> Run {
        Run { text: text.to_owned(), strong, link: None }
    }

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(Text { runs: vec![run(text, false)], line: 1 })
    }

    fn bold(token: &str, rest: &str) -> Vec<Block> {
        vec![Block::Paragraph(Text { runs: vec![run(token, true), run(rest, false)], line: 1 })]
    }

    fn of(blocks: &[Block], scalar: Scalar) -> Option<Stated<Vec<Value>>> {
        read(blocks, scalar, Signs::of(blocks))
    }

    fn strings(blocks: &[Block]) -> Vec<String> {
        let stated = of(blocks, Scalar::String).map(|stated| stated.value).unwrap_or_default();
        stated.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
    }

    #[test]
    fn every_announcement_is_known() {
        for lead in ["State. Options:", "Enums:", "The enumerated values are as follows:", "The value can be:"] {
            let list =
                Block::List(vec![bold("ON", ": it is on"), vec![paragraph("OFF: it is off")], vec![paragraph("NONE")]]);
            assert_eq!(strings(&[paragraph(lead), list]), ["ON", "OFF", "NONE"], "{lead}");
        }
    }

    #[test]
    fn paragraphs_behind_an_announcement_are_values_until_one_is_not() {
        let blocks = [paragraph("Kind. Options:"), paragraph("A: one"), paragraph("B: two"), paragraph("See there.")];
        assert_eq!(strings(&blocks), ["A", "B"]);
    }

    #[test]
    fn values_of_which_one_is_only_described_are_not_read() {
        let blocks = [paragraph("Kind. Options:"), paragraph("center"), paragraph("Name of a site")];
        assert_eq!(strings(&blocks), Vec::<String>::new());
    }

    #[test]
    fn a_word_alone_names_what_the_value_is() {
        assert_eq!(strings(&[paragraph("Where to go. Range:"), paragraph("URL")]), Vec::<String>::new());
        assert_eq!(strings(&[paragraph("Who pays. Range:"), paragraph("requester")]), ["requester"]);
        let blocks = [paragraph("Example: x-kind:TREE"), paragraph("Range:"), paragraph("TREE")];
        assert_eq!(strings(&blocks), ["TREE"]);
    }

    #[test]
    fn a_default_behind_the_values_is_no_value() {
        let blocks = [paragraph("Kind. Options:"), paragraph("A: one"), paragraph("Default: A")];
        assert_eq!(strings(&blocks), ["A"]);
    }

    #[test]
    fn values_among_the_items_of_remarks_are_read() {
        let items = ["Definition: kind of a thing.", "Range:", "TREE: a tree", "ROCK: a rock", "Default Value: N/A"];
        let list = Block::List(items.into_iter().map(|item| vec![paragraph(item)]).collect());
        assert_eq!(strings(&[list]), ["TREE", "ROCK"]);
        let values = Block::List(vec![bold("AX", ": a tree"), bold("XA", ": a rock")]);
        assert_eq!(strings(&[paragraph("Kind of a thing."), Block::Note(vec![values])]), ["AX", "XA"]);
    }

    #[test]
    fn a_sentence_behind_explained_values_is_none_of_them() {
        let list = |items: &[&str]| Block::List(items.iter().map(|item| vec![paragraph(item)]).collect());
        let remark = "When it is cold, only TREE takes effect.";
        assert_eq!(
            strings(&[paragraph("Kind. Options:"), list(&["TREE: a tree", "ROCK: a rock", remark])]),
            ["TREE", "ROCK"]
        );
        let part = [paragraph("Kind. Options:"), list(&["TREE: a tree", "Rock", "The name of a thing."])];
        assert_eq!(strings(&part), Vec::<String>::new());
    }

    #[test]
    fn values_that_are_listed_for_reference_only_are_not_all() {
        let list = Block::List(vec![vec![paragraph("tree.small")], vec![paragraph("tree.large")]]);
        let blocks = |remark| [paragraph("Kind of a tree. Options:"), list.clone(), paragraph(remark)];
        assert_eq!(strings(&blocks("These kinds are for reference only. There are others.")), Vec::<String>::new());
        assert_eq!(strings(&blocks("They grow.")), ["tree.small", "tree.large"]);
    }

    #[test]
    fn a_text_may_hold_several_values() {
        let is_joined = |text: &str| is_joined(&[paragraph(text)]);
        assert!(is_joined("Separate several of them with commas (,)."));
        assert!(is_joined("Use a hyphen (-) to separate every two."));
        assert!(!is_joined("It uses a separate network."));
        assert!(is_joined("The value is in the format of Operator:UTC time."));
        assert!(!is_joined("The value is in the format of a date."));
        assert!(!is_joined("It is in the format of xxx: a word."));
    }

    #[test]
    fn an_announcement_is_found_where_it_stands() {
        let text = "Its noOptions: none. Options: A, B";
        assert_eq!(strings(&[paragraph(text)]), ["A", "B"]);
    }

    #[test]
    fn integers_are_enumerated_as_integers() {
        let list = Block::List(vec![bold("1", ": first"), bold("2", ": second")]);
        let stated = of(&[paragraph("Step. Options:"), list], Scalar::Int32).expect("an enumeration");
        assert_eq!(stated.value, [Value::from(1), Value::from(2)]);
        assert_eq!(stated.evidence, "Step. Options:");
    }

    #[test]
    fn a_list_of_sentences_is_no_enumeration() {
        let list = Block::List(vec![vec![paragraph("It must be unique.")], vec![paragraph("Letters only: a to z.")]]);
        assert_eq!(strings(&[paragraph("Name. Options:"), list.clone()]), Vec::<String>::new());
        assert_eq!(strings(&[paragraph("Name of the thing."), list]), Vec::<String>::new());
    }

    #[test]
    fn a_bold_word_in_running_text_is_no_value() {
        let list = Block::List(vec![bold("Set", " this to on"), bold("Leave", " it off")]);
        assert_eq!(strings(&[paragraph("Switch. Options:"), list]), Vec::<String>::new());
    }

    #[test]
    fn a_list_behind_a_single_sentence_counts_when_every_item_explains_a_token() {
        let list = |items: [&str; 2]| Block::List(items.into_iter().map(|item| vec![paragraph(item)]).collect());
        assert_eq!(
            strings(&[paragraph("What stops it."), list(["timing: by time", "idle: by rest"])]),
            ["timing", "idle"]
        );
        assert_eq!(
            strings(&[paragraph("It must meet these rules."), list(["timing: by time", "idle: by rest"])]),
            Vec::<String>::new()
        );
        assert_eq!(strings(&[paragraph("Note."), list(["Example: a", "Hint: b"])]), Vec::<String>::new());
    }

    #[test]
    fn values_in_the_same_line_are_read() {
        assert_eq!(strings(&[paragraph("Protocol. Options: TCP, UDP, and HTTP.")]), ["TCP", "UDP", "HTTP"]);
        assert_eq!(strings(&[paragraph("Protocol. Options: what you like, mostly")]), Vec::<String>::new());
    }
}
