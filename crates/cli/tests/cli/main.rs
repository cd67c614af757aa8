//! The binary as people run it.

mod baseline;
mod configuration;
mod coverage;
mod extract;
mod html;
mod learn;
mod max_findings;
mod planted;
mod probe;
mod scrub;
mod support;
mod validate;
