//! `x-driftline`: where the extractor read something.

use super::{fault::Fault, node::Node};
use driftline_finding::Provenance;
use std::collections::BTreeMap;

pub(super) fn read(node: &Node) -> Result<Box<Provenance>, Fault> {
    let mut from = Provenance::default();
    for (name, member) in node.members()? {
        match name {
            "page" => from.page = member.text()?.into(),
            "section" => from.section = Some(member.text()?.to_owned()),
            "anchor" => from.anchor = Some(member.text()?.into()),
            "table" => from.table = Some(member.text()?.into()),
            "caption" => from.caption = Some(member.text()?.into()),
            "row" => from.row = Some(number(&member)?),
            "line" => from.line = Some(number(&member)?),
            "cells" => from.cells = Some(member.text()?.to_owned()),
            "corrected" => from.corrected = texts(&member)?,
            "evidence" => from.evidence = texts(&member)?,
            // A later version may say more.
            _ => {}
        }
    }
    Ok(Box::new(from))
}

fn texts(node: &Node) -> Result<BTreeMap<String, String>, Fault> {
    node.members()?.map(|(name, member)| Ok((name.to_owned(), member.text()?.to_owned()))).collect()
}

fn number(node: &Node) -> Result<u32, Fault> {
    u32::try_from(node.count()?).map_err(|_| node.expected("a number below 2^32"))
}
