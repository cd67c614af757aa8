use crate::{Body, CaptureFormat, Exchange, ReadOptions, Side, Target};

fn read(text: &str) -> (CaptureFormat, Vec<Exchange>) {
    let capture = ReadOptions::default().read("x", text.as_bytes()).expect("a capture");
    (capture.format(), capture.collect::<Result<_, _>>().expect("exchanges"))
}

fn call(exchange: &Exchange) -> String {
    let Target::Call { method, url } = &exchange.request.target else { panic!("a call") };
    let status = exchange.response.as_ref().map(|response| response.status);
    format!("{method} {url} {}", status.unwrap_or_default())
}

#[test]
fn entries_of_kong_are_exchanges_without_bodies() {
    let entry = r#"{"latencies":{"request":1,"kong":1,"proxy":0},"request":{"method":"GET","uri":"/v1/a?b=1","url":"http://h:8000/v1/a?b=1","headers":{"accept":"*/*","authorization":"REDACTED"},"querystring":{"b":"1"},"size":80},"response":{"status":200,"headers":{"content-type":"application/json"},"size":910},"client_ip":"127.0.0.1","started_at":1}"#;
    let (format, exchanges) = read(&format!("{entry}\n{}\n", entry.replace("200", "204")));
    assert_eq!(format, CaptureFormat::Kong);
    assert_eq!(call(&exchanges[0]), "GET http://h:8000/v1/a?b=1 200");
    assert_eq!(exchanges[0].body(Side::Request), &Body::Absent);
    assert!(matches!(exchanges[0].body(Side::Response), Body::Unavailable(_)));
    assert_eq!(exchanges[1].body(Side::Response), &Body::Absent);
    let (format, exchanges) = read(&format!("[{entry},\n{entry}]"));
    assert_eq!((format, exchanges.len()), (CaptureFormat::Kong, 2));
}

#[test]
fn entries_of_web_servers_are_exchanges_without_bodies() {
    for (entry, expected) in [
        (
            r#"{"time_iso8601":"t","remote_addr":"::1","request_method":"POST","request_uri":"/v1/a?b=1","status":"201","host":"h","scheme":"http","body_bytes_sent":"0","http_user_agent":"x","sent_http_content_type":"application/json"}"#,
            "POST http://h/v1/a?b=1 201",
        ),
        (r#"{"time":"t","request":"GET /v1/a HTTP/1.1","status":404,"bytes":12}"#, "GET /v1/a 404"),
        (r#"{"method":"GET","uri":"/v1/a","query":"?b=1","status":200,"vhost":"-"}"#, "GET /v1/a?b=1 200"),
        (
            r#"{"request":{"method":"GET","host":"h","uri":"/v1/a","headers":{"Accept":["*/*"]}},"status":200,"size":3}"#,
            "GET https://h/v1/a 200",
        ),
    ] {
        let (format, exchanges) = read(&format!("{entry}\n{entry}\n"));
        assert_eq!((format, exchanges.len()), (CaptureFormat::AccessLog, 2), "{entry}");
        assert_eq!(call(&exchanges[0]), expected);
    }
}

#[test]
fn headers_of_web_servers_stand_in_fields_of_their_own() {
    let entry = r#"{"request_method":"POST","request_uri":"/","status":200,"content_type":"a/b","http_x_request_id":"7","sent_http_content_type":"c/d","http_referer":"-"}"#;
    let (_, exchanges) = read(entry);
    let request = &exchanges[0].request.headers;
    assert_eq!(request.iter().collect::<Vec<_>>(), [("content-type", "a/b"), ("x-request-id", "7")]);
    let response = exchanges[0].response.as_ref().expect("a response");
    assert!(!request.view().are_complete() && !response.headers.view().are_complete());
    assert_eq!(response.headers.media_type().as_deref(), Some("c/d"));
}

#[test]
fn an_entry_without_a_call_is_an_error_with_its_place() {
    let text = "{\"request_method\":\"GET\",\"request_uri\":\"/\",\"status\":200}\n{\"status\":200}\n{\"request\":\"GET /\"}\n";
    let capture = ReadOptions::default().read("x", text.as_bytes()).expect("a capture");
    let shown: Vec<String> = capture.filter_map(Result::err).map(|error| error.to_string()).collect();
    assert_eq!(
        shown,
        [
            "x:2:1: expected a call: `request_method` and `request_uri`, or `request` with the line of the request",
            "x:3:1: expected a `status`",
        ]
    );
}

#[test]
fn what_is_blank_in_a_log_says_nothing() {
    let entry = r#"{"method":" ","request":"GET /a HTTP/1.1","uri":"\n","status":200,"http_:path":"/b"}"#;
    let exchange = &read(entry).1[0];
    assert_eq!(call(exchange), "GET /a 200");
    assert_eq!(exchange.request.headers.iter().count(), 0);
}
