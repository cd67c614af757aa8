//! The headers that stand beside a body.

use super::tree::{Kind, Member, Node};
use crate::Headers;

/// The headers that an object states for its body; `None` where it states none.
pub(super) fn headers(members: &[Member<'_>], outer: &Headers) -> Option<Headers> {
    let find =
        |name: &str| members.iter().find(|member| member.name.eq_ignore_ascii_case(name)).map(|member| &member.value);
    let mut fields = match find("headers").map(|node| &node.kind) {
        Some(Kind::Object(fields)) => {
            fields.iter().filter_map(|field| Some((field.name.to_string(), first_text(&field.value)?))).collect()
        }
        Some(Kind::Array(fields)) => fields.iter().filter_map(field).collect(),
        _ => Vec::new(),
    };
    if let (Some(media_type), true) = (find("mimeType").and_then(Node::text), outer.media_type().is_none()) {
        fields = outer.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        fields.push(("content-type".to_owned(), media_type.to_owned()));
    }
    (!fields.is_empty()).then(|| fields.into_iter().collect())
}

fn field(node: &Node<'_>) -> Option<(String, String)> {
    match &node.kind {
        Kind::Object(members) => {
            let text = |name: &str| members.iter().find(|member| member.name == name)?.value.text().map(str::to_owned);
            Some((text("name")?, text("value")?))
        }
        Kind::Array(pair) => Some((pair.first()?.text()?.to_owned(), first_text(pair.get(1)?)?)),
        _ => None,
    }
}

/// A text, the first of a list, or that of a matcher.
fn first_text(node: &Node<'_>) -> Option<String> {
    match &node.kind {
        Kind::String(text) => Some(text.to_string()),
        Kind::Array(items) => items.first().and_then(first_text),
        Kind::Object(members) => {
            let value =
                members.iter().find(|member| ["equalTo", "value", "contains"].contains(&member.name.as_ref()))?;
            value.value.text().map(str::to_owned)
        }
        _ => None,
    }
}
