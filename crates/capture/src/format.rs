//! The forms in which a capture can come.

use std::{fmt, str::FromStr};

/// The form of a capture. It is recognised by the content unless the user names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaptureFormat {
    /// Exchanges as JSON: one a line (streamed), or printed over several lines, one after the other or in one
    /// list.
    Ndjson,
    /// An HTTP Archive, version 1.1 or 1.2.
    Har,
    /// One JSON document that is itself the body of a response; the user names the operation.
    Body,
}

/// A word that names no form of capture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a form of capture: expected ndjson, har or body")]
pub struct UnknownFormat(String);

impl CaptureFormat {
    /// All forms.
    pub const ALL: [CaptureFormat; 3] = [CaptureFormat::Ndjson, CaptureFormat::Har, CaptureFormat::Body];

    /// The lower-case word that names it on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            CaptureFormat::Ndjson => "ndjson",
            CaptureFormat::Har => "har",
            CaptureFormat::Body => "body",
        }
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
        let refused = "HAR".parse::<CaptureFormat>().expect_err("words are lower case");
        assert_eq!(refused.to_string(), "`HAR` is not a form of capture: expected ndjson, har or body");
    }
}
