//! One request and its response.

use crate::{
    BodySource, Headers, Record, payload,
    view::{BodyView, ExchangeView, MessageView, SourceView, TargetView},
};
use driftline_finding::{Place, Pointer};
use serde_json::Value;

/// One request and its response, as captured.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// What was asked.
    pub request: Request,
    /// What was answered; `None` when the capture holds no answer (aborted, blocked, request only).
    pub response: Option<Response>,
    /// The text that this was read from.
    pub record: Record,
}

/// Which half of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The request.
    Request,
    /// The response.
    Response,
}

/// What a request is addressed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A method and a URL, both as captured: the URL may be absolute, a path, or broken.
    Call {
        /// As captured, in any case.
        method: String,
        /// As captured.
        url: String,
    },
    /// An operation that the user named, because the capture is a bare body.
    Operation(String),
}

/// The half that the client sent.
#[derive(Clone, Debug)]
pub struct Request {
    /// What it is addressed to.
    pub target: Target,
    /// The headers.
    pub headers: Headers,
    /// The body.
    pub body: Body,
    /// Whether parameters may have been sent that the URL does not show: a stub states those that somebody cared for.
    pub partial_query: bool,
}

/// The half that the server sent.
#[derive(Clone, Debug)]
pub struct Response {
    /// The status, 100 to 599.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// The body.
    pub body: Body,
}

/// A body, as far as the capture holds it.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// There is none.
    Absent,
    /// A JSON value.
    Json(Value, BodySource),
    /// Text that the capture does not hold as JSON; it may be JSON all the same.
    Text(String, BodySource),
    /// Bytes that are no text, and how many.
    Binary(usize),
    /// There was one, but the capture does not hold it or it cannot be decoded, for this reason.
    Unavailable(String),
}

impl Body {
    /// The body that came as these bytes below these headers, with no content coding on it any more. Where they are to be
    /// UTF-8 and are not, the text has U+FFFD, and the source is [`BodySource::Replaced`].
    pub fn from_bytes(bytes: Vec<u8>, headers: &Headers, source: BodySource) -> Body {
        payload::plain(bytes, headers, source)
    }

    /// Where the record holds it, if it does.
    pub(crate) fn source(&self) -> Option<&BodySource> {
        match self {
            Body::Text(_, source) | Body::Json(_, source) => Some(source),
            Body::Absent | Body::Binary(_) | Body::Unavailable(_) => None,
        }
    }

    /// Whether a body was sent, even if the capture does not hold it.
    pub fn is_present(&self) -> bool {
        *self != Body::Absent
    }
}

impl Exchange {
    /// The body of one side; absent where that side is.
    pub fn body(&self, side: Side) -> &Body {
        match side {
            Side::Request => &self.request.body,
            Side::Response => self.response.as_ref().map_or(&Body::Absent, |response| &response.body),
        }
    }

    /// The place of the value at `pointer` in the body of `side`; of what cannot be found, the place of the exchange.
    pub fn value_place(&self, side: Side, pointer: &Pointer) -> Place {
        self.view().value_place(side, pointer)
    }

    /// The place of the name of the member at `pointer` in the body of `side`.
    pub fn name_place(&self, side: Side, pointer: &Pointer) -> Place {
        self.view().name_place(side, pointer)
    }

    /// This exchange, borrowed.
    pub fn view(&self) -> ExchangeView<'_, &Value> {
        let target = match &self.request.target {
            Target::Call { method, url } => TargetView::Call { method, url },
            Target::Operation(id) => TargetView::Operation(id),
        };
        ExchangeView {
            partial_query: self.request.partial_query,
            target,
            request: message(&self.request.headers, &self.request.body),
            response: self.response.as_ref().map(|answer| (answer.status, message(&answer.headers, &answer.body))),
            record: self.record.view(),
        }
    }
}

fn message<'x>(headers: &'x Headers, body: &'x Body) -> MessageView<'x, &'x Value> {
    let body = match body {
        Body::Absent => BodyView::Absent,
        Body::Json(value, source) => BodyView::Json(value, SourceView::Of(source)),
        Body::Text(text, source) => BodyView::Text(text, SourceView::Of(source)),
        Body::Binary(length) => BodyView::Binary(*length),
        Body::Unavailable(reason) => BodyView::Unavailable(reason),
    };
    MessageView { headers: headers.view(), body }
}
