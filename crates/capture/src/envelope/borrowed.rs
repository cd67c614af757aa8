//! An exchange in our own form and under our own names, found on a tape.

use super::{BODIES, BODY, BODY_BAD_BYTE, BODY_BYTES, BODY_OMITTED};
use crate::{
    HeadersView,
    half::{self, Half},
    shape::Borrowed,
    tape::{TapeKind, TapeObject, TapeValue},
    view::{BodyView, MessageView, SourceView},
};

/// The members that lead to the body of a request.
const SENT: &[&str] = &["request", BODY];
/// The members that lead to the body of a response.
const ANSWERED: &[&str] = &["response", BODY];

/// Finds the halves; `None` where a name is another recorder's or occurs twice, or a value is not as usual.
pub(super) fn halves(record: TapeObject<'_>) -> Option<Borrowed<'_>> {
    let (request, response) = half::pair(record)?;
    let request = Half::of(request?, BODY, is_unusual)?;
    let (method, url) = request.call()?;
    let response = match response {
        None => None,
        Some(value) => {
            let response = Half::of(value, BODY, is_unusual)?;
            Some((response.status()?, message(&response, ANSWERED)?))
        }
    };
    Some(Borrowed { method, url, request: message(&request, SENT)?, response })
}

/// Whether a member makes something else of a half: a path may need its host, and what stands under the other names may
/// be the body.
fn is_unusual(name: &str) -> bool {
    ["host", BODY_BAD_BYTE, BODY_BYTES, BODY_OMITTED].contains(&name) || BODIES.contains(&name)
}

fn message<'t>(half: &Half<'t>, at: &'static [&'static str]) -> Option<MessageView<'t, TapeValue<'t>>> {
    let body = match half.body {
        None => BodyView::Absent,
        Some(value) => match value.kind() {
            TapeKind::String(text) => BodyView::Text(text, SourceView::Embedded(at)),
            _ => BodyView::Json(value, SourceView::Inline(at)),
        },
    };
    Some(MessageView { headers: headers(half.headers)?, body })
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
