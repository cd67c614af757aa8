//! The contracts that exchanges are sampled of: those of services of the corpus, and one by hand with what pages seldom
//! say.

use crate::dice::Dice;
use driftline_contract::{Contract, Operation};
use driftline_extract::{ExtractOptions, Source, assemble};
use std::{
    collections::BTreeMap,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    thread,
};

/// How many services at least, and how many operations they have.
const SERVICES: usize = 7;
const ENOUGH: usize = 400;

/// A contract with every keyword, style and place that the judge knows.
pub(crate) fn everything() -> Contract {
    Contract::read("everything.json", include_str!("everything.json")).expect("our own contract reads")
}

/// The contracts of some services, drawn until they have enough operations between them; none where the corpus is absent.
pub(crate) fn of_services(dice: &mut Dice) -> Vec<Contract> {
    let Some(root) = driftline_corpus::pages() else { return Vec::new() };
    let mut services: Vec<PathBuf> =
        ["dita", "sphinx"].iter().flat_map(|dialect| folders(&root.join(dialect))).collect();
    services.sort();
    dice.shuffle(&mut services);
    let mut contracts: Vec<Contract> = Vec::new();
    for service in services {
        let operations: usize = contracts.iter().map(|contract| contract.operations().len()).sum();
        if contracts.len() >= SERVICES && operations >= ENOUGH {
            break;
        }
        contracts.push(of_service(&service));
    }
    contracts
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(of).expect("the corpus lists").filter_map(Result::ok);
    entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
}

fn of_service(folder: &Path) -> Contract {
    let service = folder.file_name().unwrap_or_default().to_string_lossy();
    let files = driftline_corpus::files(folder, ".html");
    let open = |file: &PathBuf| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        std::fs::read(file).map(|bytes| Source { file: format!("{service}/{name}"), name, bytes })
    };
    let threads = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let readings = ExtractOptions::default().threads(threads).read(&files, open).expect("the pages read");
    assemble(&service, readings).expect("a contract").contract
}

/// The operations whose calls are told from those of all others: where pages state one call twice under other names of
/// its variables, the judge rightly says so of every exchange.
pub(crate) fn distinct(contract: &Contract) -> Vec<&Operation> {
    let call = |operation: &Operation| {
        let selectors: Vec<String> = operation.selectors().map(str::to_owned).collect();
        let path = operation.path.split(['?', '#']).next().unwrap_or_default();
        let unnamed = path.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
        (operation.method, unnamed.collect::<Vec<_>>().join("{}"), selectors)
    };
    let mut counts = BTreeMap::new();
    contract.operations().for_each(|operation| *counts.entry(call(operation)).or_insert(0) += 1);
    contract.operations().filter(|operation| counts[&call(operation)] == 1).collect()
}
