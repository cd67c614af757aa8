//! A reader whose first bytes can be looked at before it is read.

use std::io::{self, BufRead, Read};

/// The first bytes of a stream, and the rest behind them.
pub(crate) struct Head<R> {
    bytes: Vec<u8>,
    passed: usize,
    ended: bool,
    /// What ended the look ahead. It is met again by whoever reads so far, and not before.
    error: Option<io::Error>,
    rest: R,
}

impl<R: BufRead> Head<R> {
    /// Reads up to `length` bytes ahead.
    pub(crate) fn of(rest: R, length: usize) -> Head<R> {
        let mut head = Head { bytes: Vec::new(), passed: 0, ended: false, error: None, rest };
        while head.bytes.len() < length && !head.ended && head.error.is_none() {
            head.look(length);
        }
        head
    }

    fn look(&mut self, length: usize) {
        match self.rest.fill_buf() {
            Ok([]) => self.ended = true,
            Ok(chunk) => {
                let count = chunk.len().min(length - self.bytes.len());
                self.bytes.extend_from_slice(&chunk[..count]);
                self.rest.consume(count);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => self.error = Some(error),
        }
    }

    /// The first bytes that have not been passed over.
    pub(crate) fn ahead(&self) -> &[u8] {
        &self.bytes[self.passed..]
    }

    /// Whether [`ahead`](Head::ahead) is the whole stream.
    pub(crate) fn is_whole(&self) -> bool {
        self.ended
    }

    /// Passes over the next bytes of the head.
    pub(crate) fn pass(&mut self, count: usize) {
        self.passed = self.bytes.len().min(self.passed + count);
    }

    /// The error that ended the look ahead before it saw anything.
    pub(crate) fn take_error(&mut self) -> Option<io::Error> {
        if self.ahead().is_empty() { self.error.take() } else { None }
    }
}

impl<R: BufRead> Read for Head<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Head<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.passed < self.bytes.len() {
            return Ok(&self.bytes[self.passed..]);
        }
        match self.error.take() {
            Some(error) => Err(error),
            None => self.rest.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        let ours = count.min(self.bytes.len() - self.passed);
        self.passed += ours;
        self.rest.consume(count - ours);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Failing(bool);

    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                return Err(io::Error::other("gone"));
            }
            buffer[..3].copy_from_slice(b"abc");
            Ok(3)
        }
    }

    #[test]
    fn looking_ahead_takes_nothing_away() {
        let mut head = Head::of(io::BufReader::with_capacity(2, b"abcdef".as_slice()), 3);
        assert_eq!((head.ahead(), head.is_whole()), (b"abc".as_slice(), false));
        head.pass(1);
        let mut rest = String::new();
        head.read_to_string(&mut rest).expect("memory");
        assert_eq!(rest, "bcdef");
    }

    #[test]
    fn an_error_comes_after_what_was_read_before_it() {
        let mut head = Head::of(io::BufReader::new(Failing(false)), 9);
        assert!(head.take_error().is_none());
        let mut buffer = [0; 9];
        assert_eq!(head.read(&mut buffer).expect("three bytes"), 3);
        assert_eq!(head.read(&mut buffer).expect_err("the error").to_string(), "gone");
    }
}
