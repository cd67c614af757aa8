//! How to probe.

use crate::{address, token::Token};
use driftline_finding::Redactor;
use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
    time::Duration,
};
use url::{Host, Url};

/// The longest time that makes sense. Much longer ones overflow the clock.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How to probe a running API.
///
/// The base URL is the whole prefix: a request goes to the base URL followed by the path of the operation, and the
/// base paths of the contract's servers are not added. Of a contract with the server `https://example.com/v2` and the
/// path `/things`, the base URL is `https://example.com/v2`.
///
/// ```
/// use driftline_live::ProbeOptions;
/// use std::time::Duration;
///
/// let options = ProbeOptions::new("https://example.com/v2")?
///     .parameter("project_id", "p1")
///     .token("s3cret-s3cret")
///     .total_timeout(Duration::from_secs(5));
/// assert!(!format!("{options:?}").contains("s3cret"));
/// # Ok::<(), driftline_live::InvalidOptions>(())
/// ```
#[derive(Clone)]
#[must_use]
pub struct ProbeOptions {
    pub(crate) base: Url,
    pub(crate) parameters: BTreeMap<String, String>,
    pub(crate) token: Option<Token>,
    pub(crate) connect_timeout: Duration,
    pub(crate) total_timeout: Duration,
    pub(crate) max_body: u64,
    pub(crate) user_agent: String,
    pub(crate) record: Option<PathBuf>,
    pub(crate) redactor: Redactor,
    allow_http: bool,
}

/// Why nothing can be probed with some options.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidOptions {
    /// The base URL cannot be read.
    #[error("`{url}` is no base URL: {reason}; expected one like https://example.com/v1")]
    NoUrl {
        /// What was given, without secrets.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The base URL holds more than a scheme, a host, a port and a path.
    #[error("the base URL {url} has {part}, which is not sent; leave it out")]
    UnwantedPart {
        /// The base URL, without that part.
        url: String,
        /// A user name or password, a query, or a fragment.
        part: &'static str,
    },
    /// Plain HTTP to another machine.
    #[error(
        "{url} is not encrypted: anybody on the way could read the token; use https, or allow plain http with `--allow-http`"
    )]
    PlainHttp {
        /// The base URL.
        url: String,
    },
    /// The token is empty or cannot stand in a header.
    #[error("the token {0}")]
    Token(&'static str),
    /// The user agent cannot stand in a header.
    #[error("the user agent cannot stand in a header")]
    UserAgent,
}

impl ProbeOptions {
    /// Probes the API below `base_url`: an absolute `https` URL without user, query and fragment. Plain `http` is for
    /// loopback hosts, unless it is [allowed](ProbeOptions::allow_http).
    pub fn new(base_url: &str) -> Result<ProbeOptions, InvalidOptions> {
        let no_url = |reason: String| InvalidOptions::NoUrl { url: Redactor::default().text(base_url), reason };
        let base = Url::parse(base_url).map_err(|error| no_url(error.to_string()))?;
        if !matches!(base.scheme(), "http" | "https") {
            return Err(no_url(format!("its scheme is {}", base.scheme())));
        }
        let unwanted = [
            (!base.username().is_empty() || base.password().is_some(), "a user name or a password"),
            (base.query().is_some(), "a query"),
            (base.fragment().is_some(), "a fragment"),
        ];
        if let Some((_, part)) = unwanted.into_iter().find(|(there, _)| *there) {
            let url = address::shown(&base, &Redactor::default()).trim_end_matches("?…").to_owned();
            return Err(InvalidOptions::UnwantedPart { url, part });
        }
        Ok(ProbeOptions {
            base,
            parameters: BTreeMap::new(),
            token: None,
            connect_timeout: Duration::from_secs(10),
            total_timeout: Duration::from_secs(60),
            max_body: 4 << 20,
            user_agent: concat!("driftline/", env!("CARGO_PKG_VERSION")).to_owned(),
            record: None,
            redactor: Redactor::default(),
            allow_http: false,
        })
    }

    /// Gives the value of a parameter, unescaped, for every operation that has one of that name: in the path, in the
    /// query or, without regard to case, in a header. Of two values the last one counts.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> ProbeOptions {
        self.parameters.insert(name.into(), value.into());
        self
    }

    /// Sends this token in the header `X-Auth-Token`, to the origin of the base URL only. White space around it is
    /// dropped. It is in no output; where a server sends it back, it is masked before anything sees the answer (if it
    /// has 8 characters or more).
    pub fn token(self, token: impl AsRef<str>) -> ProbeOptions {
        ProbeOptions { token: Some(Token::new(token.as_ref())), ..self }
    }

    /// Gives up on a host that does not accept a connection for so long. The default is 10 seconds; more
    /// than a day is a day.
    pub fn connect_timeout(self, limit: Duration) -> ProbeOptions {
        ProbeOptions { connect_timeout: limit.min(DAY), ..self }
    }

    /// Gives up on an operation after so long, redirects and body included. The default is 60 seconds; more
    /// than a day is a day.
    pub fn total_timeout(self, limit: Duration) -> ProbeOptions {
        ProbeOptions { total_timeout: limit.min(DAY), ..self }
    }

    /// Refuses a longer body, in bytes after decompression. The default is 4 MiB.
    pub fn max_body(self, bytes: u64) -> ProbeOptions {
        ProbeOptions { max_body: bytes, ..self }
    }

    /// Sends this `User-Agent`. The default is `driftline/` and the version.
    pub fn user_agent(self, name: impl Into<String>) -> ProbeOptions {
        ProbeOptions { user_agent: name.into(), ..self }
    }

    /// Writes every exchange to this file, without its secrets, as NDJSON that
    /// [`ReadOptions::open`](driftline_capture::ReadOptions::open) reads back to the same findings. The file appears,
    /// or is replaced, as a whole when the run is over.
    pub fn record(self, file: impl AsRef<Path>) -> ProbeOptions {
        ProbeOptions { record: Some(file.as_ref().to_owned()), ..self }
    }

    /// Decides with `redactor` what is secret in a recording. The default knows the usual secrets. What findings show
    /// is the [`Judge`](driftline_validate::Judge)'s to decide.
    pub fn redactor(self, redactor: Redactor) -> ProbeOptions {
        ProbeOptions { redactor, ..self }
    }

    /// Allows plain `http` to hosts other than loopback, where others can read the token and change the answers.
    pub fn allow_http(self, allow: bool) -> ProbeOptions {
        ProbeOptions { allow_http: allow, ..self }
    }

    /// Checks what only the whole shows.
    pub(crate) fn check(&self) -> Result<(), InvalidOptions> {
        if self.base.scheme() == "http" && !self.allow_http && !is_loopback(&self.base) {
            return Err(InvalidOptions::PlainHttp { url: self.shown(&self.base) });
        }
        match self.token.as_ref().map(Token::reveal) {
            Some("") => return Err(InvalidOptions::Token("is empty")),
            Some(token) if !can_be_sent(token) => {
                return Err(InvalidOptions::Token("holds a character that cannot stand in a header"));
            }
            Some(_) | None => {}
        }
        if can_be_sent(&self.user_agent) { Ok(()) } else { Err(InvalidOptions::UserAgent) }
    }

    /// A URL as outputs show it.
    pub(crate) fn shown(&self, url: &Url) -> String {
        self.scrub(address::shown(url, &self.redactor))
    }

    /// A text from a server or of ours, without the token.
    pub(crate) fn scrub(&self, text: String) -> String {
        match &self.token {
            Some(token) => token.scrub(text),
            None => text,
        }
    }
}

impl fmt::Debug for ProbeOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProbeOptions")
            .field("base", &self.shown(&self.base))
            .field("parameters", &self.parameters.keys())
            .field("token", &self.token)
            .field("connect_timeout", &self.connect_timeout)
            .field("total_timeout", &self.total_timeout)
            .field("max_body", &self.max_body)
            .field("record", &self.record)
            .finish_non_exhaustive()
    }
}

/// Whether a text can be the value of a header: visible ASCII and blanks (RFC 9110 §5.5).
pub(crate) fn can_be_sent(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t'))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(base_url: &str) -> String {
        let checked = ProbeOptions::new(base_url).and_then(|options| options.check());
        checked.expect_err("not a base URL").to_string()
    }

    #[test]
    fn a_base_url_is_absolute_and_bare() {
        let like = "expected one like https://example.com/v1";
        assert_eq!(refused("host/v1"), format!("`host/v1` is no base URL: relative URL without a base; {like}"));
        assert_eq!(refused("ftp://host/v1"), format!("`ftp://host/v1` is no base URL: its scheme is ftp; {like}"));
        let part = |part: &str| format!("the base URL https://host/v1 has {part}, which is not sent; leave it out");
        assert_eq!(refused("https://me:pw@host/v1"), part("a user name or a password"));
        assert_eq!(refused("https://host/v1?token=pw"), part("a query"));
        assert_eq!(refused("https://host/v1#pw"), part("a fragment"));
        assert!(!refused("https://me:hunter2@host:port/v1").contains("hunter2"));
    }

    #[test]
    fn plain_http_is_for_loopback_unless_allowed() {
        for host in ["127.0.0.1:8080", "127.9.9.9", "localhost", "api.localhost:80", "[::1]:8080"] {
            assert!(ProbeOptions::new(&format!("http://{host}")).and_then(|options| options.check()).is_ok(), "{host}");
        }
        for host in ["example.com", "localhost.example.com", "127.0.0.1.example.com", "10.0.0.1", "[::2]", "0.0.0.0"] {
            let options = ProbeOptions::new(&format!("http://{host}")).expect("a URL");
            assert!(matches!(options.check(), Err(InvalidOptions::PlainHttp { .. })), "{host}");
            assert_eq!(options.allow_http(true).check(), Ok(()));
        }
    }

    #[test]
    fn a_token_that_cannot_be_sent_is_refused_without_being_shown() {
        let options = || ProbeOptions::new("https://host").expect("a URL");
        assert_eq!(options().token("s3cret\n").check(), Ok(()));
        assert_eq!(options().token(" \n").check(), Err(InvalidOptions::Token("is empty")));
        let error = options().token("s3\ncret").check().expect_err("a line break");
        assert_eq!(error.to_string(), "the token holds a character that cannot stand in a header");
        assert_eq!(options().user_agent("a\r\nb").check(), Err(InvalidOptions::UserAgent));
    }
}
