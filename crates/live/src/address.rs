//! Addresses: a path template and values become a URL below the base URL.

use driftline_finding::Redactor;
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::Url;

/// What a value keeps as it is: the unreserved characters of RFC 3986 §2.3.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What the text of a template cannot keep: what no URL may hold. An escape (`%20`) stays.
const TEXT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Why a template cannot be filled.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unfilled {
    /// A value is empty: the path would have another shape.
    Empty(String),
    /// A segment of the path would be `.` or `..`, and lead elsewhere (RFC 3986 §5.2.4). No escape prevents that.
    DotSegment(String),
}

/// `text` as one piece of a path or query: no character of it parts anything.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, VALUE).to_string()
}

/// The URL of a path template below `base`, with the query that the template itself may hold.
/// `value` knows all variables; one that it does not know counts as empty.
pub(crate) fn fill<'v>(base: &Url, template: &str, value: impl Fn(&str) -> Option<&'v str>) -> Result<Url, Unfilled> {
    let template = template.split('#').next().unwrap_or_default();
    let (path, query) = template.split_once('?').map_or((template, None), |(path, query)| (path, Some(query)));
    let path = substitute(path.trim_start_matches('/'), &value)?;
    let is_dot = |segment: &&str| matches!(&*percent_decode_str(segment).decode_utf8_lossy(), "." | "..");
    if let Some(segment) = path.split('/').find(is_dot) {
        return Err(Unfilled::DotSegment(segment.to_owned()));
    }
    let mut url = base.clone();
    url.set_path(&format!("{}/{path}", base.path().trim_end_matches('/')));
    if let Some(query) = query {
        url.set_query(Some(&substitute(query, &value)?));
    }
    Ok(url)
}

/// Adds a parameter to the query.
pub(crate) fn add_query(url: &mut Url, name: &str, value: &str) {
    let pair = format!("{}={}", encoded(name), encoded(value));
    let query = url.query().filter(|query| !query.is_empty()).map_or(pair.clone(), |query| format!("{query}&{pair}"));
    url.set_query(Some(&query));
}

/// A URL for people: without user and password, without what stands behind `?`, without secrets by shape.
pub(crate) fn shown(url: &Url, redactor: &Redactor) -> String {
    let origin = url.origin().ascii_serialization();
    let query = if url.query().is_some() { "?…" } else { "" };
    format!("{origin}{}{query}", redactor.text(url.path()))
}

fn substitute<'v>(template: &str, value: &impl Fn(&str) -> Option<&'v str>) -> Result<String, Unfilled> {
    let mut parts = template.split('{');
    let mut out = utf8_percent_encode(parts.next().unwrap_or_default(), TEXT).to_string();
    for part in parts {
        let Some((name, text)) = part.split_once('}') else {
            // A brace that is never closed is text.
            out.extend(utf8_percent_encode("{", TEXT).chain(utf8_percent_encode(part, TEXT)));
            continue;
        };
        let given = value(name).filter(|value| !value.is_empty());
        out.push_str(&encoded(given.ok_or_else(|| Unfilled::Empty(name.to_owned()))?));
        out.extend(utf8_percent_encode(text, TEXT));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn base() -> Url {
        Url::parse("https://host:8443/mock/").expect("a URL")
    }

    fn filled(template: &str, given: &str) -> Result<String, Unfilled> {
        fill(&base(), template, |name| (name != "none").then_some(given)).map(String::from)
    }

    #[test]
    fn values_are_encoded_and_texts_kept() {
        for (template, value, url) in [
            ("/v1/{p}/x", "a", "https://host:8443/mock/v1/a/x"),
            ("/v1/{p}", "a/b?c#d%2F e", "https://host:8443/mock/v1/a%2Fb%3Fc%23d%252F%20e"),
            ("/v1/{r}:{p}", "\u{e4}", "https://host:8443/mock/v1/%C3%A4:%C3%A4"),
            ("v1/a%20b c/{p", "x", "https://host:8443/mock/v1/a%20b%20c/%7Bp"),
            ("/v1/{p}?action=start&of={p}#x", "a&b", "https://host:8443/mock/v1/a%26b?action=start&of=a%26b"),
            ("/{p}", "...", "https://host:8443/mock/..."),
            ("/{p}", "%2e%2e", "https://host:8443/mock/%252e%252e"),
            ("/", "", "https://host:8443/mock/"),
        ] {
            assert_eq!(filled(template, value).as_deref(), Ok(url), "{template} {value}");
        }
    }

    #[test]
    fn what_would_lead_elsewhere_is_refused() {
        for (template, value) in [("/v1/{p}/x", ".."), ("/{p}", "."), ("/{p}{p}", "."), ("/a/%2E./x", "a")] {
            assert!(matches!(filled(template, value), Err(Unfilled::DotSegment(_))), "{template} {value}");
        }
        assert_eq!(filled("/{p}", ""), Err(Unfilled::Empty("p".to_owned())));
        assert_eq!(filled("/{none}", "a"), Err(Unfilled::Empty("none".to_owned())));
    }

    #[test]
    fn a_query_takes_further_parameters() {
        let mut url = fill(&base(), "/x", |_| None).expect("no variables");
        add_query(&mut url, "a b", "1&2");
        add_query(&mut url, "c", "");
        assert_eq!(url.query(), Some("a%20b=1%262&c="));
    }

    #[test]
    fn a_url_is_shown_without_what_may_be_secret() {
        let url = Url::parse("https://me:pw@host/a?token=x#y").expect("a URL");
        assert_eq!(shown(&url, &Redactor::default()), "https://host/a?…");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn law_02_any_template_and_value_stay_below_the_base(template in "[ -~\u{e4}]{0,24}", value in "\\PC{1,8}|[.%/?#2eE]{1,4}") {
            if let Ok(url) = fill(&base(), &template, |_| Some(&value)) {
                prop_assert!(url.as_str().starts_with("https://host:8443/mock/"), "{}", url);
                prop_assert_eq!(url.fragment(), None);
            }
        }

        #[test]
        fn a_value_is_one_segment_that_decodes_to_itself(value in "\\PC{1,8}|[.%/?#2eE]{1,4}") {
            prop_assume!(value != "." && value != "..");
            let url = fill(&base(), "/a/{p}/b", |_| Some(&value)).expect("a value");
            let segments: Vec<&str> = url.path_segments().expect("a path").collect();
            prop_assert_eq!(segments.len(), 4);
            prop_assert_eq!(percent_decode_str(segments[2]).decode_utf8().expect("UTF-8"), value);
        }
    }
}
