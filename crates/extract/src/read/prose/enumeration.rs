//! Enumerations: "Options:", "Enums:", "The enumerated values are as follows:" and what follows them.

use super::{
    Stated,
    default::is_default,
    literal,
    sentence::{bare, is_token, paragraphs, sentence_ranges, sentences},
};
use crate::{
    page::{Block, Text},
    type_expr::Scalar,
};
use indexmap::IndexSet;
use serde_json::Value;

/// Words in a line that announces an enumeration; the line ends in a colon.
const LEADS: &[&str] = &[
    "options",
    "enums",
    "enum",
    "enumerated values",
    "enumeration values",
    "enumerated value",
    "enumeration value",
    "possible values",
    "value options",
    "available values",
    "the value can be",
    "values are as follows",
    "can be one of the following",
    "must be one of the following",
];

/// The values that a description enumerates, if it does so plainly.
pub(super) fn read(blocks: &[Block], scalar: Scalar) -> Option<Stated<Vec<Value>>> {
    if scalar == Scalar::Boolean {
        return None;
    }
    let (tokens, evidence) = announced(blocks).or_else(|| unannounced(blocks, scalar))?;
    let values: Option<IndexSet<Value>> = tokens.iter().map(|token| literal(token, scalar)).collect();
    let values: Vec<Value> = values?.into_iter().collect();
    (!values.is_empty()).then(|| Stated::new(values, evidence))
}

/// Values behind a line that announces them.
fn announced(blocks: &[Block]) -> Option<(Vec<String>, String)> {
    blocks.iter().enumerate().find_map(|(index, block)| {
        let Block::Paragraph(text) = block else { return None };
        let plain = text.plain();
        let after = lead_end(&plain)?;
        let tokens = if after == plain.len() { following(&blocks[index + 1..])? } else { inline(&plain[after..])? };
        Some((tokens, plain[..after].to_owned()))
    })
}

/// Where in a paragraph the announcement ends, just behind its colon.
fn lead_end(paragraph: &str) -> Option<usize> {
    let mut ranges = sentence_ranges(paragraph).into_iter();
    ranges.find(|range| announces(&paragraph[range.clone()])).map(|range| range.end)
}

/// Whether a sentence announces an enumeration.
fn announces(sentence: &str) -> bool {
    let sentence = sentence.trim().to_lowercase();
    let Some(words) = sentence.strip_suffix(':') else { return false };
    LEADS.iter().any(|lead| closes(words, lead) || opens(words, lead))
}

/// "State. Possible values": the lead at the end, as words of its own.
fn closes(words: &str, lead: &str) -> bool {
    words.strip_suffix(lead).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}

/// "The enumerated values are as follows": the lead with a few words behind it.
fn opens(words: &str, lead: &str) -> bool {
    let words = words.strip_prefix("the ").unwrap_or(words);
    words
        .strip_prefix(lead)
        .is_some_and(|rest| matches!(rest.trim(), "are as follows" | "are" | "include" | "is" | "as follows"))
}

/// The values in the list or the paragraphs behind an announcement.
fn following(blocks: &[Block]) -> Option<Vec<String>> {
    match blocks.first()? {
        Block::List(items) => items.iter().map(|item| item_token(item)).collect(),
        Block::Paragraph(_) => {
            let values = paragraphs_in_a_row(blocks).take_while(|text| !is_default(&text.plain()));
            let tokens: Vec<String> = values.map_while(paragraph_token).collect();
            (!tokens.is_empty()).then_some(tokens)
        }
        _ => None,
    }
}

fn paragraphs_in_a_row(blocks: &[Block]) -> impl Iterator<Item = &Text> {
    blocks.iter().map_while(|block| match block {
        Block::Paragraph(text) => Some(text),
        _ => None,
    })
}

/// Values in the same paragraph: "Options: A, B, and C". All of them must look like values.
fn inline(text: &str) -> Option<Vec<String>> {
    let text = text.trim().trim_end_matches('.').replace(" and ", ", ").replace(" or ", ", ");
    let parts: Vec<&str> = text.split(',').map(bare).filter(|part| !part.is_empty()).collect();
    let all_tokens = parts.len() > 1 && parts.iter().all(|part| is_token(part));
    all_tokens.then(|| parts.into_iter().map(str::to_owned).collect())
}

/// A list without announcement behind a single sentence, every item of the form `token: text`.
fn unannounced(blocks: &[Block], scalar: Scalar) -> Option<(Vec<String>, String)> {
    let [Block::Paragraph(lead), Block::List(items)] = blocks else { return None };
    let lead = lead.plain();
    let single = sentences(&lead).len() == 1 && lead.split_whitespace().count() <= 12;
    if scalar != Scalar::String || !single || items.len() < 2 {
        return None;
    }
    let tokens: Option<Vec<String>> = items.iter().map(|item| explained_token(item)).collect();
    Some((tokens?, lead))
}

/// The value with which a list item begins.
fn item_token(item: &[Block]) -> Option<String> {
    paragraphs(item).next().and_then(paragraph_token)
}

fn paragraph_token(text: &Text) -> Option<String> {
    let plain = text.plain();
    let candidate = match text.leading_strong() {
        Some(strong) => {
            // A bold word in running text is no value: something must part it from what follows.
            let rest = plain[strong.len()..].trim_start();
            let parted = rest.is_empty()
                || rest.starts_with([':', '(', '-', ',', '.', '\u{2013}', '\u{ff1a}'])
                || strong.ends_with(':');
            if !parted {
                return None;
            }
            strong
        }
        None => plain.split([':', '\u{ff1a}']).next().unwrap_or_default().to_owned(),
    };
    let token = bare(candidate.trim_end_matches([':', '\u{ff1a}']));
    is_token(token).then(|| token.to_owned())
}

/// The value of an item that also explains it; a capitalised word alone may be the beginning of a heading.
fn explained_token(item: &[Block]) -> Option<String> {
    let text = paragraphs(item).next()?;
    let plain = text.plain();
    let (token, meaning) = plain.split_once(':')?;
    let token = bare(token);
    let code_like = token.chars().all(|c| !c.is_ascii_uppercase()) || token.chars().all(|c| !c.is_ascii_lowercase());
    (is_token(token) && code_like && !meaning.trim().is_empty()).then(|| token.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Run;

    fn run(text: &str, strong: bool) -> Run {
        Run { text: text.to_owned(), strong, link: None }
    }

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(Text { runs: vec![run(text, false)], line: 1 })
    }

    fn bold(token: &str, rest: &str) -> Vec<Block> {
        vec![Block::Paragraph(Text { runs: vec![run(token, true), run(rest, false)], line: 1 })]
    }

    fn strings(blocks: &[Block]) -> Vec<String> {
        let stated = read(blocks, Scalar::String).map(|stated| stated.value).unwrap_or_default();
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
    fn a_default_behind_the_values_is_no_value() {
        let blocks = [paragraph("Kind. Options:"), paragraph("A: one"), paragraph("Default: A")];
        assert_eq!(strings(&blocks), ["A"]);
    }

    #[test]
    fn an_announcement_is_found_where_it_stands() {
        let text = "Its noOptions: none. Options: A, B";
        assert_eq!(strings(&[paragraph(text)]), ["A", "B"]);
    }

    #[test]
    fn integers_are_enumerated_as_integers() {
        let list = Block::List(vec![bold("1", ": first"), bold("2", ": second")]);
        let stated = read(&[paragraph("Step. Options:"), list], Scalar::Int32).expect("an enumeration");
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
        assert_eq!(strings(&[paragraph("What stops it."), list(["timing: by time", "idle"])]), Vec::<String>::new());
        assert_eq!(strings(&[paragraph("Note."), list(["Example: a", "Hint: b"])]), Vec::<String>::new());
    }

    #[test]
    fn values_in_the_same_line_are_read() {
        assert_eq!(strings(&[paragraph("Protocol. Options: TCP, UDP, and HTTP.")]), ["TCP", "UDP", "HTTP"]);
        assert_eq!(strings(&[paragraph("Protocol. Options: what you like, mostly")]), Vec::<String>::new());
    }
}
