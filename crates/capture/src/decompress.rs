//! gzip (RFC 1952), with a limit on what comes out.

use crate::quote;
use flate2::read::MultiGzDecoder;
use std::io::{self, Read};

/// The first bytes of a gzip stream.
pub(crate) const GZIP: &[u8] = &[0x1F, 0x8B];

/// More came out than was allowed.
#[derive(Debug, thiserror::Error)]
#[error("it decompresses to more than {}", quote::size(*.0))]
pub(crate) struct TooLarge(u64);

/// A damaged gzip stream.
#[derive(Debug, thiserror::Error)]
#[error("the gzip data {0}")]
struct Damaged(&'static str);

/// Decompresses a gzip stream of one or more members and fails beyond `limit` bytes.
pub(crate) struct Gunzip<R> {
    decoder: MultiGzDecoder<R>,
    limit: u64,
    left: u64,
}

impl<R: Read> Gunzip<R> {
    pub(crate) fn new(reader: R, limit: u64) -> Gunzip<R> {
        Gunzip { decoder: MultiGzDecoder::new(reader), limit, left: limit }
    }
}

impl<R: Read> Read for Gunzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = match self.decoder.read(buffer) {
            Ok(count) => count,
            Err(error) => {
                return Err(match error.kind() {
                    io::ErrorKind::UnexpectedEof => damaged("is cut off"),
                    io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => damaged("is damaged"),
                    _ => error,
                });
            }
        };
        self.left = self.left.checked_sub(count as u64).ok_or_else(|| io::Error::other(TooLarge(self.limit)))?;
        Ok(count)
    }
}

fn damaged(how: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, Damaged(how))
}

/// The whole of a small gzip stream, or why it cannot be had.
pub(crate) fn gunzip(bytes: &[u8], limit: usize) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    match Gunzip::new(bytes, limit as u64).read_to_end(&mut out) {
        Ok(_) => Ok(out),
        Err(error) => Err(error.to_string()),
    }
}

/// What is wrong with the data, if the error is about the data and not about reading it.
pub(crate) fn explain(error: &io::Error) -> Option<String> {
    let inner = error.get_ref()?;
    if inner.is::<TooLarge>() {
        return Some(format!("{inner}; raise the limit for decompressed captures to read it"));
    }
    inner.downcast_ref::<Damaged>().map(ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text).expect("memory");
        encoder.finish().expect("memory")
    }

    #[test]
    fn several_members_are_one_text_and_a_bomb_is_refused() {
        let mut two = gzip(b"ab");
        two.extend(gzip(b"cd"));
        assert_eq!(gunzip(&two, 4), Ok(b"abcd".to_vec()));
        let bomb = gunzip(&gzip(&vec![0; 1 << 20]), 1 << 16).expect_err("too large");
        assert!(bomb == "it decompresses to more than 64 KiB", "{bomb}");
    }

    #[test]
    fn damage_is_named() {
        let whole = gzip(b"abcdefgh");
        assert_eq!(gunzip(&whole[..whole.len() - 6], 99), Err("the gzip data is cut off".to_owned()));
        assert_eq!(
            gunzip(b"\x1f\x8b\xff\xff\xff\xff\xff\xff\xff\xff\xff", 99),
            Err("the gzip data is damaged".to_owned())
        );
    }
}
