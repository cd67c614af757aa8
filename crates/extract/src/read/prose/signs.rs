//! Which readers a description gives something to read: most of them look for words that few descriptions hold.

use super::{default, enumeration, format, pattern, remarks, wordings::Wordings};
use crate::page::Block;
use std::sync::LazyLock;

/// What a description holds, at least, that one of the readers reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Words before a default.
    Default,
    /// Words of a remark.
    Remark,
    /// Words that name a format of texts.
    Format,
    /// Words for a time.
    Time,
    /// Words before a pattern.
    Pattern,
    /// Words by which one text holds several things.
    Joined,
    /// Words for things that are not all.
    Reference,
    /// The beginning of an alternation.
    Alternation,
    /// Words that explain a value.
    Meaning,
    /// Words that state the values of a case.
    Case,
    /// Words before quantities.
    Quantity,
    /// Words by which few values remain.
    Only,
    /// A figure.
    Digit,
}

/// The signs in a description, whatever the case of its letters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signs(u16);

/// Of each reader the words without which it reads nothing.
static WORDS: LazyLock<Wordings<Sign>> = LazyLock::new(|| {
    let groups = [
        (Sign::Default, default::STEMS),
        (Sign::Remark, remarks::STEMS),
        (Sign::Format, format::STEMS),
        (Sign::Time, format::TIMES),
        (Sign::Pattern, pattern::LEADS),
    ];
    Wordings::new(groups.into_iter().chain(enumeration::signs()))
});

impl Signs {
    /// The signs in the paragraphs of `blocks`, those in lists and notes included.
    pub(super) fn of(blocks: &[Block]) -> Signs {
        let mut text = String::new();
        gather(blocks, &mut text);
        text.make_ascii_lowercase();
        let digit = if text.bytes().any(|byte| byte.is_ascii_digit()) { Sign::Digit.bit() } else { 0 };
        Signs(WORDS.occurrences(&text).fold(digit, |signs, (sign, _)| signs | sign.bit()))
    }

    pub(super) fn has(self, sign: Sign) -> bool {
        self.0 & sign.bit() != 0
    }
}

impl Sign {
    fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// Writes the paragraphs down, each on a line. What the readers take for one text is in one line.
fn gather(blocks: &[Block], text: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                paragraph.runs.iter().for_each(|run| text.push_str(&run.text));
                text.push('\n');
            }
            Block::List(items) => items.iter().for_each(|item| gather(item, text)),
            Block::Note(blocks) => gather(blocks, text),
            Block::Code(_) | Block::Table(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    fn paragraph(words: &[&str]) -> Block {
        let run = |word: &&str| Run { text: (*word).to_owned(), strong: false, link: None };
        Block::Paragraph(Text { runs: words.iter().map(run).collect(), line: 1 })
    }

    #[test]
    fn words_are_found_across_runs_and_in_lists_and_notes() {
        let words = || paragraph(&["The Default", " value Is", " 5."]);
        for blocks in [vec![words()], vec![Block::List(vec![vec![words()]])], vec![Block::Note(vec![words()])]] {
            let signs = Signs::of(&blocks);
            assert!(signs.has(Sign::Default) && signs.has(Sign::Digit) && !signs.has(Sign::Only), "{blocks:?}");
        }
        assert!(!Signs::of(&[paragraph(&["def"]), paragraph(&["ault"])]).has(Sign::Default));
    }
}
