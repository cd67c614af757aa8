//! The members that all forms of exchanges have in common: method and URL, status, headers.

use crate::{Headers, Target, quote};
use driftline_finding::Pointer;
use serde_json::{Map, Value};

/// What is wrong with a record that is JSON, and with which of its values.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) at: Pointer,
    pub(crate) reason: String,
    /// Whether it is not wrong at all, but names no call or holds no answer.
    pub(crate) indefinite: bool,
}

impl Fault {
    pub(crate) fn new(at: &Pointer, reason: impl Into<String>) -> Fault {
        Fault { at: at.clone(), reason: reason.into(), indefinite: false }
    }

    /// What is right, and still no exchange.
    pub(crate) fn indefinite(at: &Pointer, reason: impl Into<String>) -> Fault {
        Fault { indefinite: true, ..Fault::new(at, reason) }
    }
}

/// The object that `value` must be.
pub(crate) fn object(value: Option<Value>, at: &Pointer, what: &str) -> Result<Map<String, Value>, Fault> {
    match value {
        Some(Value::Object(members)) => Ok(members),
        Some(other) => Err(Fault::new(at, format!("expected {what}, found {}", quote::shown(&other)))),
        None => {
            let parent = at.parent().unwrap_or_default();
            Err(Fault::new(&parent, format!("`{}` is missing", at.last().unwrap_or_default())))
        }
    }
}

/// Method and URL of the request at `at`.
pub(crate) fn call(request: &mut Map<String, Value>, at: &Pointer) -> Result<Target, Fault> {
    call_named(request, at, "url")
}

/// Method and URL of the request at `at`, where the URL is called `url`.
pub(crate) fn call_named(request: &mut Map<String, Value>, at: &Pointer, url: &str) -> Result<Target, Fault> {
    match (text(request, "method"), text(request, url)) {
        (Ok(method), Ok(url)) => Ok(Target::Call { method, url }),
        (method, url) => {
            let wrong: Vec<String> = [method.err(), url.err()].into_iter().flatten().collect();
            Err(Fault::new(at, wrong.join(" and ")))
        }
    }
}

fn text(request: &mut Map<String, Value>, name: &str) -> Result<String, String> {
    match request.remove(name) {
        Some(Value::String(text)) if !text.trim().is_empty() => Ok(text),
        Some(Value::String(_)) => Err(format!("`{name}` is empty")),
        Some(Value::Null) | None => Err(format!("`{name}` is missing")),
        Some(other) => Err(format!("`{name}` is {}, not a string", quote::kind(&other))),
    }
}

/// The status of a response and its other members.
pub(crate) type Answer = (u16, Map<String, Value>);

/// The response object at `at` and its status; `None` where there was no answer: no response, or the status 0, -1
/// or null that browsers write for a request that was blocked or aborted.
pub(crate) fn answer(value: Option<Value>, at: &Pointer) -> Result<Option<Answer>, Fault> {
    answer_named(value, at, "status")
}

/// As [`answer`], where the status is called `status`.
pub(crate) fn answer_named(value: Option<Value>, at: &Pointer, name: &str) -> Result<Option<Answer>, Fault> {
    if matches!(value, None | Some(Value::Null)) {
        return Ok(None);
    }
    let mut response = object(value, at, "a response (an object with `status`)")?;
    match response.remove(name) {
        None if response.is_empty() => Ok(None),
        None => Err(Fault::new(at, "`response` has no `status`")),
        Some(value) => Ok(status(&value, &at.key(name))?.map(|status| (status, response))),
    }
}

/// A status; `None` where it says that there was no answer.
pub(crate) fn status(value: &Value, at: &Pointer) -> Result<Option<u16>, Fault> {
    let number = match value {
        Value::Null => return Ok(None),
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    match number {
        Some(0 | -1) => Ok(None),
        Some(number @ 100..=599) => Ok(u16::try_from(number).ok()),
        _ => {
            let reason = format!("expected a status from 100 to 599 as an integer, found {}", quote::shown(value));
            Err(Fault::new(at, reason))
        }
    }
}

/// Whether this names a pseudo header field of HTTP/2 (`:path`, RFC 9113 §8.3), which is no header.
pub(crate) fn is_pseudo(name: &str) -> bool {
    name.starts_with(':')
}

/// Headers, as an object of values or lists of values, a list of `{name, value}`, or a list of pairs. Pseudo header
/// fields are left out.
pub(crate) fn headers(value: Option<Value>, at: &Pointer) -> Result<Headers, Fault> {
    let mut headers = Headers::default();
    match value {
        None | Some(Value::Null) => {}
        Some(Value::Object(fields)) => {
            for (name, value) in fields {
                push(&mut headers, &name, &value, &at.key(&name))?;
            }
        }
        Some(Value::Array(fields)) => {
            for (index, field) in fields.iter().enumerate() {
                let at = at.index(index);
                let (name, value, at) = field_of(field, &at)?;
                push(&mut headers, name, value, &at)?;
            }
        }
        Some(other) => {
            let reason = format!("expected headers as an object or a list, found {}", quote::kind(&other));
            return Err(Fault::new(at, reason));
        }
    }
    Ok(headers)
}

/// The name, the value and the place of the value of one item of a list of headers.
fn field_of<'v>(field: &'v Value, at: &Pointer) -> Result<(&'v str, &'v Value, Pointer), Fault> {
    let name_and_value = match field {
        Value::Object(members) => {
            let value = members.get("value").unwrap_or(&Value::Null);
            members.get("name").and_then(Value::as_str).map(|name| (name, value, at.key("value")))
        }
        Value::Array(pair) => match pair.as_slice() {
            [Value::String(name), value] => Some((name.as_str(), value, at.index(1))),
            _ => None,
        },
        _ => None,
    };
    name_and_value.ok_or_else(|| {
        Fault::new(at, format!("expected a header as `name` and `value` or as a pair, found {}", quote::kind(field)))
    })
}

fn push(headers: &mut Headers, name: &str, value: &Value, at: &Pointer) -> Result<(), Fault> {
    if is_pseudo(name) {
        return Ok(());
    }
    match value {
        Value::Null => {}
        Value::String(text) => headers.push(name, text),
        Value::Bool(_) | Value::Number(_) => headers.push(name, value.to_string()),
        Value::Array(values) if !values.iter().any(|value| value.is_array() || value.is_object()) => {
            for value in values {
                push(headers, name, value, at)?;
            }
        }
        other => {
            let name = quote::name(name);
            let reason = format!("expected the header `{name}` as a string or strings, found {}", quote::kind(other));
            return Err(Fault::new(at, reason));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(value: Value) -> Result<Vec<(String, String)>, Fault> {
        let headers = headers(Some(value), &Pointer::ROOT)?;
        Ok(headers.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn headers_come_in_three_forms() {
        let expected = Ok(vec![pair("A", "1"), pair("A", "2"), pair("B", "true")]);
        assert_eq!(read(json!({"A": ["1", 2], ":path": "/", "B": true, "C": null})), expected);
        let listed = json!([{"name": "A", "value": "1"}, {"name": "A", "value": "2"}, {"name": "B", "value": true}]);
        assert_eq!(read(listed), expected);
        assert_eq!(read(json!([["A", "1"], ["A", "2"], ["B", "true"]])), expected);
    }

    #[test]
    fn other_forms_of_headers_are_refused_at_their_place() {
        for (value, at) in [
            (json!("A: 1"), ""),
            (json!(["A: 1"]), "/0"),
            (json!({"A": {}}), "/A"),
            (json!({"A": [["1"]]}), "/A"),
            (json!([{"name": "A", "value": {}}]), "/0/value"),
        ] {
            assert_eq!(read(value).map_err(|fault| fault.at.to_string()), Err(at.to_owned()));
        }
    }

    #[test]
    fn a_request_without_method_or_url_says_exactly_what_is_missing() {
        for (request, reason) in [
            (json!({"url": "/"}), "`method` is missing"),
            (json!({"method": ["GET"], "url": ""}), "`method` is a list, not a string and `url` is empty"),
        ] {
            let mut request = object(Some(request), &Pointer::ROOT, "").expect("an object");
            assert_eq!(call(&mut request, &Pointer::ROOT), Err(Fault::new(&Pointer::ROOT, reason)));
        }
    }

    #[test]
    fn statuses_of_requests_without_an_answer_are_no_statuses() {
        let read = |status: Value| status_of(json!({ "status": status, "x": 1 }));
        for none in [json!(0), json!(-1), json!("0"), json!(null)] {
            assert_eq!(read(none), Ok(None));
        }
        assert_eq!(read(json!("404")), Ok(Some(404)));
        for bad in [json!(99), json!(600), json!(200.5), json!("200 OK"), json!(true), json!(1e30)] {
            assert_eq!(read(bad).map_err(|fault| fault.at.to_string()), Err("/status".to_owned()));
        }
        assert_eq!(status_of(json!({})), Ok(None));
        assert!(status_of(json!({"body": 1})).is_err());
        assert!(status_of(json!([])).is_err());
    }

    fn status_of(response: Value) -> Result<Option<u16>, Fault> {
        answer(Some(response), &Pointer::ROOT).map(|answer| answer.map(|(status, _)| status))
    }
}
