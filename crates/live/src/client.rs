//! One GET after the other: no cookies, no proxy, no redirect to another origin.

use crate::{
    PlannedRequest, ProbeFailure, ProbeOptions,
    failure::{Attempt, Stage},
    token::{self, Token},
};
use driftline_capture::{Body, BodySource, Headers};
use driftline_finding::Pointer;
use std::time::Instant;
use ureq::{
    Agent,
    http::{self, HeaderValue, header},
};
use url::Url;

/// How many redirects are followed.
const MAX_REDIRECTS: usize = 5;

/// JSON first; but what the server has else is an answer too.
const ACCEPT: &str = "application/json, */*;q=0.8";

/// Sends requests.
pub(crate) struct Client<'o> {
    options: &'o ProbeOptions,
    agent: Agent,
}

/// What a server answered, without the token.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    /// A text has its source at the root of a record; whoever has another record changes it.
    pub(crate) body: Body,
    /// The redirects that were followed, without query and secrets.
    pub(crate) redirects: Vec<String>,
}

type Response = http::Response<ureq::Body>;

impl<'o> Client<'o> {
    pub(crate) fn new(options: &'o ProbeOptions) -> Client<'o> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A connection that is kept may be closed by the server just as the next request goes out.
            .max_idle_connections(0);
        Client { options, agent: config.build().new_agent() }
    }

    /// The headers of a request, the token masked: what may be recorded.
    pub(crate) fn recorded_headers(&self, request: &PlannedRequest) -> Headers {
        let token = self.options.token.as_ref().map(|token| (token::HEADER.to_owned(), token.mask()));
        self.headers(request).into_iter().chain(token).collect()
    }

    /// Gets the answer to a request. A redirect is followed unless the operation itself `describes` its status.
    pub(crate) fn fetch(
        &self,
        request: &PlannedRequest,
        describes: impl Fn(u16) -> bool,
    ) -> Result<Answer, ProbeFailure> {
        let deadline = Instant::now() + self.options.total_timeout;
        let mut url = request.url.clone();
        let mut redirects = Vec::new();
        loop {
            let response = self.send(request, &url, deadline)?;
            let status = response.status().as_u16();
            let target = if describes(status) { None } else { redirect(&url, &response)? };
            let Some(target) = target else { return self.answer(&url, response, redirects) };
            let shown = self.options.shown(&target);
            if target.origin() != self.options.base.origin() {
                return Err(ProbeFailure::RedirectElsewhere { status, target: shown });
            }
            if redirects.len() == MAX_REDIRECTS {
                return Err(ProbeFailure::TooManyRedirects { limit: MAX_REDIRECTS, target: shown });
            }
            redirects.push(shown);
            url = target;
        }
    }

    fn send(&self, request: &PlannedRequest, url: &Url, deadline: Instant) -> Result<Response, ProbeFailure> {
        let origin = url.origin().ascii_serialization();
        let attempt = self.attempt(&origin, Stage::Waiting);
        let mut builder = http::Request::get(url.as_str());
        for (name, value) in self.headers(request) {
            builder = builder.header(name, value);
        }
        // Redirects elsewhere are refused before; this holds even if that should change.
        let token = self.options.token.as_ref().filter(|_| url.origin() == self.options.base.origin());
        if let Some(mut value) = token.map(Token::reveal).and_then(|token| HeaderValue::from_str(token).ok()) {
            value.set_sensitive(true);
            builder = builder.header(token::HEADER, value);
        }
        let request = builder.body(()).map_err(|error| attempt.failure(error.into()))?;
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(attempt.timeout());
        }
        let connect = left.min(self.options.connect_timeout);
        let request = self.agent.configure_request(request).timeout_resolve(Some(connect));
        let request = request.timeout_connect(Some(connect)).timeout_global(Some(left)).build();
        self.agent.run(request).map_err(|error| attempt.failure(error))
    }

    fn answer(&self, url: &Url, response: Response, redirects: Vec<String>) -> Result<Answer, ProbeFailure> {
        let (head, body) = response.into_parts();
        let status = head.status.as_u16();
        if !(100..=599).contains(&status) {
            return Err(ProbeFailure::NotHttp { reason: format!("its status is {status}") });
        }
        let fields = head.headers.iter().map(|(name, value)| {
            (name.as_str().to_owned(), self.options.scrub(String::from_utf8_lossy(value.as_bytes()).into_owned()))
        });
        let headers: Headers = fields.collect();
        // These have no body, whatever their headers say (RFC 9110 §6.4.1).
        let bodiless = matches!(status, 100..=199 | 204 | 205 | 304);
        let body = if bodiless { Body::Absent } else { self.body(url, body, &headers)? };
        Ok(Answer { status, headers, body, redirects })
    }

    fn body(&self, url: &Url, body: ureq::Body, headers: &Headers) -> Result<Body, ProbeFailure> {
        let origin = url.origin().ascii_serialization();
        let read = body.into_with_config().limit(self.options.max_body).read_to_vec();
        let bytes = read.map_err(|error| self.attempt(&origin, Stage::Reading).failure(error))?;
        if bytes.is_empty() {
            return Ok(Body::Absent);
        }
        // The client takes the header away where it has decompressed the body.
        let coding = headers.get(header::CONTENT_ENCODING.as_str()).map(str::trim);
        if let Some(coding) = coding.filter(|coding| !coding.eq_ignore_ascii_case("identity") && !coding.is_empty()) {
            return Ok(Body::Unavailable(format!("its content coding is {coding}, which was not asked for")));
        }
        Ok(match Body::from_bytes(bytes, headers, BodySource::Inline(Pointer::ROOT)) {
            Body::Text(text, source) => Body::Text(self.options.scrub(text), source),
            other => other,
        })
    }

    /// The headers of a request, without the token.
    fn headers(&self, request: &PlannedRequest) -> Vec<(String, String)> {
        let given = |name: &str| request.headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
        let mut headers = vec![("User-Agent".to_owned(), self.options.user_agent.clone())];
        if !given("Accept") {
            headers.push(("Accept".to_owned(), ACCEPT.to_owned()));
        }
        headers.extend(request.headers.iter().cloned());
        headers
    }

    fn attempt<'a>(&self, origin: &'a str, stage: Stage) -> Attempt<'a> {
        Attempt {
            origin,
            stage,
            connect_timeout: self.options.connect_timeout.min(self.options.total_timeout),
            total_timeout: self.options.total_timeout,
            max_body: self.options.max_body,
        }
    }
}

/// Where a response redirects to, if it does.
fn redirect(from: &Url, response: &Response) -> Result<Option<Url>, ProbeFailure> {
    let status = response.status().as_u16();
    let location = response.headers().get(header::LOCATION);
    let (301 | 302 | 303 | 307 | 308, Some(location)) = (status, location) else { return Ok(None) };
    let target = std::str::from_utf8(location.as_bytes()).ok().and_then(|location| from.join(location).ok());
    let mut target = target.ok_or(ProbeFailure::RedirectUnreadable { status })?;
    // A user name in the target would become an Authorization header. Only a URL that cannot have one refuses to lose
    // it, and such a target has another origin.
    let _ = target.set_username("").and_then(|()| target.set_password(None));
    target.set_fragment(None);
    Ok(Some(target))
}
