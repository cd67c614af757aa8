//! An entry of a HAR, found on a tape.

use crate::{
    HeadersView,
    half::{self, Half, once},
    shape::Borrowed,
    tape::{TapeKind, TapeNumber, TapeObject, TapeValue},
    view::{BodyView, MessageView, SourceView},
};

/// The members that lead to the body of a request.
const SENT: &[&str] = &["request", "postData", "text"];
/// The members that lead to the body of a response.
const ANSWERED: &[&str] = &["response", "content", "text"];

/// Finds the halves; `None` where a name occurs twice or a value is not as usual.
pub(super) fn halves(entry: TapeObject<'_>) -> Option<Borrowed<'_>> {
    let (request, response) = half::pair(entry)?;
    let request = Half::of(request?, "postData", |_| false)?;
    let (method, url) = request.call()?;
    let response = Half::of(response?, "content", |_| false)?;
    let answer = (response.status()?, message(&response, ANSWERED)?);
    Some(Borrowed { method, url, request: message(&request, SENT)?, response: Some(answer) })
}

fn message<'t>(half: &Half<'t>, at: &'static [&'static str]) -> Option<MessageView<'t, TapeValue<'t>>> {
    let mut headers = headers(half.headers)?;
    let Some(data) = half.body else { return Some(MessageView { headers, body: BodyView::Absent }) };
    let data = Data::of(data.as_object()?)?;
    let body = match data.text {
        Some(text) if !text.is_empty() => BodyView::Text(text, SourceView::Embedded(at)),
        _ if data.size == 0 => BodyView::Absent,
        _ => return None,
    };
    // A text that is shorter than it was may be cut off.
    if data.text.is_some_and(|text| i64::try_from(text.len()).is_ok_and(|length| length < data.size)) {
        return None;
    }
    let kind = data.mime.map(str::trim).filter(|kind| kind.contains('/'));
    if let (BodyView::Text(..), None, Some(kind)) = (&body, headers.media_type(), kind) {
        headers.fields.push(("content-type", kind));
    }
    Some(MessageView { headers, body })
}

/// The members of `postData` or `content`.
#[derive(Default)]
struct Data<'t> {
    text: Option<&'t str>,
    mime: Option<&'t str>,
    size: i64,
}

impl<'t> Data<'t> {
    fn of(members: TapeObject<'t>) -> Option<Data<'t>> {
        let (mut text, mut mime, mut size) = (None, None, None);
        for (name, value) in members.members() {
            match (name, value.kind()) {
                ("text", TapeKind::String(value)) => once(&mut text, value)?,
                ("mimeType", TapeKind::String(value)) => once(&mut mime, value)?,
                ("size", TapeKind::Number(TapeNumber::Signed(value))) => once(&mut size, value)?,
                ("params", TapeKind::Array(params)) if params.is_empty() => {}
                ("encoding", TapeKind::String("")) => {}
                ("text" | "mimeType" | "size" | "params" | "encoding", _) => return None,
                _ => {}
            }
        }
        Some(Data { text, mime, size: size.unwrap_or(0) })
    }
}

/// Headers as a list of names and values. Pseudo headers of HTTP/2 are none.
fn headers(value: Option<TapeValue<'_>>) -> Option<HeadersView<'_>> {
    let mut headers = HeadersView::default();
    let Some(value) = value else { return Some(headers) };
    let TapeKind::Array(list) = value.kind() else { return None };
    headers.fields.reserve(list.len() + 1);
    for field in list.items() {
        let (mut name, mut value) = (None, None);
        for (member, text) in field.as_object()?.members() {
            match member {
                "name" => once(&mut name, text.as_str()?)?,
                "value" => once(&mut value, text.as_str()?)?,
                _ => {}
            }
        }
        let name = name?;
        if !name.starts_with(':') {
            headers.fields.push((name, value?));
        }
    }
    Some(headers)
}
