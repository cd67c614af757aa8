//! Sampled exchanges as records of a capture, and read back from them: the judge sees what a user would give it.

use driftline_capture::{CaptureFormat, ReadOptions};
use driftline_sample::{SampledBody, SampledContent, SampledExchange};
use driftline_validate::{Judge, Judged, Verdict};
use serde_json::{Map, Value, json};
use std::num::NonZeroUsize;

/// The record of an exchange in our own form.
pub(crate) fn record(sampled: &SampledExchange) -> Value {
    let mut request = Map::new();
    request.insert("method".to_owned(), json!(sampled.method.as_str()));
    request.insert("url".to_owned(), json!(format!("https://host.example.com{}", sampled.url())));
    let mut headers = vec![("User-Agent".to_owned(), "sample".to_owned())];
    headers.extend(sampled.headers());
    half(&mut request, headers, sampled.request.as_ref());
    let mut response = Map::new();
    response.insert("status".to_owned(), json!(sampled.status));
    let mut headers = vec![("Date".to_owned(), "Mon, 30 Nov 2026 08:00:00 GMT".to_owned())];
    headers.extend(sampled.response_headers.iter().cloned());
    half(&mut response, headers, sampled.response.as_ref());
    json!({"request": request, "response": response})
}

fn half(half: &mut Map<String, Value>, mut headers: Vec<(String, String)>, body: Option<&SampledBody>) {
    headers.extend(body.map(|body| ("Content-Type".to_owned(), body.media_type.clone())));
    half.insert("headers".to_owned(), json!(headers));
    half.extend(body.map(|body| ("body".to_owned(), written(&body.content))));
}

/// A body as its record holds it: text is text, and so is JSON that is a string, for a bare one would be text.
pub(crate) fn written(content: &SampledContent) -> Value {
    match content {
        SampledContent::Json(value @ Value::String(_)) => Value::from(value.to_string()),
        SampledContent::Json(value) => value.clone(),
        SampledContent::Text(text) => Value::from(text.clone()),
    }
}

/// What the judge says of a capture of these records, read as users' captures are.
pub(crate) fn judge<'j>(judge: &'j Judge, records: &[Value]) -> Vec<Verdict<'j>> {
    let text: Vec<String> = records.iter().map(Value::to_string).collect();
    let options = ReadOptions::default().format(CaptureFormat::Ndjson);
    let text = text.join("\n");
    let mut capture = options.read("sampled.ndjson", text.as_bytes()).expect("a capture");
    let mut verdicts = Vec::new();
    let each = |judged: Judged<'j>| match judged {
        Judged::Verdict(verdict) => verdicts.push(verdict),
        Judged::Unreadable(error) => panic!("our own records read: {error}"),
    };
    judge.judge_capture(&mut capture, NonZeroUsize::MIN, each).expect("schemas that compile");
    verdicts
}
