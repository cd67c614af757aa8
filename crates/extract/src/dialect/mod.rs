//! What knows one generator's HTML. Nothing behind the dialects sees HTML.

mod blocks;
mod dita;
mod table;

use crate::page::Page;

/// Reads the HTML of a page called `name` (its file name) into the neutral document.
///
/// Any bytes give a page, if perhaps an empty one. Bytes that are not UTF-8 are replaced, and the page says so.
pub fn parse_page(name: &str, bytes: &[u8]) -> Page {
    let text = String::from_utf8_lossy(bytes);
    let mut page = dita::read(name, &text);
    page.is_utf8 = std::str::from_utf8(bytes).is_ok();
    page
}
