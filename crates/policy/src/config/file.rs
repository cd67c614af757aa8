//! Reading `driftline.toml`, and its schema.

use super::{
    Config, FailOn,
    severities::{Override, Severities},
};
use crate::{Glob, InvalidFile, error::Source, toml_file};
use driftline_finding::{
    Registry, Severity,
    coverage::{ParsePercentError, Percent},
};
use schemars::{JsonSchema, SchemaGenerator};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{collections::BTreeMap, path::Path};
use toml::Spanned;

/// What a project has decided for all runs of driftline. Paths are relative to the folder of this file.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    /// Contracts: OpenAPI documents, or folders of them.
    #[serde(default)]
    specs: Vec<String>,
    /// Overlays, each applied to the contracts that it is for.
    #[serde(default)]
    overlays: Vec<String>,
    /// Captures.
    #[serde(default)]
    captures: Vec<String>,
    /// The least severity of a finding that makes the exit code 1.
    fail_on: Option<FailOnWord>,
    /// The least share of the contracts, in percent with at most two digits behind the point, that `validate` must have observed:
    /// less makes the exit code 1.
    #[schemars(with = "Option<f64>", range(min = 0, max = 100))]
    coverage_min: Option<Spanned<f64>>,
    /// How many causes of findings a report of `validate` keeps; the findings of others are counted.
    max_findings: Option<usize>,
    /// The file of accepted findings that `driftline baseline write` wrote.
    baseline: Option<String>,
    /// Names of headers, parameters and members whose values are secret, besides those that are known.
    #[serde(default)]
    secret_names: Vec<String>,
    /// How much the findings of a rule matter, by its id.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Level>")]
    severity: BTreeMap<Spanned<String>, Level>,
    /// How much findings of some operations matter; the last that fits decides.
    #[serde(default, rename = "override")]
    #[schemars(with = "Vec<OverrideTable>")]
    overrides: Vec<Spanned<OverrideTable>>,
}

/// How much some findings matter. What is not given fits all.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OverrideTable {
    /// The id of a rule.
    #[schemars(with = "Option<String>")]
    rule: Option<Spanned<String>>,
    /// The ids of operations: `*` is any run of characters.
    operation: Option<String>,
    /// The path templates of operations: `*` is any run of characters but `/`, `**` any run at all.
    path: Option<String>,
    /// What the findings are about, as a baseline has it: for a body, the pointer with `*` for array indexes and map keys.
    field: Option<String>,
    /// How much they matter.
    severity: Level,
}

/// How much findings matter.
#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Level {
    /// A client that trusts the contract fails.
    Error,
    /// Probably a defect on one side.
    Warning,
    /// Worth knowing.
    Info,
    /// Not reported at all.
    Off,
}

/// From which severity on findings make the exit code 1.
#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum FailOnWord {
    Error,
    Warning,
    Info,
    Never,
}

/// The schema of the file, in which the ids of these rules are the known ones.
pub(crate) fn schema(generator: SchemaGenerator, rules: &Registry) -> Value {
    let ids: Vec<&str> = rules.rules().map(|rule| rule.id.as_str()).collect();
    let mut schema = generator.into_root_schema_for::<File>().to_value();
    schema["title"] = json!("driftline.toml");
    schema["$defs"]["RuleId"] = json!({"description": "The id of a rule: `driftline explain` lists all.", "enum": ids});
    schema["properties"]["severity"]["propertyNames"] = json!({"$ref": "#/$defs/RuleId"});
    schema["$defs"]["OverrideTable"]["properties"]["rule"] =
        json!({"$ref": "#/$defs/RuleId", "description": "The id of a rule."});
    schema
}

impl Config {
    /// Reads the text of a configuration; `name` is the file as the user named it, in whose folder its paths begin. The
    /// rules that it names must be among `rules`.
    pub fn read(name: &str, text: &str, rules: &Registry) -> Result<Config, InvalidFile> {
        let source = Source { name, text };
        let file: File = toml_file::read(source)?;
        let folder = Path::new(name).parent().unwrap_or(Path::new(""));
        let paths = |paths: Vec<String>| paths.iter().map(|path| folder.join(path)).collect();
        Ok(Config {
            specs: paths(file.specs),
            overlays: paths(file.overlays),
            captures: paths(file.captures),
            fail_on: file.fail_on.map(FailOn::from),
            coverage_min: file.coverage_min.map(|share| source.percent(&share)).transpose()?,
            max_findings: file.max_findings,
            baseline: file.baseline.map(|path| folder.join(path)),
            secret_names: file.secret_names,
            severities: source.severities(file.severity, file.overrides, rules)?,
        })
    }
}

impl Source<'_> {
    fn percent(self, share: &Spanned<f64>) -> Result<Percent, InvalidFile> {
        let percent = share.get_ref().to_string().parse();
        percent.map_err(|error: ParsePercentError| self.wrong(&share.span(), error.to_string()))
    }

    fn severities(
        self,
        severity: BTreeMap<Spanned<String>, Level>,
        overrides: Vec<Spanned<OverrideTable>>,
        rules: &Registry,
    ) -> Result<Severities, InvalidFile> {
        let by_rule = severity.into_iter().map(|(rule, level)| Ok((self.rule(rule, rules)?, level.severity())));
        let overrides = overrides.into_iter().map(|special| self.special(special, rules));
        Ok(Severities { rules: by_rule.collect::<Result<_, _>>()?, overrides: overrides.collect::<Result<_, _>>()? })
    }

    fn special(self, special: Spanned<OverrideTable>, rules: &Registry) -> Result<Override, InvalidFile> {
        let span = special.span();
        let OverrideTable { rule, operation, path, field, severity } = special.into_inner();
        if rule.is_none() && [&operation, &path, &field].iter().all(|glob| glob.is_none()) {
            let problem = "the override fits every finding: give `rule`, `operation`, `path` or `field`";
            return Err(self.wrong(&span, problem));
        }
        Ok(Override {
            rule: rule.map(|rule| self.rule(rule, rules)).transpose()?,
            operation: operation.as_deref().map(Glob::new),
            path: path.as_deref().map(Glob::new),
            field: field.as_deref().map(Glob::new),
            severity: severity.severity(),
        })
    }

    fn rule(self, id: Spanned<String>, rules: &Registry) -> Result<String, InvalidFile> {
        if rules.get(id.get_ref()).is_some() {
            return Ok(id.into_inner());
        }
        let hint = rules.nearest(id.get_ref()).map(|nearest| format!(", is `{nearest}` meant?")).unwrap_or_default();
        let problem =
            format!("no rule is called `{}`{hint} (`driftline explain` lists all rules)", id.get_ref().escape_debug());
        Err(self.wrong(&id.span(), problem))
    }
}

impl Level {
    fn severity(self) -> Option<Severity> {
        match self {
            Level::Error => Some(Severity::Error),
            Level::Warning => Some(Severity::Warning),
            Level::Info => Some(Severity::Info),
            Level::Off => None,
        }
    }
}

impl From<FailOnWord> for FailOn {
    fn from(word: FailOnWord) -> FailOn {
        match word {
            FailOnWord::Error => FailOn::Severity(Severity::Error),
            FailOnWord::Warning => FailOn::Severity(Severity::Warning),
            FailOnWord::Info => FailOn::Severity(Severity::Info),
            FailOnWord::Never => FailOn::Never,
        }
    }
}
