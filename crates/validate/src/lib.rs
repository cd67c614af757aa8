//! Judges exchanges against a contract.
