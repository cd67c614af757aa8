//! Reads HTML reference pages into operations and a contract.
