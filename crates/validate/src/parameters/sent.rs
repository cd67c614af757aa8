//! What a request sends beside its body: the variables of its path, its query, its headers and cookies.

use crate::matcher::url;
use driftline_capture::HeadersView;
use driftline_contract::{Location, Operation};
use std::borrow::Cow;

/// The parameters that a request sends, decoded, each with its name.
pub(super) struct Sent {
    path: Vec<(String, String)>,
    /// In their order; a name may come several times.
    pub(super) query: Vec<(String, String)>,
    cookies: Vec<(String, String)>,
}

impl Sent {
    /// What a request to `url` with these headers sends to `operation`.
    pub(super) fn of(url: &str, headers: &HeadersView<'_>, operation: &Operation) -> Sent {
        let cookies = headers.get("cookie").map(cookies).unwrap_or_default();
        Sent { path: variables(&operation.path, url), query: url::query(url), cookies }
    }

    /// What a request to `url` sends in its query, and nothing else.
    pub(super) fn query(url: &str) -> Sent {
        Sent { path: Vec::new(), query: url::query(url), cookies: Vec::new() }
    }

    /// The values of a parameter, in their order. Header names have no case.
    pub(super) fn values<'s>(&'s self, location: Location, name: &str, headers: &'s HeadersView<'_>) -> Vec<&'s str> {
        let named = |pairs: &'s [(String, String)]| {
            pairs.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
        };
        match location {
            Location::Path => named(&self.path),
            Location::Query => named(&self.query),
            Location::Cookie => named(&self.cookies),
            Location::Header => header(name, headers),
        }
    }
}

/// The values of a header, in their order.
pub(super) fn header<'h>(name: &str, headers: &HeadersView<'h>) -> Vec<&'h str> {
    let headers = headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
    headers.map(|(_, value)| value).collect()
}

/// The variables of a path template in the path of a URL, which may stand behind the base path of a server or the
/// prefix of a gateway. Of a segment that holds more than one variable nothing is known.
fn variables(template: &str, url: &str) -> Vec<(String, String)> {
    let template: Vec<&str> = url::path(template).split('/').filter(|segment| !segment.is_empty()).collect();
    let sent = url::segments(url::path(url));
    let Some(first) = sent.len().checked_sub(template.len()) else { return Vec::new() };
    let variable = |(part, value): (&&str, &Cow<'_, str>)| {
        let name = part.strip_prefix('{')?.strip_suffix('}')?;
        (!name.contains(['{', '}'])).then(|| (name.to_owned(), value.clone().into_owned()))
    };
    template.iter().zip(&sent[first..]).filter_map(variable).collect()
}

/// The pairs of a `Cookie` header (RFC 6265 §4.2.1).
fn cookies(header: &str) -> Vec<(String, String)> {
    let pairs = header.split(';').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_found_behind_any_prefix() {
        let found = variables("/v1/{project}/things/{id}", "https://host/gate/v1/p%201/things/a%2Fb/?limit=1");
        assert_eq!(found, [("project".to_owned(), "p 1".to_owned()), ("id".to_owned(), "a/b".to_owned())]);
        assert_eq!(variables("/v1/{a}:{b}", "/v1/x:y"), []);
        assert_eq!(variables("/v1/{a}", "/"), []);
    }

    #[test]
    fn cookies_are_pairs() {
        assert_eq!(cookies("a=1; b=x=y;c"), [("a".to_owned(), "1".to_owned()), ("b".to_owned(), "x=y".to_owned())]);
    }
}
