//! One half of an exchange on a tape, as far as the forms that are seen there have it alike.

use crate::tape::{TapeKind, TapeNumber, TapeObject, TapeValue};

/// The members of one half that matter.
#[derive(Default)]
pub(crate) struct Half<'t> {
    method: Option<TapeValue<'t>>,
    url: Option<TapeValue<'t>>,
    status: Option<TapeValue<'t>>,
    pub(crate) headers: Option<TapeValue<'t>>,
    /// The member that a form keeps the body in.
    pub(crate) body: Option<TapeValue<'t>>,
}

/// The request and the response of a record; `None` where one of them occurs twice.
pub(crate) fn pair(record: TapeObject<'_>) -> Option<(Option<TapeValue<'_>>, Option<TapeValue<'_>>)> {
    let (mut request, mut response) = (None, None);
    for (name, value) in record.members() {
        match name {
            "request" => once(&mut request, value)?,
            "response" => once(&mut response, value)?,
            _ => {}
        }
    }
    Some((request, response))
}

/// Keeps the first value under a name; `None` for a second one.
pub(crate) fn once<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

impl<'t> Half<'t> {
    /// Finds the members, that of the body under the name `body`. `None` where a name occurs twice or is unusual, so that
    /// the record must be read to be understood.
    pub(crate) fn of(value: TapeValue<'t>, body: &str, is_unusual: impl Fn(&str) -> bool) -> Option<Half<'t>> {
        let mut half = Half::default();
        for (name, value) in value.as_object()?.members() {
            match name {
                "method" => once(&mut half.method, value)?,
                "url" => once(&mut half.url, value)?,
                "status" => once(&mut half.status, value)?,
                "headers" => once(&mut half.headers, value)?,
                name if name == body => once(&mut half.body, value)?,
                name if is_unusual(name) => return None,
                _ => {}
            }
        }
        Some(half)
    }

    /// The method and the URL of a request.
    pub(crate) fn call(&self) -> Option<(&'t str, &'t str)> {
        let text = |value: Option<TapeValue<'t>>| value?.as_str().filter(|text| !text.trim().is_empty());
        Some((text(self.method)?, text(self.url)?))
    }

    /// A status that says that there was an answer.
    pub(crate) fn status(&self) -> Option<u16> {
        match self.status?.kind() {
            TapeKind::Number(TapeNumber::Signed(number @ 100..=599)) => u16::try_from(number).ok(),
            _ => None,
        }
    }
}
