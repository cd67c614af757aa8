//! Law 7: the order of pages means nothing, and one more page renames nothing.

use crate::{
    cases,
    facts::{Basic, Facts, Field, Kind, facts},
    prose::Prose,
    render::render,
};
use driftline_contract::{Contract, Operation};
use driftline_extract::{Extraction, PageReading, assemble, parse_page, read_page};
use proptest::{collection::vec, option, prelude::*, sample::Index};

/// Some pages of one service. Their object tables share names and mostly differ; some pages are another one with
/// a field more in one of its tables, so that all other tables are the same. Every second file is named like a
/// topic and not like a call.
fn readings() -> impl Strategy<Value = Vec<PageReading>> {
    pages(|number, mut facts| {
        facts.path = format!("/{number}{}", facts.path);
        facts
    })
}

/// Pages of which any two in turn describe one call.
fn pages_of_shared_calls() -> impl Strategy<Value = Vec<PageReading>> {
    pages(|number, mut facts| {
        // Each page keeps its own names for the variables.
        let variables = facts.path.split('/').filter(|segment| segment.starts_with('{')).collect::<Vec<_>>().join("/");
        facts.path = format!("/{}/{variables}", number / 2);
        facts
    })
}

fn pages(call: fn(usize, Facts) -> Facts) -> impl Strategy<Value = Vec<PageReading>> {
    let page = (facts(), option::of((any::<Index>(), any::<Index>())), vec(any::<u8>(), 0..20));
    vec(page, 1..5).prop_map(move |pages| {
        let mut facts: Vec<Facts> = Vec::new();
        let mut readings = Vec::new();
        for (number, (own, copied, choices)) in pages.into_iter().enumerate() {
            let own = match copied.filter(|_| !facts.is_empty()) {
                Some((page, component)) => with_one_field_more(page.get(&facts).clone(), component),
                None => own,
            };
            readings.push(reading(number, call(number, own.clone()), choices));
            facts.push(own);
        }
        readings
    })
}

fn with_one_field_more(mut facts: Facts, component: Index) -> Facts {
    if !facts.components.is_empty() {
        let rows = &mut component.get_mut(&mut facts.components).table.rows;
        let (name, kind) = (format!("more{}", rows.len()), Kind::Basic(Basic::Int64));
        rows.push(Field { name, kind, mandatory: false, prose: Prose::default() });
    }
    facts
}

fn reading(number: usize, mut facts: Facts, choices: Vec<u8>) -> PageReading {
    facts.id = format!("{}{number}", facts.id);
    if number % 2 == 1 {
        facts.id = facts.id.to_lowercase();
    }
    let page = render(&facts, choices);
    read_page(&page.file, &parse_page(&page.file, page.html.as_bytes()))
}

fn assembled(readings: &[PageReading]) -> Extraction {
    assemble("s", readings.to_vec()).expect("a contract")
}

/// An operation with everything that it refers to.
fn whole(contract: &Contract, operation: &Operation) -> String {
    let mut texts = vec![format!("{operation:?}")];
    let mut wanted: Vec<_> = operation.schemas().flat_map(driftline_contract::Schema::references).collect();
    let mut seen = std::collections::BTreeSet::new();
    while let Some(id) = wanted.pop() {
        if seen.insert(id.clone()) {
            let schema = contract.component(&id).expect("references resolve");
            texts.push(format!("{id} {:?}", schema.properties.keys().collect::<Vec<_>>()));
            wanted.extend(schema.references());
        }
    }
    texts.sort();
    texts.join("\n")
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn law_07_the_order_of_the_readings_means_nothing(
        (readings, shuffled) in readings().prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle()))
    ) {
        let (one, two) = (assembled(&readings), assembled(&shuffled));
        prop_assert_eq!(one.contract.to_openapi_json(), two.contract.to_openapi_json());
        prop_assert!(one.contract == two.contract);
        prop_assert_eq!(one.findings, two.findings);
        prop_assert_eq!(one.rows, two.rows);
    }

    #[test]
    fn law_07_the_order_of_pages_of_one_call_means_nothing(
        (readings, shuffled) in
            pages_of_shared_calls().prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle()))
    ) {
        let (one, two) = (assembled(&readings), assembled(&shuffled));
        prop_assert_eq!(one.contract.to_openapi_json(), two.contract.to_openapi_json());
        prop_assert_eq!(one.findings, two.findings);
        prop_assert!(one.rows == two.rows && one.rows.is_balanced());
    }

    #[test]
    fn law_07_no_page_changes_the_id_of_the_operation_of_another(readings in readings(), some in any::<Index>()) {
        let all = assembled(&readings).contract;
        let few = assembled(&readings[some.index(readings.len())..]).contract;
        for operation in few.operations() {
            let same = all.operations().find(|other| other.method == operation.method && other.path == operation.path);
            prop_assert_eq!(same.map(|same| &same.id), Some(&operation.id));
        }
    }

    #[test]
    fn law_07_a_page_behind_the_others_renames_nothing(mut readings in readings()) {
        readings.sort_by(|a, b| a.page.cmp(&b.page));
        let (_, before) = readings.split_last().expect("one page at least");
        let (small, large) = (assembled(before).contract, assembled(&readings).contract);
        for operation in small.operations() {
            let same = large.operation(&operation.id).expect("nothing goes");
            prop_assert_eq!(whole(&small, operation), whole(&large, same));
        }
    }

    #[test]
    fn law_07_what_an_operation_means_does_not_depend_on_the_other_pages(readings in readings()) {
        let all = assembled(&readings).contract;
        for reading in &readings {
            let alone = assembled(std::slice::from_ref(reading)).contract;
            let operation = alone.operations().next().expect("an operation");
            let same = all.operation(&operation.id).expect("nothing goes");
            let (alone, all) = (shapes(&alone, operation), shapes(&all, same));
            prop_assert_eq!(alone, all);
        }
    }
}

/// The bodies of an operation with components written out, four levels deep, without their names.
fn shapes(contract: &Contract, operation: &Operation) -> Vec<String> {
    operation.schemas().map(|schema| shape(contract, schema, 4)).collect()
}

fn shape(contract: &Contract, schema: &driftline_contract::Schema, depth: usize) -> String {
    if let Some(id) = schema.reference.as_ref() {
        let Some(deeper) = depth.checked_sub(1) else { return "…".to_owned() };
        return shape(contract, contract.component(id).expect("references resolve"), deeper);
    }
    let own = format!("{:?} {:?} {:?} {:?}", schema.types, schema.format, schema.enumeration, schema.required);
    let children = schema.children().map(|(at, child)| format!("{at:?}: {}", shape(contract, child, depth)));
    let names: Vec<_> = schema.properties.keys().collect();
    format!("{own} {names:?} {{{}}}", children.collect::<Vec<_>>().join(", "))
}
