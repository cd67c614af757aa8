//! The steps together.

use super::*;
use crate::{parse_page, read_page};
use driftline_contract::{ComponentId, Location, Method, Parameter, Schema, Status, Type};
use std::collections::BTreeMap;

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
    let page = |name: &str, left, right| {
        let mut reading = reading(name, "String");
        for (id, kind) in [("user", left), ("User", right)].map(|(id, kind)| (ComponentId::from_text(id), kind)) {
            let reference = Schema::reference(id.clone());
            reading.operations[0].parameters.push(Parameter::new(id.as_str(), Location::Query, reference));
            reading.components.push((id, Schema::of(kind)));
        }
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

/// A page with a title, a call and tables, each under a heading.
fn page(file: &str, title: &str, call: &str, tables: &[(&str, &str)]) -> PageReading {
    let table = |(heading, rows): &(&str, &str)| {
        let row = |row: &str| {
            let cells: Vec<&str> = row.split(' ').collect();
            format!("<tr><td>{}</td><td>{}</td><td>{}</td></tr>", cells[0], cells[1], cells[2])
        };
        let rows: String = rows.split(", ").map(row).collect::<Vec<_>>().concat();
        let head = "<tr><th>Parameter</th><th>Mandatory</th><th>Type</th></tr>";
        format!("<h4>{heading}</h4><table><caption>{heading}</caption>{head}{rows}</table>")
    };
    let tables = tables.iter().map(table).collect::<Vec<_>>().concat();
    let html = format!("<h1>{title}</h1><h4>URI</h4><p>{call}</p>{tables}");
    read_page(file, &parse_page(file, html.as_bytes()))
}

fn assembled(pages: &[PageReading]) -> Extraction {
    assemble("s", pages.to_vec()).expect("a contract")
}

fn request<'e>(extraction: &'e Extraction, path: &str) -> &'e Schema {
    let mut operations = extraction.contract.operations();
    let operation = operations.find(|operation| operation.path == path).expect("the operation");
    let media = operation.request.as_ref().and_then(|body| body.content.values().next()).expect("a body");
    media.schema.as_ref().expect("a schema")
}

fn names(schemas: &[Schema]) -> Vec<String> {
    schemas.iter().filter_map(|schema| schema.reference.as_ref()).map(ToString::to_string).collect()
}

#[test]
fn pages_of_one_call_become_one_operation_whose_bodies_are_named_after_the_pages() {
    let body = "Request Parameters";
    let start = page("a.html", "Starting a Lamp", "POST /v1/lamps/action", &[(body, "start Yes Object")]);
    let stop = page("b.html", "Stopping a Lamp", "POST /v1/lamps/action", &[(body, "stop Yes Object")]);
    let found = assembled(&[start, stop]);
    assert_eq!(found.contract.operations().len(), 1);
    assert_eq!(found.findings, []);
    let schema = request(&found, "/v1/lamps/action");
    assert_eq!(names(&schema.one_of), ["StartingALampRequest", "StoppingALampRequest"]);
    let component = found.contract.component(&"StoppingALampRequest".parse().expect("a name")).expect("the component");
    assert_eq!(component.provenance.as_ref().map(|from| &*from.page), Some("b.html"));
}

#[test]
fn bodies_of_which_one_value_may_be_both_are_any_of_them() {
    let body = "Request Parameters";
    let private = page("a.html", "Private", "POST /v2/zones", &[(body, "name Yes String, router Yes String")]);
    let public = page("b.html", "Public", "POST /v2/zones", &[(body, "name Yes String")]);
    let found = assembled(&[private, public]);
    let schema = request(&found, "/v2/zones");
    assert_eq!(
        (names(&schema.any_of).as_slice(), schema.one_of.len()),
        (&["PrivateRequest", "PublicRequest"].map(str::to_owned)[..], 0)
    );
}

#[test]
fn bodies_that_demand_the_same_properties_are_any_of_them() {
    let body = "Request Parameters";
    let (tags, more) = ("action Yes String, tags Yes String", "action Yes String, tags Yes String, more No String");
    let adding = page("a.html", "Adding Tags", "POST /v1/tags/action", &[(body, tags)]);
    let deleting = page("b.html", "Deleting Tags", "POST /v1/tags/action", &[(body, more)]);
    let found = assembled(&[adding, deleting]);
    let schema = request(&found, "/v1/tags/action");
    assert_eq!((schema.any_of.len(), schema.one_of.len()), (2, 0));
}

#[test]
fn the_versions_of_a_call_are_two_paths_that_share_their_variants() {
    let twins = "POST /v2.1/x</p><p>POST /v2/x";
    let body = "Request Parameters";
    let one = page("a.html", "Start", twins, &[(body, "start Yes Object")]);
    let two = page("b.html", "Stop", twins, &[(body, "stop Yes Object")]);
    let found = assembled(&[one, two]);
    let ids: Vec<_> = found.contract.operations().map(|operation| operation.id.as_str()).collect();
    assert_eq!(ids, ["PostV2_1X", "PostV2X"]);
    assert_eq!(request(&found, "/v2/x"), request(&found, "/v2.1/x"));
    assert_eq!(found.contract.components().len(), 2);
}

#[test]
fn a_page_that_says_what_another_says_is_a_finding_that_stands_for_its_rows() {
    let say = |file| page(file, file, "POST /v1/x", &[("Response Parameters", "a No String, b No String")]);
    let found = assembled(&[say("a.html"), say("b.html")]);
    let rules: Vec<_> = found.findings.iter().map(|finding| finding.rule.id.as_str()).collect();
    assert_eq!(rules, ["operation-duplicate"]);
    assert_eq!((found.rows.read, found.rows.placed, found.rows.reported), (4, 2, 2));
}

#[test]
fn a_parameter_of_some_pages_only_is_not_required() {
    let one = page("a.html", "A", "POST /v1/x", &[("Request Parameters", "x Yes String")]);
    let query = "<h4>URI</h4><p>POST /v1/x</p><table><caption>Query parameters</caption>\
                 <tr><th>Parameter</th><th>Mandatory</th><th>Type</th></tr>\
                 <tr><td>q</td><td>Yes</td><td>String</td></tr></table>";
    let two = read_page("b.html", &parse_page("b.html", query.as_bytes()));
    let found = assembled(&[one, two]);
    let operation = found.contract.operations().next().expect("an operation");
    assert_eq!(
        operation.parameters.iter().map(|it| (it.name.as_str(), it.required)).collect::<Vec<_>>(),
        [("q", false)]
    );
}

#[test]
fn equal_tables_of_any_two_pages_are_one_component() {
    let contract = assembled(&[reading("A", "String"), reading("B", "Long"), reading("C", "Long")]).contract;
    let names: Vec<_> = contract.components().map(|(id, _)| id.as_str()).collect();
    assert_eq!(names, ["BLeaf", "BTree", "Leaf", "Tree"]);
}

#[test]
fn the_header_of_the_token_becomes_a_security_scheme() {
    let html = "<h4>URI</h4><p>GET /v1/x</p><h4>Request</h4><table><caption>Request header parameters</caption>\
                <tr><th>Parameter</th><th>Mandatory</th><th>Type</th></tr>\
                <tr><td>X-Auth-Token</td><td>Yes</td><td>String</td></tr></table>";
    let found = assembled(&[
        read_page("a.html", &parse_page("a.html", html.as_bytes())),
        page("b.html", "B", "GET /v1/y", &[]),
    ]);
    let required: Vec<_> = found.contract.operations().map(|operation| operation.security.clone()).collect();
    let token = || [("X-Auth-Token".to_owned(), Vec::new())].into_iter().collect();
    assert_eq!(required, [Some(vec![token()]), None]);
    assert_eq!(found.contract.security(), Some([token(), BTreeMap::new()].as_slice()));
    assert!(found.contract.operations().all(|operation| operation.parameters.is_empty()) && found.rows.is_balanced());
}

#[test]
fn paths_that_differ_in_the_names_of_their_variables_are_one() {
    let found = assembled(&[
        page("a.html", "A", "GET /v1/lamps/{id}", &[]),
        page("b.html", "B", "DELETE /v1/lamps/{lamp_id}", &[]),
    ]);
    let calls: Vec<_> = found.contract.operations().map(|it| (it.method, it.path.as_str())).collect();
    assert_eq!(calls, [(Method::Get, "/v1/lamps/{id}"), (Method::Delete, "/v1/lamps/{id}")]);
    assert!(found.contract.operations().all(|it| it.parameters.len() == 1 && it.parameters[0].name == "id"));
}

#[test]
fn the_body_of_an_error_is_a_component_named_after_its_properties() {
    let html = |call: &str| {
        let table = "<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>error_code</td><td>String</td></tr>\
                     <tr><td>error_msg</td><td>String</td></tr></table>";
        format!("<h4>URI</h4><p>{call}</p><h4>Response Parameters</h4><p>Status code: 400</p>{table}")
    };
    let read = |file: &str, call| read_page(file, &parse_page(file, html(call).as_bytes()));
    let contract = assembled(&[read("a.html", "GET /v1/x"), read("b.html", "GET /v1/y")]).contract;
    let names: Vec<_> = contract.components().map(|(id, _)| id.as_str()).collect();
    assert_eq!(names, ["ErrorCodeErrorMsgBody"]);
    assert!(contract.operations().all(|it| it.responses[&Status::Exact(400)].content.len() == 1));
}

#[test]
fn a_host_on_a_page_is_a_server() {
    let found = |call| assembled(&[page("a.html", "A", call, &[])]).contract.servers()[0].url.clone();
    assert_eq!(found("GET https://lamps.eu-de.lamps.org/v1/x"), "https://lamps.eu-de.lamps.org");
    assert_eq!(found("GET https://{Endpoint}/v1/x"), "/");
}

#[test]
fn a_table_that_nothing_on_its_page_leads_to_is_a_component_if_another_page_links_to_it() {
    let read = |name: &str, call: &str, rows: &str, tables: &str| {
        let html = format!(
            "<h4>URI</h4><p>{call}</p><h4>Response Parameters</h4>\
             <table><tr><th>Parameter</th><th>Type</th></tr>{rows}</table>{tables}"
        );
        read_page(name, &parse_page(name, html.as_bytes()))
    };
    let table = "<table id=silo><caption>Table 2 Silo</caption><tr><th>Parameter</th><th>Type</th></tr>\
                 <tr><td>height</td><td>Integer</td></tr></table>";
    let unused = read("A.html", "GET /a", "<tr><td>id</td><td>String</td></tr>", table);
    let user = read("B.html", "GET /b", "<tr><td>silo</td><td><a href='A.html#silo'>Object</a></td></tr>", "");
    let alone = assembled(std::slice::from_ref(&unused));
    assert_eq!(alone.contract.components().count(), 0);
    assert_eq!((alone.rows.placed, alone.rows.reported, alone.findings.len()), (1, 1, 1));
    let both = assembled(&[unused, user]);
    assert_eq!(both.contract.components().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["Silo"]);
    assert_eq!((both.rows.placed, both.rows.reported, both.findings.len()), (3, 0, 0));
}

#[test]
fn what_only_a_request_must_hold_is_found_at_the_end_of_a_long_chain() {
    let last = 3000;
    let table = |number: usize| {
        let answer = if number == last { "Yes" } else { "No" };
        format!(
            "<table id=t{number}><caption>T{number}x</caption><tr><th>Parameter</th><th>Mandatory</th><th>Type</th></tr>\
             <tr><td>a</td><td>{answer}</td><td><a href=#t{}>T{}x</a> object</td></tr></table>",
            number + 1,
            number + 1
        )
    };
    let tables: String = (0..=last).map(table).collect();
    let html = format!(
        "<h4>URI</h4><p>POST /v1/x</p><h4>Request Parameters</h4>{tables}<h4>Response Parameters</h4>\
         <table><tr><th>Parameter</th><th>Type</th></tr><tr><td>b</td><td><a href=#t1>T1x</a> object</td></tr></table>"
    );
    let found = assemble("s", vec![read_page("a.html", &parse_page("a.html", html.as_bytes()))]).expect("a contract");
    let component = |name: String| found.contract.component(&ComponentId::from_text(&name)).expect("the component");
    assert_eq!(component(format!("T{last}x")).required.len(), 1);
    assert_eq!(component(format!("T{last}xInResponse")).required.len(), 0);
    assert_eq!(component("T1xInResponse".to_owned()).required.len(), 0);
}
