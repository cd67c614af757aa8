//! Announcements: "Options:", "The value can be", "The enumeration values are as follows:".

use super::{
    super::{line::Line, wordings::Wordings},
    words::{CONDITIONS, DOUBTS, FILLERS, INNER_CONDITIONS, LINKS, NOUNS, OTHERS, QUALITIES, VERBS},
};
use std::{ops::Range, sync::LazyLock};

/// How plainly an announcement announces, plainest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Force {
    /// It says that it enumerates.
    Enumerates,
    /// It names the values: any word behind it is one.
    Names,
    /// It may be about something else: only several words that look like values are.
    Hints,
}

/// An announcement: where it ends and how plain it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lead {
    pub(super) end: usize,
    pub(super) force: Force,
}

/// What kind of word announces.
#[derive(Clone, Copy, Debug)]
enum Kind {
    /// One for values, as "options".
    Noun,
    /// One before the plural of any noun, as "possible".
    Quality,
    /// One that a value follows, as "can be".
    Verb,
}

/// The words that announce: they are looked for in every sentence of every page.
static ANNOUNCING: LazyLock<Wordings<Kind>> =
    LazyLock::new(|| Wordings::new([(Kind::Noun, NOUNS), (Kind::Quality, QUALITIES), (Kind::Verb, VERBS)]));

/// The words that make a sentence doubtful.
static DOUBTING: LazyLock<Wordings<()>> = LazyLock::new(|| Wordings::new([((), DOUBTS)]));

/// No paragraph that somebody wrote holds more words that may announce.
const MOST: usize = 256;

/// The announcements in a paragraph, in order.
pub(super) fn leads(line: &Line) -> Vec<Lead> {
    let text = line.lower.as_str();
    let lead = |(kind, words): (Kind, Range<usize>)| {
        let start = words.start;
        let lead = match kind {
            Kind::Noun => named_lead(line, &own_words(text, words)?),
            Kind::Quality => named_lead(line, &qualified(text, words)?),
            Kind::Verb => acting_lead(line, &own_words(text, words)?),
        };
        lead.map(|lead| (start, lead))
    };
    let mut found: Vec<(usize, Lead)> = Vec::new();
    for (number, words) in ANNOUNCING.occurrences(text).enumerate() {
        // Each is looked at with the sentence before it.
        if number == MOST {
            return Vec::new();
        }
        found.extend(lead(words));
    }
    // Of several that begin or end at one place, the one that says most.
    found.sort_by_key(|(start, lead)| (lead.end, lead.force, *start));
    found.dedup_by(|b, a| a.1.end == b.1.end);
    found.sort_by_key(|(_, lead)| (lead.force, lead.end));
    found.into_iter().map(|(_, lead)| lead).collect()
}

/// Whether a sentence doubts or conditions what it says.
pub(super) fn is_doubtful(sentence: &str) -> bool {
    is_negative(sentence) || INNER_CONDITIONS.iter().any(|word| sentence.contains(word))
}

/// Whether a sentence denies, exemplifies, or holds for some cases only from its beginning on.
pub(super) fn is_negative(sentence: &str) -> bool {
    let sentence = sentence.trim();
    let pointer = ["for details", "for more", "for the "].iter().any(|words| sentence.starts_with(words));
    let condition = !pointer && CONDITIONS.iter().any(|word| sentence.starts_with(word));
    condition || DOUBTING.are_in(sentence)
}

fn named_lead(line: &Line, at: &Range<usize>) -> Option<Lead> {
    let before = line.lower[..at.start].trim_end();
    let previous = before.rsplit([' ', '\n']).next().unwrap_or_default().trim_matches(['(', '"']);
    if OTHERS.contains(&previous) || is_doubtful(&line.lower[line.sentence_around(at.start).start..at.end]) {
        return None;
    }
    let rest = &line.lower[at.end..];
    let blank = rest.len() - rest.trim_start().len();
    let linked = LINKS.iter().filter(|link| starts_with_word(rest.trim_start(), link)).map(|link| link.len()).max();
    let noun_end = match linked {
        Some(length) => at.end + blank + length,
        None if rest.trim_start().starts_with([':', '\u{ff1a}']) => at.end,
        // A label of its own, as "Range" in bold above its text.
        None if line.lower.len() == at.len() && line.is_strong(at) => at.end,
        None => return None,
    };
    let force = if line.lower[at.clone()].starts_with("enum") {
        Force::Enumerates
    } else if line.lower[..noun_end].ends_with(" is") {
        Force::Hints
    } else {
        Force::Names
    };
    Some(Lead { end: after_fillers(line, noun_end), force })
}

fn acting_lead(line: &Line, at: &Range<usize>) -> Option<Lead> {
    let start = line.sentence_around(at.start).start;
    let subject = &line.lower[start..at.start];
    if is_doubtful(&line.lower[start..at.end]) || is_other(subject) {
        return None;
    }
    let verb = &line.lower[at.clone()];
    let end = after_fillers(line, at.end);
    let several = line.lower[at.start..end].contains("one of") || verb.contains("following") || verb.contains("fixed");
    Some(Lead { end, force: if several { Force::Names } else { Force::Hints } })
}

/// Whether a subject is another thing than the field: "the listener's protocol", "the mode of a policy".
fn is_other(subject: &str) -> bool {
    let own = ["the value of this ", "the value of the parameter", "which "].iter().any(|own| subject.contains(own));
    !own && ["'s ", "\u{2019}s ", " of "].iter().any(|other| subject.contains(other))
}

/// Where the values begin, blanks aside.
pub(super) fn after_fillers(line: &Line, from: usize) -> usize {
    let mut at = from;
    loop {
        let rest = &line.lower[at..];
        let trimmed = rest.trim_start_matches([' ', '\u{ff1a}']);
        at += rest.len() - trimmed.len();
        let filler = FILLERS.iter().filter(|filler| **filler == ":" || starts_with_word(trimmed, filler));
        match filler.filter(|filler| trimmed.starts_with(**filler)).map(|filler| filler.len()).max() {
            Some(length) => at += length,
            None => return at,
        }
    }
}

/// A quality and the plural behind it, where "are" or "include" follows.
fn qualified(text: &str, quality: Range<usize>) -> Option<Range<usize>> {
    let (at, noun) = (quality.start, quality.end);
    let end = noun + text[noun..].find(' ')?;
    let verb = [" are ", " include "].iter().any(|verb| text[end..].starts_with(verb));
    let plural = text[noun..end].ends_with('s') && text[noun..end].chars().all(|c| c.is_ascii_lowercase());
    (verb && plural && !text[..at].ends_with(char::is_alphanumeric)).then_some(at..end)
}

/// Whether `text` starts with `words`, and a word ends there.
fn starts_with_word(text: &str, words: &str) -> bool {
    text.strip_prefix(words)
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-'))
}

/// The range, if what stands there are words of their own.
fn own_words(text: &str, at: Range<usize>) -> Option<Range<usize>> {
    let own = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    (!text[..at.start].ends_with(own) && !text[at.end..].starts_with(own)).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    fn rest(text: &str) -> Option<String> {
        let run = Run { text: text.to_owned(), strong: false, link: None };
        let text = Text { runs: vec![run], line: 1 };
        let line = Line::of(&text);
        leads(&line).first().map(|lead| line.text[lead.end..].to_owned())
    }

    #[test]
    fn what_stands_behind_an_announcement_is_found() {
        for text in [
            "State. Options: A",
            "The value can be A",
            "Its value must be one of the following: A",
            "Value options: A",
            "The options are as follows: A",
            "The value is fixed at A",
            "It can be set to one of the following values: A",
            "Possible values: A",
            "Enumeration values: A",
            "The value can be any of the following and is case-sensitive: A",
            "The possible values are A",
            "Value range: A",
            "The mode must be one of A",
            "Possible intervals are A",
            "Its length. Supported steps are as follows: A",
            "It stops when it ends.Options: A",
        ] {
            assert_eq!(rest(text).as_deref(), Some("A"), "{text}");
        }
    }

    #[test]
    fn other_values_conditions_and_examples_announce_nothing() {
        for text in [
            "The default value is A",
            "The maximum value: 5",
            "If it is B, the value can be A",
            "For example, options: A",
            "The value cannot be one of A",
            "noOptions: A",
            "When it is on, possible values: A",
            "The listener's protocol must be A",
            "All possible steps: A",
        ] {
            assert_eq!(rest(text), None, "{text}");
        }
    }
}
