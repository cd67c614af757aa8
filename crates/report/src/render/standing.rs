//! What people decided about a finding, in words.

use driftline_finding::{Acceptance, Standing};

/// For a finding that somebody accepted: that it is known, or counts again, and who says why.
pub(super) fn words(standing: &Standing) -> Option<String> {
    let (acceptance, was, end) = match standing {
        Standing::New => return None,
        Standing::Accepted(acceptance) => (acceptance, "accepted", ""),
        Standing::Expired(acceptance) => (acceptance, "was accepted", ", and counts again"),
    };
    let Acceptance { reason, owner, until, .. } = &**acceptance;
    let some = |before: &str, text: &str| if text.is_empty() { String::new() } else { format!("{before}{text}") };
    let owner = some(" by ", owner.trim());
    let until = some(" until ", &until.map(|day| day.to_string()).unwrap_or_default());
    let reason = some(": ", reason.trim());
    Some(format!("{was}{owner}{until}{end}{reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftline_finding::{Day, Place};
    use std::sync::Arc;

    #[test]
    fn what_nobody_said_is_left_out() {
        let acceptance = |reason: &str, owner: &str, until| {
            let (reason, owner) = (reason.to_owned(), owner.to_owned());
            Arc::new(Acceptance { reason, owner, until, place: Place::file("baseline.toml") })
        };
        let day = Day::new(2026, 12, 31);
        for (standing, expected) in [
            (Standing::New, None),
            (Standing::Accepted(acceptance("", "", None)), Some("accepted")),
            (Standing::Accepted(acceptance("old", "", None)), Some("accepted: old")),
            (Standing::Accepted(acceptance("old", "us", day)), Some("accepted by us until 2026-12-31: old")),
            (
                Standing::Expired(acceptance("", "us", day)),
                Some("was accepted by us until 2026-12-31, and counts again"),
            ),
        ] {
            assert_eq!(words(&standing).as_deref(), expected);
        }
    }
}
