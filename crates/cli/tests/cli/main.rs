//! The binary as people run it.

mod extract;
mod probe;
mod support;
mod validate;
