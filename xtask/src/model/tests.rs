//! The generator against its golden files, which the tests of `driftline-model` compile and hold law 5 against.

use super::{generate, index};
use driftline_contract::{Contract, ContractBuilder};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/model/tests/golden")
}

/// What the folder of golden files holds for a contract, and what the generator makes of it.
fn held_and_made(case: &str) -> [BTreeMap<String, String>; 2] {
    let text = fs::read_to_string(golden().join(format!("{case}.json"))).unwrap();
    let contract = Contract::read(case, &text).unwrap();
    let file = |(path, text): (String, String)| match path.strip_prefix("src/generated/") {
        Some(path) => (path.to_owned(), text),
        None => (format!("{case}_catalogue.rs"), text),
    };
    let made = generate(case, &contract).unwrap().into_iter().map(file).collect();
    let types = fs::read_dir(golden().join(case)).into_iter().flatten();
    let names = types.map(|entry| format!("{case}/{}", entry.unwrap().file_name().to_string_lossy()));
    let names = names.chain([format!("{case}_catalogue.rs")]);
    let held = names.filter_map(|name| fs::read_to_string(golden().join(&name)).ok().map(|text| (name, text)));
    [held.collect(), made]
}

#[test]
fn the_golden_files_are_what_the_generator_writes() {
    for case in ["names", "shapes", "unions"] {
        let [held, made] = held_and_made(case);
        // As for snapshots: `INSTA_UPDATE=always` writes.
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            for name in held.keys() {
                fs::remove_file(golden().join(name)).unwrap();
            }
            fs::create_dir_all(golden().join(case)).unwrap();
            for (name, text) in &made {
                fs::write(golden().join(name), text).unwrap();
            }
            continue;
        }
        assert_eq!(held.keys().collect::<Vec<_>>(), made.keys().collect::<Vec<_>>(), "the files of {case}");
        for (name, text) in &made {
            let same = held[name] == *text;
            assert!(same, "{name} differs; INSTA_UPDATE=always writes it:\n{}", similar_lines(&held[name], text));
        }
    }
}

fn similar_lines(old: &str, new: &str) -> String {
    similar::TextDiff::from_lines(old, new).unified_diff().to_string()
}

#[test]
fn a_contract_without_bodies_gives_a_module_without_types() {
    let contract = ContractBuilder::new("X-1").finish().unwrap();
    let files = generate("X-1", &contract).unwrap();
    assert_eq!(files.keys().collect::<Vec<_>>(), ["src/generated/x_1/mod.rs", "tests/generated/x_1.rs"]);
}

#[test]
fn the_index_lists_every_service_in_order() {
    let files = index(&["model-arts", "type"]).unwrap();
    assert!(files["src/generated/mod.rs"].ends_with("pub mod model_arts;\npub mod r#type;\n"));
    assert_eq!(files.len(), 2);
}
