//! An entry of a HAR, found on a tape.

use crate::{
    envelope::{once, status},
    shape::Borrowed,
    tape::{TapeKind, TapeNumber, TapeObject, TapeValue},
    view::{BodyView, HeadersView, MessageView, SourceView},
};

/// The members that lead to the body of a request.
const SENT: &[&str] = &["request", "postData", "text"];
/// The members that lead to the body of a response.
const ANSWERED: &[&str] = &["response", "content", "text"];

/// The members of one half that matter.
#[derive(Default)]
struct Half<'t> {
    method: Option<TapeValue<'t>>,
    url: Option<TapeValue<'t>>,
    status: Option<TapeValue<'t>>,
    headers: Option<TapeValue<'t>>,
    /// `postData` or `content`.
    data: Option<TapeValue<'t>>,
}

/// Finds the halves; `None` where a name occurs twice or a value is not as usual.
pub(super) fn halves(entry: TapeObject<'_>) -> Option<Borrowed<'_>> {
    let (mut request, mut response) = (None, None);
    for (name, value) in entry.members() {
        match name {
            "request" => once(&mut request, value)?,
            "response" => once(&mut response, value)?,
            _ => {}
        }
    }
    let request = Half::of(request?.as_object()?, "postData")?;
    let method = request.method?.as_str().filter(|text| !text.trim().is_empty())?;
    let url = request.url?.as_str().filter(|text| !text.trim().is_empty())?;
    let response = Half::of(response?.as_object()?, "content")?;
    let answer = (status(response.status?)?, response.message(ANSWERED)?);
    Some(Borrowed { method, url, request: request.message(SENT)?, response: Some(answer) })
}

impl<'t> Half<'t> {
    fn of(members: TapeObject<'t>, data: &str) -> Option<Half<'t>> {
        let mut half = Half::default();
        for (name, value) in members.members() {
            match name {
                "method" => once(&mut half.method, value)?,
                "url" => once(&mut half.url, value)?,
                "status" => once(&mut half.status, value)?,
                "headers" => once(&mut half.headers, value)?,
                name if name == data => once(&mut half.data, value)?,
                _ => {}
            }
        }
        Some(half)
    }

    fn message(&self, at: &'static [&'static str]) -> Option<MessageView<'t, TapeValue<'t>>> {
        let mut headers = headers(self.headers)?;
        let Some(data) = self.data else { return Some(MessageView { headers, body: BodyView::Absent }) };
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
