//! `driftline explain`.

use super::exchange_rules;
use crate::{args::Explain, error::CliError, outcome::Outcome, output::Output};
use driftline_finding::Registry;
use driftline_report::{explain, list_rules};

pub(super) fn run(args: &Explain) -> Result<Outcome, CliError> {
    let rules = exchange_rules().chain(driftline_extract::rules());
    // The ids of all crates are distinct: a test holds it.
    let registry = Registry::new(rules).unwrap_or_default();
    let text = match &args.rule {
        None => list_rules(&registry),
        Some(id) => explain(registry.get(id).ok_or_else(|| unknown(id, &registry))?),
    };
    Output::print(text.as_bytes())?;
    Ok(Outcome::Clean)
}

fn unknown(id: &str, registry: &Registry) -> CliError {
    let hint = registry.nearest(id).map(|nearest| format!(", is `{nearest}` meant?")).unwrap_or_default();
    CliError::UnknownRule { id: id.to_owned(), hint }
}

#[cfg(test)]
mod tests {
    use driftline_finding::Registry;

    #[test]
    fn no_two_crates_give_one_id_to_their_rules() {
        let rules = super::exchange_rules().chain(driftline_extract::rules());
        assert!(Registry::new(rules).is_ok());
    }
}
