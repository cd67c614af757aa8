//! Records in a list somewhere in one JSON document: HAR, cassettes, stubs. One after the other, without a tree of
//! the whole.
//!
//! Nothing is left out in silence: what stands around the list is walked, and its end is looked for.

use crate::{
    ReadError,
    input::{End, Input, Span},
    items::Items,
    quote,
    shape::Shape,
};

/// The longest name of a member that can be one of those that matter here, and the longest version.
const NAME: usize = 1 << 10;

/// A form of document, and where in it the records lie.
pub(crate) struct Archive {
    /// What it is called.
    pub(crate) name: &'static str,
    /// The members that lead to the list.
    pub(crate) path: &'static [&'static str],
    /// What one record is called, with its article.
    pub(crate) item: &'static str,
    /// The versions that are known, where the document has one beside its list.
    pub(crate) versions: &'static [&'static str],
    /// How a record becomes an exchange.
    pub(crate) shape: Shape,
}

/// Reads the records of an archive.
pub(crate) struct Listed {
    archive: &'static Archive,
    state: State,
}

enum State {
    Start,
    Items(Items),
    End,
}

impl Listed {
    pub(crate) fn new(archive: &'static Archive) -> Listed {
        Listed { archive, state: State::Start }
    }

    /// How its records become exchanges.
    pub(crate) fn shape(&self) -> Shape {
        self.archive.shape
    }

    /// Puts the next record behind `text`; `None` at the end.
    pub(crate) fn next(
        &mut self,
        input: &mut Input<'_>,
        limit: usize,
        text: &mut Vec<u8>,
    ) -> Option<Result<Span, ReadError>> {
        loop {
            match &mut self.state {
                State::Start => match self.archive.open(input) {
                    Ok(()) => self.state = State::Items(Items::new(self.archive.item)),
                    Err(error) => return Some(Err(error)),
                },
                State::Items(items) => match items.next(input, limit, text) {
                    Ok(Some(span)) => return Some(Ok(span)),
                    Ok(None) => {
                        self.state = State::End;
                        if let Err(error) = self.archive.close(input) {
                            return Some(Err(error));
                        }
                    }
                    Err(error) => return Some(Err(error)),
                },
                State::End => return None,
            }
        }
    }
}

impl Archive {
    /// Goes into the list.
    fn open(&self, input: &mut Input<'_>) -> Result<(), ReadError> {
        for (depth, wanted) in self.path.iter().enumerate() {
            let (expected, missing) = match depth.checked_sub(1).map(|above| self.path[above]) {
                None => (
                    format!("a {}: an object with `{wanted}`", self.name),
                    format!("expected the member `{wanted}` of a {}", self.name),
                ),
                Some(above) => {
                    (format!("an object under `{above}`"), format!("expected the member `{wanted}` under `{above}`"))
                }
            };
            enter(input, b'{', &expected)?;
            self.seek(input, depth, wanted, &missing)?;
        }
        enter(input, b'[', &format!("a list under `{}`", self.path.join(".")))
    }

    /// Goes from the end of the list to the end of the document, so that what stands behind it is not passed over in
    /// silence. A document that ends early here has lost no record.
    fn close(&self, input: &mut Input<'_>) -> Result<(), ReadError> {
        let list = self.path.last().copied().unwrap_or_default();
        let mut open = self.path.len();
        while let Some(byte) = input.peek_token()? {
            match byte {
                b'}' if open > 0 => {
                    open -= 1;
                    input.bump();
                }
                b',' if open > 0 => {
                    input.bump();
                    let name = name(input)?;
                    if open > 0 && name.as_deref() == Some(self.path[open - 1]) {
                        return Err(input.refuse(format!("the member `{}` occurs twice", self.path[open - 1])));
                    }
                    self.pass(input, open - 1, name.as_deref())?;
                }
                found => {
                    let expected = if open > 0 {
                        format!("`,` or `}}` behind `{list}`")
                    } else {
                        format!("the end of the {}", self.name)
                    };
                    return Err(input.refuse(format!("expected {expected}, found {}", quote::byte(found))));
                }
            }
        }
        Ok(())
    }

    /// Goes to the value of the member `wanted` of an object that has been entered.
    fn seek(&self, input: &mut Input<'_>, depth: usize, wanted: &str, missing: &str) -> Result<(), ReadError> {
        if input.peek_token()? == Some(b'}') {
            return Err(input.refuse(format!("{missing}, found an empty object")));
        }
        loop {
            let name = name(input)?;
            if name.as_deref() == Some(wanted) {
                return Ok(());
            }
            self.pass(input, depth, name.as_deref())?;
            match input.peek_token()? {
                Some(b',') => input.bump(),
                Some(b'}') => return Err(input.refuse(format!("{missing}, but the object ends without it"))),
                None => return Err(input.refuse(format!("{missing}, but the capture ends before it"))),
                Some(byte) => {
                    let found = quote::byte(byte);
                    return Err(input.refuse(format!("expected `,` or `}}` behind a member, found {found}")));
                }
            }
        }
    }

    /// Passes over the value of a member, unless it is a version that is not known.
    fn pass(&self, input: &mut Input<'_>, depth: usize, name: Option<&str>) -> Result<(), ReadError> {
        if depth > 0 || self.versions.is_empty() || name != Some("version") {
            input.value(0)?;
            return Ok(());
        }
        let place = input.place();
        let piece = input.value(NAME)?;
        let version = String::from_utf8_lossy(&piece.text);
        match unknown_version(self.name, self.versions, &version) {
            Some(reason) => Err(ReadError::Capture { place, reason }),
            None => Ok(()),
        }
    }
}

/// Why a document of this version is not read, unless the version is known.
pub(crate) fn unknown_version(name: &str, known: &[&str], version: &str) -> Option<String> {
    let version = version.trim_matches('"');
    let expected = || known.join(" or ");
    (!known.contains(&version))
        .then(|| format!("expected a {name} of version {}, found version `{}`", expected(), quote::excerpt(version)))
}

/// Passes over an opening bracket.
fn enter(input: &mut Input<'_>, bracket: u8, expected: &str) -> Result<(), ReadError> {
    let token = input.peek_token()?;
    if token == Some(bracket) {
        input.bump();
        return Ok(());
    }
    let found = match token {
        None => "the end of the capture",
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b'"') => "a string",
        Some(b'n') => "null",
        Some(b't' | b'f') => "a boolean",
        Some(b'-' | b'0'..=b'9') => "a number",
        Some(_) => "text that is no JSON",
    };
    Err(input.refuse(format!("expected {expected}, found {found}")))
}

/// Passes over the name of a member and its colon; `None` when the name is too long or broken to be of interest.
fn name(input: &mut Input<'_>) -> Result<Option<String>, ReadError> {
    let broken = |input: &Input<'_>, expected: &str, token: Option<u8>| {
        let found = token.map_or_else(|| "the end of the capture".to_owned(), quote::byte);
        input.refuse(format!("expected {expected}, found {found}"))
    };
    let token = input.peek_token()?;
    if token != Some(b'"') {
        return Err(broken(input, "a name in double quotes", token));
    }
    let piece = input.value(NAME)?;
    let token = input.peek_token()?;
    if token != Some(b':') {
        return Err(broken(input, "`:` behind a name", token));
    }
    input.bump();
    let token = input.peek_token()?;
    if matches!(token, None | Some(b',' | b':' | b']' | b'}')) {
        return Err(broken(input, "a value", token));
    }
    Ok(if piece.span.end == End::Whole { serde_json::from_slice(&piece.text).ok() } else { None })
}

#[cfg(test)]
mod tests {
    use crate::{Body, CaptureFormat, Exchange, ReadError, ReadOptions};

    const ENTRY: &str = "{\"request\":{\"method\":\"GET\",\"url\":\"/\"},\"response\":{\"status\":200}}";

    fn read(text: &str) -> Vec<String> {
        let shown = |item: Result<Exchange, ReadError>| match item {
            Ok(exchange) => exchange.record.place().to_string(),
            Err(error) => error.to_string(),
        };
        let options = ReadOptions::default().format(CaptureFormat::Har);
        options.read("x", text.as_bytes()).expect("a capture").map(shown).collect()
    }

    #[test]
    fn entries_are_found_wherever_they_stand_and_keep_their_places() {
        let har = format!(
            "{{\"a\": {{\"entries\": [1]}},\n\"log\": {{\"pages\": [\"]\"],\n \"entries\": [\n{ENTRY},\n {ENTRY}],\n\
             \"b\": 1}}, \"c\": null}}\n"
        );
        assert_eq!(read(&har), ["x:4:1", "x:5:2"]);
        assert!(read("{\"log\": {\"entries\": []}}").is_empty());
    }

    #[test]
    fn what_is_no_har_says_what_was_expected_and_where() {
        for (text, message) in [
            ("", "x:1:1: expected a HAR: an object with `log`, found the end of the capture"),
            ("[]", "x:1:1: expected a HAR: an object with `log`, found a list"),
            ("{}", "x:1:2: expected the member `log` of a HAR, found an empty object"),
            ("{\"a\":1}", "x:1:7: expected the member `log` of a HAR, but the object ends without it"),
            ("{\"log\":[]}", "x:1:8: expected an object under `log`, found a list"),
            (
                "{\"log\":{\"a\":[1,2]}}",
                "x:1:18: expected the member `entries` under `log`, but the object ends without it",
            ),
            ("{\"log\":{\"entries\":{}}}", "x:1:19: expected a list under `log.entries`, found an object"),
            ("{\"log\":{\"entries\" []}}", "x:1:19: expected `:` behind a name, found `[`"),
            ("{\"log\":{\"a\":1", "x:1:14: expected the member `entries` under `log`, but the capture ends before it"),
        ] {
            assert_eq!(read(text), [message], "{text}");
        }
    }

    #[test]
    fn a_broken_entry_is_one_error_and_the_others_are_read() {
        let har = format!("{{\"log\":{{\"entries\":[{ENTRY},{{\"a\":tru}},null,{ENTRY}]}}}}");
        let read = read(&har);
        assert_eq!(read.len(), 4, "{read:?}");
        assert_eq!(read[1], "x:1:93: expected a JSON value, found `}`");
        assert_eq!(read[2], "x:1:95: expected an entry (an object with `request` and `response`), found null");
    }

    #[test]
    fn a_har_that_is_cut_off_gives_its_whole_entries_and_one_error() {
        let whole = format!("{{\"log\":{{\"entries\":[{ENTRY},{ENTRY}]}}}}");
        let second = whole.rfind("{\"request").expect("it is there");
        for length in second..whole.len() {
            let read = read(&whole[..length]);
            let errors = usize::from(length + 2 < whole.len());
            let entries = 1 + usize::from(length + 3 >= whole.len());
            assert_eq!(read.len(), entries + errors, "{read:?}");
        }
    }

    #[test]
    fn what_stands_behind_the_har_is_reported() {
        let twice = format!("{{\"log\":{{\"entries\":[{ENTRY}]}}}} {{}}");
        assert_eq!(read(&twice)[1], "x:1:88: expected the end of the HAR, found `{`");
    }

    #[test]
    fn a_json_body_that_was_taken_apart_is_put_together() {
        let har = "{\"log\":{\"entries\":[{\"request\":{\"method\":\"PUT\",\"url\":\"/\",\"postData\":{\"mimeType\":\
                   \"application/json\",\"params\":[{\"name\":\"a\",\"value\":{\"b\":1}}]}}}]}}";
        let mut capture = ReadOptions::default().read("x", har.as_bytes()).expect("a capture");
        let exchange = capture.next().expect("one").expect("an exchange");
        let expected = serde_json::json!({"a": {"b": 1}});
        assert!(matches!(exchange.request.body, Body::Json(value, _) if value == expected));
    }

    #[test]
    fn every_url_is_an_exchange() {
        let har = "{\"log\":{\"entries\":[{\"request\":{\"method\":\"GET\",\"url\":\"data:,x\"},\"response\":{\"status\":0}}]}}";
        let capture = ReadOptions::default().read("x", har.as_bytes()).expect("a capture");
        assert_eq!(capture.format(), CaptureFormat::Har);
        let exchanges: Vec<Exchange> = capture.collect::<Result<_, _>>().expect("an exchange");
        assert!(exchanges[0].response.is_none());
        assert_eq!(exchanges[0].request.body, Body::Absent);
    }
}
