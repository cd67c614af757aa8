use crate::{Body, CaptureFormat, Exchange, ReadError, ReadOptions, Side, Target};
use driftline_finding::Pointer;

const VCRPY: &str = "interactions:
- request:
    body: '{\"name\": \"it''s\"}'
    headers:
      Accept: ['*/*']
      X-Version: [1.10]
    method: POST
    uri: https://api.example.com/v1/things
  response:
    body:
      string: \"{\\\"id\\\":7,\\\"tags\\\":[\\\"a\\\",
        \\\"b\\\"]}\"
    headers:
      Content-Type: [application/json]
    status: {code: 201, message: Created}
- request: {method: GET, uri: /v1/things/7, body: null, headers: {}}
  response:
    body: {string: !!binary eyJpZCI6N30=}
    status: {code: 200, message: OK}
version: 1
";

const GO_VCR: &str = "---
version: 2
interactions:
    - id: 0
      request:
        body: \"\"
        headers: {}
        url: https://api.example.com/v1/things
        method: GET
      response:
        body: |
            {
              \"id\": 7
            }
        headers:
            Content-Type:
                - application/json
        status: 200 OK
        code: 200
";

fn read(text: &str) -> (CaptureFormat, Vec<Result<Exchange, ReadError>>) {
    let capture = ReadOptions::default().read("x", text.as_bytes()).expect("a capture");
    (capture.format(), capture.collect())
}

fn shown(text: &str) -> Vec<String> {
    let shown = |item: &Result<Exchange, ReadError>| match item {
        Ok(exchange) => exchange.record.place().to_string(),
        Err(error) => error.to_string(),
    };
    read(text).1.iter().map(shown).collect()
}

fn place(exchange: &Exchange, side: Side, pointer: &str) -> String {
    exchange.value_place(side, &pointer.parse::<Pointer>().expect("a pointer")).to_string()
}

#[test]
fn interactions_have_their_parts_and_their_places() {
    let (format, items) = read(VCRPY);
    assert_eq!(format, CaptureFormat::Vcrpy);
    let exchanges: Vec<Exchange> = items.into_iter().collect::<Result<_, _>>().expect("exchanges");
    let first = &exchanges[0];
    assert_eq!(
        first.request.target,
        Target::Call { method: "POST".into(), url: "https://api.example.com/v1/things".into() }
    );
    assert_eq!(first.request.headers.get("x-version"), Some("1.10"));
    assert_eq!(first.response.as_ref().map(|response| response.status), Some(201));
    assert_eq!(first.record.place().to_string(), "x:2:3");
    assert_eq!(place(first, Side::Request, "/name"), "x:3:21");
    assert_eq!(place(first, Side::Response, "/id"), "x:11:24");
    assert_eq!(place(first, Side::Response, "/tags/1"), "x:12:9");
    let second = &exchanges[1];
    assert!(matches!(second.body(Side::Response), Body::Text(text, _) if text == "{\"id\":7}"));
    assert_eq!(place(second, Side::Response, "/id"), "x:18:20");
}

#[test]
fn a_body_in_a_block_is_found_line_by_line() {
    let (format, items) = read(GO_VCR);
    assert_eq!(format, CaptureFormat::GoVcr);
    let exchange = items[0].as_ref().expect("an exchange");
    assert_eq!(exchange.request.body, Body::Absent);
    assert_eq!(place(exchange, Side::Response, "/id"), "x:13:21");
}

#[test]
fn ruby_writes_its_own_names_and_encodings() {
    let text = "---
http_interactions:
- request:
    method: get
    uri: /a
    body: {encoding: UTF-8, string: ''}
  response:
    status: {code: 200, message: OK}
    body:
      encoding: ASCII-8BIT
      string: !binary |-
        eyJh
        IjoxfQ==
recorded_with: VCR 6.3.1
";
    let (format, items) = read(text);
    assert_eq!(format, CaptureFormat::RubyVcr);
    let exchange = items[0].as_ref().expect("an exchange");
    assert!(matches!(exchange.body(Side::Response), Body::Text(text, _) if text == "{\"a\":1}"));
}

#[test]
fn a_bad_interaction_is_one_error_and_the_others_are_read() {
    let good = "- {request: {method: GET, uri: /a}, response: {status: {code: 200}}}\n";
    let text = format!("interactions:\n{good}- {{request: {{method: GET}}}}\n- !!python/object:a.B {{}}\n- 1\n{good}");
    assert_eq!(
        shown(&text),
        [
            "x:2:3",
            "x:3:13: `uri` is missing",
            "x:4:3: the tag `!!python/object:a.B` has no meaning here",
            "x:5:3: expected an interaction (an object with `request` and `response`), found the string `1`",
            "x:6:3",
        ]
    );
}

#[test]
fn what_is_no_cassette_says_what_was_expected_and_where() {
    for (text, message) in [
        ("interactions: null\n", "x:1:15: expected a list under `interactions`, found a scalar"),
        ("a: 1\ninteractions: {}\n", "x:2:15: expected a list under `interactions`, found a mapping"),
        ("version: 9\ninteractions: []\n", "x:1:10: expected a vcrpy cassette of version 1, found version `9`"),
        ("{\"version\": 9, \"interactions\": []}", "x:1:13: expected a vcrpy cassette of version 1, found version `9`"),
        ("{\"interactions\": [], \"interactions\": []}", "x:1:38: the member `interactions` occurs twice"),
        ("interactions: [{a: \"\u{0}\"}]\n", "x:1:21: the character U+0000, which YAML has not"),
    ] {
        assert_eq!(shown(text), [message], "{text}");
    }
}

#[test]
fn a_cassette_beyond_the_limit_is_refused_with_advice() {
    let options = ReadOptions::default().max_document(10);
    let mut capture = options.read("x", VCRPY.as_bytes()).expect("a capture");
    let error = capture.next().expect("an error").expect_err("too long").to_string();
    assert_eq!(error, "x:1:1: the cassette is longer than 10 bytes; `--max-document` raises the limit");
    assert!(capture.next().is_none());
}

#[test]
fn merged_and_repeated_values_count_as_if_they_were_written_out() {
    let text = "base: &b {method: GET, uri: /b}\ninteractions:\n- request: &r {<<: *b, uri: /a}\n- request: *r\n\
                - request: {<<: [*r, {method: PUT}], uri: /c}\n- &s {request: *s}\n";
    let (_, items) = read(text);
    let calls: Vec<String> = items
        .iter()
        .map(|item| match item {
            Ok(Exchange { request, .. }) => format!("{:?}", request.target),
            Err(error) => error.to_string(),
        })
        .collect();
    assert_eq!(
        calls,
        [
            "Call { method: \"GET\", url: \"/a\" }",
            "Call { method: \"GET\", url: \"/a\" }",
            "Call { method: \"GET\", url: \"/c\" }",
            "x:6:16: an alias stands inside the value that it repeats",
        ]
    );
}

#[test]
fn bottomless_nesting_is_one_error() {
    for open in ["[", "{a: "] {
        let text = format!("interactions:\n- {}\n- {{request: {{method: GET, uri: /a}}}}\n", open.repeat(300));
        assert!(!shown(&text).is_empty());
    }
    let deep =
        format!("interactions:\n- {}{}\n- {{request: {{method: GET, uri: /a}}}}\n", "[".repeat(200), "]".repeat(200));
    assert_eq!(shown(&deep), ["x:2:130: nested deeper than 127 levels", "x:3:3"]);
}

#[test]
fn an_item_beyond_the_limit_of_records_is_one_error_and_the_others_are_read() {
    let item = |id: &str| format!("- request: {{method: GET, uri: /{id}}}\n  response: {{status: {{code: 200}}}}\n");
    let text = format!("interactions:\n{}{}{}version: 1\n", item("a"), item(&"\u{e4}".repeat(60)), item("b"));
    let items: Vec<Result<Exchange, ReadError>> =
        ReadOptions::default().max_record(150).read("x", text.as_bytes()).expect("a capture").collect();
    let read: Vec<bool> = items.iter().map(Result::is_ok).collect();
    assert_eq!(read, [true, false, true]);
    let message = items[1].as_ref().err().map(ToString::to_string);
    assert_eq!(message.as_deref(), Some("x:4:3: the record is longer than 150 bytes; `--max-record` raises the limit"));
}

#[test]
fn what_is_wrong_with_a_cassette_that_is_cut_off_stands_in_it() {
    for (length, _) in VCRPY.char_indices() {
        let text = &VCRPY[..length];
        let options = ReadOptions::default().format(CaptureFormat::Vcrpy);
        let capture = options.read("x", text.as_bytes()).expect("a capture");
        for error in capture.filter_map(Result::err) {
            let position = error.place().position.expect("a position");
            assert!(position.line as usize <= text.split('\n').count(), "{error}: {text}");
        }
    }
}

/// What becomes of the items of a vcrpy cassette.
fn items(text: impl AsRef<[u8]>) -> Vec<Result<Exchange, ReadError>> {
    ReadOptions::default().format(CaptureFormat::Vcrpy).read("x", text.as_ref()).expect("a capture").collect()
}

/// To YAML it ends a line, to editors it does not.
#[test]
fn a_lone_carriage_return_ends_a_line_of_a_cassette_and_places_are_those_of_editors() {
    let text = "version: 1\n# here\rinteractions:\r- request: {method: GET, uri: /a}\n  response: {status: {code: 200}, \
                body: {string: '{\"a\":\r      1}'}}\n- {}\r- request: {method: GET, uri: /b}\n- {}\n";
    let at = |piece: &str| {
        let position = driftline_finding::Position::of(text.as_bytes(), text.rfind(piece).expect("it is there"));
        format!("x:{}:{}", position.line, position.column)
    };
    let items = items(text);
    let places: Vec<String> = items
        .iter()
        .map(|item| {
            item.as_ref().map_or_else(|error| error.place().clone(), |exchange| exchange.record.place()).to_string()
        })
        .collect();
    let empty = at("{}\r");
    assert_eq!(
        places,
        [at("request: {method: GET, uri: /a}"), empty, at("request: {method: GET, uri: /b}"), at("{}\n")]
    );
    let exchange = items[0].as_ref().expect("an exchange");
    let place = exchange.view().value_place(Side::Response, &Pointer::ROOT.key("a"));
    assert_eq!(place.to_string(), at("1}'"));
    assert_eq!(exchange.record.place_of(&Pointer::ROOT.key("response").key("status")).to_string(), at("{code"));
    let windows = VCRPY.replace('\n', "\r\n");
    assert!(self::items(windows).iter().all(Result::is_ok));
}

#[test]
fn a_byte_of_a_cassette_that_is_not_utf_8_is_of_the_body_that_holds_it_or_makes_its_item_unreadable() {
    let text = b"# \xff\ninteractions:\n- request: {method: GET, uri: /a}\n  response: {status: {code: 200}, body: {string: \"{\\\"a\\\": \xfe\xff}\"}}\n\
                 - request: {method: GET, uri: /\xff}\n- request: {method: GET, uri: /b}\n";
    let items = items(text);
    let exchange = items[0].as_ref().expect("an exchange");
    let (bad, place) = exchange.view().bad_byte(Side::Response).expect("a bad byte");
    assert_eq!((bad.offset, bad.byte, place.to_string().as_str()), (6, 0xFE, "x:4:59"));
    assert_eq!(exchange.view().bad_byte(Side::Request), None);
    let refused = items[1].as_ref().map(|_| ()).map_err(ToString::to_string);
    assert_eq!(refused, Err("x:5:32: bytes that are not UTF-8".to_owned()));
    assert!(items[2].is_ok() && items.len() == 3);
}

/// A byte that continues no character counts for none, as in every other capture.
#[test]
fn what_stands_behind_bytes_that_are_not_utf_8_is_placed_as_in_every_capture() {
    let text = b"interactions:\n- {request: {method: GET, uri: \"/\x80\x81\xe4\x80\"}, response: [7]}\n";
    let place = items(text)[0].as_ref().expect_err("no response").place().to_string();
    let expected =
        driftline_finding::Position::of(text, text.iter().position(|byte| *byte == b'[').expect("it is there"));
    assert_eq!(place, format!("x:{}:{}", expected.line, expected.column));
}
