//! Where in the bytes of a capture a place is.

use driftline_finding::Place;

/// The bytes of a capture, and where its lines begin.
pub struct Lines<'b> {
    bytes: &'b [u8],
    starts: Vec<usize>,
}

impl<'b> Lines<'b> {
    /// The lines of a capture, without a byte order mark, which no place counts.
    pub fn of(bytes: &'b [u8]) -> Lines<'b> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let breaks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        Lines { bytes, starts: std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect() }
    }

    /// The bytes.
    pub fn bytes(&self) -> &'b [u8] {
        self.bytes
    }

    /// The byte at a place, which is in the capture or at its end; `None` for the capture as a whole.
    pub fn offset(&self, place: &Place) -> Option<usize> {
        let position = place.position?;
        let (line, column) = (position.line as usize, position.column as usize);
        let start = self.starts.get(line - 1).unwrap_or_else(|| panic!("{place} is behind the last line"));
        let end = self.starts.get(line).map_or(self.bytes.len(), |next| next - 1);
        let text = &self.bytes[*start..end];
        let mut characters = text.iter().enumerate().filter(|(_, byte)| **byte & 0xC0 != 0x80).map(|(at, _)| at);
        let at = characters.nth(column - 1);
        let count = || text.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        assert!(at.is_some() || column == count() + 1, "{place} is behind the end of its line");
        Some(start + at.unwrap_or(text.len()))
    }
}
