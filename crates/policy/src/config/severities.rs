//! How much findings matter to a project.

use crate::Glob;
use driftline_finding::{Finding, Pointer, Severity};
use std::collections::BTreeMap;

/// How much findings matter, where it is not what their rules say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Severities {
    /// By the ids of rules; `None` is off.
    pub(super) rules: BTreeMap<String, Option<Severity>>,
    /// For some operations. The last that fits decides, before what is said of the rule alone.
    pub(super) overrides: Vec<Override>,
}

/// How much some findings matter: what is not given fits all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Override {
    pub(super) rule: Option<String>,
    pub(super) operation: Option<Glob>,
    pub(super) path: Option<Glob>,
    pub(super) field: Option<Glob>,
    pub(super) severity: Option<Severity>,
}

impl Severities {
    /// Gives each finding its severity, and leaves out those that are off. `path_of` tells the path of an operation, as
    /// `/v1/{project_id}/things`.
    pub fn apply<'p>(&self, findings: Vec<Finding>, path_of: impl Fn(&Finding) -> Option<&'p str>) -> Vec<Finding> {
        if *self == Severities::default() {
            return findings;
        }
        let weighed = findings.into_iter().filter_map(|mut finding| {
            finding.severity = self.of(&finding, path_of(&finding))?;
            Some(finding)
        });
        weighed.collect()
    }

    /// The severity of a finding, or `None` if it is off.
    pub fn of(&self, finding: &Finding, path: Option<&str>) -> Option<Severity> {
        let special = self.overrides.iter().rev().find(|special| special.fits(finding, path));
        let of_rule = || self.rules.get(finding.rule.id.as_str()).copied();
        special.map(|special| special.severity).or_else(of_rule).unwrap_or(Some(finding.severity))
    }
}

impl Override {
    fn fits(&self, finding: &Finding, path: Option<&str>) -> bool {
        let fits = |glob: &Option<Glob>, text: Option<&str>| {
            glob.as_ref().is_none_or(|glob| text.is_some_and(|text| glob.matches(text)))
        };
        self.rule.as_ref().is_none_or(|rule| finding.rule.id.as_str() == rule)
            && fits(&self.operation, finding.operation.as_deref())
            && fits(&self.path, path)
            && fits(&self.field, finding.field.as_ref().or(finding.instance.as_ref()).map(Pointer::as_str))
    }
}
