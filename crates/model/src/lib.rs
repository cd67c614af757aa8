//! Typed Rust of the committed contracts, generated.
