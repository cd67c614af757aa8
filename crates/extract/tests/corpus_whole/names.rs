//! Law 7 over whole services: pages that go or come rename as little as they can.

use crate::Corpus;
use driftline_contract::{Contract, Operation};
use driftline_extract::{PageReading, assemble};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Of ten pages, one is left out.
const STEP: usize = 10;

fn contract(service: &str, readings: Vec<PageReading>) -> Contract {
    assemble(service, readings).expect("a contract").contract
}

/// The call of an operation, the names of path variables apart: which page names them may change.
fn call(operation: &Operation) -> String {
    let bare = |segment: &str| if segment.contains('{') { "{}".to_owned() } else { segment.to_owned() };
    let path: Vec<String> = operation.path.split('/').map(bare).collect();
    format!("{} {}", operation.method, path.join("/"))
}

/// The ids of the operations by their calls.
fn ids(contract: &Contract) -> BTreeMap<String, String> {
    contract.operations().map(|operation| (call(operation), operation.id.clone())).collect()
}

/// Page, line and table, which say which table of which page something was read from.
type Spot = (Arc<str>, Option<u32>, Option<Arc<str>>);

/// Where each component was read from, and its name.
fn components(contract: &Contract) -> BTreeMap<Spot, String> {
    let named = contract.components().filter_map(|(id, schema)| {
        let from = schema.provenance.as_ref()?;
        Some(((from.page.clone(), from.line, from.table.clone()), id.to_string()))
    });
    named.collect()
}

#[test]
fn law_07_a_page_in_ten_less_renames_hardly_anything() {
    let Some(corpus) = Corpus::get() else { return };
    let (mut operations, mut kept) = (0, 0);
    let (mut other_ids, mut other_names) = (BTreeSet::new(), BTreeSet::new());
    for (service, readings) in corpus.services() {
        let fewer = readings.iter().enumerate().filter(|(number, _)| number % STEP != 0).map(|(_, it)| it.clone());
        let fewer = contract(&service, fewer.collect());
        let all = contract(&service, readings);
        let (ids_of_all, components_of_all) = (ids(&all), components(&all));
        for (call, id) in ids(&fewer) {
            operations += 1;
            if ids_of_all[&call] != id {
                other_ids.insert(format!("{service} {}: {id}", ids_of_all[&call]));
            }
        }
        for (table, name) in components(&fewer) {
            match components_of_all.get(&table) {
                Some(known) if *known == name => kept += 1,
                Some(known) => drop(other_names.insert(format!("{service} {known}: {name}"))),
                // It was one with an equal table of a page before it, which is now left out.
                None => {}
            }
        }
    }
    assert!(operations > 2000 && other_ids.is_empty(), "of {operations}: {other_ids:#?}");
    // Names are free again that a page had which is left out: what another page means by them takes them.
    assert!(kept > 2500 && other_names.len() * 50 < kept, "{} beside {kept}: {other_names:#?}", other_names.len());
}
