//! Values of the members of an object, which the description of the object lists: "**Kind**: The options are **tree** and
//! **rock**."

use super::{
    super::{Stated, line::Line, sentence::paragraphs, token::Look},
    inline, lead,
};
use crate::page::{Block, Text};
use serde_json::Value;

/// The members whose values a description states, by their names in lower case.
pub(in super::super::super) fn read(blocks: &[Block]) -> Vec<(String, Stated<Vec<Value>>)> {
    let lists = blocks.iter().filter_map(|block| match block {
        Block::List(items) => Some(items),
        _ => None,
    });
    lists.flatten().filter_map(|item| member(paragraphs(item).next()?)).collect()
}

/// The member that an item describes, and its values, if it lists them in bold.
fn member(text: &Text) -> Option<(String, Stated<Vec<Value>>)> {
    let line = Line::of(text);
    let (name, _) = line.text.split_once(": ")?;
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return None;
    }
    let lead = lead::leads(&line).into_iter().find(|lead| lead.end > name.len())?;
    let tokens = inline::values(&line, lead.end)?;
    let plain = tokens.len() > 1 && tokens.iter().all(|token| token.look == Look::Marked);
    let values = tokens.into_iter().map(|token| Value::from(token.text)).collect();
    plain.then(|| (name.to_ascii_lowercase(), Stated::new(values, line.text.clone())))
}
