//! Cleaning a capture from its beginning to its end.

use super::{
    Cleaner,
    document::Copy,
    frame::{Frame, Stop},
};
use crate::{
    CaptureFormat, ReadError, ReadOptions,
    capture::Capture,
    forms,
    input::Input,
    options::Begun,
    sniff::{Arrangement, Layout},
    write_ndjson,
};
use driftline_finding::Redactor;
use std::{
    io::{self, BufRead, Write},
    sync::Arc,
};

/// What cleaning a capture gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scrubbed {
    /// The form of the copy: that of the capture, or NDJSON for a cassette in YAML.
    pub format: CaptureFormat,
    /// How many exchanges were written.
    pub exchanges: u64,
    /// How many values were masked.
    pub masked: u64,
    /// How many records, and parts beside them, were left out because they cannot be read.
    pub left_out: u64,
}

/// Why a capture could not be cleaned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScrubError {
    /// The capture cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The copy cannot be written.
    #[error("cannot write the copy")]
    Write(#[source] io::Error),
}

impl ReadOptions {
    /// Copies a capture that the user knows as `name` to `out` without its secrets, record by record.
    ///
    /// What is secret is for the [`redactor`](ReadOptions::redactor) to say, by name and by shape; also what stands
    /// beside the records and in members that nobody knows is cleaned. All else stays as it is, in the form that the
    /// capture has. Only a cassette in YAML becomes NDJSON: its comments, anchors and tags can hide what they like.
    ///
    /// What cannot be read is not copied: `left_out` gets it, with its place. A capture that breaks off is closed
    /// behind its last record, so that the copy is whole.
    ///
    /// ```
    /// use driftline_capture::ReadOptions;
    ///
    /// let har = r#"{"log": {"entries": [{"request": {"method": "GET", "url": "/v1?token=s3cret",
    ///   "headers": [{"name": "X-Auth-Token", "value": "s3cret"}]}}]}}"#;
    /// let mut copy = Vec::new();
    /// let scrubbed = ReadOptions::default().scrub("a.har", har.as_bytes(), &mut copy, |error| panic!("{error}"))?;
    /// assert_eq!(String::from_utf8(copy)?, har.replace("s3cret", "a0aaaa"));
    /// assert_eq!((scrubbed.exchanges, scrubbed.masked), (1, 2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn scrub<'r>(
        &self,
        name: impl Into<Arc<str>>,
        reader: impl BufRead + 'r,
        out: &mut dyn Write,
        mut left_out: impl FnMut(ReadError),
    ) -> Result<Scrubbed, ScrubError> {
        let redactor = self.secrets().clone();
        let redactor = if redactor.tells_apart() { redactor } else { redactor.telling_apart() };
        let before = redactor.masked();
        let mut count = 0;
        let mut leave_out = |error: ReadError| {
            count += 1;
            left_out(error.without_secrets(&redactor));
        };
        let begun = self.begun(name.into(), reader, true).map_err(|error| error.without_secrets(&redactor))?;
        let (exchanges, format) = self.copied(begun, &redactor, out, &mut leave_out)?;
        Ok(Scrubbed { format, exchanges, masked: redactor.masked() - before, left_out: count })
    }

    fn copied(
        &self,
        begun: Begun<'_>,
        redactor: &Redactor,
        out: &mut dyn Write,
        left_out: &mut dyn FnMut(ReadError),
    ) -> Result<(u64, CaptureFormat), ScrubError> {
        let Begun { mut input, layout, .. } = begun;
        if layout.arrangement == Arrangement::Yaml {
            let reader = self.reader(layout, None).map_err(|reason| input.refuse(reason))?;
            let capture = Capture::new(input, reader, layout.format, self.longest_record());
            return Ok((rewritten(capture, redactor, out, left_out)?, CaptureFormat::Ndjson));
        }
        let exchanges = self.copy(&mut input, layout, redactor, out, left_out)?;
        out.flush().map_err(ScrubError::Write)?;
        Ok((exchanges, layout.format))
    }

    fn copy(
        &self,
        input: &mut Input<'_>,
        layout: Layout,
        redactor: &Redactor,
        out: &mut dyn Write,
        left_out: &mut dyn FnMut(ReadError),
    ) -> Result<u64, ScrubError> {
        let limit = self.longest_record();
        let cleaner = Cleaner::new(redactor, limit);
        let mut copy = Copy { input, cleaner: &cleaner, limit, frame: Frame::new(out), left_out, exchanges: 0 };
        let copied = match (layout.arrangement, forms::archive(layout.format)) {
            (Arrangement::Lines, _) => copy.lines(),
            (Arrangement::List, Some(archive)) => copy.archive(archive),
            (Arrangement::Body, _) => copy.whole(),
            _ => copy.values(),
        };
        match copied {
            Ok(()) => {}
            Err(Stop::Write(error)) => return Err(ScrubError::Write(error)),
            Err(Stop::Cut) => copy.close().map_err(ScrubError::Write)?,
            // Nothing came before: there is nothing to keep.
            Err(Stop::Read(error)) if copy.exchanges == 0 || matches!(error, ReadError::Io { .. }) => {
                return Err(error.without_secrets(redactor).into());
            }
            Err(Stop::Read(error)) => {
                (copy.left_out)(error);
                copy.close().map_err(ScrubError::Write)?;
            }
        }
        Ok(copy.exchanges)
    }
}

/// Writes exchanges one a line.
fn rewritten(
    capture: Capture<'_>,
    redactor: &Redactor,
    mut out: &mut dyn Write,
    left_out: &mut dyn FnMut(ReadError),
) -> Result<u64, ScrubError> {
    let mut exchanges = 0;
    for exchange in capture {
        match exchange {
            Ok(exchange) => {
                write_ndjson(&exchange, redactor, &mut out).map_err(ScrubError::Write)?;
                exchanges += 1;
            }
            Err(error) if exchanges == 0 && error.is_final() || matches!(error, ReadError::Io { .. }) => {
                return Err(error.without_secrets(redactor).into());
            }
            Err(error) => left_out(error),
        }
    }
    out.flush().map_err(ScrubError::Write)?;
    Ok(exchanges)
}
