//! What can go wrong.

use std::{io, path::PathBuf};

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{}: {source}", path.display())]
    Toml { path: PathBuf, source: toml::de::Error },
    #[error("{}: {problem}", path.display())]
    Wrong { path: PathBuf, problem: String },
    #[error("service `{service}`: {source}")]
    Contract { service: String, source: driftline_contract::InvalidContract },
    #[error("{0}; `cargo xtask {1}` writes them anew")]
    Stale(String, &'static str),
    #[error("{0}")]
    Rules(String),
    #[error("failed: {0}")]
    Check(String),
    #[error("`{command}` {problem}")]
    Command { command: String, problem: String },
    #[error(transparent)]
    Corrections(#[from] driftline_extract::InvalidCorrection),
    #[error(transparent)]
    Model(#[from] crate::model::ModelError),
}
