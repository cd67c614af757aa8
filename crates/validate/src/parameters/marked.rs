//! Values behind the marks of the styles `label` and `matrix` (RFC 6570 §3.2.5 and §3.2.7).

use super::decode;
use driftline_contract::{Contract, Parameter, Type};
use serde_json::{Map, Value};

/// A style that puts a mark before what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `.3`
    Label,
    /// `;name=3`
    Matrix,
}

impl Style {
    pub(super) fn of(parameter: &Parameter) -> Option<Style> {
        match parameter.style.as_deref() {
            Some("label") => Some(Style::Label),
            Some("matrix") => Some(Style::Matrix),
            _ => None,
        }
    }
}

/// The value that `text` says in a style with marks; `None` where it lacks them, or can be read in two ways.
pub(super) fn value(contract: &Contract, parameter: &Parameter, style: Style, text: &str) -> Option<Value> {
    let types = decode::types(contract, &parameter.schema, 0);
    let is_exploded = parameter.explode == Some(true);
    if types.contains(&Type::Array) {
        let items = if is_exploded { parts(parameter, style, text)? } else { joined(parameter, style, text)? };
        let of_items = decode::item_types(contract, &parameter.schema);
        return Some(items.into_iter().map(|item| decode::scalar(item, &of_items)).collect());
    }
    if types.contains(&Type::Object) && !types.contains(&Type::String) {
        let members =
            if is_exploded { exploded(style, text)? } else { side_by_side(&joined(parameter, style, text)?)? };
        let member = |(name, text): (String, String)| {
            let types = decode::member_types(contract, &parameter.schema, &name);
            let value = decode::scalar(&text, &types);
            (name, value)
        };
        return Some(Value::Object(members.into_iter().map(member).collect::<Map<_, _>>()));
    }
    Some(decode::scalar(whole(parameter, style, text)?, &types))
}

/// The mark that a text lacks, where its style demands one, in words.
pub(super) fn missing(parameter: &Parameter, text: &str) -> Option<String> {
    match Style::of(parameter)? {
        Style::Label if !text.starts_with('.') => Some("`.` before the value, by style label".to_owned()),
        Style::Matrix if !text.starts_with(';') => {
            Some(format!("`;{}=` before the value, by style matrix", parameter.name))
        }
        _ => None,
    }
}

/// What stands behind the one mark.
fn whole<'t>(parameter: &Parameter, style: Style, text: &'t str) -> Option<&'t str> {
    match style {
        Style::Label => text.strip_prefix('.'),
        Style::Matrix => named(parameter, text.strip_prefix(';')?),
    }
}

/// The value in `name=value`; without a value there is no `=` either.
fn named<'t>(parameter: &Parameter, text: &'t str) -> Option<&'t str> {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (name == parameter.name).then_some(value)
}

/// The parts behind the one mark, with commas between them. Up to OpenAPI 3.1.0 the style `label` had dots there.
fn joined<'t>(parameter: &Parameter, style: Style, text: &'t str) -> Option<Vec<&'t str>> {
    let whole = whole(parameter, style, text)?;
    let is_unclear = whole.is_empty() || style == Style::Label && whole.contains('.') && !whole.contains(',');
    (!is_unclear).then(|| whole.split(',').collect())
}

/// The items that have a mark each.
fn parts<'t>(parameter: &Parameter, style: Style, text: &'t str) -> Option<Vec<&'t str>> {
    match style {
        Style::Label => {
            text.strip_prefix('.').filter(|items| !items.is_empty()).map(|items| items.split('.').collect())
        }
        Style::Matrix => text.strip_prefix(';')?.split(';').map(|item| named(parameter, item)).collect(),
    }
}

/// The members that have a mark each: `.from=1.to=2`, `;from=1;to=2`.
fn exploded(style: Style, text: &str) -> Option<Vec<(String, String)>> {
    let mark = if style == Style::Label { '.' } else { ';' };
    let mut members: Vec<(String, String)> = Vec::new();
    for part in text.strip_prefix(mark)?.split(mark) {
        match (part.split_once('='), members.last_mut()) {
            (Some((name, value)), _) => members.push((name.to_owned(), value.to_owned())),
            // A dot in a value is no mark.
            (None, Some((_, value))) if style == Style::Label => {
                value.push(mark);
                value.push_str(part);
            }
            (None, _) if style == Style::Matrix && !part.is_empty() => members.push((part.to_owned(), String::new())),
            (None, _) => return None,
        }
    }
    Some(members)
}

/// The members whose names and values are parts in turn.
fn side_by_side(parts: &[&str]) -> Option<Vec<(String, String)>> {
    let (pairs, rest) = parts.as_chunks::<2>();
    let pair = |[name, value]: &[&str; 2]| ((*name).to_owned(), (*value).to_owned());
    rest.is_empty().then(|| pairs.iter().map(pair).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftline_contract::{ContractBuilder, Location, Schema};
    use serde_json::json;

    fn decoded(style: &str, explode: bool, schema: Schema, text: &str) -> Option<Value> {
        let contract = ContractBuilder::new("things").finish().expect("a contract");
        let of = Parameter::new("a", Location::Path, schema);
        let parameter = Parameter { style: Some(style.to_owned()), explode: Some(explode), ..of };
        decode::value(&contract, &parameter, &[text], &[])
    }

    /// As the table of OpenAPI 3.1.1 §4.8.12.5 has them.
    #[test]
    fn marked_values_are_read_in_every_form() {
        let of = |kind: &str| match kind {
            "integer" => Schema::of(Type::Integer),
            "number" => Schema::of(Type::Number),
            "string" => Schema::of(Type::String),
            "list" => Schema::array(Schema::of(Type::Integer)),
            _ => {
                let object = Schema::of(Type::Object).property("from", Schema::of(Type::Integer));
                object.property("to", Schema::of(Type::Number))
            }
        };
        let range = Some(json!({"from": 1, "to": 2.5}));
        for (style, explode, kind, text, expected) in [
            ("label", false, "integer", ".3", Some(json!(3))),
            ("label", true, "integer", ".3", Some(json!(3))),
            ("label", false, "integer", ".few", Some(json!("few"))),
            ("label", false, "integer", "3", None),
            ("label", false, "number", ".1.5", Some(json!(1.5))),
            ("label", false, "list", ".1,2", Some(json!([1, 2]))),
            ("label", false, "list", ".1", Some(json!([1]))),
            ("label", false, "list", ".1.2", None),
            ("label", false, "list", ".", None),
            ("label", true, "list", ".1.x", Some(json!([1, "x"]))),
            ("label", true, "list", ".", None),
            ("label", false, "object", ".from,1,to,2.5", range.clone()),
            ("label", false, "object", ".from,1,to", None),
            ("label", true, "object", ".from=1.to=2.5", range.clone()),
            ("label", true, "object", ".1.5", None),
            ("matrix", false, "integer", ";a=3", Some(json!(3))),
            ("matrix", true, "integer", ";a=3", Some(json!(3))),
            ("matrix", false, "string", ";a", Some(json!(""))),
            ("matrix", false, "integer", ";b=3", None),
            ("matrix", false, "integer", "3", None),
            ("matrix", false, "list", ";a=1,2", Some(json!([1, 2]))),
            ("matrix", true, "list", ";a=1;a=2", Some(json!([1, 2]))),
            ("matrix", true, "list", ";a=1;b=2", None),
            ("matrix", false, "object", ";a=from,1,to,2.5", range.clone()),
            ("matrix", true, "object", ";from=1;to=2.5", range.clone()),
        ] {
            assert_eq!(decoded(style, explode, of(kind), text), expected, "{style} {explode} {text}");
        }
    }

    #[test]
    fn a_text_without_the_mark_of_its_style_is_told() {
        let of = |style: &str| Parameter {
            style: Some(style.to_owned()),
            ..Parameter::new("a", Location::Path, Schema::of(Type::Integer))
        };
        for (style, text, lacks) in [
            ("label", "3", true),
            ("label", ".3", false),
            ("matrix", "3", true),
            ("matrix", ";b=3", false),
            ("simple", "3", false),
        ] {
            assert_eq!(missing(&of(style), text).is_some(), lacks, "{style} {text}");
        }
    }
}
