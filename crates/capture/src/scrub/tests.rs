use super::*;

fn clean(url: &str) -> String {
    Cleaner::new(&Redactor::default(), SHORT).url(url)
}

#[test]
fn secrets_in_urls_are_found_by_name_place_and_shape() {
    for secret in [
        "https://host/x?a=1&token=CANARY,CANARY;CANARY",
        "https://host/x?to%6Ben=CANARY",
        "https://me:CAN:ARY@host/x",
        "https://CANARY@host/x",
        "https://me:x@AKCANARY0123456789XY/x",
        "https://token:CANARY/x",
        "/x#access_token=CANARY&state=1",
        "/x#/page?access_token=CANARY",
        "/x;token=CANARY/y",
        "/x?next=https%3A%2F%2Fhost%3Ftoken%3DCANARY",
        "/x?filter=%7B%22password%22%3A+%22CANARY%22%7D",
        "data:application/json;base64,eyJwYXNzd29yZCI6IkNBTkFSWSJ9",
        "data:application/json,{%22password%22:%22CANARY%22}",
    ] {
        let scrubbed = clean(secret);
        let gone = !scrubbed.contains("CAN") && !scrubbed.contains("ARY") && !scrubbed.contains("NBTkFSW");
        assert!(gone || scrubbed.ends_with(";CANARY"), "{scrubbed}");
    }
    for harmless in [
        "https://host:8080/v1/a?limit=5&marker=&q=a%20b#top",
        "https://token:8080/v1",
        "/v1/{id}",
        "",
        "a b?c",
        "/a/b=c/d",
    ] {
        assert_eq!(clean(harmless), harmless);
    }
}

#[test]
fn secrets_in_texts_of_every_form_are_found() {
    let redactor = Redactor::default();
    let form: Headers = [("content-type", "application/x-www-form-urlencoded")].into_iter().collect();
    for (headers, secret) in [
        (&form, "user=me&password=CANARY"),
        (&Headers::default(), "{\"password\": \"CANARY\", \"password\": \"a\"}"),
        (&Headers::default(), "{\"a\": \"{\\\"password\\\":\\\"CANARY\\\"}\"}"),
        (&Headers::default(), "{\"next\": \"/x?token=a,CANARY\"}"),
        (&Headers::default(), "{\"log\": \"GET /x?token=a,CANARY HTTP/1.1\"}"),
        (&Headers::default(), "{\"log\": \"Cookie: a=b; c=CANARY\\r\\nHost: h\"}"),
        (&Headers::default(), "{\"xml\": \"<password>CANARY</password>\"}"),
        (&Headers::default(), "{\"path\": \"$[?(@.password == 'CANARY')]\"}"),
        (&Headers::default(), "<password>CANARY</password>"),
        (&Headers::default(), "name=\"password\"\r\n\r\nCANARY"),
        (&Headers::default(), "{\"a\": 1}\n{\"password\": \"CANARY\"}\n"),
    ] {
        let clean = text(&redactor, headers, secret);
        assert!(!clean.contains("CANARY"), "{secret}: {clean}");
    }
    for harmless in ["not found", "{\"a\": \"{ not json\", \"b\": 1.10}", "{\"a\": \"the token is old\"}"] {
        assert_eq!(text(&redactor, &Headers::default(), harmless), harmless);
    }
}

#[test]
fn of_cookies_the_names_stay_and_of_credentials_the_scheme() {
    let record = record(
        &Redactor::default(),
        r#"{"Cookie": "a=x1; b=y", "Set-Cookie": "sid=x1; Path=/; HttpOnly", "http_authorization": "Bearer x1"}"#,
    );
    assert_eq!(
        record,
        r#"{"Cookie": "a=a0; b=a", "Set-Cookie": "sid=a0; Path=/; HttpOnly", "http_authorization": "Bearer a0"}"#
    );
}

#[test]
fn what_is_written_down_of_base64_is_written_alike_again() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let token = "CANARY0123456789".repeat(5);
    for inner in [format!("see {token} there"), format!("{{\"password\": \"{token}\"}}"), token.clone(), "x".repeat(90)]
    {
        let once = string(&Redactor::default(), &STANDARD.encode(&inner));
        assert_eq!(string(&Redactor::default(), &once), once, "{inner}");
        let decoded = STANDARD.decode(&once).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        assert!(!decoded.is_ok_and(|text| text.contains("CANARY")), "{inner}: {once}");
    }
}
