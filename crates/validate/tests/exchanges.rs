//! What the judge says of statuses, media types and halves of exchanges.

use driftline_capture::{Body, BodySource, Exchange, Headers, Record, Request, Response, Target};
use driftline_contract::Contract;
use driftline_finding::{Pointer, Position, Severity, Witness};
use driftline_validate::{Conclusion, Enums, Judge, Outcome, Tally, Unjudged, Verdict};
use serde_json::{Value, json};

fn judge() -> Judge {
    let schema = json!({"type": "object", "properties": {"id": {"type": "string"}}});
    let content = json!({"application/json": {"schema": schema}});
    let text = json!({
        "openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "paths": {
            "/things": {"post": {
                "operationId": "Create",
                "requestBody": {"content": content},
                "responses": {
                    "201": {"description": "Created", "content": content},
                    "202": {"description": "Later", "content": {"application/xml": {}, "text/plain": {}}},
                    "4XX": {"description": "Refused", "content": content},
                    "203": {"description": "Perhaps", "content": content, "x-body-optional": true},
                    "204": {"description": "Nothing"},
                    "200": {"description": "Text", "content": {"application/json": {"schema": {"type": "string"}}}},
                },
            }},
            "/bare": {"get": {"operationId": "Bare"}},
        },
    });
    let contract = Contract::read("t.json", &text.to_string()).expect("OpenAPI");
    Judge::new(vec![contract]).expect("a contract without foreign references")
}

fn json_body(value: Value) -> Body {
    Body::Json(value, BodySource::Inline(Pointer::ROOT))
}

fn text_body(text: &str) -> Body {
    Body::Text(text.to_owned(), BodySource::Inline(Pointer::ROOT))
}

fn response(status: u16, media: &str, body: Body) -> Response {
    let headers = [("content-type", media)].into_iter().filter(|(_, media)| !media.is_empty()).collect();
    Response { status, headers, body }
}

fn exchange(operation: &str, request: Body, response: impl Into<Option<Response>>) -> Exchange {
    Exchange {
        request: Request {
            target: Target::Operation(operation.into()),
            headers: Headers::default(),
            body: request,
            partial_query: false,
        },
        response: response.into(),
        record: Record::new("x", *b"{}", Position { line: 1, column: 1 }),
    }
}

fn ids(verdict: &Verdict<'_>) -> Vec<&'static str> {
    verdict.findings.iter().map(|finding| finding.rule.id.as_str()).collect()
}

/// The response outcome and the rules, for a response of `Create`.
fn answered(status: u16, media: &str, body: Body) -> (Outcome, Vec<&'static str>) {
    let judge = judge();
    let exchange = exchange("Create", Body::Absent, response(status, media, body));
    let verdict = judge.judge(&exchange).expect("schemas that compile");
    let ids = ids(&verdict);
    (verdict.response, ids)
}

#[test]
fn a_status_is_looked_up_exactly_then_by_its_hundred() {
    assert_eq!(answered(201, "application/json", json_body(json!({"id": "a"}))), (Outcome::Judged, vec![]));
    assert_eq!(
        answered(409, "application/json", json_body(json!({"id": 1}))),
        (Outcome::Judged, vec!["string-as-number"])
    );
    assert_eq!(
        answered(500, "text/html", text_body("<p>")),
        (Outcome::Unjudged(Unjudged::Status(500)), vec!["undocumented-status"])
    );
}

#[test]
fn a_media_type_is_judged_without_case_and_parameters_and_by_its_suffix() {
    for media in ["Application/JSON; charset=utf-8", "application/hal+json", ""] {
        assert_eq!(
            answered(201, media, json_body(json!({"id": 1}))),
            (Outcome::Judged, vec!["string-as-number"]),
            "{media}"
        );
    }
    let (outcome, ids) = answered(201, "text/html", json_body(json!({"id": 1})));
    assert_eq!(
        (outcome, ids),
        (Outcome::Unjudged(Unjudged::MediaType("text/html".into())), vec!["undocumented-media-type"])
    );
}

#[test]
fn a_text_that_is_json_is_judged_and_one_that_is_not_is_a_finding() {
    assert_eq!(
        answered(201, "application/json", text_body(" {\"id\": 1}")),
        (Outcome::Judged, vec!["string-as-number"])
    );
    assert_eq!(answered(201, "application/json", text_body("oops")), (Outcome::Judged, vec!["body-not-json"]));
    assert_eq!(answered(201, "application/json", text_body("")), (Outcome::NoBody, vec!["body-missing"]));
    assert_eq!(answered(203, "application/json", text_body("")), (Outcome::NoBody, vec![]));
    // Where the contract has a string, a capture may hold it without quotes.
    assert_eq!(answered(200, "application/json", text_body("oops")), (Outcome::Judged, vec![]));
    assert_eq!(answered(200, "application/json", text_body("17")), (Outcome::Judged, vec![]));
}

#[test]
fn json_beyond_what_is_read_is_not_called_something_else() {
    for text in ["[".repeat(200) + &"]".repeat(200), "1e999".to_owned()] {
        let (outcome, ids) = answered(201, "application/json", text_body(&text));
        assert!(matches!(outcome, Outcome::Unjudged(Unjudged::Unavailable(_))), "{outcome:?}");
        assert!(ids.is_empty());
    }
}

#[test]
fn what_is_not_judged_says_so() {
    for (status, media, body, reason) in [
        (202, "application/xml", text_body("<a/>"), Unjudged::NotJson("application/xml".into())),
        (202, "", text_body("a"), Unjudged::NoSchema),
        (201, "application/json", Body::Binary(3), Unjudged::Binary(3)),
        (201, "application/json", Body::Unavailable("cut".into()), Unjudged::Unavailable("cut".into())),
    ] {
        assert_eq!(answered(status, media, body), (Outcome::Unjudged(reason), vec![]));
    }
    assert_eq!(answered(204, "", Body::Absent), (Outcome::NoBody, vec![]));
    let unexpected = (Outcome::Unjudged(Unjudged::NoSchema), vec!["body-unexpected"]);
    assert_eq!(answered(204, "application/json", json_body(json!({}))), unexpected);
}

#[test]
fn a_request_is_judged_unless_the_server_refused_it() {
    let judge = judge();
    let wrong = || json_body(json!({"id": 1}));
    let verdict = |response: Option<Response>| {
        let exchange = exchange("Create", wrong(), response);
        let verdict = judge.judge(&exchange).unwrap();
        (ids(&verdict), verdict.request, verdict.response)
    };
    assert_eq!(
        verdict(Some(response(204, "", Body::Absent))),
        (vec!["string-as-number"], Outcome::Judged, Outcome::NoBody)
    );
    let refused = Outcome::Unjudged(Unjudged::Refused(400));
    assert_eq!(verdict(Some(response(400, "", Body::Absent))), (vec!["body-missing"], refused, Outcome::NoBody));
    let silent = Outcome::Unjudged(Unjudged::NoResponse);
    assert_eq!(verdict(None), (vec!["string-as-number"], Outcome::Judged, silent));
}

#[test]
fn a_finding_in_a_request_points_to_the_request() {
    let judge = judge();
    let exchange = exchange("Create", json_body(json!({"x": 1})), None);
    let verdict = judge.judge(&exchange).unwrap();
    let pointer = verdict.findings[0].contract.as_ref().unwrap().as_str();
    assert_eq!(pointer, "/paths/~1things/post/requestBody/content/application~1json/schema");
}

#[test]
fn every_exchange_is_counted_and_silence_is_no_health() {
    let judge = judge();
    let mut tally = Tally::default();
    let bare = exchange("Bare", Body::Absent, response(200, "application/json", json_body(json!({}))));
    let verdict = judge.judge(&bare).unwrap();
    assert_eq!(verdict.conclusion(), Conclusion::Unjudged);
    tally.verdict(&verdict);
    let lost = exchange("Nothing", Body::Absent, None);
    let verdict = judge.judge(&lost).unwrap();
    assert_eq!((verdict.conclusion(), ids(&verdict)), (Conclusion::Drifts, vec!["undocumented-operation"]));
    tally.verdict(&verdict);
    tally.unreadable();
    assert!(tally.nothing_judged());
    assert_eq!((tally.read(), tally.matched, tally.unmatched, tally.unreadable), (3, 1, 1, 1));
    let good = exchange("Create", Body::Absent, response(201, "", json_body(json!({}))));
    let verdict = judge.judge(&good).unwrap();
    assert_eq!(verdict.conclusion(), Conclusion::Conforms);
    tally.verdict(&verdict);
    assert!(!tally.nothing_judged());
    assert_eq!(tally.merge(tally).read(), 8);
}

#[test]
fn a_judge_is_shared_between_threads() {
    let judge = judge();
    std::thread::scope(|scope| {
        let work = || {
            let exchange = exchange("Create", Body::Absent, response(201, "", json_body(json!({"id": 1}))));
            judge.judge(&exchange).unwrap().findings.len()
        };
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(work)).collect();
        assert!(threads.into_iter().all(|thread| thread.join().unwrap() == 1));
    });
}

#[test]
fn the_example_of_the_page_says_which_side_moved() {
    let schema = json!({"type": "object", "properties": {
        "size": {"type": "integer"}, "kind": {"type": "string"}, "age": {"type": "integer"},
        "parts": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}},
    }});
    let example = json!({"size": "5", "kind": "tree", "parts": [{"id": "a", "colour": "red"}]});
    let content = json!({"application/json": {"schema": schema, "examples": {"page": {"value": example}}}});
    let text = json!({
        "openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "paths": {"/things": {"get": {
            "operationId": "Create", "responses": {"200": {"description": "OK", "content": content}},
        }}},
    });
    let contract = Contract::read("t.json", &text.to_string()).expect("OpenAPI");
    let judge = Judge::new(vec![contract]).expect("a contract without foreign references");
    let witness = |body: Value| {
        let exchange = exchange("Create", Body::Absent, response(200, "application/json", json_body(body)));
        let findings = judge.judge(&exchange).expect("schemas that compile").findings;
        assert_eq!(findings.len(), 1, "{findings:?}");
        findings[0].witness
    };
    // As in the example: the page contradicts itself, in whichever item of a list.
    assert_eq!(witness(json!({"size": "7"})), Some(Witness::PageContradictsItself));
    assert_eq!(witness(json!({"parts": [{}, {"colour": 1}]})), Some(Witness::PageContradictsItself));
    // Otherwise than in the example.
    assert_eq!(witness(json!({"size": true})), Some(Witness::PageAgrees));
    assert_eq!(witness(json!({"kind": 7})), Some(Witness::PageAgrees));
    assert_eq!(witness(json!({"parts": [{"weight": 1}]})), Some(Witness::PageAgrees));
    // The example does not show it.
    assert_eq!(witness(json!({"age": "old"})), None);
}

#[test]
fn a_value_beyond_a_closed_list_is_an_error_in_a_response_only() {
    let content = json!({"application/json": {"schema": {"enum": ["A", "B"]}}});
    let text = json!({
        "openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "paths": {"/things": {"post": {
            "operationId": "Create", "requestBody": {"content": content},
            "responses": {"200": {"description": "OK", "content": content}},
        }}},
    });
    let contract = Contract::read("t.json", &text.to_string()).expect("OpenAPI");
    let severities = |enums: Enums| {
        let judge = Judge::new(vec![contract.clone()]).expect("a contract without foreign references").enums(enums);
        let response = response(200, "application/json", json_body(json!("a")));
        let findings = judge.judge(&exchange("Create", json_body(json!("C")), response)).expect("schemas").findings;
        findings.iter().map(|finding| finding.severity).collect::<Vec<_>>()
    };
    assert_eq!(severities(Enums::Open), [Severity::Warning, Severity::Warning]);
    assert_eq!(severities(Enums::Closed), [Severity::Warning, Severity::Error]);
}

#[test]
fn a_parameter_that_may_be_a_number_or_a_word_is_read_as_either() {
    let parameter = json!({"name": "code", "in": "query", "schema": {"oneOf": [{"type": "integer"}, {"type": "string", "enum": ["none"]}]}});
    let listed = json!({"name": "level", "in": "query", "schema": {"type": ["integer", "string"], "enum": [1, "top"]}});
    let text = json!({
        "openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "paths": {"/things": {"get": {"operationId": "List", "parameters": [parameter, listed]}}},
    });
    let contract = Contract::read("t.json", &text.to_string()).expect("OpenAPI");
    let judge = Judge::new(vec![contract]).expect("a contract without foreign references");
    for (query, expected) in [
        ("code=7&level=1", vec![]),
        ("code=none&level=top", vec![]),
        ("code=some&level=2", vec!["undocumented-enum-value", "undocumented-enum-value"]),
    ] {
        let mut exchange = exchange("List", Body::Absent, None);
        exchange.request.target = Target::Call { method: "GET".to_owned(), url: format!("/things?{query}") };
        assert_eq!(ids(&judge.judge(&exchange).expect("schemas that compile")), expected, "{query}");
    }
}

/// The findings of a call of `/things/{mark}`.
fn called(parameters: &Value, url: &str) -> Vec<String> {
    let text = json!({
        "openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "paths": {"/things/{mark}": {"get": {"operationId": "List", "parameters": parameters}}},
    });
    let contract = Contract::read("t.json", &text.to_string()).expect("OpenAPI");
    let judge = Judge::new(vec![contract]).expect("a contract without foreign references");
    let mut exchange = exchange("List", Body::Absent, None);
    exchange.request.target = Target::Call { method: "GET".to_owned(), url: url.to_owned() };
    let findings = judge.judge(&exchange).expect("schemas that compile").findings;
    let told = |finding: &driftline_finding::Finding| {
        let field = finding.field.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("{} {field}: {}", finding.rule.id, finding.message)
    };
    findings.iter().map(told).collect()
}

#[test]
fn a_parameter_in_a_style_with_marks_is_judged_by_its_schema_and_by_the_mark() {
    let mark = |style: &str| json!([{"name": "mark", "in": "path", "style": style, "schema": {"type": "integer"}}]);
    for (style, url, expected) in [
        ("label", "/things/.3", None),
        (
            "label",
            "/things/.few",
            Some("parameter-type-mismatch /path/mark: path parameter `mark`: expected integer, got \"few\""),
        ),
        (
            "label",
            "/things/3",
            Some(
                "parameter-type-mismatch /path/mark: path parameter `mark`: expected `.` before the value, by style label, got \"3\"",
            ),
        ),
        ("matrix", "/things/;mark=3", None),
        (
            "matrix",
            "/things/3",
            Some(
                "parameter-type-mismatch /path/mark: path parameter `mark`: expected `;mark=` before the value, by style matrix, got \"3\"",
            ),
        ),
    ] {
        assert_eq!(called(&mark(style), url), Vec::from_iter(expected.map(str::to_owned)), "{style} {url}");
    }
}

#[test]
fn an_integer_in_a_parameter_has_room_in_its_format() {
    let limit = json!([{"name": "limit", "in": "query", "schema": {"type": "integer", "format": "int32"}}]);
    for (limit_sent, expected) in [
        ("2147483647", None),
        ("2147483648", Some("integer-overflow /query/limit: query parameter `limit`: 2147483648 does not fit int32")),
    ] {
        let url = format!("/things/a?limit={limit_sent}");
        assert_eq!(called(&limit, &url), Vec::from_iter(expected.map(str::to_owned)));
    }
    let secret = json!([{"name": "password", "in": "query", "schema": {"type": "integer", "format": "int32"}}]);
    assert!(!called(&secret, "/things/a?password=4711471147").concat().contains("4711"));
}

#[test]
fn a_member_of_a_deep_object_that_nothing_describes_is_a_finding_of_its_own() {
    let filter = |schema: &Value| json!([{"name": "filter", "in": "query", "style": "deepObject", "schema": schema}]);
    let closed = filter(&json!({"type": "object", "properties": {"size": {"type": "integer"}}}));
    assert_eq!(
        called(&closed, "/things/a?filter[size]=3&filter[age]=old&filter[colour]=red"),
        [
            "undocumented-property /query/filter/age: query parameter `filter`: `age` is not in the contract; it holds string \"old\"",
            "undocumented-property /query/filter/colour: query parameter `filter`: `colour` is not in the contract; it holds string \"red\"",
        ]
    );
    let map = filter(&json!({"type": "object", "additionalProperties": {"type": "integer"}}));
    assert_eq!(called(&map, "/things/a?filter[size]=3&filter[colour]=4"), Vec::<String>::new());
    assert_eq!(called(&filter(&json!({"type": "object"})), "/things/a?filter[size]=3"), Vec::<String>::new());
}
