use super::literal;
use crate::{Body, CaptureFormat, Exchange, ReadOptions, Side, Target};
use driftline_finding::Pointer;

fn read(text: &str) -> (CaptureFormat, Vec<String>) {
    let capture = ReadOptions::default().read("x", text.as_bytes()).expect("a capture");
    let format = capture.format();
    let shown = capture.map(|item| match item {
        Ok(Exchange { request: crate::Request { target: Target::Call { method, url }, .. }, response, .. }) => {
            format!("{method} {url} {}", response.map_or(0, |response| response.status))
        }
        Ok(other) => format!("{other:?}"),
        Err(error) => error.to_string(),
    });
    (format, shown.collect())
}

#[test]
fn a_pattern_that_matches_one_text_is_that_text() {
    for (pattern, text) in [
        ("/v1/a", Some("/v1/a")),
        ("^/v2\\.1/a$", Some("/v2.1/a")),
        ("/a/[0-9]+", None),
        ("/a/\\d", None),
        ("/(a|b)", None),
        ("/a.*", None),
        ("/a\\", None),
    ] {
        assert_eq!(literal(pattern).as_deref(), text, "{pattern}");
    }
}

#[test]
fn mappings_are_exchanges_where_they_name_one_call() {
    let text = r#"{"mappings": [
{"request": {"method": "GET", "urlPath": "/a", "queryParameters": {"q": {"equalTo": "a b"}, "n": {"absent": true}},
 "host": {"equalTo": "h"}, "scheme": "http"}, "response": {"jsonBody": {"id": 7}}},
{"request": {"method": "GET", "urlPathTemplate": "/a/{id}/{b}", "pathParameters": {"id": {"equalTo": "7"}}}, "response": {"status": 404}},
{"request": {"method": "GET", "urlPattern": "/a/.*"}, "response": {}},
{"request": {"method": "ANY", "url": "/a"}, "response": {}},
{"request": {"method": "GET"}, "response": {}},
{"request": {"method": "GET", "urlPath": "/a", "queryParameters": {"q": {"matches": ".*"}}}, "response": {}},
{"request": {"method": "GET", "url": "/a"}, "response": {"fault": "EMPTY_RESPONSE"}},
{"request": {"method": "GET", "url": "/a"}, "response": {"proxyBaseUrl": "http://h"}}
]}"#;
    let (format, shown) = read(text);
    assert_eq!(format, CaptureFormat::Wiremock);
    assert_eq!(
        shown,
        [
            "GET http://h/a?q=a%20b 200",
            "GET /a/7/{b} 404",
            "x:5:45: the stub names no single call: `urlPattern` is the pattern `/a/.*`",
            "x:6:13: the stub names no single call: it answers every method",
            "x:7:13: the stub names no single call: it answers every URL",
            "x:8:73: the stub names no single call: the parameter `q` has no single value",
            "x:9:67: the stub gives no answer of its own: it breaks the connection",
            "x:10:74: the stub gives no answer of its own: it passes the request on",
        ]
    );
}

#[test]
fn a_single_mapping_is_known_by_what_only_mappings_have() {
    for text in [
        "{\"id\": \"1\", \"request\": {\"method\": \"GET\", \"urlPath\": \"/a\"}, \"response\": {\"status\": 200}}",
        "{\n \"request\": {\"method\": \"GET\", \"url\": \"/a\"},\n \"response\": {\"status\": 200, \"jsonBody\": {}}\n}",
    ] {
        assert_eq!(read(text), (CaptureFormat::Wiremock, vec!["GET /a 200".to_owned()]));
    }
}

#[test]
fn bodies_of_stubs_are_known_or_say_why_not() {
    let body = |stub: &str, side: Side| {
        let options = ReadOptions::default().format(CaptureFormat::Wiremock);
        let text = format!("{{\"mappings\": [{stub}]}}");
        let exchange =
            options.read("x", text.as_bytes()).expect("a capture").next().expect("one").expect("an exchange");
        exchange.body(side).clone()
    };
    let response = |members: &str| {
        let request = "{\"method\": \"GET\", \"url\": \"/\"}";
        body(&format!("{{\"request\": {request}, \"response\": {{{members}}}}}"), Side::Response)
    };
    assert!(matches!(response("\"base64Body\": \"eyJhIjoxfQ==\""), Body::Text(text, _) if text == "{\"a\":1}"));
    assert!(matches!(response("\"jsonBody\": {\"a\": 1}"), Body::Json(..)));
    assert!(matches!(response("\"bodyFileName\": \"a.json\""), Body::Unavailable(_)));
    assert!(matches!(response("\"body\": \"{{x}}\", \"transformers\": [\"response-template\"]"), Body::Unavailable(_)));
    let request = |members: &str| {
        let request = format!("{{\"method\": \"POST\", \"url\": \"/\"{members}}}");
        body(&format!("{{\"request\": {request}, \"response\": {{}}}}"), Side::Request)
    };
    assert!(matches!(request(", \"bodyPatterns\": [{\"equalToJson\": {\"a\": 1}}]"), Body::Json(..)));
    let partial = ", \"bodyPatterns\": [{\"equalToJson\": {\"a\": 1}, \"ignoreExtraElements\": true}]";
    assert!(matches!(request(partial), Body::Unavailable(_)));
    assert!(matches!(request(""), Body::Unavailable(_)));
}

#[test]
fn pairs_are_exchanges_where_they_name_one_call() {
    let text = r#"{"data": {"pairs": [
{"request": {"path": [{"matcher": "exact", "value": "/a"}], "method": [{"matcher": "exact", "value": "GET"}],
 "destination": [{"matcher": "exact", "value": "h"}], "scheme": [{"matcher": "exact", "value": "http"}],
 "query": {"q": [{"matcher": "exact", "value": "1"}]}}, "response": {"status": 200, "body": "eyJhIjoxfQ==", "encodedBody": true}},
{"request": {"path": {"exactMatch": "/b"}, "method": {"exactMatch": "PUT"}, "deprecatedQuery": {"exactMatch": "a=1"}}, "response": {"status": 204}},
{"request": {"path": [{"matcher": "glob", "value": "/a/*"}], "method": "GET"}, "response": {"status": 200}},
{"request": {"path": "/a"}, "response": {"status": 200}}
]}, "meta": {"schemaVersion": "v5.2"}}"#;
    let (format, shown) = read(text);
    assert_eq!(format, CaptureFormat::Hoverfly);
    assert_eq!(
        shown,
        [
            "GET http://h/a?q=1 200",
            "PUT /b?a=1 204",
            "x:6:22: the stub names no single call: `path` is the pattern `/a/*`",
            "x:7:13: the stub names no single call: it answers every method",
        ]
    );
    let mut capture = ReadOptions::default().read("x", text.as_bytes()).expect("a capture");
    let exchange = capture.next().expect("one").expect("an exchange");
    assert!(matches!(exchange.body(Side::Response), Body::Text(text, _) if text == "{\"a\":1}"));
    let place = exchange.value_place(Side::Response, &Pointer::ROOT.key("a"));
    assert_eq!(place.position.map(|position| position.line), Some(4));
}

#[test]
fn a_stub_whose_method_or_url_is_empty_names_no_call() {
    let stubs = r#"{"mappings": [{"request": {"method": "", "url": "/a"}, "response": {}},
{"request": {"method": "GET", "url": ""}, "response": {}}]}"#;
    assert_eq!(read(stubs).1, ["x:1:27: the method is empty", "x:2:13: the URL is empty"]);
    let pairs = r#"{"data": {"pairs": [{"request": {"method": "GET", "path": " "}, "response": {"status": 200}}]}}"#;
    assert_eq!(read(pairs).1, ["x:1:33: the URL is empty"]);
}

#[test]
fn pseudo_headers_of_stubs_are_no_headers() {
    for stub in [
        r#"{"mappings": [{"request": {"method": "GET", "url": "/a", "headers": {":path": {"equalTo": "/b"}}}, "response": {}}]}"#,
        r#"{"data": {"pairs": [{"request": {"method": "GET", "path": "/a", "headers": {":path": "/b"}}, "response": {"status": 200}}]}}"#,
    ] {
        let mut capture = ReadOptions::default().read("x", stub.as_bytes()).expect("a capture");
        let exchange = capture.next().expect("one").expect("an exchange");
        assert_eq!(exchange.request.headers.iter().count(), 0, "{stub}");
    }
}
