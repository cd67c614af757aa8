//! Takes the secrets out of what is written down: by the name under which a value stands, and by its shape.
//!
//! What is a secret, and its mask, is for the [`Redactor`] to say; here is known where secrets can stand. The text of a
//! JSON document is changed in place: what is no secret stays as it was, to the last blank.

mod bytes;
mod document;
mod frame;
mod json;
mod names;
mod run;
mod stated;
mod text;
mod tree;
mod url;

pub use self::run::{ScrubError, Scrubbed};

use crate::Headers;
use driftline_finding::Redactor;

/// The longest that compressed data in a message is looked into.
const SHORT: usize = 1 << 20;

/// Cleans values of every kind.
#[derive(Clone)]
pub(crate) struct Cleaner {
    redactor: Redactor,
    /// Decides without being counted: whether something hides a secret.
    probe: Redactor,
    /// The most that compressed data in a record may become.
    limit: usize,
    /// How many texts may still stand in one another.
    depth: u8,
}

impl Cleaner {
    pub(crate) fn new(redactor: &Redactor, limit: usize) -> Cleaner {
        Cleaner { redactor: redactor.clone(), probe: redactor.forgetting(), limit, depth: 8 }
    }

    /// The cleaner of a text that stands in another one; `None` where it stands too deep to be looked into.
    fn inner(&self) -> Option<Cleaner> {
        Some(Cleaner { depth: self.depth.checked_sub(1)?, ..self.clone() })
    }

    /// The same decisions, not counted.
    fn probing(&self) -> Cleaner {
        Cleaner { redactor: self.probe.clone(), ..self.clone() }
    }
}

/// The text of a body. Of a text whose form is not known, only what holds no secret name is kept readable.
pub(crate) fn text(redactor: &Redactor, headers: &Headers, text: &str) -> String {
    Cleaner::new(redactor, SHORT).body(text, headers)
}

/// A part of a message.
pub(crate) fn string(redactor: &Redactor, text: &str) -> String {
    Cleaner::new(redactor, SHORT).string(text)
}

/// One record of a capture in JSON.
pub(crate) fn record(redactor: &Redactor, text: &str) -> String {
    Cleaner::new(redactor, SHORT).json(text, &json::Within::new(&Headers::default()))
}

#[cfg(test)]
mod tests;
