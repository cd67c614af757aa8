//! Where corrections meet the rows that they mend.

use super::{
    PageReader,
    fields::{FieldRole, FieldRow, Mandatory},
};
use crate::{
    correct::{Change, Correction, Made, Met, Outcome, RowHash, Subject},
    page::{Row, Table},
    rules,
};
use driftline_contract::{ComponentId, Schema};
use std::collections::BTreeSet;

impl<'p> PageReader<'p> {
    /// The row as its corrections make it, or `None` where one drops it; such a row is reported.
    pub(super) fn corrected(&mut self, table: &Table, row: &Row, mut field: FieldRow) -> Option<FieldRow> {
        for (number, correction) in self.fitting(table, row, &field) {
            let mut changed = Vec::new();
            for change in &correction.changes {
                if *change == Change::Drop {
                    self.met.push(Met { correction: number, outcome: Outcome::Applied(vec![true]) });
                    let finding = rules::row_dropped::finding(&field.name, &correction.reason);
                    self.report_row(finding, table, row);
                    return None;
                }
                changed.push(self.change(&mut field, change, correction));
            }
            self.met.push(Met { correction: number, outcome: Outcome::Applied(changed) });
        }
        Some(field)
    }

    /// The corrections that mean this row and contradict no other one. Notes what became of those that do not fit.
    fn fitting(&mut self, table: &Table, row: &Row, field: &FieldRow) -> Vec<(usize, &'p Correction)> {
        let corrections = self.corrections;
        let subject = Subject {
            page: &field.provenance.page,
            operations: &self.operations,
            component: self.component.as_ref(),
            table,
        };
        let meant = corrections.covering(subject, field.cell_name());
        if meant.is_empty() {
            return Vec::new();
        }
        let hash = RowHash::of(row);
        let (same, other): (Vec<_>, Vec<_>) =
            meant.into_iter().partition(|(_, correction)| correction.row.as_ref() == Some(&hash));
        for (correction, _) in other {
            let outcome = Outcome::OtherRow { hash: hash.clone(), row: field.provenance.to_string() };
            self.met.push(Met { correction, outcome });
        }
        let mut fitting = Vec::new();
        for (number, correction) in &same {
            match same.iter().find(|(_, other)| correction.contradicts(other)) {
                Some((by, _)) => {
                    self.met.push(Met { correction: *number, outcome: Outcome::Contradicted { by: *by } });
                }
                None => fitting.push((*number, *correction)),
            }
        }
        fitting
    }

    /// Makes one change; says whether it changed anything. One that does not leaves no trace.
    fn change(&mut self, field: &mut FieldRow, change: &Change, correction: &Correction) -> bool {
        let mut changed = field.clone();
        match change {
            Change::Rename(name) => {
                changed.name.clone_from(name);
                changed.role = FieldRole::Property;
            }
            Change::Type(kind) => changed.kind = kind.clone(),
            Change::Required(true) => changed.mandatory = Mandatory::Yes,
            Change::Required(false) => changed.mandatory = Mandatory::No,
            // What is no matter of the row waits for the schema.
            _ => {}
        }
        let (reason, evidence) = (correction.reason.clone(), correction.evidence.clone());
        changed.corrections.push(Made { change: change.clone(), reason, evidence });
        if self.meaning(field) == self.meaning(&changed) {
            return false;
        }
        *field = changed;
        true
    }

    /// What the contract takes from a row, provenance aside.
    fn meaning(&mut self, field: &FieldRow) -> (String, FieldRole, bool, Schema) {
        // What is found there is found again when the row is read.
        let (findings, links, values) = (self.findings.len(), self.links.len(), self.values.len());
        let mut schema = Schema { provenance: None, ..self.field_schema(field, &[]) };
        self.findings.truncate(findings);
        self.values.truncate(values);
        let placeholders = self.links.drain(links..).map(|link| link.placeholder).collect();
        forget_names(&mut schema, &placeholders);
        let is_required = field.mandatory == Mandatory::Yes || self.variables.contains(&field.name);
        (field.name.clone(), field.role, is_required, schema)
    }
}

/// Makes placeholders equal: each reading gives out new ones.
fn forget_names(schema: &mut Schema, placeholders: &BTreeSet<ComponentId>) {
    if schema.reference.as_ref().is_some_and(|id| placeholders.contains(id)) {
        schema.reference = Some(ComponentId::from_text("elsewhere"));
    }
    schema.children_mut().for_each(|child| forget_names(child, placeholders));
}
