//! All rules that a binary knows.

use crate::{Rule, RuleId, words::nearest_word};

/// The rules of several crates, in the order in which they were given.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    rules: Vec<&'static Rule>,
}

/// Two rules carry one id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("two rules are called `{0}`")]
pub struct DuplicateRule(pub RuleId);

impl Registry {
    /// Collects rules.
    pub fn new(rules: impl IntoIterator<Item = &'static Rule>) -> Result<Registry, DuplicateRule> {
        let mut registry = Registry::default();
        for rule in rules {
            if registry.get(rule.id.as_str()).is_some() {
                return Err(DuplicateRule(rule.id));
            }
            registry.rules.push(rule);
        }
        Ok(registry)
    }

    /// The rule of that name.
    pub fn get(&self, id: &str) -> Option<&'static Rule> {
        self.rules.iter().copied().find(|rule| rule.id.as_str() == id)
    }

    /// All rules.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = &'static Rule> + '_ {
        self.rules.iter().copied()
    }

    /// The known id that differs least from `id`, if one is near enough to have been meant.
    pub fn nearest(&self, id: &str) -> Option<RuleId> {
        let meant = nearest_word(id, self.rules.iter().map(|rule| rule.id.as_str()))?;
        self.get(meant).map(|rule| rule.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Family, Severity};

    const fn rule(id: &'static str) -> Rule {
        Rule {
            id: RuleId::new(id),
            family: Family::Page,
            default: Severity::Info,
            summary: "",
            rationale: "",
            remedy: "",
            triggers: "",
            passes: "",
        }
    }

    static ONE: Rule = rule("type-mismatch");
    static TWO: Rule = rule("missing-property");

    #[test]
    fn a_second_rule_of_one_name_is_refused() {
        assert_eq!(Registry::new([&ONE, &ONE]).err(), Some(DuplicateRule(ONE.id)));
    }

    #[test]
    fn a_slip_of_the_pen_finds_the_rule_that_was_meant() {
        let registry = Registry::new([&ONE, &TWO]).expect("two names");
        assert_eq!(registry.nearest("type-mismach"), Some(ONE.id));
        assert_eq!(registry.nearest("colour"), None);
    }
}
