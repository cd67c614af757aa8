//! The macro with which a generated catalogue lists its types.

use super::draw::Draw;
use driftline_contract::{Contract, Schema};
use driftline_finding::Pointer;
use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;

/// A type of the model.
pub trait Model: Draw + Serialize + DeserializeOwned + JsonSchema + PartialEq + Debug {}

impl<T: Draw + Serialize + DeserializeOwned + JsonSchema + PartialEq + Debug> Model for T {}

/// The contract behind a catalogue, with the schema of one of its types.
#[derive(Clone, Copy)]
pub struct Entry<'c> {
    /// The name of the type.
    pub name: &'static str,
    /// The contract.
    pub contract: &'c Contract,
    /// The schema that the type stands for.
    pub schema: &'c Schema,
}

impl<'c> Entry<'c> {
    /// The entry of the schema at a pointer into the contract as it is written.
    pub fn new(name: &'static str, contract: &'c Contract, pointer: &str) -> Entry<'c> {
        Entry { name, contract, schema: schema_at(contract, pointer) }
    }
}

/// The schema at a pointer.
pub fn schema_at<'c>(contract: &'c Contract, pointer: &str) -> &'c Schema {
    let segments = pointer.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~"));
    let at = segments.fold(Pointer::ROOT, |at, segment| at.key(&segment));
    contract.schema_at(&at).unwrap_or_else(|| panic!("no schema at {pointer}"))
}

/// What is to hold for every type.
pub trait Law {
    /// Holds it against one.
    fn check<T: Model>(&self, entry: Entry<'_>);
}

/// Makes every listed type drawable, and lists it in `each`, which holds a law against all.
macro_rules! catalogue {
    ($($kind:ident $name:ident $pointer:literal $(beside $null:ident)? {$($fields:tt)*})*) => {
        /// Holds the law against every type of the contract.
        pub fn each(contract: &driftline_contract::Contract, law: &impl $crate::support::catalogue::Law) {
            let _ = (contract, law);
            $(
                // The schema of a type beside null is not all its own.
                if concat!($(stringify!($null))?).is_empty() {
                    law.check::<$name>($crate::support::catalogue::Entry::new(stringify!($name), contract, $pointer));
                }
            )*
        }

        $(draw! { $kind $name $pointer {$($fields)*} })*
    };
}

macro_rules! draw {
    (object $name:ident $pointer:literal {$($field:ident $(= $always:literal)? $(~ $sometimes:literal)?,)*}) => {
        impl $crate::support::draw::Draw for $name {
            fn draw(from: &mut $crate::support::draw::Source<'_>) -> $name {
                from.enter(|from| $name {
                    $($field: draw!(@field from $($always)? $(maybe $sometimes)?),)*
                    other: from.other(),
                })
            }
        }
    };
    // A listed value is a variant of its own: else reading and writing it would go well, and matching on it not.
    (texts $name:ident $pointer:literal {}) => {
        impl $crate::support::draw::Draw for $name {
            fn draw(from: &mut $crate::support::draw::Source<'_>) -> $name {
                let known: Vec<String> = $name::KNOWN.iter().map(|value| (*value).to_owned()).collect();
                assert!(known.iter().all(|value| !matches!($name::from(value.clone()), $name::Unknown(_))));
                from.listed(known, "not listed".to_owned())
            }
        }
    };
    (integers $name:ident $pointer:literal {}) => {
        impl $crate::support::draw::Draw for $name {
            fn draw(from: &mut $crate::support::draw::Source<'_>) -> $name {
                assert!($name::KNOWN.iter().all(|value| !matches!($name::from(*value), $name::Unknown(_))));
                from.listed($name::KNOWN.to_vec(), i64::MIN)
            }
        }
    };
    (sampled $name:ident $pointer:literal {}) => {
        impl $crate::support::draw::Draw for $name {
            fn draw(from: &mut $crate::support::draw::Source<'_>) -> $name {
                from.sampled($pointer)
            }
        }
    };
    (@field $from:ident) => { $crate::support::draw::Draw::draw($from) };
    (@field $from:ident $pointer:literal) => { $from.sampled($pointer) };
    (@field $from:ident maybe $pointer:literal) => { $from.maybe_sampled($pointer) };
}
