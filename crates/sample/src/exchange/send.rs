//! From the value of a parameter to the texts that travel (OpenAPI 3.1 §4.8.12.2, "style" and "explode").

use driftline_contract::{Location, Parameter};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

/// What is encoded in paths and queries: all but the unreserved characters of RFC 3986 §2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The names and texts that stand for `value`; `None` where the style cannot say it.
pub(super) fn texts(parameter: &Parameter, value: &Value) -> Option<Vec<(String, String)>> {
    let texts = match (value, parameter.style.as_deref()) {
        (_, Some("label")) => vec![(parameter.name.clone(), label(parameter, value)?)],
        (_, Some("matrix")) => vec![(parameter.name.clone(), matrix(parameter, value)?)],
        (Value::Array(items), _) => list(parameter, items)?,
        (Value::Object(members), _) => object(parameter, members)?,
        (single, _) => vec![(parameter.name.clone(), scalar(single)?)],
    };
    texts.iter().all(|(_, text)| travels(parameter.location, text)).then_some(texts)
}

/// `.3`, `.1,2`, `.1.2`, `.from,1,to,2`, `.from=1.to=2`
fn label(parameter: &Parameter, value: &Value) -> Option<String> {
    let is_exploded = parameter.explode == Some(true);
    let text = match value {
        Value::Array(items) if is_exploded => parts(items, &['.'])?.join("."),
        // One item with a dot looks as two did in older editions.
        Value::Array(items) => {
            Some(parts(items, &[','])?.join(",")).filter(|text| text.contains(',') || !text.contains('.'))?
        }
        Value::Object(members) if is_exploded => pairs(members, &['.', '='])?.join("."),
        Value::Object(members) => side_by_side(members)?,
        single => scalar(single)?,
    };
    Some(format!(".{text}"))
}

/// `;a=3`, `;a=1,2`, `;a=1;a=2`, `;a=from,1,to,2`, `;from=1;to=2`
fn matrix(parameter: &Parameter, value: &Value) -> Option<String> {
    let (name, is_exploded) = (&parameter.name, parameter.explode == Some(true));
    Some(match value {
        Value::Array(items) if is_exploded => {
            format!(";{name}={}", parts(items, &[';'])?.join(&format!(";{name}=")))
        }
        Value::Array(items) => format!(";{name}={}", parts(items, &[','])?.join(",")),
        Value::Object(members) if is_exploded => format!(";{}", pairs(members, &[';', '='])?.join(";")),
        Value::Object(members) => format!(";{name}={}", side_by_side(members)?),
        single => format!(";{name}={}", scalar(single)?),
    })
}

/// The items, if none is empty or holds what parts them.
fn parts(items: &[Value], separators: &[char]) -> Option<Vec<String>> {
    let is_whole = |item: &String| !item.is_empty() && !item.contains(separators);
    let items = items.iter().map(|item| scalar(item).filter(is_whole)).collect::<Option<Vec<String>>>()?;
    (!items.is_empty()).then_some(items)
}

/// The members as `name=value`.
fn pairs(members: &Map<String, Value>, separators: &[char]) -> Option<Vec<String>> {
    let is_whole = |text: &str| !text.is_empty() && !text.contains(separators);
    let pair = |(name, value): (&String, &Value)| {
        let value = scalar(value).filter(|value| is_whole(name) && is_whole(value))?;
        Some(format!("{name}={value}"))
    };
    members.iter().map(pair).collect::<Option<Vec<String>>>().filter(|pairs| !pairs.is_empty())
}

/// The members as `name,value,name,value`.
fn side_by_side(members: &Map<String, Value>) -> Option<String> {
    let texts = members.iter().flat_map(|(name, value)| [Value::from(name.as_str()), value.clone()]);
    parts(&texts.collect::<Vec<_>>(), &[',']).map(|parts| parts.join(","))
}

fn list(parameter: &Parameter, items: &[Value]) -> Option<Vec<(String, String)>> {
    let items = items.iter().map(scalar).collect::<Option<Vec<String>>>()?;
    let name = || parameter.name.clone();
    let Some(separator) = separator(parameter) else {
        // A list without items cannot be told from one that is not sent.
        return (!items.is_empty()).then(|| items.into_iter().map(|item| (name(), item)).collect());
    };
    let is_whole = |item: &String| !item.is_empty() && !item.contains(separator) && item.trim() == item;
    (!items.is_empty() && items.iter().all(is_whole)).then(|| vec![(name(), items.join(&separator.to_string()))])
}

/// What parts the items of a list in one text; `None` where each item has a text of its own.
fn separator(parameter: &Parameter) -> Option<char> {
    let is_exploded = parameter.location == Location::Query && parameter.explode != Some(false);
    match parameter.style.as_deref() {
        Some("spaceDelimited") => Some(' '),
        Some("pipeDelimited") => Some('|'),
        _ if is_exploded => None,
        _ => Some(','),
    }
}

fn object(parameter: &Parameter, members: &Map<String, Value>) -> Option<Vec<(String, String)>> {
    let texts = members.iter().map(|(name, value)| Some((name.clone(), scalar(value)?)));
    let texts = texts.collect::<Option<Vec<(String, String)>>>().filter(|texts| !texts.is_empty())?;
    if parameter.location != Location::Query {
        // `name,value,name,value`, or `name=value,name=value`.
        let between = if parameter.explode == Some(true) { '=' } else { ',' };
        let is_plain = |text: &str| !text.is_empty() && !text.contains([',', '=']);
        let all_plain = texts.iter().all(|(name, value)| is_plain(name) && is_plain(value));
        let joined: Vec<String> = texts.iter().map(|(name, value)| format!("{name}{between}{value}")).collect();
        return all_plain.then(|| vec![(parameter.name.clone(), joined.join(","))]);
    }
    match parameter.style.as_deref() {
        Some("deepObject") => {
            let deep = |(name, value)| (format!("{}[{name}]", parameter.name), value);
            Some(texts.into_iter().map(deep).collect())
        }
        None | Some("form") if parameter.explode != Some(false) => Some(texts),
        _ => None,
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Whether a text arrives as it was sent.
fn travels(location: Location, text: &str) -> bool {
    let in_header = !text.is_empty() && text.trim() == text && text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    match location {
        // Clients follow dots before they send, and servers drop empty segments.
        Location::Path => !["", ".", ".."].contains(&text),
        Location::Query => true,
        Location::Header => in_header,
        Location::Cookie => in_header && !text.contains([' ', '"', ',', ';', '\\']),
    }
}

/// The path template with its variables filled in; one that no parameter describes becomes a word.
pub(super) fn path(template: &str, values: &[(String, String)]) -> String {
    let mut path = String::new();
    let mut rest = template;
    while let Some((before, name_and_rest)) = rest.split_once('{')
        && let Some((name, after)) = name_and_rest.split_once('}')
    {
        let value = values.iter().find(|(known, _)| known == name).map_or("any", |(_, value)| value.as_str());
        path.push_str(before);
        path.extend(utf8_percent_encode(value, RESERVED));
        rest = after;
    }
    path + rest
}

/// The query, without its question mark.
pub(super) fn query(pairs: &[(String, String)]) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, RESERVED).to_string();
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    pairs.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftline_contract::Schema;
    use serde_json::json;

    fn sent(location: Location, style: Option<&str>, explode: Option<bool>, value: &Value) -> Option<String> {
        let style = style.map(str::to_owned);
        let parameter = Parameter { style, explode, ..Parameter::new("a", location, Schema::default()) };
        texts(&parameter, value).map(|texts| query(&texts))
    }

    #[test]
    fn every_style_says_what_it_can() {
        use Location::{Cookie, Header, Path, Query};
        let object = json!({"b": 1, "c": "x"});
        for (location, style, explode, value, expected) in [
            (Query, None, None, json!("ä b"), Some("a=%C3%A4%20b")),
            (Query, None, None, json!([1, 2]), Some("a=1&a=2")),
            (Query, None, Some(false), json!([1, 2]), Some("a=1%2C2")),
            (Query, Some("pipeDelimited"), Some(false), json!(["x", "y"]), Some("a=x%7Cy")),
            (Query, Some("pipeDelimited"), Some(false), json!(["x|y"]), None),
            (Query, Some("deepObject"), None, object.clone(), Some("a%5Bb%5D=1&a%5Bc%5D=x")),
            (Query, None, None, object.clone(), Some("b=1&c=x")),
            (Query, None, None, json!([]), None),
            (Query, None, None, json!(null), None),
            (Header, None, None, object.clone(), Some("a=b%2C1%2Cc%2Cx")),
            (Header, None, Some(true), object.clone(), Some("a=b%3D1%2Cc%3Dx")),
            (Header, None, None, json!("a\nb"), None),
            (Cookie, None, None, json!("a;b"), None),
            (Path, None, None, json!(".."), None),
            (Path, None, None, json!(true), Some("a=true")),
            (Path, Some("label"), None, json!([1, 2]), Some("a=.1%2C2")),
            (Path, Some("label"), None, json!([1.5]), None),
            (Path, Some("label"), Some(true), json!(["x", "y"]), Some("a=.x.y")),
            (Path, Some("label"), Some(true), json!(["x.y"]), None),
            (Path, Some("label"), None, object.clone(), Some("a=.b%2C1%2Cc%2Cx")),
            (Path, Some("label"), Some(true), object.clone(), Some("a=.b%3D1.c%3Dx")),
            (Path, Some("matrix"), None, json!(1), Some("a=%3Ba%3D1")),
            (Path, Some("matrix"), Some(true), json!([1, 2]), Some("a=%3Ba%3D1%3Ba%3D2")),
            (Path, Some("matrix"), None, object.clone(), Some("a=%3Ba%3Db%2C1%2Cc%2Cx")),
            (Path, Some("matrix"), Some(true), object.clone(), Some("a=%3Bb%3D1%3Bc%3Dx")),
        ] {
            assert_eq!(sent(location, style, explode, &value).as_deref(), expected, "{location} {style:?} {value}");
        }
    }

    #[test]
    fn a_path_is_filled_in_segment_by_segment() {
        let values = [("id".to_owned(), "a/b".to_owned())];
        assert_eq!(path("/v1/{id}/{other}:x", &values), "/v1/a%2Fb/any:x");
    }
}
