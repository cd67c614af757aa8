//! The forms in which a capture can come.

use std::{fmt, str::FromStr};

/// The form of a capture. It is recognised by the content unless the user names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CaptureFormat {
    /// Exchanges as JSON: one a line (streamed), or printed over several lines, one after the other or in one
    /// list.
    Ndjson,
    /// An HTTP Archive, version 1.1 or 1.2.
    Har,
    /// A cassette of vcrpy, in YAML or JSON.
    Vcrpy,
    /// A cassette of Ruby VCR, in YAML or JSON.
    RubyVcr,
    /// A cassette of go-vcr, in YAML or JSON.
    GoVcr,
    /// Stub mappings of WireMock, several in one file or one alone.
    Wiremock,
    /// A simulation of Hoverfly.
    Hoverfly,
    /// The log of a Kong gateway, one JSON object a line.
    Kong,
    /// The access log of nginx, Apache or another web server, one JSON object a line.
    AccessLog,
    /// One JSON document that is itself the body of a response; the user names the operation.
    Body,
}

/// A word that names no form of capture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not a form of capture: expected {}", listed(), word = .0)]
pub struct UnknownFormat(String);

impl CaptureFormat {
    /// All forms.
    pub const ALL: [CaptureFormat; 10] = [
        CaptureFormat::Ndjson,
        CaptureFormat::Har,
        CaptureFormat::Vcrpy,
        CaptureFormat::RubyVcr,
        CaptureFormat::GoVcr,
        CaptureFormat::Wiremock,
        CaptureFormat::Hoverfly,
        CaptureFormat::Kong,
        CaptureFormat::AccessLog,
        CaptureFormat::Body,
    ];

    /// The lower-case word that names it on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            CaptureFormat::Ndjson => "ndjson",
            CaptureFormat::Har => "har",
            CaptureFormat::Vcrpy => "vcrpy",
            CaptureFormat::RubyVcr => "ruby-vcr",
            CaptureFormat::GoVcr => "go-vcr",
            CaptureFormat::Wiremock => "wiremock",
            CaptureFormat::Hoverfly => "hoverfly",
            CaptureFormat::Kong => "kong",
            CaptureFormat::AccessLog => "access-log",
            CaptureFormat::Body => "body",
        }
    }

    /// What it is, for a person.
    pub const fn summary(self) -> &'static str {
        match self {
            CaptureFormat::Ndjson => "exchanges as JSON, one a line",
            CaptureFormat::Har => "HTTP Archive, of browsers and proxies",
            CaptureFormat::Vcrpy => "cassette of vcrpy (Python)",
            CaptureFormat::RubyVcr => "cassette of VCR (Ruby)",
            CaptureFormat::GoVcr => "cassette of go-vcr (Go)",
            CaptureFormat::Wiremock => "stub mappings of WireMock",
            CaptureFormat::Hoverfly => "simulation of Hoverfly",
            CaptureFormat::Kong => "log of Kong, one JSON object a line",
            CaptureFormat::AccessLog => "access log of nginx or Apache, one JSON object a line",
            CaptureFormat::Body => "one bare response body, of the operation that is named",
        }
    }
}

fn listed() -> String {
    let words: Vec<&str> = CaptureFormat::ALL.into_iter().map(CaptureFormat::as_str).collect();
    match words.split_last() {
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

impl fmt::Display for CaptureFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for CaptureFormat {
    type Err = UnknownFormat;

    fn from_str(word: &str) -> Result<CaptureFormat, UnknownFormat> {
        let known = CaptureFormat::ALL.into_iter().find(|format| format.as_str() == word);
        known.ok_or_else(|| UnknownFormat(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_reads_back_from_its_print() {
        for format in CaptureFormat::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        let refused = "HAR".parse::<CaptureFormat>().expect_err("words are lower case").to_string();
        assert!(refused.starts_with("`HAR` is not a form of capture: expected ndjson, har, "), "{refused}");
        assert!(refused.ends_with(" or body"), "{refused}");
    }
}
