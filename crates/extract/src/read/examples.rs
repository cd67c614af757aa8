//! Example requests and responses.

use super::{
    PageReader,
    flow::{Content, flow},
    heading::SectionRole,
    tables::status_lead,
};
use crate::{
    page::{Code, Page},
    rules,
};
use driftline_contract::Status;
use driftline_finding::{Provenance, Redactor};
use serde_json::Value;

/// An example body.
pub(super) struct Example {
    /// The status that introduces it, for a response.
    pub(super) status: Option<Status>,
    pub(super) value: Value,
}

impl PageReader<'_> {
    /// The JSON bodies in the code blocks of one role.
    pub(super) fn examples(&mut self, wanted: SectionRole) -> Vec<Example> {
        let page: &Page = self.page;
        let mut examples = Vec::new();
        let mut heading = "";
        let mut status = None;
        for piece in flow(page).into_iter().filter(|piece| piece.role == wanted) {
            if piece.heading != heading {
                heading = piece.heading;
                status = None;
            }
            match piece.content {
                Content::Text(text) => status = status_lead(&text.plain()).or(status),
                // What introduces a table introduces nothing behind it.
                Content::Table(_) => status = None,
                Content::Code(code) => self.example(code, status, &mut examples),
            }
        }
        examples
    }

    fn example(&mut self, code: &Code, status: Option<Status>, examples: &mut Vec<Example>) {
        let Some(body) = body_of(code) else { return };
        match serde_json::from_str(body) {
            // Writers paste what they got: a real token on a page must not enter the contract.
            Ok(value) => examples.push(Example { status, value: Redactor::default().json(&value) }),
            Err(error) => self.note_example(code, body, &error),
        }
    }

    fn note_example(&mut self, code: &Code, body: &str, error: &serde_json::Error) {
        let before = code.text[..code.text.len() - body.len()].matches('\n').count();
        let inside = before + error.line().saturating_sub(1);
        let line = code.line.saturating_add(u32::try_from(inside).unwrap_or(u32::MAX));
        let from = Provenance { line: Some(line), ..Provenance::page(&self.page.name) };
        self.note(rules::example_not_json::finding(error), &from);
    }
}

/// The JSON in a code block: from the first line that begins with a brace or bracket. A block without one holds
/// no body.
fn body_of(code: &Code) -> Option<&str> {
    let mut start = 0;
    for line in code.text.split_inclusive('\n') {
        if line.trim_start().starts_with(['{', '[']) {
            return Some(&code.text[start..]);
        }
        start += line.len();
    }
    None
}
