//! What keeps a command from doing its work, in words that say what to do.

use std::{io, path::PathBuf};

#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    #[error("{}: cannot read it", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("{}: cannot write it", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("cannot write to standard output")]
    Stdout(#[source] io::Error),
    #[error("{}: is not valid UTF-8; a contract is text in JSON or YAML", path.display())]
    NotText { path: PathBuf },
    #[error("{}: holds no contract; expected files named *.json, *.yaml or *.yml", path.display())]
    NoContract { path: PathBuf },
    #[error("{}: holds no file; expected captures", path.display())]
    NoCapture { path: PathBuf },
    #[error("{}: holds no page; expected files named *.html or *.htm", path.display())]
    NoPage { path: PathBuf },
    #[error("{}: holds no corrections; expected files named *.toml", path.display())]
    NoCorrections { path: PathBuf },
    #[error("no contract is named: give `--spec SPEC`, or `specs` in driftline.toml")]
    NoSpecNamed,
    #[error("an overlay is learnt for one contract, and there are {count}; name its file with `--spec FILE`")]
    SeveralContracts { count: usize },
    #[error(
        "{}: extends `{extends}`, and no contract has that file name; give it with `--spec`, or correct `extends`",
        path.display()
    )]
    ForeignOverlay { path: PathBuf, extends: String },
    #[error("{}: none of its targets selects anything in any contract; is it for another one?", path.display())]
    IdleOverlay { path: PathBuf },
    #[error("no capture is named: give one, `-` for standard input, or `captures` in driftline.toml")]
    NoCaptureNamed,
    #[error("no file is named to write to: give `-o FILE`, or `baseline` in driftline.toml")]
    NoBaselineNamed,
    #[error(transparent)]
    Policy(#[from] driftline_policy::InvalidFile),
    #[error(transparent)]
    Corrections(#[from] driftline_extract::InvalidCorrection),
    #[error(transparent)]
    Contract(#[from] driftline_contract::ReadContractError),
    #[error("the pages give no contract: {0}")]
    Pages(#[from] driftline_contract::InvalidContract),
    #[error(transparent)]
    Compile(#[from] driftline_validate::CompileError),
    #[error(transparent)]
    Scrub(driftline_capture::ScrubError),
    #[error(transparent)]
    Learn(#[from] driftline_validate::LearnError),
    #[error("{0}")]
    Capture(#[from] driftline_capture::ReadError),
    #[error("{}: a folder is copied into a folder; name one with `-o DIR`", path.display())]
    NoFolder { path: PathBuf },
    #[error("no operation is called `{id}`; {known}")]
    UnknownOperation { id: String, known: String },
    #[error("no rule is called `{id}`{hint} (`driftline explain` lists all rules)")]
    UnknownRule { id: String, hint: String },
    #[error("`-o -` prints one document, and there are {count}; give a folder with `-o DIR`")]
    SeveralDocuments { count: usize },
    #[error("there is nothing to write: the pages describe no body")]
    NoDocument,
    #[error("`{0}` cannot name the file of a service: use letters, digits, `.`, `-` and `_` in `--service NAME`")]
    ServiceName(String),
    #[error("{}: is no folder that could name its service; name it with `--service NAME`", path.display())]
    NoService { path: PathBuf },
    #[error("two folders are called `{0}`, and would be one file; read them with `--service NAME`, together or apart")]
    SameService(String),
    #[error("the environment variable `{0}` is not set, or is empty; put the token there")]
    NoToken(String),
    #[error(transparent)]
    Probe(#[from] driftline_live::ProbeError),
    #[error(transparent)]
    ProbeOptions(#[from] driftline_live::InvalidOptions),
}
