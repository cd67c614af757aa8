//! Names under which secrets stand, and how the value of each is masked.

use super::Cleaner;

/// What servers and proxies put before the name of a header or parameter when they log it.
const PREFIXES: &[&str] =
    &["http_", "sent_http_", "upstream_http_", "arg_", "http-", "header_", "req_header_", "resp_header_"];

/// Schemes of authentication, which are none of the secret that follows.
const SCHEMES: &[&str] = &["basic", "bearer", "digest", "negotiate", "token", "apikey"];

/// Attributes of a cookie (RFC 6265 §4.1.2), which are none of its value.
const ATTRIBUTES: &[&str] =
    &["domain", "expires", "httponly", "max-age", "partitioned", "path", "priority", "samesite", "secure"];

impl Cleaner {
    /// Whether what stands under this name is a secret, also where a log has put something before the name.
    pub(super) fn is_secret(&self, name: &str) -> bool {
        self.redactor.is_secret_name(name) || bare(name).is_some_and(|name| self.redactor.is_secret_name(name))
    }

    /// The mask for the value of a secret. Of cookies the names stay, of credentials their scheme.
    pub(super) fn secret(&self, name: &str, value: &str) -> String {
        match bare(name).unwrap_or(name).to_ascii_lowercase().replace('_', "-").as_str() {
            "cookie" | "cookie2" => self.cookies(value, false),
            "set-cookie" | "set-cookie2" => self.cookies(value, true),
            _ => match value.split_once(' ') {
                Some((scheme, rest)) if SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)) => {
                    format!("{scheme} {}", self.redactor.mask(rest))
                }
                _ => self.redactor.mask(value),
            },
        }
    }

    fn cookies(&self, value: &str, set: bool) -> String {
        let cookie = |(index, pair): (usize, &str)| match pair.split_once('=') {
            Some((name, value)) if set && index > 0 && is_attribute(name) && !value.contains('=') => {
                format!("{name}={}", self.redactor.text(value))
            }
            None if set && index > 0 && is_attribute(pair) => pair.to_owned(),
            Some((name, value)) => format!("{}={}", self.redactor.text(name), self.redactor.mask(value)),
            None => self.redactor.mask(pair),
        };
        let pairs: Vec<String> = value.split(';').enumerate().map(cookie).collect();
        pairs.join(";")
    }

    /// Whether a word of the text is the name of a secret.
    pub(super) fn names_secret(&self, text: &str) -> bool {
        let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_');
        words.any(|word| self.is_secret(word))
    }
}

/// Whether the members of this name are cookies: their values are secret, whatever the name of each.
pub(super) fn is_cookies(name: &str) -> bool {
    name.len() >= 7 && name.is_char_boundary(name.len() - 7) && name[name.len() - 7..].eq_ignore_ascii_case("cookies")
}

/// Whether the members of this name are header fields.
pub(super) fn is_fields(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("headers") || name.ends_with("trailers") || name == "metadata"
}

fn is_attribute(name: &str) -> bool {
    ATTRIBUTES.iter().any(|known| name.trim().eq_ignore_ascii_case(known))
}

/// The name without what a log has put before it (`http_x_auth_token`, `http.request.headers.x-auth-token`).
fn bare(name: &str) -> Option<&str> {
    let last = name.rsplit_once('.').map(|(_, last)| last);
    let rest = last.unwrap_or(name);
    let rest = rest.strip_suffix("[]").unwrap_or(rest);
    let stripped = PREFIXES.iter().find_map(|prefix| rest.strip_prefix(prefix));
    // The value of a cookie under its name.
    let cookie = rest.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("cookie_")).then_some("cookie-token");
    let found = cookie.or(stripped).unwrap_or(rest);
    (found.len() != name.len()).then_some(found)
}
