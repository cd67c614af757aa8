//! Sphinx builds with the vendor's theme, also minified: an article in `div#docs-content` amid navigation.

use super::{
    blocks::{Role, html_role},
    page,
    text::{folded_text, is_header_link},
};
use crate::{
    markup::{Element, Markup, element, has_class},
    page::Page,
};
use memchr::{memchr_iter, memmem, memrchr};

/// How the article begins; minified pages leave out the quotes.
const ARTICLE: [&str; 2] = ["id=\"docs-content\"", "id=docs-content"];
const BREADCRUMBS: [&str; 2] = ["id=\"breadcrumbs\"", "id=breadcrumbs"];

/// Where the article of a page of this dialect begins; `None` for another text.
pub(super) fn article_start(text: &str) -> Option<usize> {
    find(text, ARTICLE)
}

/// Reads a Sphinx page whose article begins at `start`. Of its bytes four in five are navigation, so only the article is
/// parsed.
pub(super) fn read(name: &str, text: &str, start: usize) -> Page {
    let article = before(&text[start..], "</main");
    let lines_before = memchr_iter(b'\n', &text.as_bytes()[..start]).count();
    let markup = Markup::parse(article, u32::try_from(lines_before + 1).unwrap_or(u32::MAX));
    page(name, &markup, role, parents(&text[..start]))
}

fn role(element: &Element) -> Role {
    match element.name() {
        "div" if has_class(element, "admonition") => Role::Note,
        "div" if has_class(element, "docs-byline") => Role::Skip,
        "p" if has_class(element, "admonition-title") => Role::Skip,
        "nav" => Role::Skip,
        "a" if is_header_link(element) => Role::Skip,
        _ => html_role(element),
    }
}

/// Where the tag begins that holds one of these attributes.
fn find(text: &str, attributes: [&str; 2]) -> Option<usize> {
    let at = attributes.into_iter().find_map(|attribute| memmem::find(text.as_bytes(), attribute.as_bytes()))?;
    memrchr(b'<', &text.as_bytes()[..at])
}

/// The text before `end`, or all of it.
fn before<'t>(text: &'t str, end: &str) -> &'t str {
    &text[..memmem::find(text.as_bytes(), end.as_bytes()).unwrap_or(text.len())]
}

/// The linked titles of the breadcrumbs, nearest first, without the home and the document itself. They stand right
/// before the article.
fn parents(before_article: &str) -> Vec<String> {
    let bytes = before_article.as_bytes();
    let attribute = BREADCRUMBS.into_iter().find_map(|attribute| memmem::rfind(bytes, attribute.as_bytes()));
    let Some(start) = attribute.and_then(|at| memrchr(b'<', &bytes[..at])) else { return Vec::new() };
    let markup = Markup::parse(before(&before_article[start..], "</ul"), 1);
    let links = markup.root().descendants().filter(|node| element(*node).is_some_and(|e| e.name() == "a"));
    let mut titles: Vec<String> = links.map(|link| folded_text(link)).filter(|title| !title.is_empty()).collect();
    titles.reverse();
    // The outermost is the whole reference, which groups nothing.
    titles.pop();
    titles
}
