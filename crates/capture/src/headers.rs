//! Header fields, as an exchange holds them and borrowed. Names compare without regard to case (RFC 9110 §5.1).

use std::borrow::Cow;

/// Header fields in the order of the capture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers {
    fields: Vec<(String, String)>,
    partial: bool,
}

/// [`Headers`], borrowed.
#[derive(Clone, Debug, Default)]
pub struct HeadersView<'x> {
    pub(crate) fields: Vec<(&'x str, &'x str)>,
    partial: bool,
}

impl Headers {
    /// The first value under that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        first(self.iter(), name)
    }

    /// All fields.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Marks them as some of those that were sent: logs and stubs hold what somebody cared for.
    pub fn partial(self) -> Headers {
        Headers { partial: true, ..self }
    }

    /// Adds a field at the end.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.fields.push((name.into(), value.into()));
    }

    /// The media type of `Content-Type` in lower case and without its parameters, if there is one.
    ///
    /// ```
    /// use driftline_capture::Headers;
    /// let headers: Headers = [("content-type", "Application/JSON; charset=utf-8")].into_iter().collect();
    /// assert_eq!(headers.media_type().as_deref(), Some("application/json"));
    /// ```
    pub fn media_type(&self) -> Option<Cow<'_, str>> {
        media_type(self.get(CONTENT_TYPE)?)
    }

    /// These headers, borrowed.
    pub fn view(&self) -> HeadersView<'_> {
        HeadersView { fields: self.iter().collect(), partial: self.partial }
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(fields: I) -> Headers {
        let fields = fields.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Headers { fields, partial: false }
    }
}

impl<'x> HeadersView<'x> {
    /// The first value under that name.
    pub fn get(&self, name: &str) -> Option<&'x str> {
        first(self.iter(), name)
    }

    /// All fields.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&'x str, &'x str)> {
        self.fields.iter().copied()
    }

    /// Whether a header that is not here was not sent. A capture that holds none at all has kept none.
    pub fn are_complete(&self) -> bool {
        !self.partial && !self.fields.is_empty()
    }

    /// The media type, as [`Headers::media_type`] tells it.
    pub fn media_type(&self) -> Option<Cow<'x, str>> {
        media_type(self.get(CONTENT_TYPE)?)
    }
}

const CONTENT_TYPE: &str = "content-type";

fn first<'f>(mut fields: impl Iterator<Item = (&'f str, &'f str)>, name: &str) -> Option<&'f str> {
    fields.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn media_type(content_type: &str) -> Option<Cow<'_, str>> {
    let value = content_type.split(';').next()?.trim();
    let is_lower = !value.bytes().any(|byte| byte.is_ascii_uppercase());
    (!value.is_empty()).then(|| if is_lower { value.into() } else { value.to_ascii_lowercase().into() })
}
