//! What a capture does not state is unknown, and never absent.

use driftline_capture::{CaptureFormat, ReadOptions};
use driftline_contract::Contract;
use driftline_validate::Judge;

const CONTRACT: &str = r#"{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": {
    "operationId": "A", "parameters": [{"name": "kind", "in": "query", "required": true, "schema": {"type": "string"}}],
    "responses": {"200": {"description": "OK"}}}}}}"#;

fn rules(format: CaptureFormat, text: &str) -> Vec<String> {
    let contract = Contract::read("t.json", CONTRACT).expect("a contract");
    let judge = Judge::new(vec![contract]).expect("a contract without foreign references");
    let mut capture = ReadOptions::default().format(format).read("x", text.as_bytes()).expect("a capture");
    let exchange = capture.next().expect("one").expect("an exchange");
    let verdict = judge.judge(&exchange).expect("judged");
    assert!(verdict.operation.is_some());
    verdict.findings.iter().map(|finding| finding.rule.id.to_string()).collect()
}

#[test]
fn a_query_that_a_stub_does_not_state_is_unknown() {
    let stub = |request: &str| {
        let request = format!("{{\"method\": \"GET\", {request}}}");
        let text = format!("{{\"mappings\": [{{\"request\": {request}, \"response\": {{\"status\": 200}}}}]}}");
        rules(CaptureFormat::Wiremock, &text)
    };
    assert!(stub("\"urlPath\": \"/a\"").is_empty());
    assert!(stub("\"urlPathPattern\": \"/a\"").is_empty());
    assert!(stub("\"urlPath\": \"/a\", \"queryParameters\": {\"kind\": {\"equalTo\": \"b\"}}").is_empty());
    // `url` is the path and the query.
    assert_eq!(stub("\"url\": \"/a\""), ["missing-parameter"]);
    let pair = r#"{"data": {"pairs": [{"request": {"path": "/a", "method": "GET"}, "response": {"status": 200}}]}}"#;
    assert!(rules(CaptureFormat::Hoverfly, pair).is_empty());
}
