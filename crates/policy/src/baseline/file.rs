//! Reading a baseline, and its schema.

use super::{Baseline, Entry};
use crate::{InvalidFile, error::Source, toml_file};
use driftline_finding::{Acceptance, Day, Fingerprint, ParsePointerError, Pointer};
use schemars::{JsonSchema, SchemaGenerator};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{collections::btree_map, sync::Arc};
use toml::{Spanned, value::Datetime};

/// Findings that are accepted, as `driftline baseline write` writes them.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct File {
    /// One entry for each cause.
    #[serde(default)]
    #[schemars(with = "Vec<Accepted>")]
    accepted: Vec<Spanned<Accepted>>,
}

/// A cause that somebody accepted.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Accepted {
    /// The id of its rule; for the reader.
    rule: String,
    /// The id of the operation concerned; for the reader.
    operation: Option<String>,
    /// What it is about, with `*` for array indexes and map keys; for the reader.
    #[schemars(with = "Option<String>")]
    field: Option<Spanned<String>>,
    /// What was the case when the entry was written; for the reader.
    #[serde(default)]
    message: String,
    /// How often it was met then; for the reader.
    #[serde(default)]
    count: u64,
    /// The identity of the finding: 16 hexadecimal digits.
    #[schemars(with = "String", regex(pattern = "^[0-9a-fA-F]{16}$"))]
    fingerprint: Spanned<String>,
    /// Why it is accepted.
    #[serde(default)]
    reason: String,
    /// Who answers for it.
    #[serde(default)]
    owner: String,
    /// The last day on which it is accepted; without one it is for ever.
    #[schemars(with = "Option<String>")]
    until: Option<Spanned<toml::Value>>,
}

/// The schema of the file.
pub(crate) fn schema(generator: SchemaGenerator) -> Value {
    let mut schema = generator.into_root_schema_for::<File>().to_value();
    schema["title"] = json!("The baseline of driftline validate");
    schema
}

impl Baseline {
    /// Reads the text of a baseline; `name` is the file as the user named it.
    pub fn read(name: &str, text: &str) -> Result<Baseline, InvalidFile> {
        let source = Source { name, text };
        let file: File = toml_file::read(source)?;
        let mut baseline = Baseline::default();
        for accepted in file.accepted {
            let span = accepted.get_ref().fingerprint.span();
            let (fingerprint, entry) = source.entry(accepted)?;
            match baseline.entries.entry(fingerprint) {
                btree_map::Entry::Vacant(free) => free.insert(entry),
                btree_map::Entry::Occupied(first) => {
                    let problem =
                        format!("the entry at {} has this fingerprint, too; keep one", first.get().acceptance.place);
                    return Err(source.wrong(&span, problem));
                }
            };
        }
        Ok(baseline)
    }
}

impl Source<'_> {
    fn entry(self, accepted: Spanned<Accepted>) -> Result<(Fingerprint, Entry), InvalidFile> {
        let place = self.place(&accepted.span());
        let Accepted { rule, operation, field, message, count, fingerprint, reason, owner, until } =
            accepted.into_inner();
        let parsed = fingerprint.get_ref().parse();
        let parsed: Fingerprint = parsed.map_err(|error: driftline_finding::ParseFingerprintError| {
            self.wrong(&fingerprint.span(), format!("{error}, as `driftline baseline write` writes it"))
        })?;
        let field = field.map(|field| {
            let parsed = field.get_ref().parse();
            parsed.map_err(|error: ParsePointerError| self.wrong(&field.span(), error.to_string()))
        });
        let field: Option<Pointer> = field.transpose()?;
        let until = until.map(|until| self.day(&until)).transpose()?;
        let acceptance = Arc::new(Acceptance { reason, owner, until, place });
        Ok((parsed, Entry { rule, operation, field, message, count, acceptance }))
    }

    fn day(self, until: &Spanned<toml::Value>) -> Result<Day, InvalidFile> {
        let day = match until.get_ref() {
            toml::Value::Datetime(Datetime { date: Some(date), time: None, offset: None }) => {
                Day::new(date.year, date.month, date.day)
            }
            toml::Value::String(text) => text.parse().ok(),
            _ => None,
        };
        let problem = || format!("`until` is {}: expected a day, as 2026-12-31", until.get_ref());
        day.ok_or_else(|| self.wrong(&until.span(), problem()))
    }
}
