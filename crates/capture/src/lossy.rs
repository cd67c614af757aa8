//! Numbers that are written with more digits than a double keeps: the text has them, and no parsed value does.

use driftline_finding::{Pointer, json_text};

/// A number with fewer significant digits is always kept: 10^15 is below 2^53, and between two powers of ten the doubles
/// of that size lie closer than such numbers.
const KEPT: usize = 15;

/// So many digits behind the first one, no double has any but zeros.
const MOST: usize = 767;

/// A number in a body that a double does not keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LossyNumber {
    /// The pointer into the body.
    pub at: Pointer,
    /// As it is written.
    pub written: String,
    /// Whether it is written without a point and without an exponent.
    pub is_integer: bool,
}

/// The numbers of `text` that a double does not keep, in its order. What is no JSON has none.
pub(crate) fn numbers(text: &[u8]) -> Vec<LossyNumber> {
    let lossy = |number: json_text::Number<'_>| LossyNumber {
        written: number.written.to_owned(),
        is_integer: !number.written.contains(['.', 'e', 'E']),
        at: number.at,
    };
    json_text::numbers(text, |written| !is_kept(written)).into_iter().map(lossy).collect()
}

/// Whether so many digits stand in a row, perhaps with a point among them, that a number of `text` may be lossy.
///
/// It looks at every 16th byte: no longer row lies between two of them. A row behind a quote is a text or a part of one,
/// as ids that are digits often are.
pub(crate) fn may_be_in(text: &[u8]) -> bool {
    let mut at = KEPT;
    while let Some(byte) = text.get(at) {
        if !is_part(*byte) {
            at += KEPT + 1;
            continue;
        }
        let start = text[..at].iter().rposition(|byte| !is_part(*byte)).map_or(0, |before| before + 1);
        let end = text[at..].iter().position(|byte| !is_part(*byte)).map_or(text.len(), |length| at + length);
        let is_text = start > 0 && text[start - 1] == b'"';
        if end - start > KEPT && !is_text {
            return true;
        }
        at = end + KEPT + 1;
    }
    false
}

fn is_part(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'.')
}

/// Whether a double keeps all digits that are written: printed with as many, it shows the same ones.
///
/// So a double that was printed with any number of digits is kept, be it with more than it needs.
fn is_kept(written: &str) -> bool {
    let shown = digits(written);
    // Zeros at the end of a fraction say nothing; those of an integer do.
    let shown = if written.contains('.') { shown.trim_end_matches('0') } else { &shown };
    match written.parse::<f64>() {
        _ if shown.len() <= KEPT => true,
        Ok(double) if double.is_finite() => {
            let is_exact = || digits(&format!("{double:.*e}", shown.len() - 1)) == shown;
            // Where a double lies half way between two, the shortest that means it may be the one that is not even.
            shown.len() <= MOST && (is_exact() || digits(&format!("{double:e}")) == shown)
        }
        // No parser takes what is greater than every double, which is said elsewhere.
        _ => true,
    }
}

/// The digits of a number before its exponent, from the first one on that is not zero.
fn digits(number: &str) -> String {
    let mantissa = number.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digits_are_kept_or_not() {
        let wide = format!("0.{}1", "0".repeat(900) + &"3".repeat(900));
        for (written, kept) in [
            ("9007199254740992", true),
            ("9007199254740993", false),
            ("-9007199254740993", false),
            ("9007199254740994", true),
            ("10000000000000000000", true),
            ("100000000000000000000000", false),
            ("281932354486952130", false),
            ("0.100000000000000000000", true),
            ("12345678901234567890", false),
            ("1097726562770858.3", true),
            ("1097726562770858.2", true),
            ("0.1", true),
            ("0.10000000000000001", true),
            ("0.1000000000000000055511151231257827", true),
            ("0.1000000000000000055511151231257828", false),
            ("1.50000000000000000000000", true),
            ("3.14159265358979323846", false),
            ("9007199254740993e-3", false),
            ("4.9406564584124654e-324", true),
            ("1e-400", true),
            ("0.00000000000000000000", true),
            ("0.99999999999999999999", false),
            (&wide, false),
        ] {
            assert_eq!(is_kept(written), kept, "{written}");
        }
    }

    proptest! {
        #[test]
        fn a_double_is_kept_however_many_digits_it_is_printed_with(double in any::<f64>(), digits in 16_usize..40) {
            prop_assume!(double.is_finite());
            for printed in [format!("{double:e}"), format!("{double:.digits$e}")] {
                prop_assert!(is_kept(&printed), "{}", printed);
            }
        }

        #[test]
        fn an_integer_is_kept_where_the_way_through_a_double_gives_it_back(integer in any::<i64>(), shift in 0_u32..63) {
            let integer = integer >> shift;
            let double: f64 = integer.to_string().parse().expect("a number");
            prop_assert_eq!(is_kept(&integer.to_string()), format!("{double:.0}") == integer.to_string());
        }

        #[test]
        fn no_lossy_number_is_passed_over(
            before in r#"[\[:, a1.]{0,40}"#,
            number in r"-?[1-9][0-9]{0,25}(\.[0-9]{1,25})?",
            after in r#"[\]}, a1."]{0,40}"#,
        ) {
            let text = format!("{before}:{number},{after}");
            prop_assert!(is_kept(&number) || may_be_in(text.as_bytes()), "{}", text);
        }
    }

    #[test]
    fn only_long_rows_of_digits_are_looked_at() {
        for (text, may) in [
            (r#"{"a":"1234567890123456","b":1790000000000}"#, false),
            (r#"{"a":"x","b":123456789012345}"#, false),
            (r#"{"a":"x","b":1234567890123456}"#, true),
            (r#"{"a":"x","b":-0.123456789012345}"#, true),
            ("1234567890123456", true),
            ("", false),
        ] {
            assert_eq!(may_be_in(text.as_bytes()), may, "{text}");
        }
    }
}
