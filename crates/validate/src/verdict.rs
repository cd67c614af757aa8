//! What the judge says about one exchange.

use crate::Matched;
use driftline_finding::Finding;

/// What the judge says about one exchange.
///
/// "Not judged" is an answer of its own, with a reason, for each body: silence must never read as health.
#[derive(Debug)]
#[must_use]
pub struct Verdict<'j> {
    /// The operation that it was judged by; `None` when it belongs to none.
    pub operation: Option<Matched<'j>>,
    /// Where there is no operation, the one that comes nearest. A contract pointer in the finding is into its contract.
    pub nearest: Option<Matched<'j>>,
    /// The status of the answer, where there is one.
    pub status: Option<u16>,
    /// What became of the body of the request.
    pub request: Outcome,
    /// What became of the response.
    pub response: Outcome,
    /// Every deviation: of the request first.
    pub findings: Vec<Finding>,
}

/// What became of one half of an exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its body was judged.
    Judged,
    /// It is described, and there was no body to judge.
    NoBody,
    /// It was not judged.
    Unjudged(Unjudged),
}

/// Why something was not judged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unjudged {
    /// The exchange belongs to no operation.
    #[error("the exchange belongs to no operation of the contract")]
    NoOperation,
    /// The capture holds no response.
    #[error("the capture holds no response")]
    NoResponse,
    /// The server refused the request with this status, so a wrong request is none of its faults.
    #[error("the server refused the request with status {0}")]
    Refused(u16),
    /// The contract does not describe the body.
    #[error("the contract does not describe the body")]
    NoSchema,
    /// The contract does not describe the status, which is a finding.
    #[error("the contract does not describe the status {0}")]
    Status(u16),
    /// The contract does not describe the media type, which is a finding.
    #[error("the contract does not describe the media type {0}")]
    MediaType(String),
    /// The contract describes the body in a media type that is not JSON.
    #[error("bodies of the media type {0} are not judged")]
    NotJson(String),
    /// The capture does not hold the body, or it cannot be decoded.
    #[error("the body is not available: {0}")]
    Unavailable(String),
    /// The body is no text.
    #[error("the body is {0} bytes of binary data")]
    Binary(usize),
}

/// A verdict in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Conclusion {
    /// Something was judged, and nothing deviates.
    Conforms,
    /// Something deviates.
    Drifts,
    /// Nothing could be judged.
    Unjudged,
}

impl Verdict<'_> {
    /// The verdict in one word.
    pub fn conclusion(&self) -> Conclusion {
        let judged = self.request == Outcome::Judged || matches!(self.response, Outcome::Judged | Outcome::NoBody);
        match (self.findings.is_empty(), judged) {
            (false, _) => Conclusion::Drifts,
            (true, true) => Conclusion::Conforms,
            (true, false) => Conclusion::Unjudged,
        }
    }
}

/// Counts what became of the exchanges of a run. read = matched + unmatched + unreadable, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many exchanges belong to an operation.
    pub matched: u64,
    /// How many belong to none.
    pub unmatched: u64,
    /// How many records were no exchanges.
    pub unreadable: u64,
    /// How many bodies were judged.
    pub bodies_judged: u64,
    /// How many exchanges that belong to an operation were not judged at all, with no finding either.
    pub unjudged: u64,
}

impl Tally {
    /// Counts one verdict.
    pub fn verdict(&mut self, verdict: &Verdict<'_>) {
        let number = |yes: bool| u64::from(yes);
        self.matched += number(verdict.operation.is_some());
        self.unmatched += number(verdict.operation.is_none());
        self.bodies_judged += number(verdict.request == Outcome::Judged) + number(verdict.response == Outcome::Judged);
        self.unjudged += number(verdict.conclusion() == Conclusion::Unjudged);
    }

    /// Counts one record that is no exchange.
    pub fn unreadable(&mut self) {
        self.unreadable += 1;
    }

    /// How many records were read.
    pub fn read(&self) -> u64 {
        self.matched + self.unmatched + self.unreadable
    }

    /// Whether nothing was judged: no exchange belonged to an operation, or none of those could be judged.
    pub fn nothing_judged(&self) -> bool {
        self.matched == self.unjudged
    }

    /// The counts of two runs as of one.
    #[must_use]
    pub fn merge(self, other: Tally) -> Tally {
        Tally {
            matched: self.matched + other.matched,
            unmatched: self.unmatched + other.unmatched,
            unreadable: self.unreadable + other.unreadable,
            bodies_judged: self.bodies_judged + other.bodies_judged,
            unjudged: self.unjudged + other.unjudged,
        }
    }
}
