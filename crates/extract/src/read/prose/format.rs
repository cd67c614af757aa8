//! Formats that a description names: UUID, date-time, IPv4, and the width of a time in milliseconds.

use super::{
    Stated,
    sentence::{all_paragraphs, sentences},
};
use crate::page::{Block, Text};

/// Words that name a format, in lower case.
const NAMES: &[(&str, &str)] = &[
    ("(uuid) format", "uuid"),
    ("in uuid format", "uuid"),
    ("in the uuid format", "uuid"),
    ("uuid format with hyphens", "uuid"),
    ("yyyy-mm-ddthh:mm:ssz", "date-time"),
    ("yyyy-mm-dd't'hh:mm:ss'z'", "date-time"),
    ("yyyy-mm-ddthh:mm:ss.sssz", "date-time"),
    ("must be a valid ipv4 address", "ipv4"),
    ("must be an ipv4 address", "ipv4"),
    ("the value is an ipv4 address", "ipv4"),
    ("in cidr format", "cidr"),
    ("in the cidr format", "cidr"),
    ("in the cidr notation format", "cidr"),
    ("in cidr notation", "cidr"),
];

/// What each of [`NAMES`] holds.
pub(super) const STEMS: &[&str] = &["format", "yyyy", "ipv4 address", "cidr notation"];

/// Words for a time.
pub(super) const TIMES: &[&str] = &["timestamp"];

/// Words in a description that make the format another one: a zone offset without a colon, an ID without hyphens.
const DOUBTS: &[&str] = &[
    "offset",
    "+0",
    "without hyphens",
    "cidr",
    " or ",
    "tenant",
    "project",
    "user",
    "account",
    "domain",
    "in this case",
    "if ",
    "when ",
];

/// The one format that a description names.
pub(super) fn read(blocks: &[Block]) -> Option<Stated<&'static str>> {
    let mut found: Option<Stated<&'static str>> = None;
    for paragraph in all_paragraphs(blocks) {
        let text = paragraph.plain();
        if text.to_ascii_lowercase().contains("offset") {
            return None;
        }
        for sentence in sentences(&text) {
            let lower = sentence.to_ascii_lowercase();
            let Some((name, format)) = NAMES.iter().find(|(name, _)| lower.contains(name)) else {
                // Another form of the value, of which the named one may be a part.
                if lower.contains("format is") || lower.contains("format of") {
                    return None;
                }
                continue;
            };
            let said = lower.replace(name, "");
            if DOUBTS.iter().any(|doubt| said.contains(doubt)) {
                return None;
            }
            match &found {
                Some(known) if known.value != *format => return None,
                Some(_) => {}
                None => found = Some(Stated::new(*format, sentence)),
            }
        }
    }
    found
}

/// The format of an integer that is a time: seconds since 1970 outgrow 32 bits in 2038, milliseconds long have.
pub(super) fn of_time(blocks: &[Block]) -> Option<Stated<&'static str>> {
    let texts: Vec<String> = all_paragraphs(blocks).into_iter().map(|text| text.plain().to_ascii_lowercase()).collect();
    let is_timestamp = texts.iter().any(|text| TIMES.iter().any(|word| text.contains(word)));
    let says_so = |sentence: &str| {
        let unit = ["millisecond", "(ms)", "unit: ms", "unix timestamp"];
        unit.iter().any(|words| sentence.to_ascii_lowercase().contains(words))
    };
    let paragraphs = all_paragraphs(blocks).into_iter().filter(|_| is_timestamp);
    paragraphs.map(Text::plain).find_map(|text| {
        sentences(&text).find(|sentence| says_so(sentence)).map(|sentence| Stated::new("int64", sentence))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Run;

    fn paragraph(text: &str) -> [Block; 1] {
        let run = Run { text: text.to_owned(), strong: false, link: None };
        [Block::Paragraph(Text { runs: vec![run], line: 1 })]
    }

    fn format(text: &str) -> Option<&'static str> {
        read(&paragraph(text)).map(|stated| stated.value)
    }

    #[test]
    fn every_name_of_a_format_holds_a_stem() {
        for (name, _) in NAMES {
            assert!(STEMS.iter().any(|stem| name.contains(stem)), "{name}");
        }
    }

    #[test]
    fn stated_formats_are_read() {
        assert_eq!(format("The ID is in the Universally Unique Identifier (UUID) format."), Some("uuid"));
        assert_eq!(format("The time. The format is yyyy-MM-ddTHH:mm:ssZ."), Some("date-time"));
        assert_eq!(format("It must be an IPv4 address."), Some("ipv4"));
        assert_eq!(format("The value must be in CIDR format, for example, 10.0.0.0/8."), Some("cidr"));
    }

    #[test]
    fn a_timestamp_has_64_bits() {
        let width = |text: &str| of_time(&paragraph(text)).map(|stated| (stated.value, stated.evidence));
        let stated = |sentence: &str| Some(("int64", sentence.to_owned()));
        assert_eq!(width("The end, a UNIX timestamp. The unit is millisecond."), stated("The end, a UNIX timestamp."));
        assert_eq!(width("The timestamp of the end. Unit: ms"), stated("Unit: ms"));
        assert_eq!(width("A Unix timestamp, in seconds."), stated("A Unix timestamp, in seconds."));
        assert_eq!(width("How long a call may take, in milliseconds."), None);
    }

    #[test]
    fn what_only_resembles_a_format_is_none() {
        assert_eq!(format("A UUID without hyphens in UUID format."), None);
        assert_eq!(format("The format is yyyy-mm-ddThh:mm:ssZ. Z is the zone offset, as +0800."), None);
        assert_eq!(format("UTC time, yyyy-mm-dd hh:mm:ss."), None);
        assert_eq!(format("It must be an IPv4 address or a name."), None);
        assert_eq!(format("It can be in CIDR format or an address."), None);
        assert_eq!(format("The format is operator:time. The time is as yyyy-MM-ddTHH:mm:ssZ."), None);
    }
}
