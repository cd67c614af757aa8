//! Which described media type a body has.

use driftline_contract::Media;
use indexmap::IndexMap;

/// What the contract says about a body's media type.
#[derive(Debug, PartialEq)]
pub(crate) enum Choice<'c> {
    /// It describes bodies of this type.
    Described {
        /// The number of the type among the described ones.
        index: usize,
        /// The type as the contract writes it.
        name: &'c str,
        /// What it says.
        media: &'c Media,
        /// Whether the body should be JSON.
        json: bool,
    },
    /// It describes others.
    Undocumented,
    /// The body has no media type, and the contract leaves open which it is.
    Unknown,
}

/// Looks `given` up: the exact type, then `application/json` for a type with the suffix `+json`, then a range
/// as `application/*`, then `*/*`. Without one, the only described type, or else the first that is JSON.
pub(crate) fn choose<'c>(content: &'c IndexMap<String, Media>, given: Option<&str>) -> Choice<'c> {
    let described = |index: usize, json: bool| match content.get_index(index) {
        Some((name, media)) => Choice::Described { index, name, media, json },
        None => Choice::Unknown,
    };
    let Some(given) = given else {
        let json = content.keys().position(|name| is_json(&essence(name).to_ascii_lowercase()));
        let any = (content.len() == 1).then_some(0).filter(|_| content.keys().any(|name| name.ends_with("/*")));
        return match json.or(any) {
            Some(index) => described(index, true),
            None => Choice::Unknown,
        };
    };
    let position = |wanted: &str| content.keys().position(|name| essence(name).eq_ignore_ascii_case(wanted));
    let range = || position(&format!("{}/*", given.split_once('/')?.0));
    let found = position(given)
        .or_else(|| position("application/json").filter(|_| given.ends_with("+json")))
        .or_else(range)
        .or_else(|| position("*/*"));
    found.map_or(Choice::Undocumented, |index| described(index, is_json(given)))
}

/// A media type without parameters.
pub(crate) fn essence(name: &str) -> &str {
    name.split(';').next().unwrap_or(name).trim()
}

/// Whether bodies of a media type, in lower case and without parameters, are JSON (RFC 6839 §3.1).
pub(crate) fn is_json(essence: &str) -> bool {
    matches!(essence, "application/json" | "text/json") || essence.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(described: &[&str], given: Option<&str>) -> Option<(usize, bool)> {
        let content: IndexMap<String, Media> =
            described.iter().map(|name| ((*name).into(), Media::default())).collect();
        match choose(&content, given) {
            Choice::Described { index, json, .. } => Some((index, json)),
            Choice::Undocumented | Choice::Unknown => None,
        }
    }

    #[test]
    fn the_most_exact_description_is_chosen() {
        let all = ["*/*", "application/*", "Application/JSON; charset=UTF-8", "application/problem+json", "text/csv"];
        for (given, expected) in [
            ("application/json", Some((2, true))),
            ("application/problem+json", Some((3, true))),
            ("application/hal+json", Some((2, true))),
            ("application/xml", Some((1, false))),
            ("text/csv", Some((4, false))),
            ("image/png", Some((0, false))),
        ] {
            assert_eq!(chosen(&all, Some(given)), expected, "{given}");
        }
    }

    #[test]
    fn another_type_than_described_is_none() {
        assert_eq!(chosen(&["application/json"], Some("text/html")), None);
        assert_eq!(chosen(&["application/json"], Some("nonsense")), None);
    }

    #[test]
    fn without_a_header_json_is_assumed_where_it_is_described() {
        assert_eq!(chosen(&["application/xml", "application/json"], None), Some((1, true)));
        assert_eq!(chosen(&["*/*"], None), Some((0, true)));
        assert_eq!(chosen(&["application/xml"], None), None);
    }
}
