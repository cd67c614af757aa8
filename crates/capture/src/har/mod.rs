//! HTTP Archives (HAR 1.1 and 1.2): the entries of `log.entries`, one after the other, without a tree of the whole.
//!
//! Every entry is an exchange, those of web sockets and of `data:` and `blob:` URLs too: no operation matches their
//! URL, and whoever matches says so. Nothing is left out in silence.

mod content;
mod entry;

use crate::{
    Exchange, ReadError,
    input::{End, Input},
    items::Items,
    quote,
};

/// The longest name of a member that can be one of those that matter here.
const NAME: usize = 1 << 10;

/// Reads a HAR.
#[derive(Default)]
pub(crate) struct Har {
    state: State,
}

#[derive(Default)]
enum State {
    #[default]
    Start,
    Entries(Items),
    End,
}

impl Har {
    /// The next entry; `None` at the end.
    pub(crate) fn next(&mut self, input: &mut Input<'_>, limit: usize) -> Option<Result<Exchange, ReadError>> {
        loop {
            match &mut self.state {
                State::Start => match open(input) {
                    Ok(()) => self.state = State::Entries(Items::new("an entry")),
                    Err(error) => return Some(Err(error)),
                },
                State::Entries(entries) => match entries.next(input, limit) {
                    Ok(Some(piece)) => {
                        let record = piece.into_record(input.file(), limit);
                        return Some(record.and_then(|record| entry::exchange(record, limit)));
                    }
                    Ok(None) => {
                        self.state = State::End;
                        if let Err(error) = close(input) {
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

/// Goes into `log.entries`.
fn open(input: &mut Input<'_>) -> Result<(), ReadError> {
    enter(input, b'{', "a HAR: an object with `log`")?;
    seek(input, "log", "expected the member `log` of a HAR")?;
    enter(input, b'{', "an object under `log`")?;
    seek(input, "entries", "expected the member `entries` under `log`")?;
    enter(input, b'[', "a list under `log.entries`")
}

/// Goes from the end of the entries to the end of the HAR, so that what stands behind it is not passed over in
/// silence. A HAR that ends early here has lost no entry.
fn close(input: &mut Input<'_>) -> Result<(), ReadError> {
    let mut open = 2;
    while let Some(byte) = input.peek_token()? {
        match byte {
            b'}' if open > 0 => {
                open -= 1;
                input.bump();
            }
            b',' if open > 0 => {
                input.bump();
                name(input)?;
                input.value(0)?;
            }
            found => {
                let expected = if open > 0 { "`,` or `}` behind `entries`" } else { "the end of the HAR" };
                return Err(input.refuse(format!("expected {expected}, found {}", quote::byte(found))));
            }
        }
    }
    Ok(())
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

/// Goes to the value of the member `wanted` of an object that has been entered.
fn seek(input: &mut Input<'_>, wanted: &str, missing: &str) -> Result<(), ReadError> {
    if input.peek_token()? == Some(b'}') {
        return Err(input.refuse(format!("{missing}, found an empty object")));
    }
    loop {
        if name(input)?.as_deref() == Some(wanted) {
            return Ok(());
        }
        input.value(0)?;
        match input.peek_token()? {
            Some(b',') => input.bump(),
            Some(b'}') => return Err(input.refuse(format!("{missing}, but the object ends without it"))),
            None => return Err(input.refuse(format!("{missing}, but the capture ends before it"))),
            Some(byte) => {
                return Err(input.refuse(format!("expected `,` or `}}` behind a member, found {}", quote::byte(byte))));
            }
        }
    }
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
    Ok(if piece.end == End::Whole { serde_json::from_slice(&piece.text).ok() } else { None })
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
    fn every_url_is_an_exchange() {
        let har = "{\"log\":{\"entries\":[{\"request\":{\"method\":\"GET\",\"url\":\"data:,x\"},\"response\":{\"status\":0}}]}}";
        let capture = ReadOptions::default().read("x", har.as_bytes()).expect("a capture");
        assert_eq!(capture.format(), CaptureFormat::Har);
        let exchanges: Vec<Exchange> = capture.collect::<Result<_, _>>().expect("an exchange");
        assert!(exchanges[0].response.is_none());
        assert_eq!(exchanges[0].request.body, Body::Absent);
    }
}
