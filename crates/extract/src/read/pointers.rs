//! What a section leaves to a table of another page: a body ("For the description of the response parameters, see
//! Table 4."), or a field of a table here ("For details about the lamp field, see Table 1.").

use super::{
    PageReader,
    draft::{Draft, JSON},
    flow::{Content, Piece},
    heading::SectionRole,
    links::OutwardLink,
};
use crate::{
    page::{Link, Page, Text},
    rules,
};
use driftline_contract::Schema;
use driftline_finding::Provenance;
use std::{collections::BTreeMap, rc::Rc};

impl PageReader<'_> {
    /// Adds the bodies that have no table here, but a pointer to one.
    pub(super) fn read_pointers(&mut self, draft: &mut Draft) {
        let page: &Page = self.page;
        for piece in &*Rc::clone(&self.pieces) {
            let Content::Text(text) = piece.content else { continue };
            let is_missing = match piece.role {
                SectionRole::Request => draft.request.is_none(),
                SectionRole::Response => draft.bodies.is_empty(),
                _ => false,
            };
            let Some(link) = table_link(text, &page.name).filter(|_| is_missing && is_about_body(text)) else {
                continue;
            };
            let schema = self.pointed(link, text);
            match piece.role {
                SectionRole::Request => draft.request = Some((JSON, schema)),
                _ => draft.bodies.push((None, JSON, schema)),
            }
        }
    }

    fn pointed(&mut self, link: &Link, text: &Text) -> Schema {
        let known = self.findings.len();
        let from = Provenance { line: Some(text.line), ..Provenance::page(&self.page.name) };
        self.note(rules::object_table_missing::of_body(link), &from);
        let placeholder = self.objects.placeholder();
        self.links.push(OutwardLink {
            placeholder: placeholder.clone(),
            links: vec![link.clone()],
            otherwise: Schema::default(),
            findings: self.findings.split_off(known),
        });
        Schema { provenance: Some(Box::new(from)), ..Schema::reference(placeholder) }
    }
}

/// The links that the paragraphs of sections give to fields, by section and name.
pub(super) fn of_fields(pieces: &[Piece<'_>], page: &str) -> BTreeMap<(SectionRole, String), Link> {
    let mut links = BTreeMap::new();
    for piece in pieces.iter().filter(|piece| matches!(piece.role, SectionRole::Request | SectionRole::Response)) {
        let Content::Text(text) = piece.content else { continue };
        if let Some(link) = table_link(text, page)
            && let Some(name) = field_named(&text.plain())
        {
            links.entry((piece.role, name)).or_insert_with(|| link.clone());
        }
    }
    links
}

/// The field about which a sentence says where its details are.
fn field_named(text: &str) -> Option<String> {
    let (said, _) = text.split_once(", see")?;
    let mut words = said.split_whitespace().rev();
    let is_kind = matches!(words.next()?, "field" | "object" | "parameter");
    let name = words.next().filter(|name| is_kind && *name != "the")?;
    (words.next() == Some("the")).then(|| name.to_owned())
}

/// The link of a number of a table that stands on another page.
fn table_link<'t>(text: &'t Text, page: &str) -> Option<&'t Link> {
    let is_number = |text: &str| text.trim_start().starts_with("Table");
    let links = text.runs.iter().filter(|run| is_number(&run.text)).filter_map(|run| run.link.as_deref());
    links.into_iter().find(|link| link.anchor.is_some() && link.is_elsewhere(page))
}

/// Whether a sentence speaks of the parameters of a body.
fn is_about_body(text: &Text) -> bool {
    let text = text.plain().to_lowercase();
    let is_other = ["header", "path", "query", "uri", "error", "status"].iter().any(|word| text.contains(word));
    (text.contains("request param") || text.contains("response param")) && !is_other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_names_the_field_that_it_is_about() {
        for (text, expected) in [
            ("For details about the lamp field, see Table 1.", Some("lamp")),
            ("For the description of the lamp object, see Table 1.", Some("lamp")),
            ("For details about the field, see Table 1.", None),
            ("For details about lamp parameters, see Table 1.", None),
            ("See Table 1.", None),
        ] {
            assert_eq!(field_named(text).as_deref(), expected, "{text}");
        }
    }
}
