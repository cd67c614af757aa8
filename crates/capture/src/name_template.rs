//! What the name of a file says of the bare body in it.

use std::{fmt, str::FromStr};

/// A template of file names: text, and in it `{operation}`, `{status}` and `{any}`.
///
/// ```
/// use driftline_capture::NameTemplate;
///
/// let template: NameTemplate = "{operation}.{status}.json".parse()?;
/// assert_eq!(template.read("ShowThing.404.json"), Some(("ShowThing", Some(404))));
/// assert_eq!(template.read("ShowThing.json"), None);
/// # Ok::<(), driftline_capture::InvalidTemplate>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameTemplate {
    text: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Operation,
    Status,
    Any,
}

/// Why a text is no template of names.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidTemplate {
    /// Without the operation nobody knows what a body answers.
    #[error("`{0}` does not say where the operation stands: expected `{{operation}}` once")]
    NoOperation(String),
    /// A part that may stand there once only.
    #[error("`{{{0}}}` occurs twice")]
    Twice(&'static str),
    /// Something in braces that has no meaning.
    #[error("`{{{0}}}` has no meaning here: expected `{{operation}}`, `{{status}}` or `{{any}}`")]
    Unknown(String),
    /// A name has no folder.
    #[error("`/` is no part of a file name")]
    Slash,
}

impl NameTemplate {
    /// The operation and the status that the name of a file says, if the name has this form.
    pub fn read<'n>(&self, name: &'n str) -> Option<(&'n str, Option<u16>)> {
        let mut found = Found::default();
        fits(&self.parts, name, &mut found).then_some((found.operation, found.status))
    }
}

#[derive(Clone, Copy, Default)]
struct Found<'n> {
    operation: &'n str,
    status: Option<u16>,
}

/// Whether `rest` has the form of the parts. There are at most three that vary, so this ends soon.
fn fits<'n>(parts: &[Part], rest: &'n str, found: &mut Found<'n>) -> bool {
    let Some((part, parts)) = parts.split_first() else { return rest.is_empty() };
    match part {
        Part::Text(text) => rest.strip_prefix(text.as_str()).is_some_and(|rest| fits(parts, rest, found)),
        Part::Status => {
            let Some((digits, rest)) = rest.split_at_checked(3) else { return false };
            let digits = Some(digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
            found.status = digits.and_then(|digits| digits.parse().ok()).filter(|status| (100..=599).contains(status));
            found.status.is_some() && fits(parts, rest, found)
        }
        Part::Operation | Part::Any => {
            let ends = rest.char_indices().map(|(at, _)| at).skip(1).chain([rest.len()]).filter(|end| *end > 0);
            for end in ends {
                if fits(parts, &rest[end..], found) {
                    if *part == Part::Operation {
                        found.operation = &rest[..end];
                    }
                    return true;
                }
            }
            false
        }
    }
}

impl FromStr for NameTemplate {
    type Err = InvalidTemplate;

    fn from_str(text: &str) -> Result<NameTemplate, InvalidTemplate> {
        if text.contains('/') {
            return Err(InvalidTemplate::Slash);
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('{') {
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            let (word, behind) = behind.split_once('}').unwrap_or((behind, ""));
            let (name, part) = match word {
                "operation" => ("operation", Part::Operation),
                "status" => ("status", Part::Status),
                "any" => ("any", Part::Any),
                other => return Err(InvalidTemplate::Unknown(other.to_owned())),
            };
            if parts.contains(&part) {
                return Err(InvalidTemplate::Twice(name));
            }
            parts.push(part);
            rest = behind;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        if !parts.contains(&Part::Operation) {
            return Err(InvalidTemplate::NoOperation(text.to_owned()));
        }
        Ok(NameTemplate { text: text.to_owned(), parts })
    }
}

impl fmt::Display for NameTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(template: &str, name: &str) -> Option<(String, Option<u16>)> {
        let template: NameTemplate = template.parse().expect("a template");
        template.read(name).map(|(operation, status)| (operation.to_owned(), status))
    }

    #[test]
    fn names_say_the_operation_and_the_status() {
        for (template, name, expected) in [
            ("{operation}.{status}.json", "Show.Thing.200.json", Some(("Show.Thing", Some(200)))),
            ("{operation}.json", "ShowThing.json", Some(("ShowThing", None))),
            ("{status}-{operation}-{any}.json", "404-ShowThing-1.json", Some(("ShowThing", Some(404)))),
            ("{operation}{status}", "\u{e4}500", Some(("\u{e4}", Some(500)))),
            ("{operation}.{status}.json", "ShowThing.99.json", None),
            ("{operation}.{status}.json", "ShowThing.600.json", None),
            ("{operation}.{status}.json", ".200.json", None),
            ("{operation}.{status}.json", "ShowThing.2\u{e4}.json", None),
        ] {
            let expected = expected.map(|(operation, status)| (operation.to_owned(), status));
            assert_eq!(read(template, name), expected, "{template} {name}");
        }
    }

    #[test]
    fn a_text_that_is_no_template_says_why() {
        for (text, message) in [
            ("{status}.json", "`{status}.json` does not say where the operation stands: expected `{operation}` once"),
            ("{operation}{operation}", "`{operation}` occurs twice"),
            ("{id}", "`{id}` has no meaning here: expected `{operation}`, `{status}` or `{any}`"),
            ("{operation}{", "`{}` has no meaning here: expected `{operation}`, `{status}` or `{any}`"),
            ("a/{operation}", "`/` is no part of a file name"),
        ] {
            assert_eq!(text.parse::<NameTemplate>().map_err(|error| error.to_string()), Err(message.to_owned()));
        }
    }
}
