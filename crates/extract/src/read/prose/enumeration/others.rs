//! Values in bold that other sentences name than the one that lists them: "In the north, the value of this parameter can
//! only be **moss**."

use super::{
    super::{line::Line, sentence::paragraphs_and_notes, token::Token, wordings::Wordings},
    Found,
    cases::LEADS,
};
use crate::page::Block;
use std::{collections::HashSet, ops::Range, sync::LazyLock};

/// What stands before such a value.
static NAMING: LazyLock<Wordings<()>> = LazyLock::new(|| Wordings::new([((), LEADS)]));

/// Adds what other sentences name to the values found.
pub(super) fn add(blocks: &[Block], (tokens, evidence): &mut Found) {
    let mut known: HashSet<String> = tokens.iter().map(|token| token.text.clone()).collect();
    let mut naming = Vec::new();
    for line in paragraphs_and_notes(blocks).into_iter().map(Line::of).filter(|line| !line.is_endless()) {
        for ((), lead) in NAMING.occurrences(&line.lower) {
            let sentence = line.sentence_around(lead.start);
            let named = named(&line, &sentence, lead).unwrap_or_default();
            let count = tokens.len();
            tokens.extend(named.into_iter().filter(|token| !token.is_template() && known.insert(token.text.clone())));
            let said = line.text[sentence].trim();
            if tokens.len() > count && !evidence.contains(said) {
                naming.push(said.to_owned());
            }
        }
    }
    for said in naming {
        evidence.push(' ');
        evidence.push_str(&said);
    }
}

/// The values in bold right behind a lead, which opens its sentence or follows its case, and behind "or".
fn named(line: &Line, sentence: &Range<usize>, lead: Range<usize>) -> Option<Vec<Token>> {
    let before = &line.lower[sentence.start..lead.start];
    if !before.trim().is_empty() && !before.ends_with(", ") {
        return None;
    }
    let mut tokens = Vec::new();
    for shown in line.strong_in(lead.end..sentence.end) {
        let is_first = shown.start == lead.end;
        if !is_first && (tokens.is_empty() || !line.lower[..shown.start].ends_with(" or ")) {
            continue;
        }
        // A phrase is no value here.
        tokens.push(Token::of(&line.text[shown], true).filter(|token| !token.text.contains(' '))?);
    }
    Some(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    /// The values behind a list of `leaf` and `twig`; words between stars are bold.
    fn values(text: &str) -> Vec<String> {
        let runs = text.split('*').enumerate();
        let runs = runs.map(|(number, text)| Run { text: text.to_owned(), strong: number % 2 == 1, link: None });
        let block = Block::Paragraph(Text { runs: runs.collect(), line: 1 });
        let token = |text| Token::of(text, true).expect("a value");
        let mut found = (vec![token("leaf"), token("twig")], "A list.".to_owned());
        add(&[Block::Note(vec![block])], &mut found);
        found.0.into_iter().skip(2).map(|token| token.text).collect()
    }

    #[test]
    fn values_that_another_sentence_names_are_added() {
        assert_eq!(values("In the *north*, the value of this parameter can only be *moss*."), ["moss"]);
        assert_eq!(
            values("The value is *seed* (at first) for a tree, or *twig* or *moss* for *kind*."),
            ["seed", "moss"]
        );
    }

    #[test]
    fn words_and_values_of_others_are_not() {
        for text in [
            "In the north, the value of this parameter can only be moss.",
            "The value is the same as *kind*.",
            "If the value is *moss*, it is green.",
            "The value is *null* at first.",
            "The name of the value is *moss*.",
            "The value can be *leaf*.",
        ] {
            assert_eq!(values(text), Vec::<String>::new(), "{text}");
        }
    }
}
