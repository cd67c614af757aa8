//! The example of a field in its own description cell: a code block that gives its name and a value.

use super::{PageReader, prose, schema::description};
use crate::{
    example_json,
    page::{Block, Code},
    type_expr::{Scalar, TypeExpr},
};
use driftline_contract::{Schema, Type};
use driftline_finding::Provenance;
use serde_json::Value;

impl PageReader<'_> {
    /// Mends the schema of a field by the example in its description, if one is there: it shows whether the field is a
    /// list, and of what. Of what the items have, the list beside the example may say more.
    pub(super) fn heed_cell_example(&mut self, name: &str, told: &[Block], from: &Provenance, schema: &mut Schema) {
        let Some(value) = code_of(told).and_then(|code| member(&code.text, name)) else {
            heed_null(name, told, schema);
            return;
        };
        self.heed_shape(schema, name, &value);
        if let Some(items) = &mut schema.items {
            for (name, property) in &mut items.properties {
                if let Some(said) = said_of(told, name) {
                    describe(name, property, said, from);
                }
            }
        }
    }
}

/// The keys of the object that the example in a description shows for the field of that name.
pub(super) fn keys(told: &[Block], name: &str) -> Vec<String> {
    let value = code_of(told).and_then(|code| member(&code.text, name));
    value.iter().filter_map(Value::as_object).flat_map(|members| members.keys().cloned()).collect()
}

/// Allows null where a line of the description is the member itself, with null for its value.
fn heed_null(name: &str, told: &[Block], schema: &mut Schema) {
    let lines =
        told.iter().filter_map(|block| if let Block::Paragraph(text) = block { Some(text.plain()) } else { None });
    let shown = lines.into_iter().find(|line| line.starts_with('"') && member(line, name) == Some(Value::Null));
    if let Some(line) = shown.filter(|_| schema.allow_null())
        && let Some(provenance) = &mut schema.provenance
    {
        provenance.evidence.insert("type".to_owned(), line.into_owned());
    }
}

/// The item of a list that begins with a name, as "Effect: …".
fn said_of<'b>(told: &'b [Block], name: &str) -> Option<&'b [Block]> {
    let lists = told.iter().filter_map(|block| if let Block::List(items) = block { Some(items) } else { None });
    let is_of = |item: &&Vec<Block>| {
        let Some(Block::Paragraph(text)) = item.first() else { return false };
        text.plain().split_once(':').is_some_and(|(said, _)| said.trim().eq_ignore_ascii_case(name))
    };
    lists.flatten().find(is_of).map(Vec::as_slice)
}

fn describe(name: &str, property: &mut Schema, said: &[Block], from: &Provenance) {
    let mut provenance = Provenance { evidence: std::collections::BTreeMap::new(), ..from.clone() };
    if property.types == [Type::String] {
        prose::read(said, &TypeExpr::Scalar(Scalar::String), name).apply(property, &mut provenance.evidence);
    }
    property.description = description(said);
    property.provenance = Some(Box::new(provenance));
}

/// The first code block among blocks, those in lists and notes included.
fn code_of(blocks: &[Block]) -> Option<&Code> {
    blocks.iter().find_map(|block| match block {
        Block::Code(code) => Some(code),
        Block::List(items) => items.iter().find_map(|item| code_of(item)),
        Block::Note(blocks) => code_of(blocks),
        Block::Paragraph(_) | Block::Table(_) => None,
    })
}

/// The value in a text that is a member of an object, as `"name": [1, 2]`.
fn member(text: &str, name: &str) -> Option<Value> {
    let text = text.trim();
    let (said, rest) = text.strip_prefix('"')?.split_once('"')?;
    if said.trim() != name || !rest.trim_start().starts_with(':') {
        return None;
    }
    let object = format!("{{{}}}", text.trim_end_matches(','));
    let read = example_json::read(&object).ok().filter(|read| read.is_certain)?;
    match &read.values[..] {
        [example] => example.value.get(said).cloned(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_member_is_read_where_it_bears_the_name_of_the_field() {
        assert_eq!(member("\"tags\": [{\"key\": \"a\"}],", "tags"), Some(json!([{"key": "a"}])));
        for text in
            ["\"tag\": [1]", "tags: [1]", "\"tags\"", "\"tags\": [1]]", "\"tags\": {\"a\": \"b", "{\"tags\": [1]}"]
        {
            assert_eq!(member(text, "tags"), None, "{text}");
        }
    }
}
