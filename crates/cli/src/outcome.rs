//! Exit codes: the only place that knows them.

use driftline_finding::Severity;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done, and nothing at or above the threshold.
    Clean,
    /// Findings at or above the threshold, or less observed than was asked for.
    Findings,
    /// The work could not be done.
    Failed,
    /// Nothing could be judged: silence is not health.
    Nothing,
}

/// From which severity on findings fail the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl Outcome {
    /// The outcome of a run that did its work. `worst`: of its findings; `nothing`: it had nothing to judge.
    pub(crate) fn of(worst: Option<Severity>, fail_on: FailOn, nothing: bool) -> Outcome {
        let threshold = match fail_on {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        };
        let failed = threshold.is_some_and(|threshold| worst.is_some_and(|worst| worst >= threshold));
        match (failed, nothing) {
            (true, _) => Outcome::Findings,
            (false, true) => Outcome::Nothing,
            (false, false) => Outcome::Clean,
        }
    }
}

impl From<driftline_policy::FailOn> for FailOn {
    fn from(configured: driftline_policy::FailOn) -> FailOn {
        match configured {
            driftline_policy::FailOn::Severity(Severity::Error) => FailOn::Error,
            driftline_policy::FailOn::Severity(Severity::Warning) => FailOn::Warning,
            driftline_policy::FailOn::Severity(Severity::Info) => FailOn::Info,
            driftline_policy::FailOn::Never => FailOn::Never,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Findings => 1,
            Outcome::Failed => 2,
            Outcome::Nothing => 3,
        })
    }
}
