//! From the readings of pages to one contract.

use crate::{ledger::RowCount, read::PageReading, rules};
use driftline_contract::{ComponentId, Contract, ContractBuilder, InvalidContract, Operation, Schema};
use driftline_finding::{Finding, Place};
use std::collections::{BTreeMap, BTreeSet};

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
/// name, keeps the name, and the others take that of their operation before it. So one more page renames nothing
/// unless it comes first by name and gives a name in use to something else; where names are short, no rule avoids
/// that.
pub fn assemble(service: &str, mut readings: Vec<PageReading>) -> Result<Extraction, InvalidContract> {
    readings.sort_by(|a, b| (&a.page, &a.file).cmp(&(&b.page, &b.file)));
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
    Ok(Extraction {
        contract: builder.finish()?,
        findings: assembly.findings,
        pages: assembly.pages,
        rows: assembly.rows,
    })
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
        if reading.operations.is_empty() {
            self.rows += reading.rows;
            return;
        }
        let operation = reading.operations.remove(0);
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
        let own: BTreeSet<&ComponentId> = components.iter().map(|(id, _)| id).collect();
        let mut given = BTreeSet::new();
        let clashing = self.clashing(components);
        let mut names = BTreeMap::new();
        for id in clashing {
            let wanted = ComponentId::from_text(&format!("{operation} {id}"));
            let candidates = std::iter::once(wanted.clone()).chain((2..).map(|number| wanted.numbered(number)));
            let free = |name: &ComponentId| {
                !self.components.contains_key(name) && !own.contains(name) && !given.contains(name)
            };
            let name = candidates.into_iter().find(free).unwrap_or(wanted);
            given.insert(name.clone());
            names.insert(id.clone(), name);
        }
        names
    }

    /// The components of a page whose name stands for something else already: they differ themselves, or refer
    /// to one that does.
    fn clashing<'c>(&self, components: &'c [(ComponentId, Schema)]) -> BTreeSet<&'c ComponentId> {
        let known: Vec<(&ComponentId, &Schema, &Schema)> =
            components.iter().filter_map(|(id, schema)| Some((id, schema, self.components.get(id)?))).collect();
        let mut clashing: BTreeSet<&ComponentId> =
            known.iter().filter(|(_, own, other)| !same_shape(own, other)).map(|(id, ..)| *id).collect();
        loop {
            let refers = |schema: &Schema| schema.references().iter().any(|id| clashing.contains(id));
            let more: Vec<&ComponentId> =
                known.iter().filter(|(id, own, _)| !clashing.contains(id) && refers(own)).map(|(id, ..)| *id).collect();
            if more.is_empty() {
                return clashing;
            }
            clashing.extend(more);
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{parse_page, read_page};
    use driftline_contract::Type;

    fn reading(name: &str, leaf_type: &str) -> PageReading {
        let table = |caption: &str, field: &str, kind: &str| {
            format!(
                "<table><caption>{caption}</caption><tr><th>Name</th><th>Type</th></tr>\
                 <tr><td>{field}</td><td>{kind}</td></tr></table>"
            )
        };
        let tables =
            [table("Body", "tree", "Tree object"), table("Tree", "leaf", "Leaf object"), table("Leaf", "x", leaf_type)];
        let html = format!("<h4>URI</h4><p>GET /{name}</p><h4>Response Parameters</h4>{}", tables.concat());
        read_page(name, &parse_page(&format!("{name}.html"), html.as_bytes()))
    }

    #[test]
    fn a_component_that_refers_to_a_renamed_one_is_renamed_with_it() {
        let contract = assemble("s", vec![reading("A", "String"), reading("B", "Long")]).expect("a contract").contract;
        let names: Vec<_> = contract.components().map(|(id, _)| id.as_str()).collect();
        assert_eq!(names, ["BLeaf", "BTree", "Leaf", "Tree"]);
        let tree = contract.component(&"BTree".parse().expect("a name")).expect("the component");
        assert_eq!(tree.references(), ["BLeaf".parse().expect("a name")]);
    }

    #[test]
    fn renamed_components_that_differ_in_case_only_stay_apart() {
        let component = |name: &str, kind| (ComponentId::from_text(name), Schema::of(kind));
        let page = |name: &str, left, right| {
            let mut reading = reading(name, "String");
            reading.components.extend([component("user", left), component("User", right)]);
            reading
        };
        let pages = vec![page("A", Type::String, Type::Boolean), page("B", Type::Integer, Type::Number)];
        let contract = assemble("s", pages).expect("a contract").contract;
        let names: Vec<_> = contract.components().map(|(id, _)| id.as_str()).collect();
        assert_eq!(names, ["BUser", "BUser2", "Leaf", "Tree", "User", "user"]);
    }

    #[test]
    fn two_files_of_one_name_give_the_same_whatever_their_order() {
        let file = |file: &str, leaf| PageReading { file: file.to_owned(), ..reading("A", leaf) };
        let one = assemble("s", vec![file("x/A", "String"), file("y/A", "Long")]).expect("a contract");
        let two = assemble("s", vec![file("y/A", "Long"), file("x/A", "String")]).expect("a contract");
        assert_eq!((one.contract, one.findings), (two.contract, two.findings));
    }
}
