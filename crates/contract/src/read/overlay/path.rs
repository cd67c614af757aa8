//! Targets: JSONPath (RFC 9535).

use driftline_finding::Pointer;
use serde_json::Value;
use serde_json_path::JsonPath;
use std::fmt::Write;

/// The longest target. Nobody writes longer ones, and the time of parsing grows with nesting.
const LONGEST: usize = 4_096;

/// How deep brackets and parentheses nest in a target, outside of quotes.
const DEEPEST: usize = 8;

/// Parses a target; what is wrong is said in words.
pub(super) fn parse(text: &str) -> Result<JsonPath, String> {
    if text.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} bytes"));
    }
    if depth(text) > DEEPEST {
        return Err(format!("its brackets nest deeper than {DEEPEST}"));
    }
    JsonPath::parse(text).map_err(|error| format!("{} at character {}", error.message(), error.position() + 1))
}

fn depth(text: &str) -> usize {
    let (mut open, mut deepest, mut quote, mut escaped) = (0_usize, 0, None, false);
    for c in text.chars() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(mark), _) => quote = (c != mark).then_some(mark),
            (None, '\'' | '"') => quote = Some(c),
            // A chain of negations recurses as brackets do.
            (None, '[' | '(' | '!') => {
                open += 1;
                deepest = deepest.max(open);
            }
            (None, ']' | ')') => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// The path that selects what `pointer` names in `root`, and nothing else.
pub(super) fn to(root: &Value, pointer: &Pointer) -> String {
    let mut path = "$".to_owned();
    let mut at = Some(root);
    for segment in pointer.segments() {
        let is_index = at.is_some_and(Value::is_array);
        if is_index {
            let _ = write!(path, "[{segment}]");
        } else if is_short(&segment) {
            let _ = write!(path, ".{segment}");
        } else {
            path.push_str("['");
            segment.chars().for_each(|c| quoted(c, &mut path));
            path.push_str("']");
        }
        at = at.and_then(|value| match value {
            Value::Array(items) => items.get(segment.parse::<usize>().ok()?),
            other => other.get(&*segment),
        });
    }
    path
}

fn is_short(name: &str) -> bool {
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    begins && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn quoted(c: char, path: &mut String) {
    match c {
        '\'' | '\\' => path.extend(['\\', c]),
        c if u32::from(c) < 0x20 => {
            let _ = write!(path, "\\u{:04x}", u32::from(c));
        }
        c => path.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    proptest! {
        #[test]
        fn a_path_selects_what_its_pointer_names(name in "\\PC{0,6}|[\\x00-\\x7f]{0,4}") {
            let root = json!({"a": [0, {name.clone(): "found", "b": 1}]});
            let pointer = Pointer::ROOT.key("a").index(1).key(&name);
            let text = to(&root, &pointer);
            let nodes = parse(&text).map_err(TestCaseError::fail)?.query_located(&root).all();
            prop_assert_eq!(nodes.len(), 1, "{}", text);
            prop_assert_eq!(nodes[0].location().to_json_pointer(), pointer.as_str());
        }

        #[test]
        fn no_text_makes_the_parser_panic_or_hang(text in "[$.@\\[\\]()?!&|'\"a-c0-2*,: =-]{0,60}") {
            let _ = parse(&text);
        }
    }

    #[test]
    fn what_nests_deep_is_refused_before_it_is_parsed() {
        assert!(parse(&format!("$[?{}@.a{}]", "(".repeat(500), ")".repeat(500))).is_err());
        assert!(parse("$['(((((((((((((((']").is_ok());
    }
}
