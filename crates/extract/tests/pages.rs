//! One small hand-made page for each form, and what it gives.

use driftline_extract::{assemble, parse_page, read_page};
use std::fmt::Write;

#[test]
fn every_form_of_page_gives_its_contract() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let files = driftline_corpus::files(&folder, ".html");
    assert!(!files.is_empty());
    for file in files {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let page = parse_page(&name, &std::fs::read(&file).expect("the page reads"));
        let reading = read_page(&name, &page);
        assert!(reading.rows.is_balanced());
        let extraction = assemble("form", vec![reading]).expect("a contract");
        let mut shown = extraction.contract.to_openapi_json();
        for finding in &extraction.findings {
            let place = finding.place.as_ref().map(ToString::to_string).unwrap_or_default();
            writeln!(shown, "{} {place}: {}", finding.rule.id, finding.message).expect("a string takes it");
        }
        writeln!(shown, "{:?}", extraction.rows).expect("a string takes it");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../../snapshots/extract");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(format!("page_{}", name.trim_end_matches(".html")), shown));
    }
}

/// Law 10, for what this crate reads: a secret in an example of a page is masked in the contract.
#[test]
fn law_10_no_secret_of_an_example_enters_the_contract() {
    let html = r#"<h4>URI</h4><p>POST /v1/tokens</p>
        <h4>Example Requests</h4><pre>POST /v1/tokens
        {"auth": {"password": "Canary-1", "name": "me"}}</pre>
        <h4>Example Responses</h4><pre>{"token": {"id": "Canary-2"}, "url": "https://me:Canary-3@host/"}</pre>"#;
    let reading = read_page("a.html", &parse_page("a.html", html.as_bytes()));
    let document = assemble("auth", vec![reading]).expect("a contract").contract.to_openapi_json();
    assert!(!document.contains("Canary") && document.contains("\"name\": \"me\""), "{document}");
}

/// Law 10, for what is said of examples: their values are judged as they stand and shown masked.
#[test]
fn law_10_no_secret_of_an_example_enters_a_finding() {
    let token = "Canary4abc".repeat(8);
    let html = format!(
        r#"<h4>URI</h4><p>POST /v1/tokens</p><h4>Request Parameters</h4>
        <table><tr><th>Parameter</th><th>Type</th><th>Description</th></tr>
        <tr><td>password</td><td>String</td><td>The options are as follows: ABC and DEF.</td></tr>
        <tr><td>size</td><td>Boolean</td><td>Whether it is big.</td></tr></table>
        <h4>Example Requests</h4><pre>GET /v2/{token}
        {{"password": "Canary-1", "size": "{token}", "{token}": "https://me:Canary-2@host/",}}</pre>"#
    );
    let findings = read_page("a.html", &parse_page("a.html", html.as_bytes())).findings;
    let ids: Vec<_> = findings.iter().map(|finding| finding.rule.id.as_str()).collect();
    let expected = [
        "example-not-json",
        "example-call-mismatch",
        "example-value-unlisted",
        "example-type-mismatch",
        "example-property-undocumented",
    ];
    assert_eq!(ids, expected);
    assert!(!format!("{findings:?}").contains("Canary"), "{findings:#?}");
}

#[test]
fn findings_name_the_heading_above_what_they_are_about() {
    let table = |kind: &str| {
        format!("<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>size</td><td>{kind}</td></tr></table>")
    };
    // All on one line, as a minified page: only headings tell the tables apart.
    let html = format!(
        "<h4>URI</h4><p>POST /v1/things/{{id}}</p><h4>Request Parameters</h4>{}<h4>Response Parameters</h4>{}\
         <h4>Example Responses</h4><pre>{{\"size\": 1,}}</pre>",
        table("Strange"),
        "<table><caption>Table 2 Thing</caption><tr><th>Parameter</th><th>Type</th></tr>\
         <tr><td>size</td><td>Odd</td></tr></table>"
    );
    let findings = read_page("a.html", &parse_page("a.html", html.as_bytes())).findings;
    let section = |finding: &driftline_finding::Finding| finding.provenance.as_ref().and_then(|it| it.section.clone());
    let found: Vec<_> = findings.iter().map(|it| (it.rule.id.as_str(), section(it).unwrap_or_default())).collect();
    let expected = [
        ("type-unknown", "Request Parameters"),
        ("type-unknown", "Response Parameters"),
        ("path-variable-undocumented", "URI"),
        ("example-not-json", "Example Responses"),
    ];
    for one in expected {
        assert!(found.contains(&(one.0, one.1.to_owned())), "{one:?} in {found:?}");
    }
    assert_eq!(
        findings[0].provenance.as_ref().map(ToString::to_string).as_deref(),
        Some("Request Parameters, row 1: size, Strange")
    );
}
