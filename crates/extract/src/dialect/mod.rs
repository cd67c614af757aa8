//! What knows one generator's HTML. Nothing behind the dialects sees HTML.

mod anchors;
mod blocks;
mod dita;
mod sphinx;
mod table;
mod text;

use crate::page::Page;

/// Reads the HTML of a page called `name` (its file name) into the neutral document.
///
/// Any bytes give a page, if perhaps an empty one. Bytes that are not UTF-8 are replaced, and the page says so.
pub fn parse_page(name: &str, bytes: &[u8]) -> Page {
    let text = String::from_utf8_lossy(bytes);
    let mut page = if sphinx::is_sphinx(&text) { sphinx::read(name, &text) } else { dita::read(name, &text) };
    page.is_utf8 = std::str::from_utf8(bytes).is_ok();
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Block, read_page};

    fn page(html: &str) -> Page {
        parse_page("Page.html", html.as_bytes())
    }

    #[test]
    fn an_anchor_behind_running_text_belongs_to_the_table_that_follows() {
        let page = page("text<a name=\"here\"></a><table><tr><td>a</table>");
        assert_eq!(page.tables()[0].anchors, ["here"]);
    }

    #[test]
    fn a_table_that_stands_in_a_list_without_an_item_is_a_table() {
        let page = page("<ul><table><tr><td>a</table></ul>");
        assert_eq!((page.tables().len(), page.row_count), (1, 1));
    }

    #[test]
    fn rows_where_no_table_is_read_are_reported() {
        for html in [
            "<h4><table><tr><td>a</table></h4>",
            "<pre><table><tr><td>a</table></pre>",
            "<table><caption><table><tr><td>a</table></caption></table>",
            "<table><tr><th><table><tr><td>a</table></tr></table>",
            "<div class=familylinks><table><tr><td>a</table></div>",
        ] {
            let reading = read_page("Page.html", &page(&format!("<h4>URI</h4><p>GET /a</p>{html}")));
            assert_eq!((reading.rows.read, reading.rows.reported), (1, 1), "{html}");
            assert_eq!(reading.findings.len(), 1, "{html}");
        }
    }

    #[test]
    fn deep_nesting_loses_tags_and_no_text() {
        let page = page(&format!("{}end", "<div>".repeat(1000)));
        assert!(!page.is_whole);
        assert!(matches!(&page.sections[0].blocks[..], [Block::Paragraph(text)] if text.plain() == "end"));
    }

    #[test]
    fn merged_cells_do_not_multiply_without_end() {
        let row = format!("<tr><td rowspan=65535>{}</td></tr>", "long ".repeat(1000));
        let page = page(&format!("<table>{row}{}</table>", "<tr><td>a</td></tr>".repeat(20_000)));
        assert!(!page.is_whole);
        assert_eq!(page.row_count, 20_001);
    }
}
