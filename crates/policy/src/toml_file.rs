//! Strict reading of TOML: what is misspelt is named, with what was meant.

use crate::{InvalidFile, error::Source};
use driftline_finding::words::nearest_word;
use serde::de::DeserializeOwned;

/// Reads the text of a file.
pub(crate) fn read<T: DeserializeOwned>(source: Source<'_>) -> Result<T, InvalidFile> {
    toml::from_str(source.text).map_err(|error| {
        let span = error.span().unwrap_or_default();
        let problem = error.message().replace('\n', " ");
        let hint = meant(&problem).map(|meant| format!("; is `{meant}` meant?")).unwrap_or_default();
        source.wrong(&span, problem + &hint)
    })
}

/// The known name that was likely meant, for a problem that names an unknown one and then all that are known.
fn meant(problem: &str) -> Option<&str> {
    let mut quoted = problem.split('`').skip(1).step_by(2);
    let unknown = quoted.next().filter(|_| problem.starts_with("unknown "))?;
    nearest_word(unknown, quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_the_known_names_is_meant() {
        assert_eq!(meant("unknown field `fail_on`, expected one of `specs`, `fail-on`"), Some("fail-on"));
        assert_eq!(meant("unknown variant `warnin`, expected one of `error`, `warning`"), Some("warning"));
        assert_eq!(meant("unknown field `ownr`, expected one of `rule`, `owner`"), Some("owner"));
        assert_eq!(meant("unknown field `colour`, expected one of `specs`, `fail-on`"), None);
        assert_eq!(meant("missing field `fail_on`, not `fail-on`"), None);
    }
}
