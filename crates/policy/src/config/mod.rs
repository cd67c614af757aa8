//! The file `driftline.toml`.

mod file;
mod severities;

pub use self::severities::Severities;

pub(crate) use self::file::schema;

use driftline_finding::{Redactor, Severity, coverage::Percent};
use std::path::PathBuf;

/// What a project has decided for all its runs. A command's arguments win over it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Config {
    /// Contracts: files or folders, relative to the folder of the configuration.
    pub specs: Vec<PathBuf>,
    /// Overlays, in the order in which they are applied, relative to the folder of the configuration.
    pub overlays: Vec<PathBuf>,
    /// Captures, relative to the folder of the configuration.
    pub captures: Vec<PathBuf>,
    /// The least severity of a finding that fails a run.
    pub fail_on: Option<FailOn>,
    /// The least share of the contracts that traffic must show.
    pub coverage_min: Option<Percent>,
    /// How many causes a report keeps.
    pub max_findings: Option<usize>,
    /// The file of accepted findings, relative to the folder of the configuration.
    pub baseline: Option<PathBuf>,
    /// Names of headers, parameters and members whose values are secret, besides those that are known.
    pub secret_names: Vec<String>,
    /// How much findings matter.
    pub severities: Severities,
}

/// From which severity on findings fail a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// From this one on.
    Severity(Severity),
    /// None does.
    Never,
}

impl Config {
    /// What decides what is secret.
    pub fn redactor(&self) -> Redactor {
        self.secret_names.iter().fold(Redactor::default(), |redactor, name| redactor.secret_name(name))
    }
}
