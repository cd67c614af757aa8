//! Corrections: what each kind changes, and what is said of those that do not fit.

use driftline_extract::{Corrections, Review, assemble, parse_page, read_corrected};
use serde_json::{Value, json};
use std::fmt::Write;

const PAGE: &str = r#"<h1>Querying Things</h1><h4>URI</h4><p>GET /v1/things/{thing_id}</p>
<table><caption>Table 1 Path parameters</caption><tr><th>Parameter</th><th>Mandatory</th><th>Type</th><th>Description</th></tr>
<tr><td>thing_id</td><td>Yes</td><td>String</td><td>ID of the thing</td></tr></table>
<table><caption>Table 2 Query parameters</caption><tr><th>Parameter</th><th>Mandatory</th><th>Type</th><th>Description</th></tr>
<tr><td>limt</td><td>No</td><td>String</td><td>How many. Options: 10 and 20</td></tr></table>
<h4>Response Parameters</h4>
<table><caption>Table 3 Response body parameters</caption><tr><th>Parameter</th><th>Type</th><th>Description</th></tr>
<tr><td>count</td><td>String</td><td>Number of things</td></tr>
<tr><td>state</td><td>String</td><td>The state. Options: <ul><li>RUNING</li><li>STOPPED</li></ul></td></tr>
<tr><td>parts</td><td>Object</td><td>Parts of the thing</td></tr>
<tr><td>colour</td><td>String</td><td>Paint of the thing</td></tr></table>
<table><caption>Table 4 Part</caption><tr><th>Parameter</th><th>Type</th><th>Description</th></tr>
<tr><td>id</td><td>Integer</td><td>ID of the part</td></tr></table>"#;

/// What reading the page with corrections gives: the contract and the review.
fn read(files: &[&str]) -> (Value, Review) {
    let names: Vec<String> = (0..files.len()).map(|number| format!("{number}.toml")).collect();
    let files = names.iter().map(String::as_str).zip(files.iter().copied());
    let corrections = Corrections::read("things", files).expect("corrections");
    let page = parse_page("ShowThings.html", PAGE.as_bytes());
    let readings = vec![read_corrected("ShowThings.html", &page, &corrections)];
    assert!(readings[0].rows.is_balanced());
    let review = corrections.review(&readings);
    let contract = assemble("things", readings).expect("a contract").contract;
    (serde_json::from_str(&contract.to_openapi_json()).expect("JSON"), review)
}

/// A file with one correction of a field.
fn correction(field: &str, rest: &str) -> String {
    format!("service = \"things\"\n{}", entry(&format!("pages = [\"ShowThings.html\"]\nfield = \"{field}\"\n{rest}")))
}

fn entry(members: &str) -> String {
    format!("[[correction]]\n{members}\nreason = \"The page is wrong.\"\nevidence = \"The example.\"\n")
}

/// The hash of the row of a field, as the finding names it.
fn hash(field: &str) -> String {
    let message = messages(&read(&[&correction(field, "nullable = true")]).1).join("\n");
    let (_, rest) = message.split_once("row = \"").expect("the finding names the hash");
    rest[..16].to_owned()
}

fn messages(review: &Review) -> Vec<String> {
    let text = |place: &driftline_finding::Place| place.to_string();
    let each = review.findings.iter();
    each.map(|finding| {
        format!("{} {}: {}", finding.place.as_ref().map(text).unwrap_or_default(), finding.rule.id, finding.message)
    })
    .collect()
}

/// The contract as a correction of one row makes it; it is applied without a finding.
fn corrected(field: &str, change: &str) -> Value {
    let (document, review) = read(&[&correction(field, &format!("row = \"{}\"\n{change}", hash(field)))]);
    assert_eq!((messages(&review), review.applied), (Vec::new(), 1), "{change}");
    document
}

fn body(document: &Value) -> &Value {
    let get = &document["paths"]["/v1/things/{thing_id}"]["get"];
    &get["responses"]["2XX"]["content"]["application/json"]["schema"]
}

fn parameter<'d>(document: &'d Value, name: &str) -> &'d Value {
    let parameters = document["paths"]["/v1/things/{thing_id}"]["get"]["parameters"].as_array().expect("a list");
    parameters.iter().find(|parameter| parameter["name"] == name).expect("the parameter")
}

#[test]
fn a_type_is_corrected_and_says_so() {
    let document = corrected("count", "type = \"Integer\"");
    let count = &body(&document)["properties"]["count"];
    assert_eq!((&count["type"], &count["format"]), (&json!("integer"), &json!("int32")));
    let from = &count["x-driftline"];
    assert_eq!(from["cells"], "count, String", "what the page says stays");
    assert_eq!(from["corrected"], json!({"type": "The page is wrong."}));
    assert_eq!(from["evidence"], json!({"type": "The example."}));
}

#[test]
fn a_corrected_type_leads_to_its_table_and_reads_the_prose_anew() {
    let parts = corrected("parts", "type = \"Array of Part objects\"");
    assert_eq!(body(&parts)["properties"]["parts"]["items"]["$ref"], "#/components/schemas/Part");
    let limit = corrected("limt", "type = \"Integer\"\nrename = \"limit\"");
    assert_eq!(parameter(&limit, "limit")["schema"]["enum"], json!([10, 20]));
}

#[test]
fn values_names_requirements_formats_and_null_are_corrected() {
    let state = |change: &str| body(&corrected("state", change))["properties"]["state"].clone();
    assert_eq!(state("enum = [\"UP\"]")["enum"], json!(["UP"]));
    assert_eq!(state("enum = []").get("enum"), None);
    let mended = state("enum-remove = [\"RUNING\"]\nenum-add = [\"RUNNING\"]");
    assert_eq!(mended["enum"], json!(["STOPPED", "RUNNING"]));
    assert_eq!(mended["x-driftline"]["corrected"]["enum"], "The page is wrong.");
    let nullable = state("nullable = true");
    assert_eq!(
        (&nullable["type"], &nullable["enum"]),
        (&json!(["string", "null"]), &json!(["RUNING", "STOPPED", null]))
    );
    assert_eq!(state("format = \"uuid\"")["format"], "uuid");
    assert_eq!(body(&corrected("state", "required = true"))["required"], json!(["state"]));
    let limit = corrected("limt", "rename = \"limit\"\nrequired = true");
    assert_eq!(parameter(&limit, "limit")["required"], true);
}

#[test]
fn a_dropped_row_is_out_of_the_contract_and_named() {
    let (document, review) = read(&[&correction("colour", &format!("row = \"{}\"\ndrop = true", hash("colour")))]);
    assert_eq!((review.applied, body(&document)["properties"].get("colour")), (1, None));
}

#[test]
fn a_component_an_operation_and_a_table_name_rows_too() {
    for target in [
        "component = \"Part\"",
        "operation = \"ShowThings\"",
        "operation = \"ShowThings\"\ntable = \"Part\"",
        "component = \"Part\"\ntable = \"Table 4\"",
    ] {
        let members = format!("{target}\nfield = \"id\"\nrow = \"{}\"\ntype = \"String\"", hash("id"));
        let (document, review) = read(&[&format!("service = \"things\"\n{}", entry(&members))]);
        assert_eq!((messages(&review), review.applied), (Vec::new(), 1), "{target}");
        assert_eq!(document["components"]["schemas"]["Part"]["properties"]["id"]["type"], "string", "{target}");
    }
}

#[test]
fn several_corrections_mend_one_row_in_any_order_of_files() {
    let one = correction("state", &format!("row = \"{}\"\nrequired = true", hash("state")));
    let two = correction("state", &format!("row = \"{}\"\nenum-add = [\"GONE\"]", hash("state")));
    let (document, review) = read(&[&one, &two]);
    assert_eq!((messages(&review), review.applied), (Vec::new(), 2));
    assert_eq!(body(&document)["properties"]["state"]["enum"], json!(["RUNING", "STOPPED", "GONE"]));
    assert_eq!(read(&[&two, &one]).0, document);
    let read_files = |files: [(&str, &str); 2]| {
        let corrections = Corrections::read("things", files).expect("corrections");
        let page = parse_page("ShowThings.html", PAGE.as_bytes());
        let readings = vec![read_corrected("ShowThings.html", &page, &corrections)];
        (messages(&corrections.review(&readings)), format!("{:?}", readings[0].operations))
    };
    assert_eq!(read_files([("a", &one), ("b", &two)]), read_files([("b", &two), ("a", &one)]));
}

#[test]
fn each_correction_that_does_not_fit_has_its_finding_and_changes_nothing() {
    let (plain, _) = read(&[]);
    let (count, state) = (hash("count"), hash("state"));
    let ones = [
        correction("count", "type = \"Integer\""),
        correction("count", "row = \"0123456789abcdef\"\ntype = \"Integer\""),
        correction("count", &format!("row = \"{count}\"\ntype = \"String\"")),
        correction("count", &format!("row = \"{count}\"\nrequired = false")),
        correction("thing_id", &format!("row = \"{}\"\nrequired = true", hash("thing_id"))),
        correction("thing_id", &format!("row = \"{}\"\nrequired = false", hash("thing_id"))),
        correction("number", &format!("row = \"{count}\"\ntype = \"Integer\"")),
        correction("count", &format!("table = \"Part\"\nrow = \"{count}\"\ntype = \"Integer\"")),
        format!("service = \"things\"\n{}", entry("operation = \"ShowThing\"\nfield = \"count\"\ndrop = true")),
        format!("service = \"things\"\n{}", entry("component = \"Parts\"\nfield = \"id\"\ndrop = true")),
        format!("service = \"things\"\n{}", entry("component = \"Part\"\nfield = \"idd\"\ndrop = true")),
        correction("state", &format!("row = \"{state}\"\nenum-remove = [\"DOWN\"]")),
        [
            correction("state", &format!("row = \"{state}\"\nenum-remove = [\"STOPPED\"]")),
            entry(&format!("operation = \"ShowThings\"\nfield = \"state\"\nrow = \"{state}\"\nenum = [\"STOPPED\"]")),
        ]
        .concat(),
    ];
    let mut shown = String::new();
    for one in &ones {
        let (document, review) = read(&[one]);
        assert_eq!((document == plain, review.applied), (true, 0), "{one}");
        assert!(review.doubtful > 0);
        shown += &(messages(&review).join("\n") + "\n");
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots/extract");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("corrections_in_doubt", shown));
}

#[test]
fn one_that_does_a_part_of_what_it_says_is_in_doubt_and_does_it() {
    let (document, review) =
        read(&[&correction("count", &format!("row = \"{}\"\ntype = \"Integer\"\nrequired = false", hash("count")))]);
    assert_eq!((review.applied, review.doubtful, review.findings.len()), (0, 1, 1));
    assert!(review.findings[0].message.starts_with("`required` changes nothing"), "{}", review.findings[0].message);
    assert_eq!(body(&document)["properties"]["count"]["type"], "integer");
}

#[test]
fn pages_that_were_not_read_and_other_services_are_no_finding() {
    let (plain, _) = read(&[]);
    let elsewhere = correction("count", "drop = true").replace("ShowThings.html", "ListThings.html");
    let other = correction("count", "drop = true").replace("service = \"things\"", "service = \"others\"");
    let (document, review) = read(&[&elsewhere, &other]);
    assert_eq!((review.applied, review.doubtful, review.unread), (0, 0, 1));
    assert_eq!((review.findings, document), (Vec::new(), plain));
}

#[test]
fn a_file_that_cannot_be_used_says_where_and_what_to_do() {
    let mut shown = String::new();
    for text in [
        "service = \"things\"\n[[correction]\n".to_owned(),
        "[[correction]]\n".to_owned(),
        correction("count", "drop = true").replace("reason = \"The page is wrong.\"\n", ""),
        correction("count", "drop = true").replace("The example.", " "),
        correction("count", "tipe = \"Integer\""),
        correction("count", "type = \"See below\""),
        correction("count", "row = \"12\"\ndrop = true"),
        correction("count", "rename = \"number of things\""),
        correction("count", "enum = [{ value = 1 }]"),
        correction("count", "drop = false"),
        correction("count", "drop = true\nrequired = true"),
        correction("count", "drop = true").replace("pages = [\"ShowThings.html\"]\n", ""),
        correction("count", "drop = true\ncomponent = \"a b\""),
    ] {
        let error = Corrections::read("another", [("corrections/things.toml", text.as_str())]).expect_err("a fault");
        writeln!(shown, "{error}").expect("a string takes it");
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots/extract");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("corrections_refused", shown));
}

#[test]
fn a_page_that_was_mended_makes_its_correction_stale() {
    let old = correction("count", &format!("row = \"{}\"\ntype = \"Integer\"", hash("count")));
    let mended = PAGE.replace("<td>count</td><td>String</td>", "<td>count</td><td>Integer</td>");
    let page = parse_page("ShowThings.html", mended.as_bytes());
    let outcome = |text: &str| {
        let corrections = Corrections::read("things", [("0.toml", text)]).expect("corrections");
        let readings = [read_corrected("ShowThings.html", &page, &corrections)];
        let [message] = messages(&corrections.review(&readings)).try_into().expect("one finding");
        (message, format!("{:?}", readings[0].operations))
    };
    let (message, contract) = outcome(&old);
    assert!(message.contains("has changed; it is now row = \""), "{message}");
    let (_, rest) = message.split_once("row = \"").expect("the hash");
    let (message, same) = outcome(&old.replace(&hash("count"), &rest[..16]));
    assert!(message.contains("`type` changes nothing"), "{message}");
    assert_eq!(contract, same);
}

#[test]
fn of_two_pages_of_one_name_one_may_be_meant() {
    let text = correction("count", &format!("row = \"{}\"\ntype = \"Integer\"", hash("count")));
    let corrections = Corrections::read("things", [("0.toml", text.as_str())]).expect("corrections");
    let other = PAGE.replace("<td>count</td>", "<td>number</td>");
    let read = |folder: &str, html: &str| {
        let page = parse_page("ShowThings.html", html.as_bytes());
        read_corrected(&format!("{folder}/ShowThings.html"), &page, &corrections)
    };
    let review = corrections.review(&[read("old", &other), read("new", PAGE)]);
    assert_eq!((messages(&review), review.applied), (Vec::new(), 1));
}

#[test]
fn the_row_of_an_array_is_named_as_its_cell_says() {
    let html = r#"<h4>URI</h4><p>GET /v1/things</p><h4>Response Parameters</h4>
        <table><tr><th>Parameter</th><th>Type</th></tr><tr><td>[items]</td><td>Array of strings</td></tr></table>"#;
    let page = parse_page("ListThings.html", html.as_bytes());
    let read = |row: &str| {
        let members = format!("pages = [\"ListThings.html\"]\nfield = \"[items]\"\n{row}type = \"Array of integers\"");
        let text = format!("service = \"things\"\n{}", entry(&members));
        let corrections = Corrections::read("things", [("0.toml", text.as_str())]).expect("corrections");
        let readings = vec![read_corrected("ListThings.html", &page, &corrections)];
        let review = corrections.review(&readings);
        let contract = assemble("things", readings).expect("a contract").contract.to_openapi_json();
        (serde_json::from_str::<Value>(&contract).expect("JSON"), review)
    };
    let message = messages(&read("").1).join("");
    let (_, rest) = message.split_once("row = \"").expect("the hash");
    let (document, review) = read(&format!("row = \"{}\"\n", &rest[..16]));
    assert_eq!((messages(&review), review.applied), (Vec::new(), 1));
    let body = &document["paths"]["/v1/things"]["get"]["responses"]["2XX"]["content"]["application/json"]["schema"];
    assert_eq!((&body["type"], &body["items"]["type"]), (&json!("array"), &json!("integer")));
}

#[test]
fn a_table_on_another_page_is_corrected_there_and_a_link_to_one_changes_nothing() {
    let list = r#"<h4>URI</h4><p>GET /v1/things</p><h4>Response Parameters</h4>
        <table><tr><th>Parameter</th><th>Type</th></tr>
        <tr><td>thing</td><td><a href="Things.html#thing">Thing</a> object</td></tr></table>"#;
    let appendix = r#"<h1>Things</h1><table id="thing"><caption>Table 1 Thing</caption><tr><th>Parameter</th><th>Type</th></tr>
        <tr><td>count</td><td>String</td></tr></table>"#;
    let (count, thing) = (row_hash("Things.html", appendix, "count"), row_hash("ListThings.html", list, "thing"));
    let mend = |page: &str, field: &str, hash: &str, change: &str| {
        entry(&format!("pages = [\"{page}\"]\nfield = \"{field}\"\nrow = \"{hash}\"\n{change}"))
    };
    let entries = [
        mend("Things.html", "count", &count, "type = \"Integer\""),
        mend("ListThings.html", "thing", &thing, "type = \"Thing object\""),
    ];
    let text = format!("service = \"things\"\n{}", entries.concat());
    let corrections = Corrections::read("things", [("0.toml", text.as_str())]).expect("corrections");
    let read = |name: &str, html: &str| read_corrected(name, &parse_page(name, html.as_bytes()), &corrections);
    let readings = vec![read("ListThings.html", list), read("Things.html", appendix)];
    let review = corrections.review(&readings);
    assert_eq!((review.applied, review.doubtful), (1, 1), "{:?}", messages(&review));
    assert!(messages(&review)[0].contains("`type` changes nothing"), "{:?}", messages(&review));
    let contract = assemble("things", readings).expect("a contract").contract;
    let components: Vec<_> =
        contract.components().map(|(_, schema)| schema.properties["count"].types.clone()).collect();
    assert_eq!(components, [[driftline_contract::Type::Integer]]);
}

/// The hash of the row of a field of a page, as the finding names it.
fn row_hash(page: &str, html: &str, field: &str) -> String {
    let members = format!("pages = [\"{page}\"]\nfield = \"{field}\"\nnullable = true");
    let text = format!("service = \"things\"\n{}", entry(&members));
    let corrections = Corrections::read("things", [("0.toml", text.as_str())]).expect("corrections");
    let readings = [read_corrected(page, &parse_page(page, html.as_bytes()), &corrections)];
    let message = messages(&corrections.review(&readings)).join("");
    let (_, rest) = message.split_once("row = \"").expect("the hash");
    rest[..16].to_owned()
}
