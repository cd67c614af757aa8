//! Bodies that a section leaves to a table of another page: "For the description of the response parameters, see
//! Table 4."

use super::{
    PageReader,
    draft::{Draft, JSON},
    flow::Content,
    heading::SectionRole,
    links::OutwardLink,
};
use crate::{
    page::{Link, Page, Text},
    rules,
};
use driftline_contract::Schema;
use driftline_finding::Provenance;
use std::rc::Rc;

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
