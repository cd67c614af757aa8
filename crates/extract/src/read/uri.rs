//! Method and path template.

use super::heading::{SectionRole, role};
use crate::page::{Block, Page, plain_texts};
use driftline_contract::Method;
use indexmap::IndexSet;

/// A method and a path template as a page states them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Call {
    pub(super) method: Method,
    pub(super) path: String,
}

/// The calls that a page describes: those in its URI sections, else the first outside of examples.
pub(super) fn calls(page: &Page) -> Vec<Call> {
    let in_role = |wanted: &dyn Fn(SectionRole) -> bool| -> Vec<Call> {
        let sections = page.sections.iter().filter(|section| wanted(role(&section.heading)));
        sections.flat_map(|section| calls_in(&section.blocks)).collect()
    };
    let mut calls = in_role(&|role| role == SectionRole::Uri);
    if calls.is_empty() {
        let example = |role| matches!(role, SectionRole::ExampleRequest | SectionRole::ExampleResponse);
        calls = in_role(&|role| !example(role));
        calls.truncate(1);
    }
    calls
}

fn calls_in(blocks: &[Block]) -> Vec<Call> {
    let mut calls = IndexSet::new();
    // What follows the word "example" shows the call again with values filled in.
    let own = blocks.iter().take_while(|block| !announces_example(block));
    for block in own {
        let mut texts = Vec::new();
        plain_texts(std::slice::from_ref(block), &mut texts);
        calls.extend(texts.iter().flat_map(|text| text.lines()).filter_map(call));
    }
    calls.into_iter().collect()
}

fn announces_example(block: &Block) -> bool {
    matches!(block, Block::Paragraph(text) if text.plain().to_lowercase().trim_end_matches([':', '.']) == "example")
}

/// Reads `METHOD /path`, perhaps with a scheme and host before the path and a query behind it.
fn call(line: &str) -> Option<Call> {
    let line = line.trim();
    let end = line.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(line.len());
    let method: Method = line[..end].parse().ok()?;
    let rest = line[end..].trim_start();
    let path = without_host(rest)?;
    let path = path.split(char::is_whitespace).next().unwrap_or(path);
    let path = path.split("{?").next().unwrap_or(path);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    path.starts_with('/').then(|| Call { method, path: path.to_owned() })
}

fn without_host(text: &str) -> Option<&str> {
    let after_scheme = text.strip_prefix("https:").or_else(|| text.strip_prefix("http:"));
    match after_scheme {
        Some(rest) => {
            let host = rest.trim_start_matches('/');
            host.find('/').map(|slash| &host[slash..])
        }
        None => Some(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_read_in_its_spellings() {
        for (line, expected) in [
            ("GET /v1/{project_id}/notebooks/{id}", Some((Method::Get, "/v1/{project_id}/notebooks/{id}"))),
            ("POST https://{Endpoint}/v3/{project_id}/x", Some((Method::Post, "/v3/{project_id}/x"))),
            ("DELETE https:/{Endpoint}/v3/x", Some((Method::Delete, "/v3/x"))),
            ("GET /v2/ports{?id,name}", Some((Method::Get, "/v2/ports"))),
            ("GET /v2/ports?limit={limit}", Some((Method::Get, "/v2/ports"))),
            ("GET/", Some((Method::Get, "/"))),
            ("GETTING /v1", None),
            ("GET the list", None),
            ("URI format", None),
        ] {
            let expected = expected.map(|(method, path)| Call { method, path: path.to_owned() });
            assert_eq!(call(line), expected, "{line}");
        }
    }
}
