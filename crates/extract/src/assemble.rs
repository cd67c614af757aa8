//! From the readings of pages to one contract.

use crate::{ledger::RowCount, read::PageReading, rules};
use driftline_contract::{ComponentId, Contract, ContractBuilder, InvalidContract, Operation, Schema};
use driftline_finding::{Finding, Place};
use std::collections::BTreeMap;

/// A contract read from pages, with what is unclear or wrong about them.
#[derive(Clone, Debug)]
pub struct Extraction {
    /// The contract.
    pub contract: Contract,
    /// The findings of all pages, by page and place.
    pub findings: Vec<Finding>,
    /// How many pages were read.
    pub pages: usize,
    /// What became of the table rows of all pages.
    pub rows: RowCount,
}

/// Puts the readings of one service's pages together. The result does not depend on their order.
///
/// Object tables of one name that describe the same become one component; of different ones the first, by page
/// name, keeps the name, and the others take that of their operation before it.
pub fn assemble(service: &str, mut readings: Vec<PageReading>) -> Result<Extraction, InvalidContract> {
    readings.sort_by(|a, b| a.page.cmp(&b.page));
    let mut assembly = Assembly::default();
    for reading in readings {
        assembly.add(reading);
    }
    let mut builder = ContractBuilder::new(service);
    for operation in assembly.operations {
        builder = builder.operation(operation);
    }
    for (id, schema) in assembly.components {
        builder = builder.component(id, schema);
    }
    let Assembly { findings, pages, rows, .. } =
        Assembly { operations: Vec::new(), components: BTreeMap::new(), ..assembly };
    Ok(Extraction { contract: builder.finish()?, findings, pages, rows })
}

#[derive(Default)]
struct Assembly {
    operations: Vec<Operation>,
    components: BTreeMap<ComponentId, Schema>,
    findings: Vec<Finding>,
    pages: usize,
    rows: RowCount,
}

impl Assembly {
    fn add(&mut self, mut reading: PageReading) {
        self.pages += 1;
        self.findings.append(&mut reading.findings);
        let Some(operation) = reading.operation.take() else {
            self.rows += reading.rows;
            return;
        };
        let same = |known: &&Operation| {
            known.id == operation.id || (known.method == operation.method && known.path == operation.path)
        };
        if let Some(first) = self.operations.iter().find(same) {
            let finding = rules::operation_duplicate::finding(&reading.page, &first.id).operation(&operation.id);
            self.findings.push(finding.place(Place::file(&reading.file)));
            // Nothing of the page is in the contract: the finding stands for all of its rows.
            let RowCount { read, .. } = reading.rows;
            self.rows += RowCount { read, placed: 0, reported: read };
            return;
        }
        self.rows += reading.rows;
        let names = self.names(&operation.id, &reading.components);
        for (id, mut schema) in reading.components {
            rename(&mut schema, &names);
            let id = names.get(&id).cloned().unwrap_or(id);
            self.components.entry(id).or_insert(schema);
        }
        self.operations.push(renamed(operation, &names));
    }

    /// New names for those components of a page whose name another page has given to something else.
    fn names(&self, operation: &str, components: &[(ComponentId, Schema)]) -> BTreeMap<ComponentId, ComponentId> {
        let own: Vec<&ComponentId> = components.iter().map(|(id, _)| id).collect();
        let mut names = BTreeMap::new();
        for (id, schema) in components {
            if self.components.get(id).is_none_or(|known| same_shape(known, schema)) {
                continue;
            }
            let wanted = ComponentId::from_text(&format!("{operation} {id}"));
            let candidates = std::iter::once(wanted.clone()).chain((2..).map(|number| wanted.numbered(number)));
            let free = |name: &ComponentId| !self.components.contains_key(name) && !own.contains(&name);
            names.insert(id.clone(), candidates.into_iter().find(free).unwrap_or(wanted));
        }
        names
    }
}

/// Whether two schemas accept the same, provenance and prose aside.
fn same_shape(left: &Schema, right: &Schema) -> bool {
    bare(left) == bare(right)
}

fn bare(schema: &Schema) -> Schema {
    let mut bare = schema.clone();
    strip(&mut bare);
    bare
}

fn strip(schema: &mut Schema) {
    schema.provenance = None;
    schema.description = None;
    schema.children_mut().for_each(strip);
}

fn rename(schema: &mut Schema, names: &BTreeMap<ComponentId, ComponentId>) {
    if let Some(name) = schema.reference.as_ref().and_then(|id| names.get(id)) {
        schema.reference = Some(name.clone());
    }
    schema.children_mut().for_each(|child| rename(child, names));
}

fn renamed(mut operation: Operation, names: &BTreeMap<ComponentId, ComponentId>) -> Operation {
    operation.schemas_mut().for_each(|schema| rename(schema, names));
    operation
}
