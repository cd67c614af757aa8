//! Compressed data, with a limit on what comes out: gzip (RFC 1952), zstd (RFC 8878), and what only bodies come in,
//! br (RFC 7932) and deflate (RFC 1950).

mod zstd;

use crate::quote;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{self, BufRead, Read};

/// The first bytes of a gzip stream.
const GZIP: &[u8] = &[0x1F, 0x8B];

/// The first bytes of a zstd stream.
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];

/// How much of a br stream is read at a time.
const BROTLI_BUFFER: usize = 4 << 10;

/// The coding of compressed data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Gzip,
    Zstd,
    Brotli,
    Deflate,
}

impl Coding {
    /// The coding that the first bytes show. br and deflate have no such sign.
    pub(crate) fn of(head: &[u8]) -> Option<Coding> {
        let magic = [(GZIP, Coding::Gzip), (ZSTD, Coding::Zstd)];
        magic.into_iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, coding)| coding)
    }

    /// The coding that a header calls so (RFC 9110 §8.4.1).
    pub(crate) fn named(name: &str) -> Option<Coding> {
        match name {
            "gzip" | "x-gzip" => Some(Coding::Gzip),
            "zstd" => Some(Coding::Zstd),
            "br" => Some(Coding::Brotli),
            "deflate" => Some(Coding::Deflate),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Coding::Gzip => "gzip",
            Coding::Zstd => "zstd",
            Coding::Brotli => "br",
            Coding::Deflate => "deflate",
        }
    }
}

/// More came out than was allowed.
#[derive(Debug, thiserror::Error)]
#[error("it decompresses to more than {}", quote::size(*.0))]
struct TooLarge(u64);

/// Damaged data.
#[derive(Debug, thiserror::Error)]
#[error("the {} data {}", .0.name(), .1)]
struct Damaged(Coding, &'static str);

/// Decompresses, and fails beyond `limit` bytes.
pub(crate) struct Decompress<R: Read> {
    decoder: Decoder<R>,
    coding: Coding,
    limit: u64,
    left: u64,
}

enum Decoder<R: Read> {
    Gzip(MultiGzDecoder<R>),
    Zstd(Box<zstd::Frames<R>>),
    Brotli(Box<brotli_decompressor::Decompressor<R>>),
    Zlib(ZlibDecoder<R>),
    Deflate(DeflateDecoder<R>),
}

impl<R: BufRead> Decompress<R> {
    pub(crate) fn new(mut reader: R, coding: Coding, limit: u64) -> Decompress<R> {
        let decoder = match coding {
            Coding::Gzip => Decoder::Gzip(MultiGzDecoder::new(reader)),
            Coding::Zstd => Decoder::Zstd(Box::new(zstd::Frames::new(reader, limit))),
            Coding::Brotli => Decoder::Brotli(Box::new(brotli_decompressor::Decompressor::new(reader, BROTLI_BUFFER))),
            // The header is promised and often left out.
            Coding::Deflate if reader.fill_buf().is_ok_and(is_zlib) => Decoder::Zlib(ZlibDecoder::new(reader)),
            Coding::Deflate => Decoder::Deflate(DeflateDecoder::new(reader)),
        };
        Decompress { decoder, coding, limit, left: limit }
    }
}

/// Whether the data begins with the header of RFC 1950 §2.2.
fn is_zlib(head: &[u8]) -> bool {
    matches!(head, [method, flags, ..] if method & 0x0F == 8 && u16::from_be_bytes([*method, *flags]) % 31 == 0)
}

impl<R: BufRead> Read for Decompress<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.decoder {
            Decoder::Gzip(decoder) => decoder.read(buffer),
            Decoder::Zstd(decoder) => decoder.read(buffer),
            Decoder::Brotli(decoder) => decoder.read(buffer),
            Decoder::Zlib(decoder) => decoder.read(buffer),
            Decoder::Deflate(decoder) => decoder.read(buffer),
        };
        let count = read.map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => self.damaged("is cut off"),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => self.damaged("is damaged"),
            _ => error,
        })?;
        self.left = self.left.checked_sub(count as u64).ok_or_else(|| io::Error::other(TooLarge(self.limit)))?;
        Ok(count)
    }
}

impl<R: Read> Decompress<R> {
    fn damaged(&self, how: &'static str) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, Damaged(self.coding, how))
    }
}

/// Why data in memory does not decompress.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It is damaged, or is no such data at all.
    Damaged(String),
    /// More comes out than is allowed.
    TooLarge(String),
}

/// The whole of a small stream, or why it cannot be had.
pub(crate) fn whole(bytes: &[u8], coding: Coding, limit: usize) -> Result<Vec<u8>, Refused> {
    let mut out = Vec::new();
    match Decompress::new(bytes, coding, limit as u64).read_to_end(&mut out) {
        Ok(_) => Ok(out),
        Err(error) if is_too_large(&error) => Err(Refused::TooLarge(error.to_string())),
        Err(error) => Err(Refused::Damaged(error.to_string())),
    }
}

fn is_too_large(error: &io::Error) -> bool {
    error.get_ref().and_then(|inner| inner.downcast_ref::<TooLarge>()).is_some()
}

/// What is wrong with the data, if the error is about the data and not about reading it.
pub(crate) fn explain(error: &io::Error) -> Option<String> {
    if is_too_large(error) {
        return Some(format!("{error}; `--max-decompressed` raises the limit"));
    }
    error.get_ref()?.downcast_ref::<Damaged>().map(ToString::to_string)
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

    fn zstd(text: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn several_members_are_one_text_and_a_bomb_is_refused() {
        for (coding, compress) in [(Coding::Gzip, gzip as fn(&[u8]) -> Vec<u8>), (Coding::Zstd, zstd)] {
            let mut two = compress(b"ab");
            two.extend(compress(b"cd"));
            assert_eq!(whole(&two, coding, 4), Ok(b"abcd".to_vec()));
            assert_eq!(Coding::of(&two), Some(coding));
            let bomb = whole(&compress(&vec![0; 1 << 20]), coding, 1 << 16).expect_err("too large");
            assert_eq!(bomb, Refused::TooLarge("it decompresses to more than 64 KiB".to_owned()));
        }
    }

    #[test]
    fn frames_that_are_to_be_skipped_are_skipped() {
        let mut frames = b"\x50\x2A\x4D\x18\x03\x00\x00\x00abc".to_vec();
        frames.extend(zstd(b"text"));
        assert_eq!(whole(&frames, Coding::Zstd, 99), Ok(b"text".to_vec()));
    }

    #[test]
    fn damage_is_named() {
        let damaged = |reason: &str| Err(Refused::Damaged(reason.to_owned()));
        for (coding, whole_text, name) in
            [(Coding::Gzip, gzip(b"abcdefgh"), "gzip"), (Coding::Zstd, zstd(b"abcdefgh"), "zstd")]
        {
            let cut = whole(&whole_text[..whole_text.len() - 6], coding, 99);
            assert_eq!(cut, damaged(&format!("the {name} data is cut off")));
        }
        let bytes = b"\x1f\x8b\xff\xff\xff\xff\xff\xff\xff\xff\xff";
        assert_eq!(whole(bytes, Coding::Gzip, 99), damaged("the gzip data is damaged"));
        assert_eq!(whole(b"\x28\xB5\x2F\xFD\xff\xff\xff", Coding::Zstd, 99), damaged("the zstd data is cut off"));
        assert_eq!(whole(b"\x8b\x20\x80\xff", Coding::Brotli, 99), damaged("the br data is damaged"));
    }

    #[test]
    fn deflate_comes_with_and_without_its_header() {
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        zlib.write_all(b"abc").expect("memory");
        let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        raw.write_all(b"abc").expect("memory");
        for bytes in [zlib.finish(), raw.finish()] {
            assert_eq!(whole(&bytes.expect("memory"), Coding::Deflate, 99), Ok(b"abc".to_vec()));
        }
    }
}
