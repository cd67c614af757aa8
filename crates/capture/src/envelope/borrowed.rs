//! An exchange in our own form and under our own names, found on a tape.

use super::{BODIES, BODY, BODY_BYTES, BODY_OMITTED};
use crate::{
    shape::Borrowed,
    tape::{TapeKind, TapeNumber, TapeObject, TapeValue},
    view::{BodyView, HeadersView, MessageView, SourceView},
};

/// The members that lead to the body of a request.
const SENT: &[&str] = &["request", BODY];
/// The members that lead to the body of a response.
const ANSWERED: &[&str] = &["response", BODY];

/// The members of one half that matter.
#[derive(Default)]
struct Half<'t> {
    method: Option<TapeValue<'t>>,
    url: Option<TapeValue<'t>>,
    status: Option<TapeValue<'t>>,
    headers: Option<TapeValue<'t>>,
    body: Option<TapeValue<'t>>,
}

/// Finds the halves; `None` where a name is another recorder's or occurs twice, or a value is not as usual.
pub(super) fn halves(record: TapeObject<'_>) -> Option<Borrowed<'_>> {
    let (mut request, mut response) = (None, None);
    for (name, value) in record.members() {
        match name {
            "request" => once(&mut request, value)?,
            "response" => once(&mut response, value)?,
            _ => {}
        }
    }
    let request = Half::of(request?.as_object()?)?;
    let method = request.method?.as_str().filter(|text| !text.trim().is_empty())?;
    let url = request.url?.as_str().filter(|text| !text.trim().is_empty())?;
    let response = match response {
        None => None,
        Some(value) => {
            let response = Half::of(value.as_object()?)?;
            Some((status(response.status?)?, response.message(ANSWERED)?))
        }
    };
    Some(Borrowed { method, url, request: request.message(SENT)?, response })
}

impl<'t> Half<'t> {
    fn of(members: TapeObject<'t>) -> Option<Half<'t>> {
        let mut half = Half::default();
        for (name, value) in members.members() {
            match name {
                "method" => once(&mut half.method, value)?,
                "url" => once(&mut half.url, value)?,
                "status" => once(&mut half.status, value)?,
                "headers" => once(&mut half.headers, value)?,
                BODY => once(&mut half.body, value)?,
                // A path may need its host, and what stands under these names may be the body.
                "host" | BODY_BYTES | BODY_OMITTED => return None,
                other if BODIES.contains(&other) => return None,
                _ => {}
            }
        }
        Some(half)
    }

    fn message(&self, at: &'static [&'static str]) -> Option<MessageView<'t, TapeValue<'t>>> {
        let body = match self.body {
            None => BodyView::Absent,
            Some(value) => match value.kind() {
                TapeKind::String(text) => BodyView::Text(text, SourceView::Embedded(at)),
                _ => BodyView::Json(value, SourceView::Inline(at)),
            },
        };
        Some(MessageView { headers: headers(self.headers)?, body })
    }
}

/// Keeps the first value under a name; `None` for a second one.
pub(crate) fn once<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

/// A status that says that there was an answer.
pub(crate) fn status(value: TapeValue<'_>) -> Option<u16> {
    match value.kind() {
        TapeKind::Number(TapeNumber::Signed(number @ 100..=599)) => u16::try_from(number).ok(),
        _ => None,
    }
}

/// Headers as an object of strings. Pseudo headers of HTTP/2 are none.
fn headers(value: Option<TapeValue<'_>>) -> Option<HeadersView<'_>> {
    let mut headers = HeadersView::default();
    if let Some(value) = value {
        let members = value.as_object()?;
        headers.fields.reserve(members.len());
        for (name, value) in members.members() {
            // Of two equal names an object that is read keeps one.
            let repeated = headers.fields.iter().any(|(known, _)| *known == name);
            let value = value.as_str().filter(|_| !repeated)?;
            if !name.starts_with(':') {
                headers.fields.push((name, value));
            }
        }
    }
    Some(headers)
}
