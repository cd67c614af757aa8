//! Free text, with the characters that break careless software.

use proptest::{
    char::range,
    collection::vec,
    prop_oneof,
    sample::select,
    strategy::{BoxedStrategy, Strategy},
};

/// Longer texts cost more than they show.
pub(crate) const MAX_LENGTH: u64 = 4096;

/// Characters that are escaped somewhere, take several bytes or code units, or combine with their neighbours.
const AWKWARD: [char; 16] = [
    '"',
    '\\',
    '/',
    '\n',
    '\t',
    '~',
    '%',
    '<',
    '\u{7f}',
    '\u{e4}',
    '\u{301}',
    '\u{2028}',
    '\u{6f22}',
    '\u{feff}',
    '\u{1f600}',
    '\u{10ffff}',
];

/// Texts of `min` to `max` characters, `max` being chosen where it is not given; both at most [`MAX_LENGTH`].
pub(crate) fn text(min: u64, max: Option<u64>) -> BoxedStrategy<String> {
    let bounded = |length: u64| usize::try_from(length.min(MAX_LENGTH)).unwrap_or(0);
    let least = bounded(min);
    let most = |spread: u64| bounded(max.unwrap_or(u64::MAX).min(min.saturating_add(spread)).max(min));
    let of = |letters: BoxedStrategy<char>, spread: u64| {
        vec(letters, least..=most(spread)).prop_map(|letters| letters.into_iter().collect::<String>())
    };
    let plain = range('a', 'z').boxed();
    let mixed = prop_oneof![4 => range('a', 'z'), 3 => range(' ', '~'), 2 => select(AWKWARD.to_vec())].boxed();
    prop_oneof![
        4 => of(plain, 8),
        4 => of(mixed.clone(), 12),
        1 => of(mixed, 80),
    ]
    .boxed()
}

/// Names of members, with those that pointers must escape.
pub(crate) fn name() -> BoxedStrategy<String> {
    let odd = ["a/b", "m~n", "", " ", "\u{e4}", "0", "a.b", "$ref", "%41"].map(str::to_owned).to_vec();
    let word = vec(range('a', 'z'), 1..=6).prop_map(|letters| letters.into_iter().collect::<String>());
    prop_oneof![5 => word, 1 => select(odd)].boxed()
}
