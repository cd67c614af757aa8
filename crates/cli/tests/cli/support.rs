//! Runs the binary as a person would, from the root of the checkout.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

/// What a run of the binary gave.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs `driftline` with these arguments.
pub(crate) fn driftline<A: AsRef<std::ffi::OsStr>>(arguments: &[A]) -> Ran {
    driftline_with(arguments, "", &[])
}

/// Runs `driftline` with these arguments, this text on standard input, and these environment variables.
pub(crate) fn driftline_with<A: AsRef<std::ffi::OsStr>>(
    arguments: &[A],
    input: &str,
    environment: &[(&str, &str)],
) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_driftline"))
        .args(arguments)
        .envs(environment.iter().copied())
        .env_remove("NO_COLOR")
        .current_dir(driftline_corpus::workspace())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    // A command that does not read its input closes it: that is no fault.
    let _ = child.stdin.take().expect("standard input").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("the binary ends");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Ran { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// Compares with a snapshot under `snapshots/cli`.
pub(crate) fn check(name: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(driftline_corpus::workspace().join("snapshots/cli"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

/// The text of a path.
pub(crate) fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
