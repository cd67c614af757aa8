//! ECMA-262 regular expressions, as the engine of Rust understands them.

use proptest::{
    strategy::{BoxedStrategy, Strategy},
    string::string_regex_parsed,
};
use regex::Regex;
use regex_syntax::hir::{Hir, HirKind, Repetition};

/// How many repetitions an unbounded `*` or `+` adds to its minimum.
const SPREAD: u32 = 8;
/// Beyond this many repetitions, strings grow too long to be useful.
const MAX_REPEAT: u32 = 4096;

/// The engine for a pattern, or `None` where it has no counterpart (lookaround, references to groups).
pub(crate) fn compile(pattern: &str) -> Option<Regex> {
    Regex::new(&translate(pattern)?).ok()
}

/// Strings that are made like matches of `pattern`, with about `length` characters where repetition leaves the
/// choice. Anchors are ignored, so that what comes must still be matched.
pub(crate) fn candidates(pattern: &str, min: u64, max: Option<u64>) -> Option<BoxedStrategy<String>> {
    let parsed = regex_syntax::parse(&translate(pattern)?).ok()?;
    let wanted = |length: u64| u32::try_from(length).unwrap_or(u32::MAX).min(MAX_REPEAT);
    let most = max.map_or(u32::MAX, wanted);
    let spread = wanted(min).max(SPREAD).min(most.max(1));
    let strategy = string_regex_parsed(&drawable(&parsed, spread)?).ok()?;
    Some(strategy.boxed())
}

/// The expression without anchors and with every repetition bounded.
fn drawable(hir: &Hir, spread: u32) -> Option<Hir> {
    let all = |parts: &[Hir]| parts.iter().map(|part| drawable(part, spread)).collect::<Option<Vec<_>>>();
    Some(match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Hir::empty(),
        HirKind::Literal(_) | HirKind::Class(_) => hir.clone(),
        HirKind::Capture(capture) => drawable(&capture.sub, spread)?,
        HirKind::Concat(parts) => Hir::concat(all(parts)?),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)?),
        HirKind::Repetition(repetition) => {
            if repetition.min > MAX_REPEAT {
                return None;
            }
            let ceiling = repetition.min.max(spread);
            let max = repetition.max.map_or(ceiling, |max| max.min(ceiling));
            // Within something repeated the length multiplies, so what is inside stays short.
            let inside = if max > 1 { spread.min(SPREAD) } else { spread };
            let sub = Box::new(drawable(&repetition.sub, inside)?);
            Hir::repetition(Repetition { min: repetition.min, max: Some(max), greedy: true, sub })
        }
    })
}

/// Writes an ECMA-262 pattern for Rust's engine: the classes `\d`, `\w`, `\s` and `.` mean other characters there,
/// and some characters in brackets are operators.
fn translate(pattern: &str) -> Option<String> {
    let mut out = String::with_capacity(pattern.len());
    let mut in_class = false;
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => out.push_str(&escape(letters.next()?, letters.peek().copied())?),
            '[' if in_class => out.push_str("\\["),
            '[' => {
                in_class = true;
                out.push('[');
                // `[]` and `[^]` match nothing and everything in ECMA-262; here they are an error.
                if letters.peek() == Some(&']') {
                    return None;
                }
            }
            ']' => {
                in_class = false;
                out.push(']');
            }
            '&' | '~' if in_class => out.extend(['\\', letter]),
            '-' if in_class && letters.peek() == Some(&'-') => return None,
            '.' if !in_class => out.push_str("[^\\n\\r\\u2028\\u2029]"),
            '(' if !in_class && letters.peek() == Some(&'?') => {
                let mut ahead = letters.clone();
                ahead.next();
                let next = (ahead.next(), ahead.next());
                // Only plain and named groups; flags, lookaround and the like differ.
                let group =
                    matches!(next, (Some(':'), _)) || matches!(next, (Some('<'), Some(c)) if c != '=' && c != '!');
                if !group {
                    return None;
                }
                out.push('(');
            }
            other => out.push(other),
        }
    }
    Some(out)
}

fn escape(letter: char, next: Option<char>) -> Option<String> {
    let class = match letter {
        'd' => "[0-9]",
        'D' => "[^0-9]",
        'w' => "[A-Za-z0-9_]",
        'W' => "[^A-Za-z0-9_]",
        's' => r"[\t\n\x0B\x0C\r\u00A0\uFEFF\u2028\u2029\p{Zs}]",
        'S' => r"[^\t\n\x0B\x0C\r\u00A0\uFEFF\u2028\u2029\p{Zs}]",
        '0' if !next.is_some_and(|c| c.is_ascii_digit()) => r"\x00",
        // A word boundary in ASCII, as ECMA-262 has it.
        'b' => r"(?-u:\b)",
        'n' | 'r' | 't' | 'f' | 'v' | 'x' | 'u' | 'p' | 'P' => return Some(format!("\\{letter}")),
        letter if letter.is_ascii_alphanumeric() => return None,
        letter if letter.is_ascii_punctuation() => return Some(format!("\\{letter}")),
        letter => return Some(letter.to_string()),
    };
    Some(class.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_mean_what_ecma_262_says() {
        for (pattern, matches, fails) in [
            (r"^\d$", "7", "\u{664}"),
            (r"^\w$", "_", "\u{e4}"),
            (r"^[\w.-]+$", "a.b-c", "a b"),
            ("^.$", "a", "\r"),
            (r"^[[&~]+$", "[&~", "a"),
            (r"^\/a\-b$", "/a-b", "ab"),
            ("^(?:a|b)+$", "abba", "abc"),
        ] {
            let regex = compile(pattern).unwrap_or_else(|| panic!("{pattern}"));
            assert!(regex.is_match(matches), "{pattern} {matches:?}");
            assert!(!regex.is_match(fails), "{pattern} {fails:?}");
        }
    }

    #[test]
    fn what_has_no_counterpart_is_refused() {
        for pattern in ["(?=a)b", "(?!a)b", "(?<=a)b", r"(a)\1", "[", "(", "[]", r"\c", "\\"] {
            assert!(compile(pattern).is_none(), "{pattern}");
        }
    }
}
