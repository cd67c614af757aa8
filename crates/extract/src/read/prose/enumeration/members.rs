//! Values of the members of an object, which the description of the object lists: "**Kind**: The options are **tree** and
//! **rock**."

use super::{
    super::{Stated, line::Line, sentence::paragraphs, token::Look},
    inline, leads,
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
    let lead = leads(&line).into_iter().find(|lead| lead.end > name.len())?;
    let tokens = inline::values(&line, lead.end)?;
    let plain = tokens.len() > 1 && tokens.iter().all(|token| token.look == Look::Marked);
    let values = tokens.into_iter().map(|token| Value::from(token.text)).collect();
    plain.then(|| (name.to_ascii_lowercase(), Stated::new(values, line.text.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Run;

    /// What items say of members; words between stars are bold.
    fn members(items: &[&str]) -> Vec<(String, Vec<Value>)> {
        let item = |text: &&str| {
            let runs = text.split('*').enumerate();
            let runs = runs.map(|(number, text)| Run { text: text.to_owned(), strong: number % 2 == 1, link: None });
            vec![Block::Paragraph(Text { runs: runs.collect(), line: 1 })]
        };
        let read = read(&[Block::List(items.iter().map(item).collect())]);
        read.into_iter().map(|(name, stated)| (name, stated.value)).collect()
    }

    #[test]
    fn bold_values_behind_the_name_of_a_member_are_its_own() {
        let tree = ("tree_kind".to_owned(), vec![Value::from("OAK"), Value::from("ELM")]);
        let age = ("age".to_owned(), vec![Value::from("old"), Value::from("young")]);
        let items = ["*Tree_kind*: kind of the tree. The options are *OAK* and *ELM*.", "It grows."];
        assert_eq!(members(&items), [tree]);
        assert_eq!(members(&["age: The value can be *old* or *young*."]), [age]);
    }

    #[test]
    fn plain_words_one_value_and_what_has_no_name_are_of_no_member() {
        for item in [
            "kind: The options are oak and elm.",
            "kind: The options are *OAK*.",
            "kind: If it is cold, the options are *OAK* and *ELM*.",
            "kind of a tree: The options are *OAK* and *ELM*.",
            "The options are *OAK* and *ELM*.",
            ": The options are *OAK* and *ELM*.",
        ] {
            assert_eq!(members(&[item]), [], "{item}");
        }
    }
}
