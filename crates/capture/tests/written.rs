//! What is written down is read back, and its secrets are gone.

use driftline_capture::{
    Body, BodySource, Exchange, Headers, ReadOptions, Record, Request, Response, Target, write_ndjson,
};
use driftline_finding::{Pointer, Position, Redactor};
use proptest::prelude::*;
use serde_json::{Value, json};

const START: Position = Position { line: 1, column: 1 };

fn line(exchange: &Exchange) -> String {
    let mut out = Vec::new();
    write_ndjson(exchange, &Redactor::default(), &mut out).expect("memory");
    String::from_utf8(out).expect("text")
}

fn read(line: &str) -> Exchange {
    let capture = ReadOptions::default().read("x", line.as_bytes()).expect("a capture");
    let mut exchanges: Vec<Exchange> = capture.collect::<Result<_, _>>().expect("exchanges");
    assert_eq!(exchanges.len(), 1);
    exchanges.remove(0)
}

/// Words that are no secret by name or shape.
fn word() -> impl Strategy<Value = String> {
    "[a-h\u{e4}\u{1f600}]{1,3}( [a-h]{1,3})?"
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        proptest::num::f64::NORMAL.prop_map(Value::from),
        word().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((word(), inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().map(|(k, v)| (format!("x {k}"), v)).collect())),
        ]
    })
}

fn body(at: &'static str) -> impl Strategy<Value = Body> {
    let pointer = Pointer::ROOT.key(at).key("body");
    let (inline, embedded) = (BodySource::Inline(pointer.clone()), BodySource::Embedded(pointer));
    let json = value().prop_filter("a string is text", |value| !value.is_string());
    prop_oneof![
        Just(Body::Absent),
        json.prop_map(move |value| Body::Json(value, inline.clone())),
        prop_oneof![word(), value().prop_map(|value| format!(" {value} ")), Just(String::new())]
            .prop_map(move |text| Body::Text(text, embedded.clone())),
        any::<u32>().prop_map(|bytes| Body::Binary(bytes as usize)),
        word().prop_map(Body::Unavailable),
    ]
}

/// Fields with one name stand together, as the form keeps them.
fn headers() -> impl Strategy<Value = Headers> {
    proptest::collection::vec(("x-[a-h]{2}", proptest::collection::vec(word(), 1..3)), 0..3).prop_map(|fields| {
        let fields: std::collections::BTreeMap<String, Vec<String>> = fields.into_iter().collect();
        let each = fields.iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
        each.map(|(name, value)| (name.as_str(), value.as_str())).collect()
    })
}

fn exchange() -> impl Strategy<Value = Exchange> {
    let url = "(https://[a-z]{1,5}:80)?(/[a-z]{1,4}){0,3}(\\?[a-c]{1,2}=[a-z0-9%]{0,4}(&[a-c])?)?(#[a-z]{0,3})?";
    let url = url.prop_filter("a URL is not empty", |url: &String| !url.is_empty());
    let request = ("[A-Z]{1,6}", url, headers(), body("request")).prop_map(|(method, url, headers, body)| Request {
        target: Target::Call { method, url },
        headers,
        body,
        partial_query: false,
    });
    let response = (100_u16..600, headers(), body("response"));
    let response = response.prop_map(|(status, headers, body)| Response { status, headers, body });
    (request, proptest::option::of(response)).prop_map(|(request, response)| Exchange {
        request,
        response,
        record: Record::new("x", *b"{}", START),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_exchange_without_secrets_is_read_back_as_it_was(exchange in exchange()) {
        let line = line(&exchange);
        prop_assert_eq!(line.matches('\n').count(), 1);
        let again = read(&line);
        prop_assert_eq!(&again.request.target, &exchange.request.target);
        prop_assert_eq!(&again.request.headers, &exchange.request.headers);
        prop_assert_eq!(&again.request.body, &exchange.request.body);
        let parts = |exchange: &Exchange| {
            exchange.response.as_ref().map(|of| (of.status, of.headers.clone(), of.body.clone()))
        };
        prop_assert_eq!(parts(&again), parts(&exchange));
    }

    #[test]
    fn law_10_no_canary_is_written_down(canary in "CANARY[A-Za-z0-9]{4,20}", as_text in any::<bool>()) {
        let inner = json!({"password": canary, "deep": [{"token": {"id": canary}}]});
        let secrets = json!({"access_token": [canary], "text": inner.to_string(), "next": format!("/x?sk=a,{canary}")});
        let body = if as_text {
            Body::Text(format!("{secrets:#}"), BodySource::Embedded(Pointer::ROOT))
        } else {
            Body::Json(secrets, BodySource::Inline(Pointer::ROOT))
        };
        let headers: Headers = [
            ("x-auth-token".to_owned(), canary.clone()),
            ("Authorization".to_owned(), format!("Bearer {canary}")),
            ("Cookie".to_owned(), format!("a={canary}; b={canary}")),
            ("Set-Cookie".to_owned(), format!("sid={canary}")),
            ("Location".to_owned(), format!("https://me:{canary}@h/?token={canary}")),
        ].into_iter().collect();
        let url = format!("https://me:{canary}@h/v1?limit=5&X-Auth-Token={canary}#access_token={canary}");
        let request = Request {
            target: Target::Call { method: "POST".into(), url }, headers: headers.clone(), body: body.clone(),
            partial_query: false,
        };
        let response = Some(Response { status: 200, headers, body });
        let line = line(&Exchange { request, response, record: Record::new("x", *b"", START) });
        prop_assert!(!line.contains("CANARY"), "{}", line);
        prop_assert!(!line.contains(&canary[6..]), "{}", line);
    }
}

#[test]
fn an_exchange_that_names_an_operation_has_no_line() {
    let options = ReadOptions::default().operation("Show", 200);
    let exchange = options.read("x", b"{}".as_slice()).expect("a capture").next().expect("one").expect("a body");
    let refused = write_ndjson(&exchange, &Redactor::default(), &mut Vec::new()).expect_err("no URL");
    assert_eq!(refused.kind(), std::io::ErrorKind::InvalidInput);
}

/// A capture of each form with a secret at every place that can hold one.
const CANARIES: &[&str] = &[
    r#"{"req":{"method":"GET","uri":"/a?token=CANARY"},"res":{"status":200,"payload":{"password":"CANARY"}}}"#,
    r#"{"version":1,"interactions":[{"request":{"method":"GET","uri":"https://me:CANARY@h/a","headers":{"X-Auth-Token":["CANARY"]}},"response":{"status":{"code":200},"headers":{"Set-Cookie":["a=CANARY"]},"body":{"string":"{\"password\":\"CANARY\"}"}}}]}"#,
    "http_interactions:\n- request: {method: get, uri: /a, headers: {Authorization: [Bearer CANARY]}}\n  response:\n    status: {code: 200}\n    body: {string: !binary eyJwYXNzd29yZCI6IkNBTkFSWSJ9}\n",
    "interactions:\n- request: {method: GET, url: '/a?token=CANARY'}\n  response: {code: 'token=CANARY', body: ''}\n",
    "interactions:\n- request: {method: GET, uri: '/a'}\n  response: {status: {code: 200}, body: ['password=CANARY']}\nversion: 'token=CANARY'\n",
    r#"{"mappings":[{"request":{"method":"GET","urlPattern":"/a\\?token=CANARY.*"},"response":{}},{"request":{"method":"GET","urlPath":"/a","queryParameters":{"token":{"equalTo":"CANARY"}},"headers":{"X-Auth-Token":{"equalTo":"CANARY"}}},"response":{"jsonBody":{"token":"CANARY"}}}]}"#,
    r#"{"data":{"pairs":[{"request":{"method":"GET","path":[{"matcher":"glob","value":"/a?token=CANARY*"}]},"response":{"status":200}},{"request":{"method":"GET","path":"/a","body":[{"matcher":"json","value":"{\"password\":\"CANARY\"}"}]},"response":{"status":200,"body":"{\"token\":\"CANARY\"}"}}]}}"#,
    r#"{"latencies":{},"request":{"method":"GET","url":"http://h/a?token=CANARY","headers":{"apikey":"CANARY"}},"response":{"status":200,"headers":{"set-cookie":"CANARY"}}}"#,
    r#"{"request":"GET /a?token=CANARY HTTP/1.1","status":"token=CANARY"}"#,
    r#"{"request":"GET /a?token=CANARY HTTP/1.1","status":200,"http_authorization":"Bearer CANARY","http_cookie":"a=CANARY"}"#,
];

#[test]
fn law_10_no_form_of_capture_lets_a_secret_out() {
    for text in CANARIES {
        let mut records = 0;
        for item in ReadOptions::default().read("x", text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
        {
            let out = match item {
                Ok(exchange) => line(&exchange),
                Err(error) => error.to_string(),
            };
            assert!(!out.contains("CANARY"), "{out}");
            records += 1;
        }
        assert!(records > 0, "{text}");
    }
}
