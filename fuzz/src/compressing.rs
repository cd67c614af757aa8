//! The law of compression: a capture reads as it does plain.

use crate::reading::{is_compressed, read, said};
use driftline_capture::ReadOptions;
use flate2::{Compression, read::GzEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use std::io::Read;

/// Reads the bytes plain, in gzip and in zstd.
pub fn hold(options: &ReadOptions, bytes: &[u8]) {
    if is_compressed(bytes) {
        return;
    }
    let plain = said(&read(options, bytes, bytes.len().max(1)));
    for packed in [gzip(bytes), zstd(bytes)] {
        assert_eq!(said(&read(options, &packed, packed.len())), plain, "it reads otherwise when compressed");
    }
}

/// The bytes in gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    GzEncoder::new(bytes, Compression::fast()).read_to_end(&mut out).expect("memory");
    out
}

/// The bytes in zstd.
pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}
