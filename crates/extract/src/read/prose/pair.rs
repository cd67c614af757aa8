//! Keys and values of pairs, as tags are: what descriptions say of "a tag key" is said of the field that holds it.

/// The half of a pair that a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Half {
    Key,
    Value,
}

/// Beginnings of sentences on one half of any pair.
const SUBJECTS: &[(&str, Half)] = &[
    ("a tag key ", Half::Key),
    ("each tag key ", Half::Key),
    ("each key ", Half::Key),
    ("a tag value ", Half::Value),
    ("each tag value ", Half::Value),
    ("each value ", Half::Value),
];

/// Whether a sentence says of a field that it holds a list of such halves: "The tag value list."
pub(super) fn is_of_list(sentence: &str) -> bool {
    let lower = sentence.trim_end_matches('.').to_ascii_lowercase();
    [" value list", " key list"].iter().any(|list| lower.ends_with(list))
}

impl Half {
    /// The half that a field of that name holds: `key`, `tag_value`.
    pub(super) fn called(name: &str) -> Option<Half> {
        let last = name.rsplit(['_', '-', '.']).next()?;
        // By their names: pages speak so of no other field, and to compare subject and name, a sign of form, finds no more.
        match last.to_ascii_lowercase().as_str() {
            "key" => Some(Half::Key),
            "value" => Some(Half::Value),
            _ => None,
        }
    }

    /// The half that a sentence, in lower case, speaks of.
    pub(super) fn told(sentence: &str) -> Option<Half> {
        SUBJECTS.iter().find(|(subject, _)| sentence.starts_with(subject)).map(|(_, half)| *half)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_on_a_half_belongs_to_the_field_that_is_called_so() {
        let called = ["key", "tag_value", "Value"].map(Half::called);
        assert_eq!(called, [Some(Half::Key), Some(Half::Value), Some(Half::Value)]);
        assert_eq!(Half::told("a tag key can contain 3 characters."), Some(Half::Key));
        assert_eq!(Half::told("each value can contain 3 characters."), Some(Half::Value));
    }

    #[test]
    fn several_of_them_and_other_things_are_no_half() {
        for name in ["keys", "values", "keyword", "valuable", "key_id", ""] {
            assert_eq!(Half::called(name), None, "{name}");
        }
        for sentence in ["each tag can contain 3 characters.", "the key can contain 3 characters.", "each values", ""] {
            assert_eq!(Half::told(sentence), None, "{sentence}");
        }
    }
    #[test]
    fn a_list_of_halves_is_told_from_one_half() {
        assert!(is_of_list("The value list.") && is_of_list("The list: tag key list"));
        assert!(!is_of_list("The value of the list.") && !is_of_list("Evaluation of a list."));
    }
}
