//! `cargo xtask spec`: pages and corrections → contracts, schemas and model.

use crate::{
    error::Error,
    files::{Generated, Owned},
    model,
    sources::{self, Service, SourceFile},
};
use driftline_contract::{Contract, body_schemas, json_text};
use driftline_extract::{Corrections, assemble, parse_page, read_corrected};
use driftline_finding::Finding;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

const MODEL: &str = "crates/model";

pub(crate) fn run(check: bool, pages: Option<&Path>) -> Result<(), Error> {
    let services = match pages {
        Some(folder) => sources::in_folder(folder)?,
        None => sources::listed()?,
    };
    let mut generated = Generated { owned: owned(), ..Generated::default() };
    let mut model = BTreeMap::new();
    for service in &services {
        let contract = contract(service)?;
        add_documents(&service.name, &contract, &mut generated);
        model.extend(model::generate(&service.name, &contract)?);
    }
    let names: Vec<&str> = services.iter().map(|service| service.name.as_str()).collect();
    model.extend(model::index(&names)?);
    generated.files.extend(model.into_iter().map(|(file, text)| (Path::new(MODEL).join(file), text)));
    if pages.is_none() {
        generated.files.insert(sources::FILE.into(), sources::text(&services));
    }
    if check { generated.compare("files of spec/ and the model", "spec") } else { generated.write() }
}

fn owned() -> Vec<Owned> {
    vec![
        Owned { folder: "spec", ending: ".openapi.json", deep: false },
        Owned { folder: "spec/schemas", ending: ".json", deep: true },
        Owned { folder: "crates/model/src/generated", ending: ".rs", deep: true },
        Owned { folder: "crates/model/tests/generated", ending: ".rs", deep: true },
    ]
}

fn contract(service: &Service) -> Result<Contract, Error> {
    let corrections = corrections(service)?;
    let readings = service.pages.iter().map(|page| {
        let name = page.file.rsplit('/').next().unwrap_or(&page.file);
        read_corrected(&page.file, &parse_page(name, &page.bytes), &corrections)
    });
    let readings: Vec<_> = readings.collect();
    let review = corrections.review(&readings);
    if !review.findings.is_empty() {
        let place = |finding: &Finding| finding.place.as_ref().map(ToString::to_string).unwrap_or_default();
        let lines = review.findings.iter().map(|finding| format!("{}: {}", place(finding), finding.message));
        return Err(Error::Rules(lines.collect::<Vec<_>>().join("\n")));
    }
    let extraction = assemble(&service.name, readings);
    Ok(extraction.map_err(|source| Error::Contract { service: service.name.clone(), source })?.contract)
}

/// The corrections listed for a service. A file of another service's would mend nothing, in silence.
fn corrections(service: &Service) -> Result<Corrections, Error> {
    let mut texts = Vec::new();
    for SourceFile { file, bytes } in &service.corrections {
        let (name, text) = (format!("corrections/{file}"), String::from_utf8_lossy(bytes).into_owned());
        let own = Corrections::read(&service.name, [(name.as_str(), text.as_str())])?;
        if own.is_empty() {
            let problem = format!("holds no correction for the service `{}`, which lists it", service.name);
            return Err(Error::Wrong { path: name.into(), problem });
        }
        texts.push((name, text));
    }
    Ok(Corrections::read(&service.name, texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))?)
}

fn add_documents(service: &str, contract: &Contract, generated: &mut Generated) {
    let path = PathBuf::from(format!("spec/{service}.openapi.json"));
    generated.files.insert(path, contract.to_openapi_json());
    for body in body_schemas(contract) {
        let path = Path::new("spec/schemas").join(service).join(body.file_name());
        generated.files.insert(path, json_text(&body.document.to_json_schema(driftline_contract::Prose::Keep)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<h4>URI</h4><p>GET /v1/things</p><h4>Response Parameters</h4>
        <table><tr><th>Parameter</th><th>Type</th></tr><tr><td>count</td><td>String</td></tr></table>";
    const CORRECTION: &str = "service = \"things\"\n[[correction]]\npages = [\"ListThings.html\"]\nfield = \"count\"\n\
        row = \"83774bb7fd09b217\"\ntype = \"Integer\"\nreason = \"A number.\"\nevidence = \"The example.\"\n";

    fn service(correction: &str) -> Service {
        let file = |name: &str, text: &str| SourceFile { file: name.to_owned(), bytes: text.as_bytes().to_vec() };
        Service {
            name: "things".to_owned(),
            pages: vec![file("ListThings.html", PAGE)],
            corrections: vec![file("things.toml", correction)],
        }
    }

    #[test]
    fn an_edited_correction_changes_the_contract_or_the_list_of_sources() {
        let written = |correction: &str| {
            let service = service(correction);
            let document = contract(&service).expect("a contract").to_openapi_json();
            (document, sources::text(&[service]))
        };
        let (document, list) = written(CORRECTION);
        assert!(document.contains("\"corrected\""));
        let (other, _) = written(&CORRECTION.replace("Integer", "Long"));
        assert_ne!(document, other);
        let (same, other) = written(&CORRECTION.replace("\nrow", "\n# A remark\nrow"));
        assert_eq!(document, same);
        assert_ne!(list, other);
    }

    #[test]
    fn a_correction_that_does_not_fit_is_refused() {
        let refused = |text: &str| contract(&service(text)).expect_err("a fault").to_string();
        let stale = refused(&CORRECTION.replace("83774bb7", "93774bb7"));
        assert!(stale.starts_with("corrections/things.toml:2:1: the row of `count`"), "{stale}");
        let foreign = refused(&CORRECTION.replace("\"things\"", "\"others\""));
        assert_eq!(foreign, "corrections/things.toml: holds no correction for the service `things`, which lists it");
        let wrong = refused(&CORRECTION.replace("type", "kind"));
        assert!(wrong.starts_with("corrections/things.toml:6:1: unknown field `kind`"), "{wrong}");
    }
}
