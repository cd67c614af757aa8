//! The binary as people run it.

mod extract;
mod support;
mod validate;
