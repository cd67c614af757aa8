//! How many values a call may carry under numbered names, as `dim.0` and `dim.1`.

use super::{Stated, number, sentence::sentences};
use crate::page::{Block, plain_texts};
use std::ops::Range;

/// More numbers than anybody writes into a call.
const MOST: u64 = 100;

/// The numbers behind `name`, where one sentence writes it with a variable and says from where to count and how far: "A
/// maximum of three are supported, numbered from 0 in dim.{i}=key,value format."
pub(in crate::read) fn read(name: &str, blocks: &[Block]) -> Option<Stated<Range<u64>>> {
    let pattern = format!("{name}.{{");
    let mut texts = Vec::new();
    plain_texts(blocks, &mut texts);
    let mut found = texts.iter().filter(|text| text.contains(&pattern)).flat_map(|text| sentences(text));
    let sentence = found.find(|sentence| sentence.contains(&pattern))?;
    let first = count_behind(sentence, &["numbered from ", "starting from ", "start from "])?;
    let count = count_behind(sentence, &["maximum of ", "up to ", "at most "])?;
    (1..=MOST).contains(&count).then(|| Stated::new(first..first + count, sentence))
}

/// The number, in digits or as a word, behind the first of the wordings that `sentence` has.
fn count_behind(sentence: &str, wordings: &[&str]) -> Option<u64> {
    let lower = sentence.to_ascii_lowercase();
    let rest = wordings.iter().find_map(|words| lower.split_once(words))?.1;
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let named = NUMBERS.iter().position(|name| *name == word).and_then(|at| u64::try_from(at).ok());
    named.or_else(|| number::whole_number(word)).filter(|count| *count <= MOST)
}

/// The numbers that prose writes as words, from 0.
const NUMBERS: [&str; 11] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    fn numbers(text: &str) -> Option<Range<u64>> {
        let run = Run { text: text.to_owned(), strong: false, link: None };
        read("dim", &[Block::Paragraph(Text { runs: vec![run], line: 1 })]).map(|stated| stated.value)
    }

    #[test]
    fn a_sentence_says_from_where_to_count_and_how_far() {
        for (text, expected) in [
            ("What it is. A maximum of three are supported, numbered from zero in the dim.{i}=key format.", Some(0..3)),
            ("Up to 10 tags, numbered from 1: dim.{n}.", Some(1..11)),
            // Without an end, nobody can say which names there are.
            ("The dimensions are numbered from 0 in dim.{i} format.", None),
            ("A maximum of three, numbered from 0 in other.{i} format.", None),
            ("A maximum of three. Numbered from 0 in dim.{i} format.", None),
            ("Up to 1000000, numbered from 0 in dim.{i} format.", None),
        ] {
            assert_eq!(numbers(text), expected, "{text}");
        }
    }
}
