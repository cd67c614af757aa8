//! Enumerations: announced ("Options:", "The value can be A or B"), explained ("A indicates …, B indicates …"),
//! listed behind a sentence, or written as an alternation.

mod alternation;
mod inline;
mod items;
mod lead;
mod meanings;
mod unannounced;

use super::{
    Stated,
    default::is_default,
    line::Line,
    literal,
    sentence::is_part,
    token::{Look, Token},
};
use crate::{page::Block, type_expr::Scalar};
use indexmap::IndexSet;
use items::Trust;
use lead::{Force, Lead};
use serde_json::Value;

/// Values and the words that state them.
type Found = (Vec<Token>, String);

/// The values that a description enumerates, if it does so plainly.
pub(super) fn read(blocks: &[Block], scalar: Scalar) -> Option<Stated<Vec<Value>>> {
    if scalar == Scalar::Boolean {
        return None;
    }
    let unfolded = unfold(blocks);
    let (tokens, evidence) = announced(blocks, scalar)
        .or_else(|| alternation::read(blocks, scalar))
        .or_else(|| meanings::read(blocks, scalar))
        .or_else(|| unannounced::read(blocks, scalar))
        .or_else(|| announced(unfolded.as_deref()?, scalar))
        .or_else(|| meanings::read(unfolded.as_deref()?, scalar))?;
    let values: Option<IndexSet<Value>> = tokens.iter().map(|token| literal(&token.text, scalar)).collect();
    let values: Vec<Value> = values?.into_iter().collect();
    (!values.is_empty()).then(|| Stated::new(values, evidence))
}

/// The blocks with the contents of its lists in their place: some descriptions are lists of remarks. `None` if there is
/// no list.
fn unfold(blocks: &[Block]) -> Option<Vec<Block>> {
    let mut found = false;
    let mut unfolded = Vec::new();
    for block in blocks {
        match block {
            Block::List(items) => {
                found = true;
                unfolded.extend(items.iter().filter(|item| !is_part(item)).flatten().cloned());
            }
            other => unfolded.push(other.clone()),
        }
    }
    found.then_some(unfolded)
}

/// Values behind words that announce them; the plainest announcement that values follow.
fn announced(blocks: &[Block], scalar: Scalar) -> Option<Found> {
    let mut places: Vec<(usize, Line, Lead)> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let Block::Paragraph(text) = block else { continue };
        for lead in lead::leads(&Line::of(text)) {
            places.push((index, Line::of(text), lead));
        }
    }
    places.sort_by_key(|(index, _, lead)| (lead.force, *index));
    places.iter().find_map(|(index, line, lead)| {
        let rest = &line.text[lead.end..];
        let tokens = if rest.trim().is_empty() {
            let trust = if lead.force == Force::Enumerates { Trust::Enumerated } else { Trust::Announced };
            following(&blocks[index + 1..], trust)?
        } else if let Some(tokens) = inline::explained(line, lead.end) {
            tokens
        } else {
            inline::values(line, lead.end).filter(|tokens| is_credible(tokens, lead.force, scalar))?
        };
        let said = line.text[..lead.end].trim_end();
        // A line such as "Options:" says it all; "The value can be" does not without the values.
        let end = if said.ends_with([':', '\u{ff1a}']) { said.len() } else { line.sentence_end(lead.end) };
        Some((tokens, line.text[..end].trim_end().to_owned()))
    })
}

/// Whether words in a sentence are values, given how plainly they were announced.
fn is_credible(tokens: &[Token], force: Force, scalar: Scalar) -> bool {
    let looks = |least: Look| tokens.iter().all(|token| token.look >= least);
    match force {
        _ if scalar != Scalar::String => tokens.len() > 1 || force != Force::Hints,
        Force::Enumerates => true,
        Force::Names => tokens.len() > 1 || looks(Look::Coded),
        Force::Hints => tokens.len() > 1 && looks(Look::Coded),
    }
}

/// The values in the list or the paragraphs behind an announcement.
fn following(blocks: &[Block], trust: Trust) -> Option<Vec<Token>> {
    let mut rest = blocks.iter().skip_while(|block| matches!(block, Block::Note(_)));
    match rest.next()? {
        Block::List(items) => {
            let items = items::of_list(items, trust)?;
            Some(items.into_iter().map(|item| item.token).collect())
        }
        Block::Paragraph(text) => {
            let line = Line::of(text);
            let several = inline::values(&line, 0).filter(|tokens| tokens.len() > 1 && !line.text.contains(": "));
            if several.is_some() {
                return several;
            }
            let lines: Vec<Line> = std::iter::once(line)
                .chain(rest.map_while(|block| match block {
                    Block::Paragraph(text) => Some(Line::of(text)),
                    _ => None,
                }))
                .take_while(|line| !is_default(&line.text))
                .collect();
            let tokens: Vec<Token> = lines.iter().map_while(items::of_line).map(|item| item.token).collect();
            let whole = lines.get(tokens.len()).is_none_or(|next| !is_description(&next.text));
            (whole && !tokens.is_empty()).then_some(tokens)
        }
        _ => None,
    }
}

/// Whether a line is a few words that describe a value which is not spelled out: "Name of a site".
fn is_description(line: &str) -> bool {
    line.split(' ').count() <= 4 && !line.ends_with('.') && !line.contains(':')
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
    fn values_of_which_one_is_only_described_are_not_read() {
        let blocks = [paragraph("Kind. Options:"), paragraph("center"), paragraph("Name of a site")];
        assert_eq!(strings(&blocks), Vec::<String>::new());
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
