//! Text for terminals.

use std::fmt::Write;

/// A number and its noun, as `1 error` and `2 errors`.
pub fn count(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// A number with its thousands parted, as `11,530`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `text` on one line, with control characters, those that reorder text, and those that are none (XML refuses them) written
/// as escapes: what a page or a server says must not steer a terminal.
pub fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let steers = matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}');
        if c == '\n' {
            out.push(' ');
        } else if c.is_control() || steers {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// Breaks `text` into lines of at most `width` characters, the first of which is shorter by `first`. Words longer
/// than a line stay whole.
pub(crate) fn wrap(text: &str, width: usize, first: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = first;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width && (lines.len() > 1 || used > first) {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += length;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_breaks_between_words_and_long_words_stay_whole() {
        assert_eq!(wrap("one two three", 8, 0), ["one two", "three"]);
        assert_eq!(wrap("one two three", 8, 4), ["one", "two", "three"]);
        assert_eq!(wrap("/a/very/long/path x", 8, 0), ["/a/very/long/path", "x"]);
    }

    #[test]
    fn thousands_are_parted() {
        assert_eq!([0, 999, 1000, 11_530, 1_234_567].map(grouped), ["0", "999", "1,000", "11,530", "1,234,567"]);
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(printable("a\u{1b}[31m\nb\u{202e}"), "a\\u{1b}[31m b\\u{202e}");
    }
}
