//! Access logs of nginx, Apache and their like in JSON lines. Every house names the fields; these are the usual names.

use super::{request_body, response_body, size};
use crate::{
    Headers, Request, Response, Target,
    fields::{self, Fault},
    shape::Halves,
};
use driftline_finding::Pointer;
use serde_json::{Map, Value};

const METHOD: &[&str] = &["request_method", "method", "requestMethod", "http_method", "verb", "http.request.method"];
const LINE: &[&str] = &["request", "request_line", "requestLine", "requestFirstLine"];
const URL: &[&str] =
    &["request_uri", "requestUri", "uri", "url", "request_url", "path", "requestPath", "url.original", "url.path"];
const QUERY: &[&str] = &["args", "query_string", "queryString", "query", "url.query"];
const HOST: &[&str] = &["http_host", "host", "vhost", "server_name", "virtualHost", "url.domain"];
const SCHEME: &[&str] = &["scheme", "request_scheme", "url.scheme"];
const STATUS: &[&str] =
    &["status", "status_code", "statusCode", "response_status", "response_code", "http.response.status_code"];
const SIZE: &[&str] = &["body_bytes_sent", "bytes_sent", "bytesSent", "bytes", "size", "response_size"];
const REQUEST_HEADERS: &[&str] = &["request_headers", "requestHeaders", "headers"];
const RESPONSE_HEADERS: &[&str] = &["response_headers", "responseHeaders", "resp_headers", "headers_out"];

/// Whether an object with these members can be an entry.
pub(crate) fn is_entry(names: &[String]) -> bool {
    let has = |known: &[&str]| names.iter().any(|name| known.contains(&name.as_str()));
    has(STATUS) && (has(LINE) || has(METHOD) && has(URL))
}

pub(crate) fn halves(value: Value, _limit: usize) -> Result<Halves, Fault> {
    let entry = Entry::new(fields::object(Some(value), &Pointer::ROOT, "a log entry (an object)")?);
    let (method, url) = entry.call().ok_or_else(|| {
        let expected = "expected a call: `request_method` and `request_uri`, or `request` with the line of the request";
        Fault::new(&Pointer::ROOT, expected)
    })?;
    let status = entry.status()?;
    let headers = entry.headers(REQUEST_HEADERS, "http_", "content_type")?;
    let body = request_body(&method);
    let response = match status {
        None => None,
        Some(status) => {
            let headers = entry.headers(RESPONSE_HEADERS, "sent_http_", "sent_http_content_type")?;
            let size = entry.value(SIZE).and_then(|(_, value)| size(value));
            Some(Response { status, headers, body: response_body(&method, status, size) })
        }
    };
    let target = Target::Call { method, url };
    Ok(Halves { request: Request { target, headers, body, partial_query: false }, response })
}

/// The members of an entry, and of its objects `request` and `response` if it has them.
struct Entry(Vec<(Pointer, Map<String, Value>)>);

impl Entry {
    fn new(mut members: Map<String, Value>) -> Entry {
        let mut all = Vec::new();
        for name in ["request", "response"] {
            if members.get(name).is_some_and(Value::is_object)
                && let Some(Value::Object(inner)) = members.remove(name)
            {
                all.push((Pointer::ROOT.key(name), inner));
            }
        }
        all.push((Pointer::ROOT, members));
        Entry(all)
    }

    /// The first of these members that says something: servers write `-` and `""` for what they do not know.
    fn value(&self, names: &[&str]) -> Option<(Pointer, &Value)> {
        let says =
            |value: &Value| !value.is_null() && !value.as_str().is_some_and(|text| matches!(text.trim(), "" | "-"));
        names.iter().find_map(|name| {
            let mut found = self.0.iter().filter_map(|(at, members)| Some((at.key(name), members.get(*name)?)));
            found.find(|(_, value)| says(value))
        })
    }

    fn text(&self, names: &[&str]) -> Option<&str> {
        self.value(names)?.1.as_str()
    }

    /// The method and the URL.
    fn call(&self) -> Option<(String, String)> {
        let line = self.text(LINE).map(|line| line.split_ascii_whitespace());
        let (line_method, line_url) = line.map_or((None, None), |mut words| (words.next(), words.next()));
        let method = self.text(METHOD).or(line_method)?;
        let mut url = self.text(URL).or(line_url)?.to_owned();
        if let (Some(query), false) = (self.text(QUERY), url.contains('?')) {
            url.push('?');
            url.push_str(query.trim_start_matches('?'));
        }
        if let (Some(host), true) = (self.text(HOST), url.starts_with('/')) {
            url = format!("{}://{host}{url}", self.text(SCHEME).unwrap_or("https"));
        }
        Some((method.to_owned(), url))
    }

    fn status(&self) -> Result<Option<u16>, Fault> {
        match self.value(STATUS) {
            Some((at, value)) => fields::status(value, &at),
            None => Err(Fault::new(&Pointer::ROOT, "expected a `status`")),
        }
    }

    /// The headers in an object, in fields that begin so (`http_x_request_id`), and the media type.
    fn headers(&self, names: &[&str], prefix: &str, media_type: &str) -> Result<Headers, Fault> {
        let mut headers = match self.value(names) {
            Some((at, value @ (Value::Object(_) | Value::Array(_)))) => fields::headers(Some(value.clone()), &at)?,
            _ => Headers::default(),
        };
        let members = self.0.iter().flat_map(|(_, members)| members);
        for (name, value) in members.filter_map(|(name, value)| Some((name, value.as_str()?))) {
            let header = if name == media_type { Some("content-type") } else { name.strip_prefix(prefix) };
            let header = header.map(|header| header.replace('_', "-")).filter(|_| !matches!(value, "" | "-"));
            let header = header.filter(|header| !fields::is_pseudo(header));
            if let Some(header) = header.filter(|header| headers.get(header).is_none()) {
                headers.push(header, value);
            }
        }
        Ok(headers.partial())
    }
}
