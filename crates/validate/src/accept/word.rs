//! Texts that are compared often.

/// So long a text is known by its ends.
const KNOWN: usize = 2 * size_of::<u64>();

/// A text of the contract, laid out so that comparing others with it takes few steps.
pub(super) struct Word {
    ends: Ends,
    text: Box<str>,
}

/// A text and its ends, which are found out once for many comparisons.
#[derive(Clone, Copy)]
pub(super) struct Spelled<'t> {
    ends: Ends,
    text: &'t str,
}

/// How long a text is, and how it begins and ends. Up to [`KNOWN`] bytes that is all of it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Ends {
    length: usize,
    first: u64,
    last: u64,
}

impl Word {
    pub(super) fn new(text: &str) -> Word {
        Word { ends: Ends::of(text), text: text.into() }
    }

    #[inline]
    pub(super) fn is(&self, other: Spelled<'_>) -> bool {
        self.ends == other.ends && (other.ends.length <= KNOWN || *self.text == *other.text)
    }
}

/// Longer texts are looked for together.
const LONG: usize = 32;

/// A list of texts, by their lengths: few are as long as another one.
pub(super) struct WordList {
    all: Box<[Word]>,
    /// How many are shorter, by the length.
    shorter: [usize; LONG + 2],
}

impl<'t> FromIterator<&'t str> for WordList {
    fn from_iter<I: IntoIterator<Item = &'t str>>(texts: I) -> WordList {
        let mut all: Vec<Word> = texts.into_iter().map(Word::new).collect();
        all.sort_by_key(|word| word.text.len());
        let mut shorter = std::array::from_fn(|length| all.partition_point(|word| word.text.len() < length));
        shorter[LONG + 1] = all.len();
        WordList { all: all.into(), shorter }
    }
}

impl WordList {
    /// Whether a text is among them.
    #[inline]
    pub(super) fn has(&self, text: &str) -> bool {
        let length = text.len().min(LONG);
        let same = self.all.get(self.shorter[length]..self.shorter[length + 1]).unwrap_or_default();
        !same.is_empty() && {
            let text = Spelled::new(text);
            same.iter().any(|word| word.is(text))
        }
    }
}

impl<'t> Spelled<'t> {
    #[inline]
    pub(super) fn new(text: &'t str) -> Spelled<'t> {
        Spelled { ends: Ends::of(text), text }
    }

    pub(super) fn text(self) -> &'t str {
        self.text
    }
}

impl Ends {
    #[inline]
    fn of(text: &str) -> Ends {
        let bytes = text.as_bytes();
        let (first, last) = match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            _ => short(bytes),
        };
        Ends { length: bytes.len(), first, last }
    }
}

/// The ends of less than eight bytes, which may overlap.
#[inline]
fn short(bytes: &[u8]) -> (u64, u64) {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into()),
        _ => (bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)), 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    proptest! {
        #[test]
        fn texts_are_found_among_others(texts in vec("[ab]{0,40}", 0..8), other in "[ab]{0,40}") {
            let words: WordList = texts.iter().map(String::as_str).collect();
            prop_assert!(texts.iter().all(|text| words.has(text)));
            prop_assert_eq!(words.has(&other), texts.contains(&other));
        }

        #[test]
        fn words_are_the_same_if_their_texts_are(word in "[ab]{0,3}[ab]{0,20}", other in "[ab]{0,3}[ab]{0,20}", at in 0_usize..23) {
            prop_assert_eq!(Word::new(&word).is(Spelled::new(&other)), word == other);
            prop_assert!(Word::new(&word).is(Spelled::new(&word)));
            if at < word.len() {
                let mut changed = word.clone();
                changed.replace_range(at..=at, "c");
                prop_assert!(!Word::new(&word).is(Spelled::new(&changed)));
            }
        }
    }
}
