//! `driftline explain`.

use crate::{args::Explain, error::CliError, outcome::Outcome, output::Output, rules};
use driftline_finding::Registry;
use driftline_report::{explain, list_rules};

pub(super) fn run(args: &Explain) -> Result<Outcome, CliError> {
    let registry = rules::registry();
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
