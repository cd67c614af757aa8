//! What a sentence says of null: that a value of its field is it, wherever it says so; a condition then tells when.

/// Of what a sentence says that it is null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose<'s> {
    /// Of the value of the field that the sentence describes.
    Own,
    /// Of the value of what is called so, which may be the field.
    Called(&'s str),
    /// Of the values of both that are called so.
    Both(&'s str, &'s str),
}

/// By what a sentence speaks of the value that it describes.
const OWN: &[&str] = &[
    "this parameter",
    "the parameter",
    "this field",
    "the field",
    "the value",
    "the values",
    "this value",
    "its value",
    "parameter value",
    "default value",
];

/// What stands between that and "null".
const VERBS: &[&str] = &[
    "can be set to",
    "can be specified as",
    "can only be",
    "can be",
    "may be",
    "will be",
    "will become",
    "is fixed to be",
    "is set to",
    "is",
    "are",
];

/// What tells a caller to send null, in the beginning of a clause.
const ORDERS: &[&str] = &["set it to", "set this parameter to", "set the value to", "enter"];

/// What follows "null" where it is what one gets.
const GIVEN: &[&str] = &[" is returned", " is displayed", " indicates", " or empty is returned"];

/// By what a second verb follows the first.
const JOINTS: &[&str] = &[" and", " or", " but"];

/// Of what a sentence, in lower case, says that it is null.
pub(super) fn read(sentence: &str) -> Option<Whose<'_>> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    sentence.match_indices("null").find_map(|(at, word)| {
        let (before, after) = (&sentence[..at], &sentence[at + word.len()..]);
        if before.ends_with(is_part) || after.starts_with(is_part) {
            return None;
        }
        let before = before.trim_end();
        // The letters of the word are a text.
        let is_given = GIVEN.iter().any(|words| after.starts_with(words)) && !before.ends_with("string");
        if is_given || before.ends_with("returned value") {
            return Some(Whose::Own);
        }
        let order = ORDERS.iter().find_map(|order| before.strip_suffix(order));
        if order.is_some_and(|rest| rest.is_empty() || rest.ends_with(", ")) {
            return Some(Whose::Own);
        }
        let said = VERBS.iter().find_map(|verb| before.strip_suffix(verb)?.strip_suffix(' '))?;
        whose(said.trim_end())
    })
}

/// Whose the verb behind `said` is.
fn whose(said: &str) -> Option<Whose<'_>> {
    if OWN.iter().any(|own| said.ends_with(own)) {
        return Some(Whose::Own);
    }
    if let Some(first) = JOINTS.iter().find_map(|joint| said.strip_suffix(joint)) {
        let first = first.strip_prefix("if ").unwrap_or(first);
        let is_one_clause = ![" if ", " when "].iter().any(|word| first.contains(word));
        return (is_one_clause && OWN.iter().any(|own| first.starts_with(own))).then_some(Whose::Own);
    }
    let two = said.rsplit_once("both ").and_then(|(_, names)| names.split_once(" and "));
    if let Some((one, other)) = two.filter(|(one, other)| !one.contains(' ') && !other.contains(' ')) {
        return Some(Whose::Both(one, other));
    }
    let said = said.strip_suffix(" value").unwrap_or(said);
    said.rsplit(' ').next().filter(|name| !name.is_empty()).map(Whose::Called)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_null_is_said_of_the_field_whatever_the_condition() {
        for text in [
            "If the next link is unavailable, this parameter is set to null.",
            "After the task is done, the value of this parameter is null.",
            "If the value is null, the listener has no default pool.",
            "It is not used. Its default value is null.",
            "The value is null when nothing is billed.",
            "The parameter value is null if access is closed.",
            "This parameter is not used currently and is set to null.",
            "If this parameter is not given or is set to null, the text is removed.",
            "The value cannot be left blank, but can be specified as null.",
            "The value can only be null.",
            "The value can be null if it is off.",
            "The pool has gone or its value is set to null.",
            "If the field is null, all ports are meant.",
            "If the values are null, any value is meant.",
            "The value will become null once the address is unbound.",
            "Set it to null in the request.",
            "Enter null if the address is given back.",
            "To give it back, set this parameter to null.",
            "If null or empty is returned, it is a plain one.",
            "null indicates that it never ends.",
            "The value null is returned.",
            "If the ECS is normal, NULL is displayed.",
            "The time of the end with the returned value null.",
        ] {
            assert_eq!(read(&text.to_ascii_lowercase()), Some(Whose::Own), "{text}");
        }
    }

    #[test]
    fn what_is_said_of_a_name_is_said_of_what_is_called_so() {
        for (text, name) in [
            ("the value of port_id is null if nothing is bound.", "port_id"),
            ("the used_quota value is null.", "used_quota"),
            ("this parameter is mandatory if id is set to null.", "id"),
            ("then the value of vip_address will be null.", "vip_address"),
        ] {
            assert_eq!(read(text), Some(Whose::Called(name)), "{text}");
        }
    }

    #[test]
    fn what_is_said_of_both_of_two_names_is_said_of_each() {
        let both = Some(Whose::Both("lamp_id", "lamp_type"));
        assert_eq!(read("if both lamp_id and lamp_type are null, the socket is free."), both);
        let last = Some(Whose::Called("lamp_id"));
        assert_eq!(read("if both lamp_id and lamp_type are left out, the value of lamp_id is null."), last);
    }

    #[test]
    fn what_is_denied_or_another_word_is_not_said() {
        for text in [
            "the default value is null_text.",
            "the value is not null.",
            "do not set it to null.",
            "whoever presses enter null times.",
            "the value cannot be null.",
            "this parameter cannot be left blank or set to null.",
            "this parameter cannot be empty or null.",
            "the value cannot be changed from null to a specific value.",
            "it can be any non-null text.",
            "a text that is a null string by default.",
            "if there are no versions, a string null is returned.",
            "this parameter is mandatory if the id is unknown or is set to null.",
            "null",
            "is null",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
