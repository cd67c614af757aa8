//! Where a JSON value ends.

use wide::u8x16;

/// So many bytes are looked at together: one for each bit of a word.
const BLOCK: usize = 64;

/// Finds the end of a JSON value over chunk borders. It keeps a depth and no stack, so that depth costs nothing.
#[derive(Default)]
pub(crate) struct ValueScan {
    depth: usize,
    state: State,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Start,
    Scalar,
    Container,
    Text,
    Escape,
}

impl ValueScan {
    /// Whether a number or word was being read, which the end of the stream ends too.
    pub(crate) fn is_scalar(&self) -> bool {
        matches!(self.state, State::Scalar | State::Start)
    }

    /// How many bytes of the chunk belong to the value, once its end is in it.
    pub(crate) fn feed(&mut self, chunk: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < chunk.len() {
            if self.depth > 0
                && let Some(block) = chunk[at..].first_chunk::<BLOCK>()
            {
                if let Some(end) = self.block(block) {
                    return Some(at + end);
                }
                at += BLOCK;
            } else if let Some(end) = self.byte(at, chunk[at]) {
                return Some(end);
            } else {
                at += 1;
            }
        }
        None
    }

    fn byte(&mut self, at: usize, byte: u8) -> Option<usize> {
        match self.state {
            State::Start | State::Scalar => self.outside(at, byte),
            State::Container => self.container(at, byte),
            State::Text => self.text(at, byte),
            State::Escape => {
                self.state = State::Text;
                None
            }
        }
    }

    /// The same for many bytes at once, inside a list or an object.
    fn block(&mut self, block: &[u8; BLOCK]) -> Option<usize> {
        let (mut text, mut escape) = (self.state != State::Container, self.state == State::Escape);
        let lanes = Lanes::of(block);
        let backslashes = lanes.mask(b'\\', 0);
        let quotes = lanes.mask(b'"', 0) & !escaped(backslashes, &mut escape);
        // From each opening quote to before its closing one.
        let inside = parity(quotes) ^ if text { u64::MAX } else { 0 };
        if backslashes & !inside != 0 {
            // No JSON: what stands behind such a backslash is as if it were not there.
            return block.iter().enumerate().find_map(|(at, byte)| self.byte(at, *byte));
        }
        text = inside >> (BLOCK - 1) == 1;
        self.state = match (text, escape) {
            (false, _) => State::Container,
            (true, false) => State::Text,
            (true, true) => State::Escape,
        };
        if inside == u64::MAX {
            return None;
        }
        // The brackets of lists and objects differ in this bit only, and no other character is one of them with it.
        let opened = lanes.mask(b'{', 0x20) & !inside;
        let closed = lanes.mask(b'}', 0x20) & !inside;
        if (closed.count_ones() as usize) < self.depth {
            self.depth = self.depth + opened.count_ones() as usize - closed.count_ones() as usize;
            return None;
        }
        self.end_in(opened, closed)
    }

    /// The end of the value, if one of these brackets is it.
    fn end_in(&mut self, opened: u64, closed: u64) -> Option<usize> {
        let mut brackets = opened | closed;
        while brackets != 0 {
            let at = brackets.trailing_zeros();
            brackets &= brackets - 1;
            if (opened >> at) & 1 == 1 {
                self.depth += 1;
            } else {
                self.depth -= 1;
                if self.depth == 0 {
                    return Some(at as usize + 1);
                }
            }
        }
        None
    }

    fn outside(&mut self, at: usize, byte: u8) -> Option<usize> {
        let begins = self.state == State::Start;
        match byte {
            b'{' | b'[' if begins => {
                self.depth = 1;
                self.state = State::Container;
                None
            }
            b'"' if begins => {
                self.state = State::Text;
                None
            }
            b',' | b':' | b'{' | b'[' | b'}' | b']' | b'"' | b' ' | b'\t' | b'\r' | b'\n' => Some(at),
            _ => {
                self.state = State::Scalar;
                None
            }
        }
    }

    fn container(&mut self, at: usize, byte: u8) -> Option<usize> {
        match byte {
            b'"' => self.state = State::Text,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth -= 1,
            _ => {}
        }
        (self.depth == 0).then_some(at + 1)
    }

    fn text(&mut self, at: usize, byte: u8) -> Option<usize> {
        match byte {
            b'\\' => self.state = State::Escape,
            b'"' if self.depth == 0 => return Some(at + 1),
            b'"' => self.state = State::Container,
            _ => {}
        }
        None
    }
}

/// A block, laid out for comparing many bytes at once.
struct Lanes([u8x16; 4]);

impl Lanes {
    #[inline]
    fn of(block: &[u8; BLOCK]) -> Lanes {
        let (lanes, _) = block.as_chunks();
        Lanes([0, 1, 2, 3].map(|at| u8x16::from(lanes[at])))
    }

    /// The bits of the bytes that are `wanted` once `with` is added to them by OR.
    #[inline]
    fn mask(&self, wanted: u8, with: u8) -> u64 {
        let (wanted, with) = (u8x16::splat(wanted), u8x16::splat(with));
        let mask = |lane: u8x16| u64::from((lane | with).cmp_eq(wanted).move_mask().cast_unsigned());
        let [one, two, three, four] = self.0;
        mask(one) | mask(two) << 16 | mask(three) << 32 | mask(four) << 48
    }
}

/// Which characters are escaped, given the backslashes. `escape` says whether the first one is, and then whether the
/// first one behind these is.
fn escaped(backslashes: u64, escape: &mut bool) -> u64 {
    const EVEN: u64 = u64::MAX / 3;
    let before = u64::from(*escape);
    let backslashes = backslashes & !before;
    let follows = (backslashes << 1) | before;
    // Of a run of backslashes every second one is escaped; adding the first to its run finds where the run ends.
    let odd_starts = backslashes & !EVEN & !follows;
    let (ends, carried) = odd_starts.overflowing_add(backslashes);
    *escape = carried;
    (EVEN ^ (ends << 1)) & follows
}

/// Bit `n` is the parity of the bits up to `n`.
fn parity(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Byte by byte.
    fn plain(text: &[u8]) -> Option<usize> {
        let mut scan = ValueScan::default();
        text.iter().enumerate().find_map(|(at, byte)| scan.byte(at, *byte))
    }

    fn in_chunks(text: &[u8], size: usize) -> Option<usize> {
        let mut scan = ValueScan::default();
        let mut chunks = text.chunks(size).enumerate();
        chunks.find_map(|(number, chunk)| scan.feed(chunk).map(|end| number * size + end))
    }

    proptest! {
        #[test]
        fn blocks_and_bytes_find_the_same_end(
            text in r#"[\[{]("|\\|\[|\]|\{|\}|a|ä|"[a\\{]{0,90}"|\\"){0,200}"#,
            size in 1_usize..300,
        ) {
            prop_assert_eq!(in_chunks(text.as_bytes(), size), plain(text.as_bytes()));
        }
    }

    #[test]
    fn every_byte_has_its_bit() {
        let mut block = [b'a'; BLOCK];
        for at in [0, 1, 7, 8, 31, 63] {
            block[at] = b'[';
        }
        block[9] = b'{';
        block[10] = 0xDB;
        assert_eq!(
            Lanes::of(&block).mask(b'{', 0x20),
            [0, 1, 7, 8, 9, 31, 63].into_iter().map(|at| 1_u64 << at).sum::<u64>()
        );
        assert_eq!(Lanes::of(&block).mask(b'{', 0), 1 << 9);
    }
}
