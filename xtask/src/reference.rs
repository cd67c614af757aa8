//! `cargo xtask gen`: what is derived from code.

use crate::{
    error::Error,
    files::{Generated, Owned},
};
use driftline_contract::json_text;
use driftline_finding::Registry;
use driftline_report::{json_schemas, rule_pages};
use std::path::Path;

const RULES: &str = "docs/rules";
const FORMATS: &str = "spec/formats";

pub(crate) fn run(check: bool) -> Result<(), Error> {
    let exchanges = driftline_capture::rules().chain(driftline_validate::rules());
    let rules = exchanges.chain(driftline_extract::rules()).chain(driftline_policy::rules());
    let registry = Registry::new(rules).map_err(|error| Error::Rules(error.to_string()))?;
    let owned = vec![
        Owned { folder: RULES, ending: ".md", deep: true },
        Owned { folder: FORMATS, ending: ".json", deep: true },
    ];
    let mut generated = Generated { owned, ..Generated::default() };
    for (file, text) in rule_pages(&registry) {
        generated.files.insert(Path::new(RULES).join(file), text);
    }
    for (file, schema) in json_schemas().into_iter().chain(driftline_policy::json_schemas(&registry)) {
        generated.files.insert(Path::new(FORMATS).join(file), json_text(&schema));
    }
    if check { generated.compare("generated files", "gen") } else { generated.write() }
}
