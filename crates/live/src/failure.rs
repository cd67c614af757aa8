//! Why an operation could not be probed, although a request was sent or tried.

use std::{io, time::Duration};
use ureq::{Error, Timeout};

/// Why a request got no answer that can be judged. That says nothing about the contract: it is no finding.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProbeFailure {
    /// The name of the host cannot be resolved.
    #[error("the host of {origin} cannot be found")]
    HostNotFound {
        /// Scheme, host and port.
        origin: String,
    },
    /// The host is there, and nothing listens on the port.
    #[error("{origin} refused the connection; is the server running?")]
    Refused {
        /// Scheme, host and port.
        origin: String,
    },
    /// No secure connection could be made.
    #[error("no secure connection with {origin}: {reason}")]
    Tls {
        /// Scheme, host and port.
        origin: String,
        /// What went wrong, in the words of the TLS library.
        reason: String,
    },
    /// Time was up.
    #[error("time was up after {} s {stage}", limit.as_secs_f64())]
    Timeout {
        /// What it was spent on last.
        stage: Stage,
        /// How long was allowed.
        limit: Duration,
    },
    /// The connection could not be made or broke off.
    #[error("the connection failed {stage}: {reason}")]
    Connection {
        /// When it did.
        stage: Stage,
        /// What went wrong, in the words of the operating system.
        reason: String,
    },
    /// What came is not HTTP as RFC 9112 has it.
    #[error("the answer is not valid HTTP: {reason}")]
    NotHttp {
        /// What is wrong with it.
        reason: String,
    },
    /// The body is longer than allowed.
    #[error("the body is longer than {limit} bytes; raise the limit for bodies to judge it")]
    TooLarge {
        /// How long it may be, in bytes after decompression.
        limit: u64,
    },
    /// The body says it is compressed, and cannot be decompressed.
    #[error("the body cannot be decompressed: {reason}")]
    Undecodable {
        /// What is wrong with it.
        reason: String,
    },
    /// The server redirects to another scheme, host or port. The token is not for that one.
    #[error("the server redirects ({status}) to another origin, {target}, which is not followed")]
    RedirectElsewhere {
        /// The status.
        status: u16,
        /// Where to, without query and secrets.
        target: String,
    },
    /// The server redirects again and again.
    #[error("the server redirects more than {limit} times, at last to {target}")]
    TooManyRedirects {
        /// How many redirects are followed.
        limit: usize,
        /// Where to, without query and secrets.
        target: String,
    },
    /// The server redirects to something that is no URL.
    #[error("the server redirects ({status}) to something that is no URL")]
    RedirectUnreadable {
        /// The status.
        status: u16,
    },
}

/// What a probe does at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// It looks the host up and connects.
    Connecting,
    /// It sends the request and waits for the head of the answer.
    Waiting,
    /// It reads the body.
    Reading,
}

impl std::fmt::Display for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Stage::Connecting => "while connecting",
            Stage::Waiting => "while waiting for the answer",
            Stage::Reading => "while reading the body",
        })
    }
}

/// What is known about a request when it fails.
pub(crate) struct Attempt<'a> {
    /// Scheme, host and port.
    pub(crate) origin: &'a str,
    pub(crate) stage: Stage,
    pub(crate) connect_timeout: Duration,
    pub(crate) total_timeout: Duration,
    pub(crate) max_body: u64,
}

impl Attempt<'_> {
    /// The failure behind an error of the HTTP client.
    pub(crate) fn failure(&self, error: Error) -> ProbeFailure {
        match error {
            Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
                ProbeFailure::Timeout { stage: Stage::Connecting, limit: self.connect_timeout }
            }
            Error::Timeout(_) => self.timeout(),
            Error::HostNotFound => ProbeFailure::HostNotFound { origin: self.origin.to_owned() },
            Error::Io(error) => self.io(&error),
            Error::Rustls(error) => self.tls(error.to_string()),
            Error::Tls(reason) => self.tls(reason.to_owned()),
            Error::TlsRequired => self.tls("the connection is not encrypted".to_owned()),
            Error::BodyExceedsLimit(_) => ProbeFailure::TooLarge { limit: self.max_body },
            Error::Decompress(_, error) => ProbeFailure::Undecodable { reason: error.to_string() },
            Error::Protocol(error) => ProbeFailure::NotHttp { reason: error.to_string() },
            Error::Http(error) => ProbeFailure::NotHttp { reason: error.to_string() },
            Error::LargeResponseHeader(_, limit) => {
                ProbeFailure::NotHttp { reason: format!("its head is longer than {limit} bytes") }
            }
            // None of these comes from a plain GET without proxy, cookies and redirects of the client's own.
            other => ProbeFailure::Connection { stage: self.stage, reason: other.to_string() },
        }
    }

    /// The failure of not being done in time.
    pub(crate) fn timeout(&self) -> ProbeFailure {
        ProbeFailure::Timeout { stage: self.stage, limit: self.total_timeout }
    }

    fn io(&self, error: &io::Error) -> ProbeFailure {
        let origin = self.origin.to_owned();
        match error.kind() {
            io::ErrorKind::ConnectionRefused => ProbeFailure::Refused { origin },
            _ if is_lookup(error) => ProbeFailure::HostNotFound { origin },
            // The handshake gives errors of rustls in this wrapping.
            io::ErrorKind::InvalidData if self.stage != Stage::Reading && error.raw_os_error().is_none() => {
                self.tls(error.get_ref().map_or_else(|| error.to_string(), ToString::to_string))
            }
            io::ErrorKind::UnexpectedEof => self.connection("the server closed it too early"),
            kind => self.connection(&kind.to_string()),
        }
    }

    fn connection(&self, reason: &str) -> ProbeFailure {
        ProbeFailure::Connection { stage: self.stage, reason: reason.to_owned() }
    }

    fn tls(&self, reason: String) -> ProbeFailure {
        ProbeFailure::Tls { origin: self.origin.to_owned(), reason }
    }
}

/// Whether the lookup of the host failed. The standard library has no kind for that: on Unix it wraps a text of its
/// own, on Windows it passes on the codes `WSAHOST_NOT_FOUND` to `WSANO_DATA`.
fn is_lookup(error: &io::Error) -> bool {
    let windows = cfg!(windows) && error.raw_os_error().is_some_and(|code| (11001..=11004).contains(&code));
    windows || error.to_string().starts_with("failed to lookup address information")
}
