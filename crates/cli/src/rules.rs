//! All rules that the binary knows.

use crate::commands::exchange_rules;
use driftline_finding::Registry;

/// The rules of all crates.
pub(crate) fn registry() -> Registry {
    let exchanges = exchange_rules();
    let rules = exchanges.chain(driftline_extract::rules()).chain(driftline_policy::rules());
    // The ids of all crates are distinct: a test holds it.
    Registry::new(rules).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_crates_give_one_id_to_their_rules() {
        assert!(registry().get("type-mismatch").is_some());
    }
}
