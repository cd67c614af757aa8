//! The JSON of an example, also where its writer made a slip.
//!
//! A text that is JSON is read as it stands. Another one is read token by token, and what keeps it from being JSON is
//! mended and named as a [`Flaw`]. A value counts as an example only where there is one way to mend it.

mod build;
mod scan;

use driftline_finding::{Pointer, Position, json_text};
use serde_json::Value;
use std::borrow::Cow;

/// What keeps a text from being JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FlawKind {
    /// A comma before a closing bracket, or two in a row.
    SurplusComma,
    /// Two members or items without a comma between them.
    MissingComma,
    /// `//`, `#` or `/* */`.
    Comment,
    /// `...` for what the writer left out.
    Ellipsis,
    /// Single or typographic quotation marks.
    Quotes,
    /// A name or value without quotation marks.
    Unquoted,
    /// `True`, `None` and the like.
    ForeignLiteral,
    /// A line break within a string.
    LineBreak,
    /// A string whose end is missing.
    OpenString,
    /// A backslash before a character that needs none.
    Backslash,
    /// A full-width comma or colon.
    WideSign,
    /// A bracket that is never closed.
    MissingClose,
    /// A closing bracket that nothing opened.
    SurplusClose,
    /// Another JSON text behind the first.
    SeveralTexts,
    /// Text behind the JSON.
    TrailingText,
}

impl FlawKind {
    /// The flaw in words that a place may follow.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            FlawKind::SurplusComma => "a comma too many",
            FlawKind::MissingComma => "a missing comma",
            FlawKind::Comment => "a comment",
            FlawKind::Ellipsis => "`...` for something left out",
            FlawKind::Quotes => "quotation marks other than `\"`",
            FlawKind::Unquoted => "text without quotation marks",
            FlawKind::ForeignLiteral => "a literal of another language",
            FlawKind::LineBreak => "a line break within a string",
            FlawKind::OpenString => "a string without its end",
            FlawKind::Backslash => "a backslash that JSON does not know",
            FlawKind::WideSign => "a full-width comma or colon",
            FlawKind::MissingClose => "a missing closing bracket",
            FlawKind::SurplusClose => "a closing bracket too many",
            FlawKind::SeveralTexts => "another JSON text",
            FlawKind::TrailingText => "text behind the JSON",
        }
    }

    /// Whether there is one way to mend it. An ellipsis leaves the value of what is there as it is; a bracket might be
    /// missing in several places.
    const fn is_certain(self) -> bool {
        !matches!(self, FlawKind::Unquoted | FlawKind::OpenString | FlawKind::MissingClose | FlawKind::SurplusClose)
    }
}

/// A flaw and the byte at which it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flaw {
    pub(crate) kind: FlawKind,
    pub(crate) at: usize,
}

/// What a text holds that was meant as JSON.
#[derive(Clone, Debug)]
pub(crate) struct ExampleJson<'t> {
    /// The values; more than one where several stand one behind the other.
    pub(crate) values: Vec<ExampleValue<'t>>,
    /// What keeps the text from being JSON, in order.
    pub(crate) flaws: Vec<Flaw>,
    /// Whether there is only one way to mend the flaws.
    pub(crate) is_certain: bool,
}

/// A value, and where its parts stand in the text that it was read from.
#[derive(Clone, Debug)]
pub(crate) struct ExampleValue<'t> {
    pub(crate) value: Value,
    /// Whether nothing was left out by an ellipsis.
    pub(crate) is_whole: bool,
    /// The text that it was read from: what was given, or the mended one.
    json: Cow<'t, str>,
    /// For places of the mended text, in order, those of the given one.
    origins: Vec<(usize, usize)>,
}

/// Why a text cannot be read: the byte where sense ends, and what was the matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Senseless {
    pub(crate) at: usize,
    pub(crate) what: &'static str,
}

/// Reads a text that was meant as JSON.
pub(crate) fn read(text: &str) -> Result<ExampleJson<'_>, Senseless> {
    if let Ok(value) = serde_json::from_str(text) {
        let json = Cow::Borrowed(text);
        let value = ExampleValue { value, is_whole: true, json, origins: Vec::new() };
        return Ok(ExampleJson { values: vec![value], flaws: Vec::new(), is_certain: true });
    }
    let (lexemes, mut flaws) = scan::scan(text);
    let (texts, found) = build::build(&lexemes)?;
    flaws.extend(found);
    flaws.sort_by_key(|flaw| flaw.at);
    let mut values = Vec::new();
    for mended in texts {
        let value = serde_json::from_str(&mended.json)
            .map_err(|_| Senseless { at: mended.origins.first().map_or(0, |(_, at)| *at), what: "not readable" })?;
        let build::Mended { json, origins, is_whole } = mended;
        values.push(ExampleValue { value, is_whole, json: Cow::Owned(json), origins });
    }
    let is_certain = flaws.iter().all(|flaw| flaw.kind.is_certain());
    Ok(ExampleJson { values, flaws, is_certain })
}

impl ExampleValue<'_> {
    /// The byte in the given text at which the member or item begins that `pointer` names.
    pub(crate) fn offset(&self, pointer: &Pointer) -> usize {
        let at = json_text::name_offset(self.json.as_bytes(), pointer).unwrap_or(0);
        let known = self.origins.partition_point(|(mended, _)| *mended <= at).checked_sub(1);
        known.and_then(|index| self.origins.get(index)).map_or(at, |(_, origin)| *origin)
    }
}

/// The line, from 1, of a byte of a text.
pub(crate) fn line_of(text: &str, at: usize) -> u32 {
    Position::of(text.as_bytes(), at).line
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values(text: &str) -> Vec<String> {
        read(text).map(|json| json.values.iter().map(|it| it.value.to_string()).collect()).unwrap_or_default()
    }

    fn flaws(text: &str) -> Vec<FlawKind> {
        read(text).map(|json| json.flaws.iter().map(|flaw| flaw.kind).collect()).unwrap_or_default()
    }

    #[test]
    fn slips_with_one_remedy_are_mended() {
        use FlawKind::*;
        for (text, value, flaw) in [
            (r#"{"a": [1, 2,], }"#, r#"{"a":[1,2]}"#, vec![SurplusComma; 2]),
            (r#"{"a": 1,, "b": 2}"#, r#"{"a":1,"b":2}"#, vec![SurplusComma]),
            ("{\"a\": 1\n\"b\": {}}", r#"{"a":1,"b":{}}"#, vec![MissingComma]),
            (r#"[{"a": 1} {"a": 2}]"#, r#"[{"a":1},{"a":2}]"#, vec![MissingComma]),
            ("{\"a\": 1, // one\n\"b\": \"//\" /* two */}", r#"{"a":1,"b":"//"}"#, vec![Comment; 2]),
            ("{\"a\": 1 # one\n}", r#"{"a":1}"#, vec![Comment]),
            (r#"{"a": 1, ...}"#, r#"{"a":1}"#, vec![Ellipsis]),
            ("[1,\n......\n]", "[1]", vec![Ellipsis]),
            (r#"[{"a": 1} ... {"a": 2}]"#, r#"[{"a":1},{"a":2}]"#, vec![Ellipsis]),
            ("{'a': “b”}", r#"{"a":"b"}"#, vec![Quotes; 2]),
            (r#"{"a": True, "b": None}"#, r#"{"a":true,"b":null}"#, vec![ForeignLiteral; 2]),
            ("{\"a\": \"b\n  c\"}", r#"{"a":"b\n  c"}"#, vec![LineBreak]),
            (r#"{"a": "\d"}"#, r#"{"a":"\\d"}"#, vec![Backslash]),
            ("{\"a\"：1，\"b\": 2}", r#"{"a":1,"b":2}"#, vec![WideSign; 2]),
            ("{\"a\": 1}\nThat is all.", r#"{"a":1}"#, vec![TrailingText]),
        ] {
            assert_eq!((values(text), flaws(text)), (vec![value.to_owned()], flaw), "{text}");
            assert!(read(text).is_ok_and(|json| json.is_certain), "{text}");
        }
    }

    #[test]
    fn texts_one_behind_the_other_are_all_read() {
        assert_eq!(values("{\"a\": 1}\n{\"a\": 2}"), [r#"{"a":1}"#, r#"{"a":2}"#]);
        assert_eq!(values("{\"a\": 1}\nor\n[2]"), [r#"{"a":1}"#, "[2]"]);
        assert_eq!(values("{\"a\": 1}\n, \"b\": 2}"), [r#"{"a":1}"#], "what follows is no text of its own");
    }

    #[test]
    fn slips_with_several_remedies_are_mended_in_doubt() {
        for (text, value) in [
            (r#"{"a": {"b": 1}"#, r#"{"a":{"b":1}}"#),
            (r#"{"a": [{"b": 1], "c": 2}"#, r#"{"a":[{"b":1}],"c":2}"#),
            (r#"{"a": 1}, "b": 2}"#, r#"{"a":1}"#),
            ("{\"a\": \"b,\n\"c\": 2}", r#"{"a":"b","c":2}"#),
            ("{a: xyz}", r#"{"a":"xyz"}"#),
        ] {
            let json = read(text).unwrap();
            assert_eq!((values(text), json.is_certain), (vec![value.to_owned()], false), "{text}");
        }
    }

    #[test]
    fn text_without_sense_is_refused_with_its_place() {
        for (text, at) in [
            (r#"{"a": }"#, 6),
            (r#"{"a" 1}"#, 1),
            (r#"{"a": "b" c}"#, 10),
            ("{not json at all}", 1),
            (r#"{"a": "x"y"}"#, 9),
        ] {
            assert_eq!(read(text).map_err(|senseless| senseless.at).err(), Some(at), "{text}");
        }
    }

    #[test]
    fn a_part_of_a_mended_value_leads_back_to_its_place() {
        let text = "{\n'a': 1,, // one\n\"b\": {\"c\": True,}}";
        let json = read(text).unwrap();
        for (pointer, name) in [("/a", "'a'"), ("/b", "\"b\""), ("/b/c", "\"c\"")] {
            assert_eq!(Some(json.values[0].offset(&pointer.parse().unwrap())), text.find(name), "{pointer}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "[\\[\\]{},:\"'\\\\a1./# \n]{0,80}|.{0,60}") {
            let _ = read(&text);
        }

        #[test]
        fn json_without_one_comma_is_read_as_it_was(count in 2_usize..6, at in 0_usize..5) {
            let members: Vec<String> = (0..count).map(|index| format!("\"k{index}\": [\"v\", {index}]")).collect();
            let whole: Value = serde_json::from_str(&format!("{{{}}}", members.join(","))).unwrap();
            let mut text = members[0].clone();
            for (index, member) in members.iter().enumerate().skip(1) {
                text += if index == at.min(count - 2) + 1 { "\n" } else { ",\n" };
                text += member;
            }
            let text = format!("{{{text}}}");
            prop_assert_eq!(&read(&text).unwrap().values[0].value, &whole);
        }
    }
}
