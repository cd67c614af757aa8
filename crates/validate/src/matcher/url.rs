//! The path of a URL as captured: absolute, a path, or broken.

use memchr::{memchr, memchr_iter, memchr2};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// The path of `url`, without scheme, authority, query and fragment. What has none of these is all path.
pub(crate) fn path(url: &str) -> &str {
    let url = url.trim_ascii();
    let url = &url[..memchr2(b'?', b'#', url.as_bytes()).unwrap_or(url.len())];
    let authority = match memchr(b':', url.as_bytes()) {
        Some(colon) if url[colon..].starts_with("://") && is_scheme(&url[..colon]) => Some(&url[colon + 3..]),
        _ => url.strip_prefix("//"),
    };
    match authority {
        Some(rest) => memchr(b'/', rest.as_bytes()).map_or("", |at| &rest[at..]),
        None => url,
    }
}

/// The pairs in the query of `url`, decoded as forms are: `+` is a blank. What has no `=` has an empty value.
pub(crate) fn query(url: &str) -> Vec<(String, String)> {
    let Some(mark) = memchr(b'?', url.as_bytes()) else { return Vec::new() };
    if url[..mark].contains('#') {
        return Vec::new();
    }
    let query = url[mark + 1..].split('#').next().unwrap_or_default();
    let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.filter(|(name, _)| !name.is_empty()).map(|(name, value)| (decoded(name), decoded(value))).collect()
}

/// A scheme (RFC 3986 §3.1), or a variable that stands for one.
fn is_scheme(text: &str) -> bool {
    let belongs = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'{' | b'}');
    !text.is_empty() && text.bytes().all(belongs)
}

/// The segments of a path, each percent-decoded by itself, so that an encoded slash parts nothing. Empty segments
/// are dropped, and so with them double and trailing slashes; `.` and `..` are followed (RFC 3986 §5.2.4).
pub(crate) fn segments(path: &str) -> Vec<Cow<'_, str>> {
    let mut segments = Vec::with_capacity(12);
    let is_encoded = memchr(b'%', path.as_bytes()).is_some();
    let mut from = 0;
    for end in memchr_iter(b'/', path.as_bytes()).chain([path.len()]) {
        let segment = &path[from..end];
        from = end + 1;
        let segment = if is_encoded { percent_decode_str(segment).decode_utf8_lossy() } else { Cow::Borrowed(segment) };
        match segment.as_ref() {
            "" | "." => {}
            ".." => drop(segments.pop()),
            _ => segments.push(segment),
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_found_in_every_form_of_url() {
        for (url, expected) in [
            ("https://host/v1/p?limit=1#top", "/v1/p"),
            ("HTTPS://HOST:8443/v1/p", "/v1/p"),
            ("//host/v1/p", "/v1/p"),
            ("/v1/p#top", "/v1/p"),
            ("v1/p", "v1/p"),
            ("https://host", ""),
            ("https://[::1/v1/p", "/v1/p"),
            ("https:///v1/p", "/v1/p"),
            ("{scheme}://host/v1", "/v1"),
            ("/redirect/https://host/x", "/redirect/https://host/x"),
        ] {
            assert_eq!(path(url), expected, "{url}");
        }
    }

    #[test]
    fn segments_are_decoded_one_by_one() {
        assert_eq!(segments("//v1//p%2Fq/a%20b/"), ["v1", "p/q", "a b"]);
        assert_eq!(segments("/v1/%zz/%"), ["v1", "%zz", "%"]);
        assert_eq!(segments("/v1/x/../p/./%2e%2e/q"), ["v1", "q"]);
        assert_eq!(segments("/../.."), Vec::<String>::new());
    }
}
