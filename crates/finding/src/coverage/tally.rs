//! How many items there are of each kind.

use super::Percent;
use std::ops::Add;

/// What can be observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An operation.
    Operation,
    /// A documented status of an operation.
    Status,
    /// A parameter of an operation.
    Parameter,
    /// A field of a body or a parameter.
    Field,
    /// A value that an enum lists.
    EnumValue,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 5] = [Kind::Operation, Kind::Status, Kind::Parameter, Kind::Field, Kind::EnumValue];

    /// The word for several of the kind.
    pub const fn plural(self) -> &'static str {
        match self {
            Kind::Operation => "operations",
            Kind::Status => "statuses",
            Kind::Parameter => "parameters",
            Kind::Field => "fields",
            Kind::EnumValue => "enum values",
        }
    }
}

/// How many of some items were observed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those that were seen at least once.
    pub observed: u64,
    /// All of them.
    pub all: u64,
}

impl Share {
    /// The part that was observed; of nothing it is all.
    pub fn percent(self) -> Percent {
        Percent::of(self.observed, self.all)
    }
}

impl Add for Share {
    type Output = Share;

    fn add(self, other: Share) -> Share {
        Share { observed: self.observed + other.observed, all: self.all + other.all }
    }
}

/// How many items of each kind were observed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally([Share; Kind::ALL.len()]);

impl Tally {
    /// Counts one item, which was seen so often.
    pub(super) fn count(&mut self, kind: Kind, times: u64) {
        let share = &mut self.0[kind as usize];
        *share = *share + Share { observed: u64::from(times > 0), all: 1 };
    }

    /// How many items of one kind were observed.
    pub fn of(&self, kind: Kind) -> Share {
        self.0[kind as usize]
    }

    /// How many items of all kinds were observed.
    pub fn total(&self) -> Share {
        self.0.iter().fold(Share::default(), |sum, share| sum + *share)
    }
}

impl Add for Tally {
    type Output = Tally;

    fn add(self, other: Tally) -> Tally {
        Tally(Kind::ALL.map(|kind| self.of(kind) + other.of(kind)))
    }
}
