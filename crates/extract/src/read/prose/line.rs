//! A paragraph as text that still knows which parts of it are bold.

use crate::page::Text;
use std::{borrow::Cow, ops::Range};

/// The text of a paragraph, the same in lower case, and where it is bold.
pub(super) struct Line<'t> {
    /// The text, trimmed.
    pub(super) text: Cow<'t, str>,
    /// The text in lower case; ASCII only, so that offsets into one are offsets into the other.
    pub(super) lower: String,
    strong: Vec<Range<usize>>,
}

/// In bytes; the longest paragraph of a real page has half as many.
const LONGEST: usize = 8192;

impl<'t> Line<'t> {
    pub(super) fn of(paragraph: &'t Text) -> Line<'t> {
        let whole = paragraph.whole();
        let cut = whole.len() - whole.trim_start().len();
        let text = match whole {
            Cow::Borrowed(whole) => Cow::Borrowed(whole.trim()),
            Cow::Owned(whole) if whole.trim().len() == whole.len() => Cow::Owned(whole),
            Cow::Owned(whole) => Cow::Owned(whole.trim().to_owned()),
        };
        let mut strong = Vec::new();
        let mut at = 0_usize;
        for run in &paragraph.runs {
            let next = at + run.text.len();
            if run.strong {
                strong.push(at.saturating_sub(cut)..next.saturating_sub(cut));
            }
            at = next;
        }
        Line { lower: text.to_ascii_lowercase(), text, strong }
    }

    /// Whether this is longer than anybody writes. What looks at the sentence around each of many words leaves it alone.
    pub(super) fn is_endless(&self) -> bool {
        self.text.len() > LONGEST
    }

    /// Whether all of `range` is bold.
    pub(super) fn is_strong(&self, range: &Range<usize>) -> bool {
        self.strong.iter().any(|strong| strong.start <= range.start && range.end <= strong.end)
    }

    /// The bold parts within `range`.
    pub(super) fn strong_in(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        self.strong.iter().filter(move |strong| range.start <= strong.start && strong.end <= range.end).cloned()
    }

    /// The sentence around the offset `at`: from behind the full stop before it to the one after it. A colon does
    /// not end such a sentence, for "If it is A: the value can be B" is one. A full stop right before `at` does, also
    /// where the blank behind it is missing.
    pub(super) fn sentence_around(&self, at: usize) -> Range<usize> {
        let start = self.lower.get(..at).map_or(0, |before| {
            if before.ends_with('.') {
                return at;
            }
            let stop = before.rfind(". ").map_or(0, |stop| stop + 2);
            before[stop..].rfind('\n').map_or(stop, |newline| stop + newline + 1)
        });
        start..self.sentence_end(at)
    }

    /// Where the sentence ends that `from` stands in: behind its full stop, or at the line break.
    pub(super) fn sentence_end(&self, from: usize) -> usize {
        let Some(rest) = self.lower.get(from..) else { return self.lower.len() };
        let stop = rest.find(". ").map_or(rest.len(), |stop| stop + 1);
        // No further than the full stop: a text of many sentences is not to be searched to its end for each of them.
        from + rest[..stop].find('\n').unwrap_or(stop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Run;

    #[test]
    fn bold_parts_keep_their_place_when_blanks_are_trimmed() {
        let run = |text: &str, strong| Run { text: text.to_owned(), strong, link: None };
        let text = Text { runs: vec![run("  Set ", false), run("ON", true), run(" now", false)], line: 1 };
        let line = Line::of(&text);
        assert_eq!(line.text, "Set ON now");
        assert!(line.is_strong(&(4..6)));
        assert!(!line.is_strong(&(4..8)));
    }

    #[test]
    fn a_sentence_reaches_from_stop_to_stop() {
        let run = Run { text: "One 3.5. If A: two. Three".to_owned(), strong: false, link: None };
        let text = Text { runs: vec![run], line: 1 };
        let line = Line::of(&text);
        assert_eq!(&line.text[line.sentence_around(15)], "If A: two.");
        assert_eq!(line.sentence_end(17), 19);
        let run = Run { text: "One. Two 3.5\nThree. ".to_owned(), strong: false, link: None };
        let text = Text { runs: vec![run], line: 1 };
        let line = Line::of(&text);
        assert_eq!([line.sentence_around(8), line.sentence_around(15)], [5..12, 13..19]);
        assert_eq!([0, 4, 5, 13, 40].map(|from| line.sentence_end(from)), [4, 12, 12, 19, 19]);
        let run = Run { text: "When it ends, it stops.Options: A".to_owned(), strong: false, link: None };
        let text = Text { runs: vec![run], line: 1 };
        let line = Line::of(&text);
        assert_eq!(&line.text[line.sentence_around(23)], "Options: A");
    }
}
