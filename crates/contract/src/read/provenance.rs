//! `x-driftline`: where the extractor read something.

use super::{fault::Fault, node::Node};
use driftline_finding::Provenance;

pub(super) fn read(node: &Node) -> Result<Box<Provenance>, Fault> {
    let mut from = Provenance::default();
    for (name, member) in node.members()? {
        match name {
            "page" => member.text()?.clone_into(&mut from.page),
            "anchor" => from.anchor = Some(member.text()?.to_owned()),
            "table" => from.table = Some(member.text()?.to_owned()),
            "caption" => from.caption = Some(member.text()?.to_owned()),
            "row" => from.row = Some(number(&member)?),
            "line" => from.line = Some(number(&member)?),
            "cells" => from.cells = Some(member.text()?.to_owned()),
            "evidence" => {
                for (keyword, sentence) in member.members()? {
                    from.evidence.insert(keyword.to_owned(), sentence.text()?.to_owned());
                }
            }
            // A later version may say more.
            _ => {}
        }
    }
    Ok(Box::new(from))
}

fn number(node: &Node) -> Result<u32, Fault> {
    u32::try_from(node.count()?).map_err(|_| node.expected("a number below 2^32"))
}
