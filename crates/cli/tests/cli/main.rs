//! The binary as people run it.

mod extract;
mod html;
mod planted;
mod probe;
mod support;
mod validate;
