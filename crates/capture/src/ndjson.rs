//! Records one a line, or printed over several lines: exchanges in our own form, and the logs of gateways.

use crate::{
    ReadError,
    input::{End, Input, Span},
    items::Items,
    quote,
};

/// Puts the next line that is not blank behind `text`; `None` at the end.
pub(crate) fn next_line(input: &mut Input<'_>, limit: usize, text: &mut Vec<u8>) -> Option<Result<Span, ReadError>> {
    loop {
        let from = text.len();
        let span = match input.line(limit, text) {
            Ok(span) => span?,
            Err(error) => return Some(Err(error)),
        };
        if span.end != End::Whole || !text[from..].trim_ascii().is_empty() {
            return Some(Ok(span));
        }
        text.truncate(from);
    }
}

/// Exchanges that do not keep to lines: one JSON value after the other, or lists of them.
#[derive(Default)]
pub(crate) struct Values {
    list: Option<Items>,
}

impl Values {
    /// Puts the next record behind `text`; `None` at the end.
    pub(crate) fn next(
        &mut self,
        input: &mut Input<'_>,
        limit: usize,
        text: &mut Vec<u8>,
    ) -> Option<Result<Span, ReadError>> {
        loop {
            if let Some(list) = &mut self.list {
                match list.next(input, limit, text).transpose() {
                    None => self.list = None,
                    item => return item,
                }
            }
            match input.peek_token() {
                Err(error) => return Some(Err(error)),
                Ok(None) => return None,
                Ok(Some(b'[')) => {
                    input.bump();
                    self.list = Some(Items::new("an exchange"));
                }
                Ok(Some(byte @ (b',' | b':' | b']' | b'}'))) => {
                    let found = quote::byte(byte);
                    return Some(Err(input.refuse(format!("expected an exchange or a list of them, found {found}"))));
                }
                Ok(Some(_)) => return Some(input.value_into(limit, text)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Exchange, ReadError, ReadOptions};

    const ONE: &str = "{\"request\":{\"method\":\"GET\",\"url\":\"/1\"}}";
    const TWO: &str = "{\n  \"request\": {\n    \"method\": \"GET\",\n    \"url\": \"/2\"\n  }\n}";

    fn read(text: &str) -> Vec<String> {
        let shown = |item: Result<Exchange, ReadError>| match item {
            Ok(exchange) => exchange.record.place().to_string(),
            Err(error) => error.to_string(),
        };
        let capture = ReadOptions::default().max_record(100).read("x", text.as_bytes()).expect("a capture");
        capture.map(shown).collect()
    }

    #[test]
    fn blank_lines_count_as_lines_and_not_as_records() {
        assert_eq!(read(&format!("\u{feff}\n{ONE}\r\n  \n\n{ONE}")), ["x:2:1", "x:5:1"]);
        assert!(read("\n \n").is_empty());
    }

    #[test]
    fn a_bad_line_does_not_end_the_capture() {
        let long = "x".repeat(200);
        assert_eq!(
            read(&format!("{ONE}\n{{\"a\":1\n{long}\n{ONE} {ONE}\n{ONE}\n")),
            [
                "x:1:1",
                "x:2:7: the record ends in the middle of a JSON value",
                "x:3:1: the record is longer than 100 bytes; `--max-record` raises the limit",
                "x:4:41: a second JSON value behind the first; expected one a line",
                "x:5:1",
            ]
        );
    }

    #[test]
    fn exchanges_over_several_lines_and_in_lists_are_read_with_their_places() {
        assert_eq!(read(TWO), ["x:1:1"]);
        assert_eq!(read(&format!("{TWO}\n{TWO}\n")), ["x:1:1", "x:7:1"]);
        assert_eq!(read(&format!("[{ONE},\n {TWO}, 1]\n")).len(), 3);
        assert_eq!(read(&format!("[{ONE},\n {TWO}]\n")), ["x:1:2", "x:2:2"]);
    }

    #[test]
    fn a_list_that_is_cut_off_or_broken_gives_what_it_holds_and_one_error() {
        let cut = "the capture ends in the middle of this record";
        assert_eq!(read(&format!("[{ONE}, {{\"request\":")), ["x:1:2".to_owned(), format!("x:1:43: {cut}")]);
        assert_eq!(read(&format!("[{ONE}")), ["x:1:2", "x:1:41: the capture ends before its list does"]);
        assert_eq!(read(&format!("[{ONE} {ONE}]"))[1], "x:1:42: expected `,` or `]` behind an exchange, found `{`");
        assert_eq!(read(&format!("[{ONE},]"))[1], "x:1:42: expected an exchange, found `]`");
    }
}
