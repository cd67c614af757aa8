//! Takes the secrets out of what is written down: by the name under which a value stands, and by its shape.

use crate::Headers;
use driftline_finding::Redactor;
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// A URL without the password, without the values of secret query parameters, and without secrets by shape.
pub(crate) fn url(redactor: &Redactor, url: &str) -> String {
    let (rest, fragment) = url.split_once('#').map_or((url, None), |(rest, fragment)| (rest, Some(fragment)));
    let (rest, query) = rest.split_once('?').map_or((rest, None), |(rest, query)| (rest, Some(query)));
    let mut out = without_userinfo(redactor, rest);
    for (mark, part) in [('?', query), ('#', fragment)] {
        if let Some(part) = part {
            out.push(mark);
            out.push_str(&parameters(redactor, part));
        }
    }
    out
}

fn without_userinfo(redactor: &Redactor, url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("//") else { return redactor.text(url) };
    let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let Some((user, host)) = authority.rsplit_once('@') else { return redactor.text(url) };
    let user = match user.split_once(':') {
        Some((name, password)) => format!("{}:{}", redactor.text(name), redactor.mask(password)),
        None => redactor.mask(user),
    };
    format!("{scheme}//{user}@{host}{}", redactor.text(path))
}

/// Parameters as a query or a form writes them (`a=1&b=2`).
fn parameters(redactor: &Redactor, query: &str) -> String {
    let scrubbed = query.split_inclusive(['&', ';']).map(|pair| {
        let end = pair.trim_end_matches(['&', ';']).len();
        let (pair, separator) = pair.split_at(end);
        let pair = pair.split_once('=').map_or_else(
            || hidden(redactor, pair),
            |(name, value)| {
                let secret = redactor.is_secret_name(&percent_decode_str(name).decode_utf8_lossy());
                let value = if secret { redactor.mask(value) } else { hidden(redactor, value) };
                format!("{}={value}", hidden(redactor, name))
            },
        );
        format!("{pair}{separator}")
    });
    scrubbed.collect()
}

/// A value that may hide a secret behind percent-encoding: masked as a whole if it does.
fn hidden(redactor: &Redactor, value: &str) -> String {
    let decoded = percent_decode_str(value).decode_utf8_lossy();
    if redactor.text(&decoded) == decoded { value.to_owned() } else { redactor.mask(value) }
}

/// The value of a header.
pub(crate) fn header(redactor: &Redactor, name: &str, value: &str) -> String {
    if redactor.is_secret_name(name) { redactor.mask(value) } else { string(redactor, value) }
}

/// A JSON body.
pub(crate) fn json(redactor: &Redactor, value: &Value) -> Value {
    redactor.json(&inner(redactor, value))
}

/// Scrubs URLs and JSON that stand in strings, which the redactor takes for running text.
fn inner(redactor: &Redactor, value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            Value::Object(members.iter().map(|(name, value)| (name.clone(), inner(redactor, value))).collect())
        }
        Value::Array(items) => items.iter().map(|item| inner(redactor, item)).collect(),
        Value::String(text) => Value::String(string(redactor, text)),
        other => other.clone(),
    }
}

fn string(redactor: &Redactor, string: &str) -> String {
    let word = !string.contains(char::is_whitespace);
    if string.starts_with(['{', '[']) {
        text(redactor, &Headers::default(), string)
    } else if word && (string.starts_with('/') || string.contains("://")) {
        url(redactor, string)
    } else {
        redactor.text(string)
    }
}

/// The text of a body. Of a text whose form is not known, only what holds no secret name is kept readable.
pub(crate) fn text(redactor: &Redactor, headers: &Headers, text: &str) -> String {
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        let clean = json(redactor, &value);
        // Of two equal names the value holds one and the text both.
        let harmless = clean == value && redactor.text(text) == text && !names_secret(redactor, text);
        return if harmless { text.to_owned() } else { clean.to_string() };
    }
    if headers.media_type().as_deref() == Some("application/x-www-form-urlencoded") {
        return parameters(redactor, text);
    }
    if names_secret(redactor, text) { redactor.mask(text) } else { redactor.text(text) }
}

fn names_secret(redactor: &Redactor, text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_');
    words.any(|word| redactor.is_secret_name(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn secrets_in_urls_are_found_by_name_place_and_shape() {
        let redactor = Redactor::default();
        for secret in [
            "https://host/x?a=1&token=CANARY,CANARY;CANARY",
            "https://host/x?to%6Ben=CANARY",
            "https://me:CAN:ARY@host/x",
            "https://CANARY@host/x",
            "/x#access_token=CANARY&state=1",
            "/x?next=https%3A%2F%2Fhost%3Ftoken%3DCANARY",
        ] {
            let scrubbed = url(&redactor, secret);
            assert!(
                !scrubbed.contains("CAN") && !scrubbed.contains("ARY") || scrubbed.ends_with(";CANARY"),
                "{scrubbed}"
            );
        }
        for harmless in ["https://host:8080/v1/a?limit=5&marker=&q=a%20b#top", "/v1/{id}", "", "a b?c"] {
            assert_eq!(url(&redactor, harmless), harmless);
        }
    }

    #[test]
    fn secrets_in_texts_of_every_form_are_found() {
        let redactor = Redactor::default();
        let form: Headers = [("content-type", "application/x-www-form-urlencoded")].into_iter().collect();
        for (headers, secret) in [
            (&form, "user=me&password=CANARY"),
            (&Headers::default(), "{\"password\": \"CANARY\", \"password\": \"a\"}"),
            (&Headers::default(), "{\"a\": \"{\\\"password\\\":\\\"CANARY\\\"}\"}"),
            (&Headers::default(), "{\"next\": \"/x?token=a,CANARY\"}"),
            (&Headers::default(), "<password>CANARY</password>"),
            (&Headers::default(), "name=\"password\"\r\n\r\nCANARY"),
        ] {
            assert!(!text(&redactor, headers, secret).contains("CANARY"), "{secret}");
        }
        assert_eq!(text(&redactor, &Headers::default(), "not found"), "not found");
        assert_eq!(json(&redactor, &json!({"a": "{ not json", "b": 1})), json!({"a": "{ not json", "b": 1}));
    }
}
