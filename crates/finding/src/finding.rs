//! One occurrence of a rule.

use crate::{Family, Fingerprint, Place, Pointer, Provenance, Rule, Severity, Standing, Witness};
use std::{cmp::Ordering, sync::Arc};

/// One occurrence of a rule: structured first, text last.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule that fired.
    pub rule: &'static Rule,
    /// Its weight here: the rule's default unless configured.
    pub severity: Severity,
    /// What is the case, for a person: one line, lower case, without a full stop.
    pub message: String,
    /// The id of the operation concerned.
    pub operation: Option<Arc<str>>,
    /// The wrong value: a pointer into the body, or, for a page, none.
    pub instance: Option<Pointer>,
    /// `instance` with array indexes and map keys replaced by `*`, where it holds any.
    pub field: Option<Pointer>,
    /// The pointer into the contract of what is contradicted.
    pub contract: Option<Pointer>,
    /// Where the defect stands: in a page or in a capture.
    pub place: Option<Place>,
    /// Where the contradicted contract fact comes from.
    pub provenance: Option<Arc<Provenance>>,
    /// Which side moved, where the page's own example tells.
    pub witness: Option<Witness>,
    /// Whether somebody has accepted it.
    pub standing: Standing,
    /// The wrong value as a literal, where it is one value and may be shown.
    pub value: Option<String>,
}

impl Finding {
    /// A finding with the rule's default severity and no place yet.
    pub fn new(rule: &'static Rule, message: impl Into<String>) -> Finding {
        Finding {
            rule,
            severity: rule.default,
            message: message.into(),
            operation: None,
            instance: None,
            field: None,
            contract: None,
            place: None,
            provenance: None,
            witness: None,
            standing: Standing::New,
            value: None,
        }
    }

    /// Names the operation.
    #[must_use]
    pub fn operation(mut self, id: impl Into<Arc<str>>) -> Finding {
        self.operation = Some(id.into());
        self
    }

    /// Points to the wrong value.
    #[must_use]
    pub fn instance(mut self, at: Pointer) -> Finding {
        self.instance = Some(at);
        self
    }

    /// Gives the instance pointer with array indexes and map keys replaced by `*`.
    #[must_use]
    pub fn field(mut self, at: Pointer) -> Finding {
        self.field = Some(at);
        self
    }

    /// Points into the contract.
    #[must_use]
    pub fn contract(mut self, at: Pointer) -> Finding {
        self.contract = Some(at);
        self
    }

    /// Says where the defect stands.
    #[must_use]
    pub fn place(mut self, place: Place) -> Finding {
        self.place = Some(place);
        self
    }

    /// Says where the contract fact comes from.
    #[must_use]
    pub fn provenance(mut self, provenance: impl Into<Arc<Provenance>>) -> Finding {
        self.provenance = Some(provenance.into());
        self
    }

    /// Says what the page's own example tells of it.
    #[must_use]
    pub fn witness(mut self, witness: Option<Witness>) -> Finding {
        self.witness = witness;
        self
    }

    /// Says whether somebody has accepted it.
    #[must_use]
    pub fn standing(mut self, standing: Standing) -> Finding {
        self.standing = standing;
        self
    }

    /// Shows the wrong value, if it may be shown.
    #[must_use]
    pub fn value(mut self, value: Option<String>) -> Finding {
        self.value = value;
        self
    }

    /// The order of findings: by place, rule, pointer and message, and by all else, so that no two differ and are equal here.
    pub fn order(&self, other: &Finding) -> Ordering {
        fn first(of: &Finding) -> impl Ord + '_ {
            (&of.place, of.rule.id, &of.instance, &of.message)
        }
        fn rest(of: &Finding) -> impl Ord + '_ {
            (&of.operation, &of.field, &of.contract, of.severity, &of.provenance, of.witness, &of.value)
        }
        first(self).cmp(&first(other)).then_with(|| rest(self).cmp(&rest(other)))
    }

    /// The stable identity. For a finding on a page the place in the page's structure (page, table caption, cells)
    /// belongs to it, before the field, where it has one.
    pub fn fingerprint(&self) -> Fingerprint {
        let field = self.field.as_ref().or(self.instance.as_ref());
        let of = |field: Option<&Pointer>| {
            Fingerprint::of(self.rule.id, self.operation.as_deref(), self.contract.as_ref(), field)
        };
        let on_page = self.contract.is_none() && (field.is_none() || self.rule.family == Family::Page);
        match self.provenance.as_ref().filter(|_| on_page) {
            Some(from) => {
                let parts =
                    [Some(&*from.page), from.caption.as_deref().or(from.anchor.as_deref()), from.cells.as_deref()];
                let at = parts.into_iter().flatten().fold(Pointer::ROOT, |at, part| at.key(part));
                of(Some(&field.map_or_else(|| at.clone(), |field| at.join(field))))
            }
            None => of(field),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Position, RuleId};

    static RULE: Rule = Rule {
        id: RuleId::new("type-mismatch"),
        family: Family::Exchange,
        default: Severity::Error,
        summary: "",
        rationale: "",
        remedy: "",
        triggers: "",
        passes: "",
    };

    #[test]
    fn message_place_and_array_index_do_not_enter_the_fingerprint() {
        let field = Pointer::ROOT.key("items").key("*");
        let one = Finding::new(&RULE, "a").instance(Pointer::ROOT.key("items").index(1)).field(field.clone());
        let two = Finding::new(&RULE, "b")
            .instance(Pointer::ROOT.key("items").index(7))
            .field(field)
            .place(Place::at("x", Position { line: 1, column: 1 }));
        assert_eq!(one.fingerprint(), two.fingerprint());
        assert_ne!(one.fingerprint(), one.clone().operation("Other").fingerprint());
    }

    #[test]
    fn one_field_in_two_tables_of_a_page_makes_two_findings() {
        static ON_A_PAGE: Rule = Rule { family: Family::Page, ..RULE };
        let of = |caption: &str| {
            let from = Provenance { caption: Some(caption.into()), ..Provenance::page("a.html") };
            Finding::new(&ON_A_PAGE, "a").instance(Pointer::ROOT.key("id")).provenance(from)
        };
        assert_ne!(of("Request").fingerprint(), of("Response").fingerprint());
    }

    #[test]
    fn findings_on_two_rows_of_a_page_differ() {
        let row = |cells: &str| {
            let from = Provenance { cells: Some(cells.into()), ..Provenance::page("a.html") };
            Finding::new(&RULE, "a").provenance(from)
        };
        assert_ne!(row("x, String").fingerprint(), row("y, String").fingerprint());
    }
}
