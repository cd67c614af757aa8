//! Whether a name occurs twice in one object.

use foldhash::fast::FixedState;
use std::{collections::HashSet, hash::BuildHasher};

/// So many names are compared one by one.
const FEW: usize = 32;

/// The names of one object that have been met, by their hashes: two names can be taken for one, but never one for two.
/// Whoever is told that a name occurs twice looks again where it is certain.
#[derive(Default)]
pub(crate) struct Names {
    /// Of those that have a number, below 64, the numbers.
    numbers: u64,
    others: Option<Box<Others>>,
}

/// Names as few objects have them.
#[derive(Default)]
struct Others {
    /// Numbers from 64.
    numbers: HashSet<usize, FixedState>,
    few: Vec<u64>,
    many: HashSet<u64, FixedState>,
}

impl Names {
    /// Adds a name that has a number; `false` if it has been met.
    #[expect(clippy::inline_always, reason = "nearly every member of a body is looked at here")]
    #[inline(always)]
    pub(crate) fn number(&mut self, number: usize) -> bool {
        if number >= 64 {
            return self.great(number);
        }
        let bit = 1 << number;
        let is_new = self.numbers & bit == 0;
        self.numbers |= bit;
        is_new
    }

    #[cold]
    fn great(&mut self, number: usize) -> bool {
        self.others.get_or_insert_default().numbers.insert(number)
    }

    /// Whether the name of that number has been met.
    #[inline]
    pub(crate) fn has(&self, number: usize) -> bool {
        if number >= 64 {
            return self.others.as_ref().is_some_and(|others| others.numbers.contains(&number));
        }
        self.numbers & (1 << number) != 0
    }

    /// Adds a name without a number; `false` if it has been met.
    pub(crate) fn name(&mut self, name: &str) -> bool {
        let hash = FixedState::default().hash_one(name);
        let Others { few, many, .. } = &mut **self.others.get_or_insert_default();
        if many.is_empty() && few.len() < FEW {
            let is_new = !few.contains(&hash);
            if few.is_empty() {
                few.reserve(FEW);
            }
            few.push(hash);
            return is_new;
        }
        many.extend(few.drain(..));
        many.insert(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_time_is_seen_however_many_there_are() {
        for count in [1_usize, 31, 32, 33, 200] {
            let mut names = Names::default();
            assert!((0..count).all(|number| names.number(number) && names.name(&number.to_string())));
            assert!((0..count).all(|number| !names.number(number) && !names.name(&number.to_string())));
            assert!(names.number(count) && names.name("x"));
        }
    }
}
