//! Cassettes in YAML: the items of one list, one after the other, each with the places of its values.
//!
//! The text is held whole, because places and anchors need it; of values there are those of one item at a time.

mod load;
mod locate;
mod scalar;
mod source;
mod stream;

pub(crate) use self::{
    load::BINARY,
    locate::{Located, Scalar},
    stream::YamlList,
};

use driftline_finding::Position;
use saphyr_parser::Marker;

/// What is wrong with a YAML text, and where.
#[derive(Clone, Debug)]
struct Fault {
    at: Position,
    reason: String,
}

impl Fault {
    fn new(mark: Marker, reason: impl Into<String>) -> Fault {
        Fault { at: position(mark), reason: reason.into() }
    }
}

fn position(mark: Marker) -> Position {
    let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX - 1);
    Position { line: narrow(mark.line()).max(1), column: narrow(mark.col()).saturating_add(1) }
}
