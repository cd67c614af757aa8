//! Whether a name occurs twice in one object.

use std::collections::HashSet;

/// So many names are compared one by one.
const FEW: usize = 16;

/// The names of one object that have been met.
#[derive(Default)]
pub(crate) struct Names {
    /// By their number, below 64.
    numbers: u64,
    beyond: HashSet<usize>,
    /// What has no number.
    few: Vec<Box<str>>,
    many: HashSet<Box<str>>,
}

impl Names {
    /// Adds a name that has a number; `false` if it has been met.
    #[inline]
    pub(crate) fn number(&mut self, number: usize) -> bool {
        if number >= 64 {
            return self.beyond.insert(number);
        }
        let bit = 1 << number;
        let is_new = self.numbers & bit == 0;
        self.numbers |= bit;
        is_new
    }

    /// Adds a name without a number; `false` if it has been met.
    pub(crate) fn name(&mut self, name: &str) -> bool {
        if self.many.is_empty() && self.few.len() < FEW {
            let is_new = self.few.iter().all(|known| **known != *name);
            self.few.push(name.into());
            return is_new;
        }
        self.many.extend(self.few.drain(..));
        self.many.insert(name.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_time_is_seen_however_many_there_are() {
        for count in [1_usize, 15, 16, 17, 200] {
            let mut names = Names::default();
            assert!((0..count).all(|number| names.number(number) && names.name(&number.to_string())));
            assert!((0..count).all(|number| !names.number(number) && !names.name(&number.to_string())));
            assert!(names.number(count) && names.name("x"));
        }
    }
}
