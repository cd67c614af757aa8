//! Tables that stand on other pages than the fields that they describe.

use super::*;
use crate::{parse_page, read_page};
use driftline_contract::{Schema, Status, Type};

/// A page whose response has the field `lamp`, described in `cell`.
fn querying(file: &str, cell: &str) -> PageReading {
    let html = format!(
        "<h1>Querying</h1><h4>URI</h4><p>GET /{file}</p><h4>Response Parameters</h4>\
         <table id=body-{file}><tr><th>Parameter</th><th>Type</th><th>Description</th></tr><tr><td>lamp</td>{cell}</tr></table>"
    );
    read(file, &html)
}

/// A page without a call, with a table of which one row has no name.
fn structures(file: &str, kind: &str) -> PageReading {
    let row = |name: &str| format!("<tr><td>{name}</td><td>{kind}</td><td>x</td></tr>");
    let html = format!(
        "<h1>Data Structures</h1><a id=lamp></a><table><caption>Lamp</caption>\
         <tr><th>Parameter</th><th>Type</th><th>Description</th></tr>{}{}</table>",
        row("power"),
        row("two words")
    );
    read(file, &html)
}

fn read(file: &str, html: &str) -> PageReading {
    let name = file.rsplit_once('/').map_or(file, |(_, name)| name);
    read_page(file, &parse_page(name, html.as_bytes()))
}

/// The property `lamp` in the response of the page `file`.
fn lamp<'e>(found: &'e Extraction, file: &str) -> &'e Schema {
    let path = format!("/{file}");
    let operation = found.contract.operations().find(|operation| operation.path == path).expect("the operation");
    let body = operation.responses[&Status::Range(2)].content.values().next().expect("a body");
    &body.schema.as_ref().expect("a schema").properties["lamp"]
}

/// What the component that a schema names holds.
fn held<'e>(found: &'e Extraction, schema: &Schema) -> Vec<&'e str> {
    let id = schema.reference.as_ref().expect("a reference");
    found.contract.component(id).expect("the component").properties.keys().map(String::as_str).collect()
}

fn rules(found: &Extraction) -> Vec<&str> {
    found.findings.iter().map(|finding| finding.rule.id.as_str()).collect()
}

const LINK: &str = "<td>Object</td><td>See <a href='structures.html#lamp'>Table 1</a>.</td>";

#[test]
fn a_linked_table_of_a_page_without_a_call_is_a_component() {
    let found = assemble("s", vec![structures("structures.html", "String"), querying("a.html", LINK)]).expect("one");
    let schema = lamp(&found, "a.html");
    assert_eq!(held(&found, schema), ["power"]);
    let component = found.contract.components().next().map(|(id, component)| (id.as_str(), component.clone()));
    let (name, component) = component.expect("the component");
    assert_eq!((name, component.provenance.map(|from| from.page)), ("Lamp", Some("structures.html".into())));
    assert_eq!(rules(&found), ["operation-missing", "parameter-name-unclear"]);
    assert_eq!((found.rows.read, found.rows.placed, found.rows.reported), (3, 2, 1));
}

#[test]
fn a_sentence_below_a_table_may_hold_the_link_of_a_field() {
    let html = "<h1>Querying</h1><h4>URI</h4><p>GET /a.html</p><h4>Response</h4>\
        <table><tr><th>Parameter</th><th>Type</th><th>Description</th></tr><tr><td>lamp</td><td>Dict</td><td>It.</td></tr></table>\
        <p>For details about the <b>lamp</b> field, see <a href='structures.html#lamp'>Table 1</a>.</p>";
    let found = assemble("s", vec![structures("structures.html", "String"), read("a.html", html)]).expect("one");
    assert_eq!(held(&found, lamp(&found, "a.html")), ["power"]);
}

#[test]
fn a_table_that_nothing_links_to_stays_out_and_is_reported() {
    let other = querying("a.html", "<td>String</td><td>x</td>");
    let found = assemble("s", vec![structures("structures.html", "String"), other]).expect("a contract");
    assert_eq!(found.contract.components().len(), 0);
    assert_eq!(rules(&found), ["operation-missing", "table-not-placed"]);
    assert_eq!((found.rows.read, found.rows.placed, found.rows.reported), (3, 1, 2));
}

#[test]
fn a_link_that_leads_to_no_table_leaves_an_open_object() {
    let cell = "<td><a href='structures.html#chair'>Lamp</a> object</td><td>x</td>";
    let found = assemble("s", vec![querying("a.html", cell), querying("b.html", LINK)]).expect("a contract");
    for page in ["a.html", "b.html"] {
        assert_eq!((&lamp(&found, page).types, &lamp(&found, page).reference), (&vec![Type::Object], &None));
    }
    assert_eq!(rules(&found), ["object-table-missing"]);
}

#[test]
fn a_link_to_the_body_of_another_call_means_that_body() {
    let cell = "<td>List</td><td>See <a href='b.html#body-b.html'>Table 3</a>.</td>";
    let found = assemble("s", vec![querying("a.html", cell), querying("b.html", LINK)]).expect("a contract");
    let items = lamp(&found, "a.html").items.as_deref().expect("items");
    assert_eq!(
        (held(&found, items), items.reference.as_ref().map(ToString::to_string).as_deref()),
        (vec!["lamp"], Some("QueryingResponse"))
    );
    assert_eq!(rules(&found), [""; 0]);
}

#[test]
fn of_two_pages_of_one_name_the_link_means_the_one_in_its_folder() {
    let readings = |of_x, of_y| {
        vec![
            structures("x/structures.html", of_x),
            structures("y/structures.html", of_y),
            querying("x/a.html", LINK),
            querying("y/a.html", &LINK.replace("structures", "../x/structures")),
        ]
    };
    let found = assemble("s", readings("String", "Long")).expect("a contract");
    assert_eq!(found.contract.components().len(), 1);
    let power = &found.contract.components().next().expect("a component").1.properties["power"];
    assert_eq!(power.types, [Type::String]);
    let mut apart = readings("String", "Long");
    apart[2] = querying("z/a.html", LINK);
    let found = assemble("s", apart).expect("a contract");
    assert_eq!(lamp(&found, "z/a.html").reference, None, "either page may be meant");
}

#[test]
fn links_mean_the_same_whatever_the_order_of_the_pages() {
    let pages = [
        structures("c.html", "String"),
        querying("a.html", &LINK.replace("structures", "c")),
        querying("b.html", "<td>List</td><td><a href='a.html#body-a.html'>Table 3</a></td>"),
        querying("d.html", &LINK.replace("structures.html#lamp", "b.html#body-b.html")),
    ];
    let one = assemble("s", pages.to_vec()).expect("a contract");
    for turn in 1..pages.len() {
        let mut turned = pages.to_vec();
        turned.rotate_left(turn);
        turned.swap(0, 1);
        let two = assemble("s", turned).expect("a contract");
        assert_eq!((one.contract.to_openapi_json(), &one.findings), (two.contract.to_openapi_json(), &two.findings));
        assert!(two.rows == one.rows && one.rows.is_balanced());
    }
}

#[test]
fn the_number_in_a_link_to_another_page_is_of_that_page() {
    let html = format!(
        "<h4>URI</h4><p>GET /a.html</p><h4>Response Parameters</h4><table><tr><th>Parameter</th><th>Type</th>\
         <th>Description</th></tr><tr><td>lamp</td>{}</tr></table><table><caption>Table 1 Own</caption><tr>\
         <th>Parameter</th><th>Type</th></tr><tr><td>id</td><td>String</td></tr></table>",
        LINK.replace("See", "For details, see")
    );
    let found = assemble("s", vec![structures("structures.html", "String"), read("a.html", &html)]).expect("one");
    assert_eq!(held(&found, lamp(&found, "a.html")), ["power"]);
}

#[test]
fn a_link_to_a_heading_means_the_only_table_of_its_section() {
    let sections = |more: &str| {
        let table = |name: &str| {
            format!("<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>{name}</td><td>String</td></tr></table>")
        };
        format!("<h2 id=lamp>The Lamp</h2>{}{more}<h2>Another</h2>{}", table("power"), table("no"))
    };
    let found =
        |html: &str| assemble("s", vec![read("structures.html", html), querying("a.html", LINK)]).expect("a contract");
    let one = found(&sections(""));
    assert_eq!(held(&one, lamp(&one, "a.html")), ["power"]);
    let two = found(&sections("<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>x</td><td>y</td></tr></table>"));
    assert_eq!(lamp(&two, "a.html").reference, None);
}

#[test]
fn a_section_may_leave_its_body_to_a_table_of_another_page() {
    let html = "<h1>Updating</h1><h4>URI</h4><p>PUT /u</p><h4>Response</h4>\
                <p>For the response parameters, see <a href='a.html#body-a.html'>Table 4</a>.</p>";
    let cell = "<td>String</td><td>x</td>";
    let found = assemble("s", vec![read("u.html", html), querying("a.html", cell)]).expect("a contract");
    let operation = found.contract.operations().find(|it| it.path == "/u").expect("the operation");
    let body = operation.responses[&Status::Range(2)].content.values().next().expect("a body");
    assert_eq!(held(&found, body.schema.as_ref().expect("a schema")), ["lamp"]);
    assert_eq!(rules(&found), [""; 0]);
}

/// A page without a call that lists the values of a status.
fn statuses(header: &str, values: &[&str]) -> PageReading {
    let row = |value: &&str| format!("<tr><td>{value}</td><td>x</td></tr>");
    let rows = values.iter().map(row).collect::<Vec<_>>().concat();
    let table = format!("<table><tr><th>{header}</th><th>Description</th></tr>{rows}</table>");
    read("statuses.html", &format!("<div id=statuses><h1>Lamp Status</h1></div>{table}"))
}

#[test]
fn values_that_a_page_of_their_own_lists_are_those_of_the_status_that_leaves_them_there() {
    let page = |name: &str, kind: &str, told: &str| {
        let row = format!("<tr><td>{name}</td><td>{kind}</td><td>{told}</td></tr>");
        let table = format!("<table><tr><th>Parameter</th><th>Type</th><th>Description</th></tr>{row}</table>");
        read("a.html", &format!("<h1>Querying</h1><h4>URI</h4><p>GET /a.html</p><h4>Response Parameters</h4>{table}"))
    };
    let link = "For details, see <a href='statuses.html#statuses'>Lamp Status</a>.";
    let found = |listing: PageReading, reading: PageReading| {
        let found = assemble("s", vec![listing, reading]).expect("a contract");
        let operation = found.contract.operations().next().expect("the operation").clone();
        let body = operation.responses[&Status::Range(2)].content.values().next().cloned().expect("a body");
        let field = body.schema.expect("a schema").properties[0].clone();
        (field.enumeration.unwrap_or_default(), found.rows.placed, rules(&found).join(" "))
    };
    let words = || statuses("Status", &["on", "off"]);
    assert_eq!(
        found(words(), page("lamp_status", "String", link)),
        (vec!["on".into(), "off".into()], 3, "operation-missing".to_owned())
    );
    let numbers = statuses("Status Value", &["0", "1"]);
    assert_eq!(found(numbers, page("status", "Integer", link)).0, [0, 1]);
    // A field that is no status, values of its own, a listing of something else.
    assert!(found(words(), page("lamp_id", "String", link)).0.is_empty());
    let own = format!("The value can be <strong>on</strong> or <strong>dim</strong>. {link}");
    assert_eq!(found(words(), page("status", "String", &own)).0, ["on", "dim"]);
    assert!(found(statuses("Lamp", &["on", "off"]), page("status", "String", link)).0.is_empty());
    assert!(found(statuses("Status", &["is on", "off"]), page("status", "String", link)).0.is_empty());
}
