//! Formatting, as `cargo fmt` would.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::Path,
    process::{Command, Stdio},
};

/// Why no model was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum ModelError {
    /// `rustfmt` did not start or broke off.
    #[error("cannot run rustfmt; is the component `rustfmt` installed?")]
    Run(#[from] io::Error),
    /// `rustfmt` refused a text: the generator wrote something that is no Rust.
    #[error("rustfmt refuses the generated `{path}`: {message}")]
    Refused {
        /// The path relative to `crates/model`.
        path: String,
        /// What `rustfmt` said.
        message: String,
    },
}

/// Every text, formatted.
pub(super) fn all(texts: BTreeMap<String, String>) -> Result<BTreeMap<String, String>, ModelError> {
    texts.into_iter().map(|(path, text)| format(&path, &text).map(|text| (path, text))).collect()
}

fn format(path: &str, text: &str) -> Result<String, ModelError> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().find(|folder| folder.join("rustfmt.toml").is_file());
    let mut command = Command::new("rustfmt");
    command.args(["--edition", "2024", "--emit", "stdout", "--quiet"]);
    command.args(root.into_iter().flat_map(|root| [Path::new("--config-path"), root]));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    // rustfmt reads everything before it writes, so that writing it all first cannot block; it goes out of scope
    // here, which ends the input.
    if let Some(mut input) = child.stdin.take() {
        input.write_all(text.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(ModelError::Refused { path: path.to_owned(), message })
    }
}
