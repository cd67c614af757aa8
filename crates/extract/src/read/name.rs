//! What a name cell says: a name, that any name will do, or that the table is about the items of an array.

/// What the name cell of a row stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// The property or parameter of this name.
    Of(String),
    /// Every property: the cell puts a name in brackets, or describes one instead of giving it.
    Any(String),
    /// The items of an array that is the whole of what the table describes.
    Items,
    /// The whole, whatever it is.
    Whole,
}

impl Name {
    /// Reads a name cell; `alone` says whether its row is the only one of the table. `None` where nobody can say.
    pub(super) fn parse(cell: &str, alone: bool) -> Option<Name> {
        if cell.len() > LONGEST_NAME {
            return None;
        }
        let text = without_breaks(cell.trim());
        if alone && is_items(&text) {
            return Some(Name::Items);
        }
        if alone && text == "-" {
            return Some(Name::Whole);
        }
        for (open, close) in [('{', '}'), ('<', '>')] {
            if let Some(inner) = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)) {
                return (!inner.contains([open, close])).then(|| Name::Any(inner.trim().to_owned()));
            }
        }
        if !text.is_empty() && !text.contains(char::is_whitespace) {
            return Some(Name::Of(text));
        }
        (alone && is_description(&text)).then_some(Name::Any(text))
    }
}

/// Without the white space that typesetting put beside a joint of a name, as in `protocol _id`.
fn without_breaks(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut joined = words.next().unwrap_or_default().to_owned();
    for word in words {
        let (before, after) = (joined.ends_with(JOINTS), word.starts_with(JOINTS));
        // A joint on its own, as a dash between words, joins nothing.
        if before == after || word.len() == 1 {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

/// What is longer, in bytes, is no name.
const LONGEST_NAME: usize = 1024;

const JOINTS: [char; 3] = ['_', '-', '.'];

/// Whether a cell says that the body is an array: `[items]`, `[Array]`, `[Array element]`, or `Array elements`.
fn is_items(text: &str) -> bool {
    let text = text.to_lowercase();
    let inner = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(&text);
    matches!(inner, "array element" | "array elements" | "array item" | "array items")
        || inner != text && matches!(inner, "items" | "item" | "elements" | "element" | "array")
}

/// Whether a cell describes the name in words, as "Name of the network".
fn is_description(text: &str) -> bool {
    text.contains(' ')
        && text.starts_with(char::is_uppercase)
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Name {
        Name::Of(name.to_owned())
    }

    fn any(name: &str) -> Name {
        Name::Any(name.to_owned())
    }

    #[test]
    fn names_are_taken_as_they_stand() {
        for name in
            ["id", "metering.image_id", "kubernetes.io/node-pool.id", "os-start", "{resources}_links", "[items]"]
        {
            assert_eq!(Name::parse(name, false), Some(of(name)));
        }
    }

    #[test]
    fn a_name_broken_at_a_joint_is_whole_again() {
        assert_eq!(Name::parse("protocol _id", false), Some(of("protocol_id")));
        assert_eq!(Name::parse("part-number\n-marker", false), Some(of("part-number-marker")));
        assert_eq!(Name::parse("Prefixes. Prefix", false), Some(of("Prefixes.Prefix")));
        assert_eq!(Name::parse("from - to", false), None);
    }

    #[test]
    fn a_name_in_brackets_or_in_words_means_any_name() {
        assert_eq!(Name::parse("{User defined key}", false), Some(any("User defined key")));
        assert_eq!(Name::parse("<attribute>", false), Some(any("attribute")));
        assert_eq!(Name::parse("Name of the network", true), Some(any("Name of the network")));
        assert_eq!(Name::parse("Name of the network", false), None);
        assert_eq!(Name::parse("name of the tag", true), None);
        assert_eq!(Name::parse("", true), None);
    }

    #[test]
    fn a_pseudo_name_in_the_only_row_means_the_items_of_an_array() {
        for cell in ["[items]", "[Array element]", "[Array]", "Array elements"] {
            assert_eq!(Name::parse(cell, true), Some(Name::Items));
        }
        assert_eq!(Name::parse("items", true), Some(of("items")));
        assert_eq!(Name::parse("-", true), Some(Name::Whole));
    }
}
