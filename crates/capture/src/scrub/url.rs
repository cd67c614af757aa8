//! URLs, and parameters as a query or a form writes them.

use super::Cleaner;
use percent_encoding::percent_decode_str;

/// The shortest run of letters that can be a secret by its shape.
const SHORTEST: usize = 16;

impl Cleaner {
    /// A URL without the password, without the values of secret query parameters, and without secrets by shape.
    pub(super) fn url(&self, url: &str) -> String {
        if let Some(data) = self.data_url(url) {
            return data;
        }
        let (rest, fragment) = url.split_once('#').map_or((url, None), |(rest, part)| (rest, Some(part)));
        let (rest, query) = rest.split_once('?').map_or((rest, None), |(rest, part)| (rest, Some(part)));
        let mut out = self.address(rest);
        if let Some(query) = query {
            out.push('?');
            out.push_str(&self.parameters(query));
        }
        if let Some(fragment) = fragment {
            out.push('#');
            // A page that is an application keeps a path and a query of its own there.
            let inner = fragment.contains('?').then(|| self.inner()).flatten();
            out.push_str(&inner.map_or_else(|| self.parameters(fragment), |inner| inner.url(fragment)));
        }
        out
    }

    /// What stands before the query.
    fn address(&self, url: &str) -> String {
        let Some((scheme, rest)) = url.split_once("//") else { return self.path(url) };
        let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        let authority = match authority.rsplit_once('@') {
            Some((user, host)) => {
                let user = match user.split_once(':') {
                    Some((name, password)) => format!("{}:{}", self.redactor.text(name), self.redactor.mask(password)),
                    None => self.redactor.mask(user),
                };
                format!("{user}@{}", self.server(host))
            }
            None => self.server(authority),
        };
        format!("{}//{authority}{}", self.path(scheme), self.path(path))
    }

    /// Host and port. The port is no secret, also where the host bears the name of one (`https://token:8080`).
    fn server(&self, authority: &str) -> String {
        let is_port = |port: &str| (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit());
        match authority.rsplit_once(':') {
            Some((host, port)) if is_port(port) => format!("{}:{port}", self.redactor.text(host)),
            _ => self.redactor.text(authority),
        }
    }

    /// The segments of a path, each for itself, and their parameters (`/a;token=b`).
    fn path(&self, path: &str) -> String {
        let segment = |segment: &str| {
            if segment.contains('=') { self.parameters(segment) } else { self.hidden(segment) }
        };
        let segments: Vec<String> = path.split('/').map(segment).collect();
        segments.join("/")
    }

    /// Parameters (`a=1&b=2`).
    pub(super) fn parameters(&self, query: &str) -> String {
        let scrubbed = query.split_inclusive(['&', ';']).map(|pair| {
            let end = pair.trim_end_matches(['&', ';']).len();
            let (pair, separator) = pair.split_at(end);
            let pair = pair.split_once('=').map_or_else(
                || self.hidden(pair),
                |(name, value)| {
                    let secret = self.is_secret(&percent_decode_str(name).decode_utf8_lossy());
                    let value = if secret { self.redactor.mask(value) } else { self.hidden(value) };
                    format!("{}={value}", self.hidden(name))
                },
            );
            format!("{pair}{separator}")
        });
        scrubbed.collect()
    }

    /// A value that may hide a secret behind percent-encoding, or as JSON: masked as a whole if it does.
    pub(super) fn hidden(&self, value: &str) -> String {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        if value.len() < SHORTEST && value.bytes().all(plain) {
            return value.to_owned();
        }
        let spaced = value.replace('+', " ");
        let hides = |text: &str| {
            let decoded = percent_decode_str(text).decode_utf8_lossy();
            self.inner().is_none_or(|inner| inner.probing().string(&decoded) != decoded)
        };
        let plain = self.probe.text(value) == value;
        if plain && !hides(value) && (spaced == value || !hides(&spaced)) {
            value.to_owned()
        } else {
            self.redactor.mask(value)
        }
    }

    /// A URL that is its own content (RFC 2397).
    fn data_url(&self, url: &str) -> Option<String> {
        let (head, data) =
            url.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("data:")).and(url.split_once(','))?;
        let data = if head.to_ascii_lowercase().ends_with(";base64") {
            self.encoded(data, &crate::Headers::default())
        } else {
            let decoded = percent_decode_str(data).decode_utf8_lossy().into_owned();
            let hides = self.inner().is_none_or(|inner| inner.probing().string(&decoded) != decoded);
            if hides { self.redactor.mask(data) } else { data.to_owned() }
        };
        Some(format!("{head},{data}"))
    }
}
