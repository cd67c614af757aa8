//! What was read of the same words before.
//!
//! Six in ten description cells of a service stand word by word on one of its other pages, and reading them takes
//! most of the time of reading a page. What they state depends on nothing but their words and the type of the field.

use super::{Constraints, pair::Half};
use crate::{
    page::{Block, Text},
    type_expr::{Scalar, TypeExpr},
};
use foldhash::fast::RandomState;
use std::{cell::RefCell, collections::HashMap};

/// So many descriptions are remembered by a thread; then it forgets all, so that memory does not grow with the pages.
const MOST: usize = 2048;

/// A longer description is not remembered.
const LONGEST: usize = 4096;

/// What reading depends on besides the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Typing {
    pub(super) outer: Outer,
    /// The type of the innermost values, if it is a single one.
    pub(super) scalar: Option<Scalar>,
    /// Whether there is a map around them.
    pub(super) in_map: bool,
    /// The half of a pair that the field holds, if its values are texts.
    pub(super) half: Option<Half>,
}

/// The outermost of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Outer {
    /// No cell states it.
    Untyped,
    Scalar(Scalar),
    Array,
    Other,
}

impl Typing {
    /// Of a field of that name.
    pub(super) fn of(kind: &TypeExpr, name: &str) -> Typing {
        let outer = match kind {
            TypeExpr::Unknown(text) if text.is_empty() => Outer::Untyped,
            TypeExpr::Scalar(scalar) => Outer::Scalar(*scalar),
            TypeExpr::Array(_) => Outer::Array,
            _ => Outer::Other,
        };
        let scalar = if let TypeExpr::Scalar(scalar) = kind.innermost() { Some(*scalar) } else { None };
        let half = Half::called(name).filter(|_| outer == Outer::Scalar(Scalar::String));
        Typing { outer, scalar, in_map: has_map(kind), half }
    }
}

fn has_map(kind: &TypeExpr) -> bool {
    match kind {
        TypeExpr::Map(_) => true,
        TypeExpr::Array(Some(inner)) => has_map(inner),
        _ => false,
    }
}

#[derive(Default)]
struct Memory {
    known: HashMap<Typing, HashMap<Box<[u8]>, Constraints, RandomState>, RandomState>,
    count: usize,
    /// The words of the description in question; kept for its room.
    words: Vec<u8>,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// What `read` makes of these blocks for such a type, or made of equal ones.
pub(super) fn recall(blocks: &[Block], typing: Typing, read: impl FnOnce() -> Constraints) -> Constraints {
    let mut words = MEMORY.with_borrow_mut(|memory| std::mem::take(&mut memory.words));
    words.clear();
    let is_short = spell(blocks, &mut words);
    let constraints = if is_short { recall_words(&words, typing, read) } else { read() };
    MEMORY.with_borrow_mut(|memory| memory.words = words);
    constraints
}

fn recall_words(words: &[u8], typing: Typing, read: impl FnOnce() -> Constraints) -> Constraints {
    let known = MEMORY.with_borrow(|memory| memory.known.get(&typing).and_then(|known| known.get(words)).cloned());
    known.unwrap_or_else(|| {
        let constraints = read();
        MEMORY.with_borrow_mut(|memory| memory.note(words, typing, constraints.clone()));
        constraints
    })
}

impl Memory {
    fn note(&mut self, words: &[u8], typing: Typing, constraints: Constraints) {
        if self.count == MOST {
            self.known.clear();
            self.count = 0;
        }
        self.count += 1;
        self.known.entry(typing).or_default().insert(words.into(), constraints);
    }
}

// No UTF-8 text holds these bytes: they part what would run together.
const RUN: u8 = 0xf8;
const STRONG: u8 = 0xf9;
const PARAGRAPH: u8 = 0xfa;
const LIST: u8 = 0xfb;
const ITEM: u8 = 0xfc;
const NOTE: u8 = 0xfd;
const CODE: u8 = 0xfe;
const END: u8 = 0xff;

/// Writes down all that reading looks at: words and marking, but neither lines nor links. `false` if that is too
/// long, or holds a table.
fn spell(blocks: &[Block], words: &mut Vec<u8>) -> bool {
    blocks.iter().all(|block| {
        match block {
            Block::Paragraph(text) => spell_text(text, words),
            Block::List(items) => {
                words.push(LIST);
                for item in items {
                    words.push(ITEM);
                    if !spell(item, words) {
                        return false;
                    }
                }
                words.push(END);
            }
            Block::Note(inner) => {
                words.push(NOTE);
                if !spell(inner, words) {
                    return false;
                }
                words.push(END);
            }
            Block::Code(code) => {
                words.push(CODE);
                words.extend_from_slice(code.text.as_bytes());
            }
            Block::Table(_) => return false,
        }
        words.len() <= LONGEST
    })
}

fn spell_text(text: &Text, words: &mut Vec<u8>) {
    words.push(PARAGRAPH);
    for run in &text.runs {
        words.push(if run.strong { STRONG } else { RUN });
        words.extend_from_slice(run.text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Link, Run};

    fn paragraph(runs: &[(&str, bool)], line: u32) -> Block {
        let link = Some(Box::new(Link { page: None, anchor: Some(line.to_string()) }));
        let run = |(text, strong): &(&str, bool)| Run { text: (*text).to_owned(), strong: *strong, link: link.clone() };
        Block::Paragraph(Text { runs: runs.iter().map(run).collect(), line })
    }

    fn spelled(blocks: &[Block]) -> Option<Vec<u8>> {
        let mut words = Vec::new();
        spell(blocks, &mut words).then_some(words)
    }

    #[test]
    fn what_differs_in_words_marking_or_blocks_is_spelled_differently() {
        let ab = || paragraph(&[("ab", false)], 1);
        let different = [
            vec![ab()],
            vec![paragraph(&[("ab", true)], 1)],
            vec![paragraph(&[("a", false), ("b", false)], 1)],
            vec![paragraph(&[("a", false)], 1), paragraph(&[("b", false)], 1)],
            vec![Block::Note(vec![ab()])],
            vec![Block::List(vec![vec![ab()]])],
            vec![Block::List(vec![vec![ab()], vec![]])],
            vec![Block::List(vec![vec![ab()]]), Block::List(vec![])],
            vec![Block::List(vec![vec![ab(), Block::List(vec![])]])],
        ];
        for (number, one) in different.iter().enumerate() {
            for other in &different[number + 1..] {
                assert_ne!(spelled(one), spelled(other), "{one:?} {other:?}");
            }
        }
        assert_eq!(spelled(&[ab()]), spelled(&[paragraph(&[("ab", false)], 2)]));
    }

    #[test]
    fn the_same_words_are_read_once_for_each_typing() {
        let blocks = [paragraph(&[("The same words, read twice.", false)], 1)];
        let typing = |kind: &TypeExpr| Typing::of(kind, "");
        let mut reads = 0;
        for kind in [TypeExpr::Scalar(Scalar::String), TypeExpr::Object, TypeExpr::Named("A".to_owned())] {
            for _ in 0..2 {
                recall(&blocks, typing(&kind), || {
                    reads += 1;
                    Constraints::default()
                });
            }
        }
        assert_eq!(reads, 2);
    }

    #[test]
    fn a_thread_forgets_before_it_remembers_too_much() {
        let mut memory = Memory::default();
        for number in 0..=MOST {
            memory.note(number.to_string().as_bytes(), Typing::of(&TypeExpr::Object, ""), Constraints::default());
        }
        assert_eq!(memory.count, 1);
        assert_eq!(memory.known.values().map(HashMap::len).sum::<usize>(), 1);
    }
}
