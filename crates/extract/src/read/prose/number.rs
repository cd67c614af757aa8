//! Numbers and intervals as prose writes them: "1,024", "-1", "1 to 64", "[0, 100]", "40 GB to 4000 GB".

use serde_json::Number;

/// Two bounds, and what stands behind them.
#[derive(Debug, PartialEq)]
pub(super) struct Interval<'t> {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) rest: &'t str,
}

/// Units that may stand behind a number.
const UNITS: &[&str] = &[
    "gb",
    "mb",
    "kb",
    "tb",
    "gib",
    "mib",
    "kib",
    "ms",
    "s",
    "min",
    "second",
    "seconds",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "mbit/s",
    "kbit/s",
    "gbit/s",
    "bytes",
    "byte",
    "milliseconds",
    "percent",
    "%",
    "iops",
    "mib/s",
    "times",
    "h",
    "items",
    "records",
];

/// A number at the beginning of `text`, and what stands behind it.
pub(super) fn leading(text: &str) -> Option<(f64, &str)> {
    let text = text.trim_start_matches([' ', '"', '\u{201c}']);
    let sign = usize::from(text.starts_with(['-', '\u{2212}'])) * text.chars().next().map_or(0, char::len_utf8);
    let body = &text[sign..];
    let mut end = 0_usize;
    for (at, c) in body.char_indices() {
        let next = body[at + c.len_utf8()..].chars().next();
        let joins = match c {
            ',' => grouped(&body[..at], &body[at + 1..]),
            '.' => next.is_some_and(|next| next.is_ascii_digit()) && !body[..at].contains('.'),
            _ => c.is_ascii_digit(),
        };
        if !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    let number: f64 = body[..end].replace(',', "").parse().ok()?;
    let rest = &body[end..];
    // "5x" and "1.2.3" are no numbers.
    let whole = !rest.starts_with(|c: char| c.is_alphanumeric() && c != 's' || c == '_');
    let whole = whole && !(rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_ascii_digit()));
    (whole && end > 0).then(|| (if sign > 0 { -number } else { number }, rest))
}

/// Whether a comma between these two parts thousands.
fn grouped(before: &str, after: &str) -> bool {
    let digits = after.chars().take_while(char::is_ascii_digit).count();
    !before.is_empty() && digits == 3 && before.rsplit(',').next().is_some_and(|group| group.len() <= 3)
}

/// Two numbers at the beginning of `text` that "to", a dash, "and" or brackets join.
pub(super) fn interval(text: &str) -> Option<Interval<'_>> {
    let text = text.trim_start();
    let text = text.strip_prefix("from ").or_else(|| text.strip_prefix("between ")).unwrap_or(text);
    let (text, bracketed) = text.strip_prefix('[').map_or((text, false), |inner| (inner, true));
    let (low, rest) = leading(text)?;
    let low_unit = unit(rest);
    let rest = without_unit(rest);
    let joints: &[&str] =
        if bracketed { &[","] } else { &["to ", "-", "\u{2013}", "\u{2014}", "~", "and ", "through "] };
    let rest = joints.iter().find_map(|joint| rest.trim_start().strip_prefix(joint))?;
    let (high, rest) = leading(rest)?;
    // "15 minutes to 24 hours" counts in neither.
    if low_unit.is_some() && low_unit != unit(rest) {
        return None;
    }
    let rest = if bracketed { rest.trim_start().strip_prefix(']')? } else { rest };
    // A further dash makes a date of it.
    (low <= high && !rest.starts_with('-')).then_some(Interval { low, high, rest })
}

/// The unit with which `text` begins, in lower case.
pub(super) fn unit(text: &str) -> Option<String> {
    let rest = without_unit(text);
    let word = text[..text.len() - rest.len()].trim().to_ascii_lowercase();
    (!word.is_empty()).then_some(word)
}

/// What stands behind a unit, if `text` begins with one.
pub(super) fn without_unit(text: &str) -> &str {
    let trimmed = text.trim_start();
    let end = trimmed.find([' ', ',', '.', ')', ';', '(']).unwrap_or(trimmed.len());
    let word = trimmed[..end].to_ascii_lowercase();
    if UNITS.contains(&word.as_str()) { &trimmed[end..] } else { text }
}

/// Beginnings of clauses that take nothing back of a statement.
const CLAUSES: &[&str] = &[
    ", and the default",
    ", with",
    ", in ",
    ", indicating",
    ", where",
    ", which",
    ", including",
    "(",
    ", the default",
    ". ",
    ", unit",
    ", and must",
    ", and can",
    "and can",
    "and must",
    "including",
    ", and the value",
    "in length",
    "in total",
    ", for example",
    ", starting",
    ", beginning",
    "and the default",
    ", consisting",
    "and consist",
    "and include",
    "that",
    "and start",
    ", must",
    ", and only",
    ", only",
    "can be",
    "and cannot",
    ", and cannot",
    ", case",
    "and is",
    ", can",
    "consisting",
    "(inclusive",
    "inclusive",
    ", and end",
    "excluding",
    "starting",
    ", start",
    "and the maximum",
    ", and the maximum",
    "and the minimum",
    ", and the minimum",
    "minimum",
    "maximum",
    "default",
    ", and may",
    "are allowed",
    "are supported",
    "is allowed",
    "long",
    ", and is",
    "only",
];

/// Whether a statement may end with `rest`: at its end, or before a clause that takes nothing back.
pub(super) fn closes(rest: &str) -> bool {
    let rest = without_unit(rest).trim_start_matches(['"', '\u{201d}', ')', ' ', ';', '*']);
    let word = rest.trim_end_matches('.');
    let is_unit = !word.is_empty() && word.chars().all(char::is_alphabetic);
    rest.is_empty()
        || is_unit
        || rest == "."
        || rest.starts_with('\n')
        || CLAUSES.iter().any(|clause| rest.get(..clause.len()).is_some_and(|own| own.eq_ignore_ascii_case(clause)))
}

/// A number of JSON: whole where it is.
pub(super) fn json(number: f64) -> Option<Number> {
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= WHOLE {
        format!("{number:.0}").parse::<i64>().ok().map(Number::from)
    } else if number.abs() <= WHOLE {
        Number::from_f64(number)
    } else {
        // Too large to be exact here.
        None
    }
}

/// A count, which has no sign and no fraction.
pub(super) fn count(number: f64) -> Option<u64> {
    json(number).and_then(|number| number.as_u64())
}

/// A whole number, perhaps with commas between thousands.
pub(super) fn whole_number(word: &str) -> Option<u64> {
    let (number, rest) = leading(word)?;
    rest.is_empty().then(|| count(number))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(text: &str) -> Option<(f64, f64)> {
        interval(text).map(|interval| (interval.low, interval.high))
    }

    #[test]
    fn numbers_with_commas_between_thousands_are_whole() {
        assert_eq!(whole_number("1,024"), Some(1024));
        assert_eq!(whole_number("4096"), Some(4096));
        assert_eq!(whole_number("1,2"), None);
        assert_eq!(whole_number("x1"), None);
    }

    #[test]
    fn intervals_are_read_however_they_are_joined() {
        for text in ["1 to 64", "1-64", "[1, 64]", "from 1 to 64", "between 1 and 64", "1 GB to 64 GB.", "1~64"] {
            assert_eq!(bounds(text), Some((1.0, 64.0)), "{text}");
        }
        assert_eq!(bounds("-1 to 1,024"), Some((-1.0, 1024.0)));
        for text in ["2019-10-12", "64 to 1", "1, 64", "1 or 64", "a to b"] {
            assert_eq!(bounds(text), None, "{text}");
        }
    }

    #[test]
    fn a_statement_ends_before_a_clause_that_takes_nothing_back() {
        assert!(closes(" GB."));
        assert!(closes(" watts."));
        assert!(closes(", and the default value is 5"));
        assert!(!closes(" for A and 5 for B"));
        assert!(!closes(" if it is on"));
    }
}
