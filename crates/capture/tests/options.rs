//! What the options promise.

use driftline_capture::{Body, CaptureFormat, NameTemplate, ReadError, ReadOptions, Side, Target};
use driftline_finding::{Pointer, Redactor};

fn first_error(options: &ReadOptions, text: &str) -> Option<String> {
    match options.read("x", text.as_bytes()) {
        Ok(capture) => capture.filter_map(Result::err).map(|error| error.to_string()).next(),
        Err(error) => Some(error.to_string()),
    }
}

#[test]
fn a_bare_body_answers_the_operation_that_the_user_named() {
    let options = ReadOptions::default().operation("ShowThing", 201);
    let mut capture = options.read("body.json", "\u{feff}{\n  \"id\": 7\n}\n".as_bytes()).expect("a capture");
    assert_eq!((capture.format(), capture.file()), (CaptureFormat::Body, "body.json"));
    let exchange = capture.next().expect("one exchange").expect("a body");
    assert!(capture.next().is_none());
    assert_eq!(exchange.request.target, Target::Operation("ShowThing".to_owned()));
    assert_eq!(exchange.response.as_ref().map(|response| response.status), Some(201));
    assert!(matches!(exchange.body(Side::Response), Body::Json(..)));
    let place = exchange.value_place(Side::Response, &Pointer::ROOT.key("id"));
    assert_eq!(place.to_string(), "body.json:2:9");
}

#[test]
fn a_bare_body_needs_an_operation_and_a_possible_status() {
    let options = ReadOptions::default().format(CaptureFormat::Body);
    assert_eq!(
        first_error(&options, "{}").as_deref(),
        Some(
            "x:1:1: a bare body does not say what it answers: name the operation with `--operation ID`, or \
              say with `--name-template` where it stands in the name of the file"
        )
    );
    let options = ReadOptions::default().operation("Show", 42);
    assert_eq!(first_error(&options, "{}").as_deref(), Some("x:1:1: 42 is no status: expected 100 to 599"));
    let options = ReadOptions::default().operation("Show", 200);
    assert_eq!(first_error(&options, "{\"a\": }").as_deref(), Some("x:1:7: expected a JSON value, found `}`"));
    let message = first_error(&ReadOptions::default(), "{\"id\": \"a1\"}").expect("no capture");
    assert!(message.ends_with("found an object with `id`; a bare response body needs `--operation ID`"), "{message}");
}

#[test]
fn the_name_of_a_file_says_what_its_body_answers() {
    let template: NameTemplate = "{operation}.{status}.json".parse().expect("a template");
    let options = ReadOptions::default().name_template(template, 200);
    for name in ["a/ShowThing.404.json", "ShowThing.404.json.gz"] {
        let exchange = options.read(name, b"{}".as_slice()).expect("a capture").next().expect("one").expect("a body");
        assert_eq!(exchange.request.target, Target::Operation("ShowThing".to_owned()));
        assert_eq!(exchange.response.map(|response| response.status), Some(404));
    }
    let other = options.read("things.ndjson", b"".as_slice()).expect("a capture");
    assert_eq!(other.format(), CaptureFormat::Ndjson);
}

#[test]
fn the_form_that_the_user_names_counts_more_than_the_content() {
    let options = ReadOptions::default().operation("Show", 200).format(CaptureFormat::Ndjson);
    assert_eq!(first_error(&options, "{\"log\": 1}").as_deref(), Some("x:1:1: `request` is missing"));
}

#[test]
fn a_file_that_is_not_there_or_no_file_is_an_error_with_its_name() {
    let missing = ReadOptions::default().open("no/such.ndjson").err().expect("no file");
    assert!(matches!(missing, ReadError::Io { .. }));
    assert!(missing.to_string().starts_with("no/such.ndjson: cannot read the capture: "), "{missing}");
    let folder = ReadOptions::default().open(env!("CARGO_MANIFEST_DIR"));
    assert!(folder.is_err_and(|error| error.is_final()));
}

#[test]
fn no_error_repeats_what_the_user_calls_secret() {
    let options = ReadOptions::default().redactor(Redactor::default().secret_name("x-company-key"));
    for text in [
        "{\"request\": \"x-company-key=CANARY\"}",
        "{\"request\": \"<x-company-key>CANARY</x-company-key>\"}",
        "{\"request\": {\"method\": \"GET\", \"url\": \"/\"}, \"response\": {\"status\": \"x-company-key: CANARY\"}}",
        "{\"log\": {}, \"x-company-key=CANARY\": 1}",
        "{\"version\": \"x-company-key: CANARY\", \"interactions\": [{\"request\": {\"uri\": \"/\"}}]}",
    ] {
        let message = first_error(&options, text).expect("an error");
        assert!(!message.contains("CANARY"), "{message}");
    }
    let stub = "{\"mappings\": [{\"request\": {\"method\": \"GET\", \"urlPath\": \"/\", \"queryParameters\": {\"token\": {}}}}]}";
    let message = first_error(&options, stub).expect("an error");
    assert!(message.contains("the parameter `token` has"), "{message}");
}
