//! What was masked in one run: so many values, and which were equal.

use std::{
    collections::{HashMap, HashSet, hash_map::RandomState},
    hash::BuildHasher,
    sync::{Arc, Mutex, PoisonError},
};

/// So many secrets are told apart; it bounds the memory of a run.
const MOST: usize = 1 << 18;

/// The masks of one run. It holds no secret, only their hashes, by a key that nobody knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Masks(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    key: RandomState,
    /// By secret, which of its form it is.
    numbers: HashMap<u64, usize>,
    /// By form, how many secrets have it.
    forms: HashMap<u64, usize>,
    /// The masks that were given: one that is met again stays as it is.
    given: HashSet<u64>,
    count: u64,
}

impl Masks {
    /// The mask for a secret of this form: another one for every secret, as far as its digits and letters allow.
    pub(crate) fn mask(&self, secret: &str, form: String) -> String {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let hash = known.key.hash_one(secret);
        if known.given.contains(&hash) {
            return secret.to_owned();
        }
        known.count += 1;
        let mask = match known.number(hash, &form) {
            0 => form,
            number => numbered(&form, number),
        };
        if known.given.len() < MOST {
            let hash = known.key.hash_one(&mask);
            known.given.insert(hash);
        }
        mask
    }

    /// Counts a value that is masked without a number.
    pub(crate) fn count(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).count += 1;
    }

    /// How many values were masked.
    pub(crate) fn counted(&self) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).count
    }
}

impl Known {
    fn number(&mut self, hash: u64, form: &str) -> usize {
        if let Some(number) = self.numbers.get(&hash) {
            return *number;
        }
        if self.numbers.len() >= MOST {
            return 0;
        }
        let of_form = self.forms.entry(self.key.hash_one(form)).or_insert(0);
        let number = *of_form;
        *of_form += 1;
        self.numbers.insert(hash, number);
        number
    }
}

/// The form with a number written into its last digits and letters. Letters stay within those of hexadecimal numbers,
/// so that a UUID stays one.
fn numbered(form: &str, mut number: usize) -> String {
    let mut characters: Vec<char> = form.chars().collect();
    for c in characters.iter_mut().rev() {
        let letters: &[char] = match c {
            '0' => &['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
            'A' => &['A', 'B', 'C', 'D', 'E', 'F'],
            'a' => &['a', 'b', 'c', 'd', 'e', 'f'],
            _ => continue,
        };
        *c = letters[number % letters.len()];
        number /= letters.len();
    }
    characters.into_iter().collect()
}
