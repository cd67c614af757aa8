//! Law 10 for copies: canaries planted at every place of every form are in no copy, however deep they are packed.

use base64::{Engine, engine::general_purpose::STANDARD};
use driftline_capture::{CaptureFormat, ReadOptions};
use driftline_finding::Redactor;
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde_json::{Value, json};
use std::io::{Read, Write};

/// Every canary has this in it, and what tells which it is.
const CANARY: &str = "CANARY";

/// A token, an access key and its secret, and a block of PEM: known by their shape alone, wherever they stand.
fn shapes() -> String {
    format!(
        "of eyJhbGciOiJIUzI1NiJ9.eyJ{CANARY}J9.c2lnbmF0dXJl and {CANARY}ABCDEFGH012345 and \
         wJalrXUtn{CANARY}7MDENGbPxRfiCYEXAMPLEKEY9 or -----BEGIN KEY-----\n{CANARY}\n-----END KEY----- and \
         https://me:{CANARY}@h/x Bearer {CANARY}00"
    )
}

/// A body with canaries at depth, in JSON inside a string, in base64, in URLs and texts.
fn body() -> Value {
    let inner = json!({"password": format!("{CANARY}in"), "x": [{"clientSecret": {"v": [format!("{CANARY}deep")]}}]});
    json!({
        "name": "n", "size": 1.50, "token": {"id": format!("{CANARY}id"), "ttl": 7_777_777},
        "deep": [[{"adminPass": [format!("{CANARY}list")]}]],
        "text": inner.to_string(), "twice": Value::from(inner.to_string()).to_string(),
        "encoded": STANDARD.encode(inner.to_string()), "packed": STANDARD.encode(gzip(&inner.to_string())),
        "next": format!("/v1?marker=a&token={CANARY}q,{CANARY}r"), "shapes": shapes(),
        "xml": format!("<a><password>{CANARY}</password></a>"), "line": format!("Cookie: a={CANARY}; b={CANARY}\r\nHost: h"),
        "tags": [{"key": "password", "value": format!("{CANARY}tag")}], "company_key": format!("{CANARY}own"),
    })
}

fn url() -> String {
    let jwt = format!("eyJhbGciOiJIUzI1NiJ9.eyJ{CANARY}J9.c2lnbmF0dXJl");
    format!(
        "https://me:{CANARY}u@h/v1/{jwt}/a;token={CANARY}m?limit=5&token={CANARY}q&X-Company-Key={CANARY}&\
         next=%2Fx%3Fsignature%3D{CANARY}#access_token={CANARY}f"
    )
}

fn headers() -> Value {
    json!({
        "X-Auth-Token": format!("{CANARY}h"), "Authorization": format!("Bearer {CANARY}"), "Company-Key": [format!("{CANARY}o")],
        "Cookie": format!("a={CANARY}; b={CANARY}"), "Set-Cookie": [format!("sid={CANARY}; Path=/")], "Location": url(),
        "Content-Type": "application/json", "X-Note": shapes(),
    })
}

/// Headers as a list of names and values.
fn listed(name: &str, value: &str) -> Value {
    let headers = headers();
    let fields = headers.as_object().expect("an object").iter();
    let text = |value: &Value| value.as_str().or_else(|| value[0].as_str()).expect("a text").to_owned();
    fields.map(|(known, values)| json!({name: known, value: text(values)})).collect()
}

/// Members that nobody knows.
fn custom() -> Value {
    json!({"stack": [{"url": url(), "password": format!("{CANARY}s")}], "headers": [["X-Auth-Token", format!("{CANARY}p")]],
           "rawHeaders": ["Host", "h", "Cookie", format!("a={CANARY}")], "Cookies": {"sid": format!("{CANARY}c")}, "body": body()})
}

fn har() -> String {
    let (fields, pair) = (listed("name", "value"), |name: &str| json!([{"name": name, "value": format!("{CANARY}v")}]));
    let content = |members: Value| {
        let mut content = json!({"size": 1, "mimeType": "application/json"});
        content.as_object_mut().expect("an object").extend(members.as_object().expect("an object").clone());
        json!({"request": {"method": "GET", "url": url(), "headers": fields, "cookies": pair("sid"), "queryString": pair("token")},
               "response": {"status": 200, "headers": fields, "cookies": pair("a"), "content": content, "redirectURL": url()},
               "_initiator": custom(), "_webSocketMessages": [{"type": "send", "data": body().to_string()}]})
    };
    // One block of 27 bytes as they are, and the empty last one.
    let brotli = [&[0x0B, 0x0D, 0x80], format!("{{\"password\":\"{CANARY}brotli\"}}").as_bytes(), &[0x03]].concat();
    let mut entries = vec![
        content(json!({"text": body().to_string()})),
        content(json!({"encoding": "base64", "text": STANDARD.encode(body().to_string())})),
        content(json!({"encoding": "base64", "text": STANDARD.encode(gzip(&body().to_string()))})),
        content(
            json!({"encoding": "base64", "text": STANDARD.encode([b"\xff\xd8".as_slice(), CANARY.as_bytes()].concat())}),
        ),
        content(json!({"encoding": "base64", "text": format!("@{CANARY}")})),
        content(json!({"encoding": "base64", "text": STANDARD.encode(brotli)})),
        content(json!({"text": body().to_string()[..400]})),
    ];
    entries[5]["response"]["headers"]
        .as_array_mut()
        .expect("a list")
        .push(json!({"name": "content-encoding", "value": "br"}));
    for (media_type, text) in [
        ("application/json", body().to_string()),
        ("application/x-www-form-urlencoded", format!("user=me&password={CANARY}")),
        ("text/plain", format!("the password is {CANARY}")),
        (
            "multipart/form-data; boundary=x",
            format!("--x\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n{CANARY}\r\n--x--"),
        ),
    ] {
        let mut entry = content(json!({}));
        entry["request"]["postData"] = json!({"mimeType": media_type, "text": text, "params": pair("password")});
        entries.push(entry);
    }
    json!({"creator": custom(), "log": {"version": "1.2", "pages": [{"title": url()}], "entries": entries, "token": CANARY}, "password": [CANARY]})
        .to_string()
}

fn exchange() -> Value {
    json!({"request": {"method": "POST", "url": url(), "headers": headers(), "body": body()},
           "response": {"status": 200, "headers": headers(), "body": body().to_string()}, "meta": custom()})
}

fn redocly() -> Value {
    json!({"req": {"httpMethod": "POST", "host": "h", "path": format!("/a?token={CANARY}"), "headers": listed("name", "value"), "rawBody": body().to_string()},
           "res": {"statusCode": 200, "headers": headers(), "bodyText": format!("password={CANARY}")}, "cookies": [{"name": "a", "value": CANARY}]})
}

fn interaction(url_name: &str, status: Value, body_of: fn(String) -> Value) -> Value {
    let mut response = status;
    response["headers"] = headers();
    response["body"] = body_of(body().to_string());
    json!({"request": {"method": "POST", url_name: url(), "headers": headers(), "body": body().to_string()}, "response": response,
           "form": {"password": [CANARY]}, "recorded_with": custom()})
}

fn vcrpy() -> Value {
    let status = || json!({"status": {"code": 200, "message": "OK"}});
    json!({"version": 1, "token": CANARY, "interactions": [
        interaction("uri", status(), |text| json!({"string": text})),
        interaction("uri", status(), |text| json!({"base64_string": STANDARD.encode(gzip(&text))})),
    ]})
}

fn ruby_vcr() -> Value {
    json!({"http_interactions": [
        interaction("uri", json!({"status": {"code": 200}}), |text| json!({"encoding": "UTF-8", "string": text})),
        interaction("uri", json!({"status": {"code": 200}}), |text| json!({"encoding": "ASCII-8BIT", "base64_string": STANDARD.encode(text)})),
    ], "recorded_with": shapes()})
}

fn go_vcr() -> Value {
    json!({"version": 2, "interactions": [interaction("url", json!({"code": 200}), Value::from)]})
}

fn wiremock() -> Value {
    let patterns =
        json!({"X-Auth-Token": {"equalTo": CANARY}, "Authorization": {"matches": format!("Bearer {CANARY}.*")}});
    let stub = |response: Value| {
        json!({"name": url(), "metadata": custom(), "request": {"method": "POST", "urlPath": "/a", "headers": patterns,
            "queryParameters": {"token": {"or": [{"equalTo": CANARY}]}}, "cookies": {"sid": {"equalTo": CANARY}},
            "basicAuthCredentials": {"username": "me", "password": CANARY}, "formParameters": {"password": {"hasExactly": [{"equalTo": CANARY}]}},
            "bodyPatterns": [{"equalToJson": body()}, {"equalToJson": body().to_string()}, {"equalTo": format!("password={CANARY}")},
                {"matchesJsonPath": format!("$[?(@.password == '{CANARY}')]")},
                {"matchesJsonPath": {"expression": "$.password", "equalTo": CANARY}}, {"contains": format!("<password>{CANARY}<")},
                {"binaryEqualTo": STANDARD.encode(body().to_string())}],
            "multipartPatterns": [{"name": "password", "bodyPatterns": [{"contains": format!("token={CANARY}")}]}]}, "response": response})
    };
    json!({"mappings": [
        stub(json!({"status": 200, "headers": headers(), "jsonBody": body()})),
        stub(json!({"status": 200, "body": body().to_string()})),
        stub(json!({"status": 200, "base64Body": STANDARD.encode(body().to_string())})),
        {"request": {"method": "GET", "urlPattern": format!("/a\\?token={CANARY}.*")}, "response": {"proxyBaseUrl": url(), "additionalProxyRequestHeaders": headers()}},
    ], "meta": custom()})
}

fn hoverfly() -> Value {
    let exact = |value: &str| json!([{"matcher": "exact", "value": value}]);
    let pair = |response: Value| {
        json!({"request": {"path": exact("/a"), "method": exact("POST"), "destination": exact("h"), "scheme": exact("https"),
            "query": {"token": exact(CANARY)}, "headers": {"X-Auth-Token": exact(CANARY), "Cookie": exact(&format!("a={CANARY}"))},
            "body": [{"matcher": "json", "value": body().to_string()}, {"matcher": "jsonpath", "value": format!("$[?(@.token=='{CANARY}')]")}],
            "deprecatedQuery": exact(&format!("token={CANARY}"))}, "response": response})
    };
    json!({"data": {"pairs": [
        pair(json!({"status": 200, "body": body().to_string(), "encodedBody": false, "headers": headers()})),
        pair(json!({"status": 200, "body": STANDARD.encode(body().to_string()), "encodedBody": true, "headers": headers()})),
    ], "globalActions": {"password": CANARY}}, "meta": {"schemaVersion": "v5.2", "note": url()}})
}

fn kong() -> Value {
    json!({"latencies": {"request": 1}, "client_ip": "h", "started_at": 1, "consumer": {"api_key": CANARY},
        "request": {"method": "GET", "uri": format!("/a?token={CANARY}"), "url": url(), "querystring": {"token": CANARY}, "headers": headers(),
            "body": body().to_string()}, "response": {"status": 200, "headers": headers(), "body": body()}, "authenticated_entity": {"token": CANARY}})
}

fn access_logs() -> String {
    let nginx = json!({"request_method": "GET", "request_uri": format!("/a?token={CANARY},{CANARY}"), "args": format!("x=1&token={CANARY},{CANARY}"),
        "status": 200, "http_x_auth_token": CANARY, "http_cookie": format!("a={CANARY}; b={CANARY}"), "cookie_session": CANARY,
        "sent_http_set_cookie": format!("sid={CANARY}; Secure"), "http_authorization": format!("Basic {CANARY}"), "http_referer": url(), "arg_token": CANARY,
        "request_headers": headers(), "request_body": format!("password={CANARY}")});
    let apache = json!({"request": format!("GET /a?token={CANARY},{CANARY} HTTP/1.1"), "status": 200, "http.request.headers.x-auth-token": CANARY,
        "response_headers": format!("Set-Cookie: a={CANARY}\r\nX-Auth-Token: {CANARY} {CANARY}"), "referer": url()});
    format!("{nginx}\n\n{apache}\n")
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}

fn options() -> ReadOptions {
    ReadOptions::default().redactor(Redactor::default().secret_name("x-company-key").secret_name("company-key"))
}

fn scrub(options: &ReadOptions, capture: &[u8]) -> String {
    let mut copy = Vec::new();
    options.scrub("x", capture, &mut copy, |error| panic!("{error}")).expect("a copy");
    String::from_utf8(copy).expect("text")
}

/// What is left of the canaries in a text, and in what is packed in it.
fn left(text: &str, found: &mut Vec<String>) {
    let decoded = percent(text);
    for text in [text, decoded.as_str()] {
        found.extend(
            text.match_indices("ANARY").map(|(at, _)| {
                text[..at].chars().rev().take(60).collect::<Vec<char>>().iter().rev().collect::<String>()
            }),
        );
    }
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>().map_while(Result::ok) {
        strings(&value, found);
    }
    if let Ok(bytes) = STANDARD.decode(text).or_else(|_| base64::engine::general_purpose::URL_SAFE.decode(text)) {
        let mut plain = Vec::new();
        let bytes = if GzDecoder::new(bytes.as_slice()).read_to_end(&mut plain).is_ok() { plain } else { bytes };
        if !bytes.is_empty() {
            left(&String::from_utf8_lossy(&bytes), found);
        }
    }
}

fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => left(text, found),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(members) => members.values().for_each(|value| strings(value, found)),
        _ => {}
    }
}

fn percent(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The captures of every form, each with its name.
fn captures() -> Vec<(&'static str, CaptureFormat, String)> {
    use CaptureFormat::{AccessLog, Body, GoVcr, Har, Hoverfly, Kong, Ndjson, RubyVcr, Vcrpy, Wiremock};
    vec![
        ("ndjson", Ndjson, format!("{}\n{}\n", exchange(), exchange())),
        ("ndjson printed", Ndjson, format!("{:#}\n[{:#},\n{}]\n", exchange(), exchange(), exchange())),
        ("redocly", Ndjson, format!("{}\n", redocly())),
        ("har", Har, har()),
        ("vcrpy", Vcrpy, vcrpy().to_string()),
        ("ruby-vcr", RubyVcr, ruby_vcr().to_string()),
        ("go-vcr", GoVcr, go_vcr().to_string()),
        ("wiremock", Wiremock, wiremock().to_string()),
        ("wiremock single", Wiremock, wiremock()["mappings"][0].to_string()),
        ("hoverfly", Hoverfly, hoverfly().to_string()),
        ("kong", Kong, format!("{}\n", kong())),
        ("access-log", AccessLog, access_logs()),
        ("body", Body, format!("{:#}", body())),
    ]
}

#[test]
fn law_10_no_canary_is_in_a_copy_of_any_form() {
    for (name, format, capture) in captures() {
        let mut planted = Vec::new();
        left(&capture, &mut planted);
        assert!(planted.len() > 5, "{name} has no canaries");
        for capture in [capture.as_bytes().to_vec(), gzip(&capture)] {
            let mut copy = Vec::new();
            let scrubbed = options().scrub("x", capture.as_slice(), &mut copy, |error| panic!("{name}: {error}"));
            assert_eq!(scrubbed.expect("a copy").format, format, "{name}");
            let mut found = Vec::new();
            left(&String::from_utf8(copy).expect("text"), &mut found);
            assert!(found.is_empty(), "{name}: {found:#?}");
        }
    }
}

#[test]
fn law_10_no_canary_is_in_a_copy_of_yaml() {
    use CaptureFormat::{GoVcr, RubyVcr, Vcrpy};
    for (format, list, cassette) in [
        (Vcrpy, "interactions", vcrpy()),
        (RubyVcr, "http_interactions", ruby_vcr()),
        (GoVcr, "interactions", go_vcr()),
    ] {
        // JSON is YAML, from the list on.
        let capture = format!("# {CANARY}\nversion: 1\ntoken: {CANARY}\n{list}: {}\n", cassette[list]);
        let copy = scrub(&options().format(format), capture.as_bytes());
        let mut found = Vec::new();
        left(&copy, &mut found);
        assert!(found.is_empty(), "{format}: {found:#?}");
        let count = cassette[list].as_array().map(Vec::len);
        assert_eq!(Some(copy.lines().count()), count, "{format}");
        let capture = ReadOptions::default().read("x", copy.as_bytes()).expect("a capture");
        assert_eq!((capture.format(), Some(capture.flatten().count())), (CaptureFormat::Ndjson, count));
    }
}

#[test]
fn a_copy_is_read_as_the_capture_is_and_a_second_one_changes_nothing() {
    for (name, format, capture) in captures() {
        let options = options().operation("Show", 200).format(format);
        let copy = scrub(&options, capture.as_bytes());
        assert_eq!(scrub(&options, copy.as_bytes()), copy, "{name}");
        let read = |text: &str| -> Vec<(bool, Option<u16>)> {
            let capture = options.read("x", text.as_bytes()).expect("a capture");
            capture.map(|item| (item.is_ok(), item.ok().and_then(|one| one.response).map(|one| one.status))).collect()
        };
        assert_eq!(read(&copy), read(&capture), "{name}");
        assert_eq!(copy.lines().count(), capture.lines().count(), "{name}");
    }
}
