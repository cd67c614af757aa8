//! The published schemas of the files that people write.

use crate::{baseline, config};
use driftline_finding::Registry;
use schemars::generate::SchemaSettings;
use serde_json::Value;

/// The JSON Schemas of the files of a project, by file name, generated from the structs that are read. A configuration
/// may name these rules.
pub fn json_schemas(rules: &Registry) -> Vec<(&'static str, Value)> {
    let generator = || SchemaSettings::draft2020_12().into_generator();
    vec![
        ("baseline.schema.json", baseline::schema(generator())),
        ("driftline-toml.schema.json", config::schema(generator(), rules)),
    ]
}
