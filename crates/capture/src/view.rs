//! An exchange, borrowed from where it is held: from an [`Exchange`](crate::Exchange), or from a record on a tape.

use crate::{
    BodyPlaces, BodySource, HeadersView, Side,
    lossy::{self, LossyNumber},
    repeated,
    replaced::BadByte,
    source::RecordView,
};
use driftline_finding::{Place, Pointer};
use std::borrow::Cow;

/// An exchange, borrowed. `V` is what a JSON body is where it is held.
#[derive(Clone, Debug)]
pub struct ExchangeView<'x, V> {
    /// What was asked.
    pub target: TargetView<'x>,
    /// What the client sent.
    pub request: MessageView<'x, V>,
    /// The status, and what the server sent; `None` when the capture holds no answer.
    pub response: Option<(u16, MessageView<'x, V>)>,
    /// Whether parameters may have been sent that the URL does not show; see [`Request`](crate::Request).
    pub partial_query: bool,
    /// The text that it was read from.
    pub record: RecordView<'x>,
}

/// What a request is addressed to; see [`Target`](crate::Target).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetView<'x> {
    /// A method and a URL, both as captured.
    Call {
        /// As captured, in any case.
        method: &'x str,
        /// As captured.
        url: &'x str,
    },
    /// An operation that the user named.
    Operation(&'x str),
}

/// Headers and body of one half.
#[derive(Clone, Debug)]
pub struct MessageView<'x, V> {
    /// The headers.
    pub headers: HeadersView<'x>,
    /// The body.
    pub body: BodyView<'x, V>,
}

/// A body; see [`Body`](crate::Body).
#[derive(Clone, Debug)]
pub enum BodyView<'x, V> {
    /// There is none.
    Absent,
    /// A JSON value.
    Json(V, SourceView<'x>),
    /// Text that may be JSON all the same.
    Text(&'x str, SourceView<'x>),
    /// So many bytes that are no text.
    Binary(usize),
    /// There was one that cannot be had, for this reason.
    Unavailable(&'x str),
}

/// How the record holds a body; see [`BodySource`].
#[derive(Clone, Copy, Debug)]
pub enum SourceView<'x> {
    /// As it is said there.
    Of(&'x BodySource),
    /// As JSON, below these members of the record.
    Inline(&'static [&'static str]),
    /// As a string that holds the text of the body, below these members.
    Embedded(&'static [&'static str]),
}

impl<V> BodyView<'_, V> {
    /// Whether there is no body, or a text without a character, as some captures write "none".
    pub fn is_empty(&self) -> bool {
        match self {
            BodyView::Absent | BodyView::Binary(0) => true,
            BodyView::Text(text, _) => text.is_empty(),
            BodyView::Json(..) | BodyView::Binary(_) | BodyView::Unavailable(_) => false,
        }
    }
}

impl<'x> SourceView<'x> {
    /// Whether the record holds it as JSON.
    pub(crate) fn is_inline(self) -> bool {
        matches!(self, SourceView::Inline(_) | SourceView::Of(BodySource::Inline(_)))
    }

    pub(crate) fn source(self) -> Cow<'x, BodySource> {
        let pointer = |members: &[&str]| members.iter().fold(Pointer::ROOT, |at, name| at.key(name));
        match self {
            SourceView::Of(source) => Cow::Borrowed(source),
            SourceView::Inline(members) => Cow::Owned(BodySource::Inline(pointer(members))),
            SourceView::Embedded(members) => Cow::Owned(BodySource::Embedded(pointer(members))),
        }
    }
}

impl<'x, V> ExchangeView<'x, V> {
    /// The same exchange, with JSON bodies as another type has them.
    pub fn map<W>(self, mut body: impl FnMut(V) -> W) -> ExchangeView<'x, W> {
        let request = self.request.map(&mut body);
        let response = self.response.map(|(status, answer)| (status, answer.map(&mut body)));
        ExchangeView { target: self.target, request, response, partial_query: self.partial_query, record: self.record }
    }
}

impl<'x, V> MessageView<'x, V> {
    fn map<W>(self, body: impl FnOnce(V) -> W) -> MessageView<'x, W> {
        let body = match self.body {
            BodyView::Json(value, source) => BodyView::Json(body(value), source),
            BodyView::Text(text, source) => BodyView::Text(text, source),
            BodyView::Binary(length) => BodyView::Binary(length),
            BodyView::Unavailable(reason) => BodyView::Unavailable(reason),
            BodyView::Absent => BodyView::Absent,
        };
        MessageView { headers: self.headers, body }
    }
}

impl<'x, V> ExchangeView<'x, V> {
    /// The status of the answer.
    pub fn status(&self) -> Option<u16> {
        self.response.as_ref().map(|(status, _)| *status)
    }

    /// What was sent on one side, if anything is known of it.
    pub fn message(&self, side: Side) -> Option<&MessageView<'x, V>> {
        match side {
            Side::Request => Some(&self.request),
            Side::Response => self.response.as_ref().map(|(_, message)| message),
        }
    }

    /// The place of the value at `pointer` in the body of `side`; of what cannot be found, the place of the exchange.
    pub fn value_place(&self, side: Side, pointer: &Pointer) -> Place {
        self.places(side).map_or_else(|| self.record.place(), |mut places| places.value(pointer))
    }

    /// The place of the name of the member at `pointer` in the body of `side`.
    pub fn name_place(&self, side: Side, pointer: &Pointer) -> Place {
        self.places(side).map_or_else(|| self.record.place(), |mut places| places.name(pointer))
    }

    /// Where the values of the body of `side` stand, if the record shows it.
    pub fn places(&self, side: Side) -> Option<BodyPlaces<'x>> {
        match self.message(side).map(|message| &message.body) {
            Some(BodyView::Json(_, source) | BodyView::Text(_, source)) => Some(BodyPlaces::new(self.record, *source)),
            _ => None,
        }
    }

    /// The members of the body of `side` whose names stand in their objects before, where the record shows them: a tree
    /// holds the last value only. A tape holds them all.
    pub fn repeated_names(&self, side: Side) -> Vec<Pointer> {
        match self.message(side).map(|message| &message.body) {
            Some(BodyView::Text(text, _)) => repeated::names(text.as_bytes()),
            Some(BodyView::Json(_, source)) => match &*source.source() {
                BodySource::Inline(at) => self.record.json_at(at).map(repeated::names).unwrap_or_default(),
                BodySource::Embedded(_) | BodySource::Encoded(_) | BodySource::Replaced(..) => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// The numbers in the body of `side` that are written with more digits than a double keeps, where the record shows
    /// them: a tree and a tape hold what a parser made of them. Where there are none, this costs next to nothing.
    pub fn lossy_numbers(&self, side: Side) -> Vec<LossyNumber> {
        match self.message(side).map(|message| &message.body) {
            Some(BodyView::Text(text, _)) if lossy::may_be_in(text.as_bytes()) => lossy::numbers(text.as_bytes()),
            Some(BodyView::Json(_, source)) if lossy::may_be_in(self.record.json_text()) => match &*source.source() {
                BodySource::Inline(at) => self.record.json_at(at).map(lossy::numbers).unwrap_or_default(),
                BodySource::Embedded(_) | BodySource::Encoded(_) | BodySource::Replaced(..) => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// The first byte in the body of `side` that is not UTF-8, and its place; the text of the body has U+FFFD for it.
    pub fn bad_byte(&self, side: Side) -> Option<(BadByte, Place)> {
        match self.message(side).map(|message| &message.body) {
            // What is not UTF-8 has been read, and is on no tape.
            Some(BodyView::Json(_, SourceView::Of(source)) | BodyView::Text(_, SourceView::Of(source))) => {
                self.record.bad_byte(source)
            }
            _ => None,
        }
    }
}
