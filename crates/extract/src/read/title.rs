//! What the title of a table says: the object that its rows describe, or only what kind of table it is.

/// The object that a title names: `routers` in "Description of the routers field", else the whole title.
pub(crate) fn object_name(title: &str) -> &str {
    let words: Vec<&str> = title.split_whitespace().collect();
    match words.as_slice() {
        [.., "the", name, kind] if is_filler(kind) => name,
        ["Description" | "Parameters" | "Structure", "of" | "in", name] | [name, "field", ..] => name,
        _ => {
            let mut names = words.iter().filter(|word| !is_filler(word));
            match (names.next(), names.next()) {
                (Some(name), None) => name,
                _ => title,
            }
        }
    }
}

/// Whether a word of a title says what the table is, and not whose: a title of one other word is named by that.
fn is_filler(word: &str) -> bool {
    let word = word.strip_suffix(['s', 'S']).unwrap_or(word);
    FILLERS.iter().any(|filler| filler.eq_ignore_ascii_case(word))
}

/// The words of titles that name no object, in lower case and without a plural s.
const FILLERS: [&str; 24] = [
    "a",
    "an",
    "the",
    "of",
    "in",
    "for",
    "and",
    "parameter",
    "field",
    "attribute",
    "element",
    "object",
    "array",
    "structure",
    "data",
    "format",
    "description",
    "information",
    "request",
    "response",
    "body",
    "header",
    "uri",
    "query",
];

/// Whether a title says what kind of table it heads, as "Response parameters" does, and names no object.
pub(crate) fn is_general_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let words = ["parameter", "request", "response", "body", "description", "element", "field", "example"];
    title.is_empty() || object_name(title) == title && title.contains(' ') && words.iter().any(|it| lower.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_its_object() {
        for (title, expected) in [
            ("Description of the routers field", "routers"),
            ("Data structure of the volume_info field", "volume_info"),
            ("restore_time parameters", "restore_time"),
            ("VolumeRes", "VolumeRes"),
            ("Response parameters", "Response parameters"),
            ("key_info field description", "key_info"),
            ("Jobs field data structure description", "Jobs"),
            ("roles.links", "roles.links"),
            ("volume parameters", "volume"),
            ("Description of field tag", "tag"),
            ("Parameter description of field tags", "tags"),
            ("Request body parameters", "Request body parameters"),
            ("Array elements", "Array elements"),
            ("Server network structure", "Server network structure"),
        ] {
            assert_eq!(object_name(title), expected);
        }
    }

    #[test]
    fn a_title_that_says_what_kind_of_table_it_heads_is_general() {
        for (title, expected) in [
            ("", true),
            ("Response parameters", true),
            ("VolumeRes", false),
            ("volume parameters", false),
            ("Request", false),
            ("Server network structure", false),
        ] {
            assert_eq!(is_general_title(title), expected, "{title}");
        }
    }
}
