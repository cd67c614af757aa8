//! Names in Rust for names of any spelling.

use std::collections::BTreeSet;

/// Words that cannot name a field or module without `r#`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that cannot name anything, not even with `r#`.
const FORBIDDEN: &[&str] = &["self", "super", "crate", "_"];

/// Names of types that the generated code itself uses.
const TYPES: &[&str] = &[
    "Self",
    "String",
    "Option",
    "Result",
    "Vec",
    "Box",
    "Some",
    "None",
    "Ok",
    "Err",
    "Value",
    "Map",
    "Number",
    "BTreeMap",
    "Cow",
    "From",
    "Default",
    "Clone",
    "Copy",
    "Debug",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
    "Serialize",
    "Deserialize",
    "JsonSchema",
    "Schema",
    "SchemaGenerator",
];

/// Names that are taken, each once.
#[derive(Clone, Debug)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// For the types of one service.
    pub(super) fn types() -> Names {
        Names::without(TYPES)
    }

    /// For the fields of one struct.
    pub(super) fn fields() -> Names {
        Names::without(&["other"])
    }

    /// For the values of one enumeration.
    pub(super) fn variants() -> Names {
        Names::without(&["Self", "Unknown"])
    }

    /// For the files of one service.
    pub(super) fn modules() -> Names {
        Names::without(&["mod"])
    }

    fn without(reserved: &[&str]) -> Names {
        Names(reserved.iter().map(|&name| name.to_owned()).collect())
    }

    /// `wanted`, or with the first free number from 2.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        let numbered = (2..).map(|number: u64| format!("{wanted}{number}"));
        let free = std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !self.0.contains(name));
        let name = free.unwrap_or_else(|| wanted.to_owned());
        self.0.insert(name.clone());
        name
    }
}

/// `name` in snake case, not yet safe against keywords: `projectId` → `project_id`, `X-GPU` → `x_gpu`.
pub(super) fn snake(name: &str) -> String {
    let words: Vec<String> = words(name).iter().map(|word| word.to_ascii_lowercase()).collect();
    let joined = words.join("_");
    match joined.bytes().next() {
        None => "unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("n{joined}"),
        Some(_) if FORBIDDEN.contains(&joined.as_str()) => format!("{joined}_"),
        Some(_) => joined,
    }
}

/// A name in snake case as it stands in code: `type` → `r#type`.
pub(super) fn raw(name: &str) -> String {
    if KEYWORDS.contains(&name) { format!("r#{name}") } else { name.to_owned() }
}

/// `name` in camel case: `user` → `User`, `CREATE_FAILED` → `CreateFailed`, `VolumeRes` → `VolumeRes`.
pub(super) fn camel(name: &str) -> String {
    let joined = camel_part(name);
    match joined.bytes().next() {
        None if name.is_empty() => "Empty".to_owned(),
        None => "Unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("N{joined}"),
        Some(_) => joined,
    }
}

/// As [`camel`], for the end of a name: it may begin with a digit or be empty.
pub(super) fn camel_part(name: &str) -> String {
    words(name).iter().map(|word| capitalised(word)).collect()
}

/// The words of a name: parted by other characters, and where a small letter or digit meets a capital, or a row of
/// capitals the word after it (`HTTPServer`).
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (index, &letter) in letters.iter().enumerate() {
        if !letter.is_ascii_alphanumeric() {
            words.push(String::new());
            continue;
        }
        let before = index.checked_sub(1).and_then(|index| letters.get(index));
        let after = letters.get(index + 1);
        let after_small = before.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        let ends_capitals = before.is_some_and(char::is_ascii_uppercase) && after.is_some_and(char::is_ascii_lowercase);
        if letter.is_ascii_uppercase() && (after_small || ends_capitals) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(letter);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_spelling_become_names_of_rust() {
        let names = ["projectId", "HTTPServer", "X-GPU", "hw.dis/role", "3d", "名", "", "self", "AARCH64", "v1beta1"];
        assert_eq!(
            names.map(snake),
            [
                "project_id",
                "http_server",
                "x_gpu",
                "hw_dis_role",
                "n3d",
                "unnamed",
                "unnamed",
                "self_",
                "aarch64",
                "v1beta1",
            ]
        );
        let names = ["user", "CREATE_FAILED", "VolumeRes", "x86_64", "3d", "名", "", "self"];
        assert_eq!(names.map(camel), ["User", "CreateFailed", "VolumeRes", "X8664", "N3d", "Unnamed", "Empty", "Self"]);
        assert_eq!(raw("type"), "r#type");
    }

    #[test]
    fn names_that_clash_are_numbered() {
        let mut names = Names::fields();
        assert_eq!(["a", "a", "other", "a"].map(|name| names.take(name)), ["a", "a2", "other2", "a3"]);
    }
}
