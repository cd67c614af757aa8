//! Recorded and hostile captures of the shared material: everything is counted, nothing panics.

use driftline_capture::ReadOptions;
use driftline_contract::{Contract, ContractBuilder, Media, Method, Operation, Response, Schema, Status, Type};
use driftline_validate::{Judge, Tally};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Two calls that many of the captures hold, described so narrowly that their bodies deviate.
fn contract() -> Contract {
    let absolute = Schema::of(Type::Object).property("maxTotalCores", Schema::of(Type::String));
    let body = Schema::of(Type::Object).property("absolute", absolute);
    let builder = ContractBuilder::new("ecs").server("https://ecs.example.com");
    let calls = [("Limits", "/v1/{project_id}/cloudservers/limits"), ("Show", "/v1/{project_id}/cloudservers/{id}")];
    let builder = calls.into_iter().fold(builder, |builder, (id, path)| {
        let response = Response::new("OK").content("application/json", Media::new(body.clone()));
        builder.operation(Operation::new(id, Method::Get, path).response(Status::Exact(200), response))
    });
    builder.finish().expect("two calls")
}

fn captures(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { captures(&path) } else { vec![path] }).collect()
}

#[test]
fn every_record_of_every_capture_is_counted_and_judged() {
    let Some(folder) = driftline_corpus::shared("recorded") else { return };
    let judge = Judge::new(vec![contract()]).expect("no foreign references");
    let mut tally = Tally::default();
    let mut read = 0;
    for path in captures(&folder) {
        let Ok(capture) = ReadOptions::default().open(&path) else { continue };
        for exchange in capture {
            read += 1;
            match exchange {
                Ok(exchange) => {
                    let verdict = judge.judge(&exchange).expect("schemas that compile");
                    assert!(verdict.findings.iter().all(|finding| finding.place.is_some()), "{}", path.display());
                    tally.verdict(&verdict);
                }
                Err(_) => tally.unreadable(),
            }
        }
    }
    assert_eq!(tally.read(), read);
    assert!(tally.matched > 20 && tally.unmatched > 500 && tally.bodies_judged > 20, "{tally:?}");
}
