//! What a project has decided, from its files.

use crate::{error::CliError, outcome::FailOn, rules};
use driftline_contract::Contract;
use driftline_finding::{Day, Finding};
use driftline_policy::{Baseline, Config};
use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

/// Where a configuration is looked for.
const CONFIG: &str = "driftline.toml";

/// The configuration that was named, or that of the working directory, or none.
pub(crate) fn config(named: Option<&Path>) -> Result<Config, CliError> {
    let path = named.unwrap_or(Path::new(CONFIG));
    match fs::read_to_string(path) {
        Ok(text) => Ok(Config::read(&path.display().to_string(), &text, &rules::registry())?),
        Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => Ok(Config::default()),
        Err(source) => Err(CliError::Read { path: path.to_owned(), source }),
    }
}

/// A file of accepted findings.
pub(crate) fn baseline(path: &Path) -> Result<Baseline, CliError> {
    let text = fs::read_to_string(path).map_err(|source| CliError::Read { path: path.to_owned(), source })?;
    Ok(Baseline::read(&path.display().to_string(), &text)?)
}

/// The threshold of the arguments, or of the configuration, or the usual one.
pub(crate) fn fail_on(argument: Option<FailOn>, config: &Config) -> FailOn {
    argument.or(config.fail_on.map(FailOn::from)).unwrap_or(FailOn::Error)
}

/// What the arguments name, or else the configuration.
pub(crate) fn either<'a>(arguments: &'a [PathBuf], configured: &'a [PathBuf]) -> &'a [PathBuf] {
    if arguments.is_empty() { configured } else { arguments }
}

/// The path templates of operations, by their ids.
pub(crate) struct Paths<'c>(HashMap<&'c str, &'c str>);

impl<'c> Paths<'c> {
    pub(crate) fn of(contracts: &'c [Contract]) -> Paths<'c> {
        let operations = contracts.iter().flat_map(Contract::operations);
        Paths(operations.map(|one| (one.id.as_str(), one.path.as_str())).collect())
    }

    /// The path of the operation of a finding.
    pub(crate) fn get(&self, finding: &Finding) -> Option<&'c str> {
        self.0.get(finding.operation.as_deref()?).copied()
    }
}

/// The findings as the configuration weighs them.
pub(crate) fn weigh(findings: Vec<Finding>, contracts: &[Contract], config: &Config) -> Vec<Finding> {
    let paths = Paths::of(contracts);
    config.severities.apply(findings, |finding| paths.get(finding))
}

/// Today, in UTC. A clock that stands before 1970 shows its first day.
pub(crate) fn today() -> Day {
    Day::of_unix_time(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()))
}
