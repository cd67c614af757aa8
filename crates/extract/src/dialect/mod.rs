//! What knows one generator's HTML. Nothing behind the dialects sees HTML.

mod anchors;
mod blocks;
mod dita;
mod sphinx;
mod table;
mod text;

use self::blocks::{Builder, Roles};
use crate::{markup::Markup, page::Page};
use std::{fmt, str::FromStr};

/// A generator whose HTML can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    /// The vendor's export from DITA: fragments.
    Dita,
    /// Sphinx with the vendor's theme, also minified: an article amid navigation.
    Sphinx,
}

/// A word that names no dialect.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no dialect of pages: expected dita or sphinx")]
pub struct UnknownDialect(String);

impl Dialect {
    /// All dialects.
    pub const ALL: [Dialect; 2] = [Dialect::Dita, Dialect::Sphinx];

    /// The word that names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Dialect::Dita => "dita",
            Dialect::Sphinx => "sphinx",
        }
    }

    /// Reads a page that is said to be of this dialect. One that looks like another is empty, and says so.
    pub fn parse(self, name: &str, bytes: &[u8]) -> Page {
        in_text(bytes, |text| {
            let look = Look::of(text);
            if self == look.dialect() { look.read(name, text) } else { Page::of_another_dialect(name, self) }
        })
    }
}

/// What a text looks like. What has no article of a Sphinx build is taken for an export from DITA, which has no marks
/// that all of its pages bear.
#[derive(Clone, Copy)]
enum Look {
    Dita,
    Sphinx { article_start: usize },
}

impl Look {
    fn of(text: &str) -> Look {
        sphinx::article_start(text).map_or(Look::Dita, |article_start| Look::Sphinx { article_start })
    }

    fn dialect(self) -> Dialect {
        match self {
            Look::Dita => Dialect::Dita,
            Look::Sphinx { .. } => Dialect::Sphinx,
        }
    }

    fn read(self, name: &str, text: &str) -> Page {
        match self {
            Look::Dita => dita::read(name, text),
            Look::Sphinx { article_start } => sphinx::read(name, text, article_start),
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Dialect {
    type Err = UnknownDialect;

    fn from_str(word: &str) -> Result<Dialect, UnknownDialect> {
        Dialect::ALL.into_iter().find(|dialect| dialect.as_str() == word).ok_or_else(|| UnknownDialect(word.to_owned()))
    }
}

/// Reads the HTML of a page called `name` (its file name) into the neutral document, in the dialect that it looks like.
///
/// Any bytes give a page, if perhaps an empty one. Bytes that are not UTF-8 are replaced, and the page says so.
pub fn parse_page(name: &str, bytes: &[u8]) -> Page {
    in_text(bytes, |text| Look::of(text).read(name, text))
}

/// The page that `read` makes of the text that the bytes are, or come near to.
fn in_text(bytes: &[u8], read: impl FnOnce(&str) -> Page) -> Page {
    match std::str::from_utf8(bytes) {
        Ok(text) => read(text),
        Err(_) => Page { is_utf8: false, ..read(&String::from_utf8_lossy(bytes)) },
    }
}

/// The page that markup is whose elements have these roles.
fn page(name: &str, markup: &Markup, roles: Roles, parents: Vec<String>) -> Page {
    let body = Builder::new(markup, roles).read(markup.root());
    let mut page = Page {
        name: name.to_owned(),
        title: body.title,
        sections: body.sections,
        parents,
        row_count: table::body_row_count(markup.root()),
        dead_anchors: Vec::new(),
        is_utf8: true,
        is_whole: markup.is_whole && body.is_whole,
        misnamed: None,
    };
    page.dead_anchors = anchors::dead_anchors(&page, markup);
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
    fn a_page_said_to_be_of_a_dialect_that_it_is_not_is_not_read_and_says_so() {
        let call = "<h4>URI</h4><p>GET /v1/x</p>";
        let article = format!("<main><div id=docs-content>{call}</div></main>");
        for (dialect, html, other) in
            [(Dialect::Dita, article.as_str(), Dialect::Sphinx), (Dialect::Sphinx, call, Dialect::Dita)]
        {
            let reading = read_page("Page.html", &dialect.parse("Page.html", html.as_bytes()));
            let rules: Vec<_> = reading.findings.iter().map(|finding| finding.rule.id.as_str()).collect();
            assert_eq!((rules.as_slice(), reading.operations.len()), (["page-form-unknown"].as_slice(), 0));
            assert_eq!(other.parse("Page.html", html.as_bytes()), page(html));
            assert_eq!(other.as_str().parse(), Ok(other));
        }
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
    fn paragraphs_of_a_header_cell_are_parted_also_in_a_minified_page() {
        for blank in ["", "\n"] {
            let cell = format!("<th><p>Project</p>{blank}<p>(ID)</p></th>");
            let page =
                page(&format!("<table><thead><tr>{cell}</tr></thead><tbody><tr><td>a</td></tr></tbody></table>"));
            assert_eq!(page.tables()[0].header, ["Project (ID)"]);
        }
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
