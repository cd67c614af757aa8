//! What operations say of statuses, stated by one page, by another, or by none.

use super::*;
use crate::{parse_page, read_page};
use driftline_contract::{Response, Status};

/// A page of a call with what stands in its sections on responses and on statuses.
fn page(file: &str, response: &str, statuses: &str) -> PageReading {
    let html = format!(
        "<h1>{file}</h1><h4>URI</h4><p>POST /v1/x</p><h4>Response Parameters</h4>{response}\
         <h4>Status Codes</h4>{statuses}"
    );
    read_page(file, &parse_page(file, html.as_bytes()))
}

/// A table of one field.
fn body(name: &str) -> String {
    format!("<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>{name}</td><td>String</td></tr></table>")
}

/// The responses of the only operation.
fn responses(pages: &[PageReading]) -> Vec<(Status, Response)> {
    let found = assemble("s", pages.to_vec()).expect("a contract");
    found.contract.operations().next().expect("an operation").responses.clone().into_iter().collect()
}

fn statuses(pages: &[PageReading]) -> Vec<String> {
    responses(pages).iter().map(|(status, _)| status.to_string()).collect()
}

#[test]
fn a_success_whose_status_no_page_states_is_any_success() {
    assert_eq!(statuses(&[page("a.html", &body("a"), "")]), ["2XX"]);
    assert_eq!(statuses(&[page("a.html", "", "<p>404</p>")]), ["404", "2XX"]);
    assert_eq!(statuses(&[page("a.html", "", "")]), [""; 0]);
}

#[test]
fn a_body_without_status_is_that_of_the_success_that_the_page_states() {
    assert_eq!(statuses(&[page("a.html", &body("a"), "<p>202</p>")]), ["202"]);
    assert_eq!(statuses(&[page("a.html", &body("a"), "<p>300</p>")]), ["300"]);
}

#[test]
fn a_success_that_one_page_of_a_call_states_may_be_that_of_the_others() {
    let open = page("a.html", &body("a"), "");
    let found = responses(&[open, page("b.html", &body("b"), "<p>202 Accepted</p>")]);
    let [(Status::Exact(202), accepted), (Status::Range(2), any)] = &found[..] else { panic!("{found:?}") };
    let alternatives = |response: &Response| {
        let schema = response.content.values().next().and_then(|media| media.schema.as_ref());
        schema.map_or(0, |schema| schema.any_of.len())
    };
    assert_eq!((alternatives(accepted), alternatives(any)), (2, 0));
    assert_eq!(accepted.description, "Accepted");
    assert!(!accepted.body_optional && !any.body_optional);
}

#[test]
fn a_body_that_some_pages_of_a_call_do_not_describe_is_optional() {
    for silent in [page("b.html", "", ""), page("b.html", "", "<p>202</p>")] {
        let found = responses(&[page("a.html", &body("a"), "<p>202</p>"), silent]);
        assert!(matches!(&found[..], [(Status::Exact(202), response)] if response.body_optional), "{found:?}");
    }
    let found = responses(&[page("a.html", &body("a"), "<p>200</p>"), page("b.html", "", "<p>204</p>")]);
    assert!(found.iter().all(|(_, response)| !response.body_optional), "{found:?}");
}

#[test]
fn failures_that_a_page_leaves_to_another_are_those_that_it_lists() {
    let general = |rows: &str| {
        let html = format!("<h1>Status Codes</h1><table><tr><th>Returned Value</th></tr>{rows}</table>");
        read_page("codes.html", &parse_page("codes.html", html.as_bytes()))
    };
    let link = "<p>200</p><p>See <a href='codes.html#x'>Status Codes</a>.</p>";
    let all = general("<tr><td>200</td></tr><tr><td>404 Not Found</td></tr><tr><td>500 Fault</td></tr>");
    let found = responses(&[page("a.html", &body("a"), link), all.clone()]);
    let said: Vec<_> = found.iter().map(|(status, it)| (status.to_string(), it.description.as_str())).collect();
    let sentence = "See Status Codes.";
    assert_eq!(said, [("200".to_owned(), "200"), ("4XX".to_owned(), sentence), ("5XX".to_owned(), sentence)]);
    assert!(found.iter().all(|(_, response)| response.provenance.as_ref().is_some_and(|it| &*it.page == "a.html")));
    let some = general("<tr><td>401</td></tr>");
    assert_eq!(statuses(&[page("a.html", "", &link.replace("200", "")), some]), ["2XX", "4XX"]);
    let of_codes = "</p><h4>Error Codes</h4><p>See <a href='codes.html'>Error Codes</a>.</p>";
    assert_eq!(statuses(&[page("a.html", &body("a"), of_codes), all.clone()]), ["2XX", "4XX", "5XX"]);
    // Where any failure is described, that is what failures are; also on another page of the call.
    let failing = format!("{}<h4>Abnormal Response</h4>{}", body("a"), body("error"));
    let told = page("a.html", &failing, link);
    assert_eq!(statuses(&[told.clone(), all.clone()]), ["200", "default"]);
    let found = responses(&[told, page("b.html", &body("b"), link), all.clone()]);
    let with_body: Vec<_> =
        found.iter().filter(|(_, it)| !it.content.is_empty()).map(|(it, _)| it.to_string()).collect();
    assert_eq!(with_body, ["200", "4XX", "5XX", "default"]);
    // A page that leads nowhere, and one to which nothing leads.
    assert_eq!(statuses(&[page("a.html", &body("a"), link)]), ["200"]);
    assert_eq!(statuses(&[page("a.html", &body("a"), ""), all]), ["2XX"]);
}
