//! What secrets are called, and what they look like.

/// Header, query, cookie and member names whose values never leave. Compared without case, `-`, `_` and
/// the border before a capital alike.
pub(crate) const SECRET_NAMES: &[&str] = &[
    "access-key",
    "access-key-id",
    "access-token",
    "accesskey",
    "accesstoken",
    "admin-pass",
    "adminpass",
    "ak",
    "api-key",
    "apikey",
    "auth-token",
    "authorization",
    "authtoken",
    "awsaccesskeyid",
    "client-secret",
    "clientsecret",
    "cookie",
    "credential",
    "id-token",
    "idtoken",
    "jsessionid",
    "passphrase",
    "passwd",
    "password",
    "phpsessid",
    "private-key",
    "privatekey",
    "proxy-authorization",
    "pwd",
    "refresh-token",
    "refreshtoken",
    "secret",
    "secret-access-key",
    "secret-key",
    "secretaccesskey",
    "secretkey",
    "securitytoken",
    "session-id",
    "session-token",
    "sessionid",
    "sessiontoken",
    "set-cookie",
    "signature",
    "sk",
    "token",
    "user-data",
    "x-amz-credential",
    "x-amz-security-token",
    "x-amz-signature",
    "x-auth-token",
    "x-goog-credential",
    "x-goog-signature",
    "x-obs-signature",
    "x-security-token",
    "x-subject-token",
];

/// Endings that make a name secret whatever stands before them.
pub(crate) const SECRET_ENDINGS: &[&str] = &[
    "-token",
    "-password",
    "-passwd",
    "-passphrase",
    "-secret",
    "-secret-key",
    "-private-key",
    "-api-key",
    "-admin-pass",
];

/// The shortest run of token characters that counts as an opaque token by shape alone.
const OPAQUE: usize = 60;

/// Whether what stands between two words says that the second is the value of the first.
pub(crate) fn is_value_mark(separators: &str) -> bool {
    separators.contains(['=', ':']) && {
        let marks: String = separators.split_whitespace().collect();
        matches!(marks.as_str(), "=" | ":" | "\":" | "\":\"" | "=\"")
    }
}

/// Whether a word behind `previous` is what a scheme of authentication carries.
pub(crate) fn is_bearer(word: &str, previous: &str) -> bool {
    ["bearer", "basic", "token"].iter().any(|scheme| previous.eq_ignore_ascii_case(scheme))
        && word.len() >= 8
        && word.bytes().any(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
}

pub(crate) fn split_words(text: &str) -> impl Iterator<Item = (&str, Option<char>)> {
    let parts = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '=' | '&' | '?' | '#' | ',' | ';' | '@' | ':' | '<' | '>')
    };
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let current = rest?;
        let Some(at) = current.find(parts) else {
            rest = None;
            return Some((current, None));
        };
        let separator = current[at..].chars().next();
        rest = Some(&current[at + separator.map_or(1, char::len_utf8)..]);
        Some((&current[..at], separator))
    })
}

/// The password in `https://user:password@host`: a word between `:` and `@`.
pub(crate) fn is_userinfo(word: &str, separator: Option<char>, before: &str) -> bool {
    separator == Some('@') && before == ":" && !word.is_empty()
}

pub(crate) fn is_secret_shape(word: &str) -> bool {
    let token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '.' | '=');
    let opaque = |part: &str| {
        part.len() >= OPAQUE
            && part.chars().all(|c| token(c) && !matches!(c, '.' | '/'))
            && part.bytes().any(|b| b.is_ascii_digit())
    };
    let jwt = |part: &str| part.starts_with("eyJ") && part.matches('.').count() == 2 && part.chars().all(token);
    let part = |part: &str| opaque(part) || jwt(part) || is_access_key(part);
    word.split('/').any(part) || is_secret_key(word) || (word.starts_with("MII") && word.len() >= 40)
}

/// Whether a text is short, and nothing in it need be escaped or can be a secret by its shape, as most names and words are.
/// Not whether it is the value of a secret name.
pub(crate) fn is_harmless(text: &str) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    text.len() < 40 && text.bytes().all(|byte| is_plain(&byte)) && !is_access_key(text)
}

/// An access key: 20 capitals and digits.
fn is_access_key(word: &str) -> bool {
    word.len() == 20
        && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().any(|b| b.is_ascii_uppercase())
}

/// The secret of an access key: 40 characters of base64 of every kind. A hash in hexadecimal has one case only.
fn is_secret_key(word: &str) -> bool {
    let every = [|b: u8| b.is_ascii_digit(), |b: u8| b.is_ascii_uppercase(), |b: u8| b.is_ascii_lowercase()];
    word.len() == 40
        && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/'))
        && every.iter().all(|kind| word.bytes().any(kind))
}

/// A name in camel case, with a `-` before its capitals; `None` where there is nothing to part.
pub(crate) fn parted(name: &str) -> Option<String> {
    let bytes = name.as_bytes();
    if !bytes.iter().any(u8::is_ascii_uppercase) {
        return None;
    }
    let border =
        |pair: &[u8]| !pair[0].is_ascii_uppercase() && pair[0].is_ascii_alphanumeric() && pair[1].is_ascii_uppercase();
    bytes.windows(2).any(border).then(|| {
        let mut out = String::with_capacity(name.len() + 4);
        let mut previous = '-';
        for c in name.chars() {
            if c.is_ascii_uppercase() && !previous.is_ascii_uppercase() && previous.is_ascii_alphanumeric() {
                out.push('-');
            }
            out.push(c);
            previous = c;
        }
        out
    })
}
