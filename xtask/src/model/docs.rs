//! Doc comments.

use driftline_finding::Provenance;

/// The width of a line without its indentation and `///`.
const WIDTH: usize = 100;

/// Paragraphs as doc comments, parted by empty ones.
pub(super) fn comment(lines: &[String], mark: &str) -> String {
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        let is_item = line.starts_with("- ");
        let follows_item = index.checked_sub(1).and_then(|index| lines.get(index)).is_some_and(|l| l.starts_with("- "));
        if index > 0 && !(is_item && follows_item) {
            text += &format!("{mark}\n");
        }
        for (number, part) in wrapped(line).into_iter().enumerate() {
            let indent = if is_item && number > 0 { "  " } else { "" };
            text += &format!("{mark} {indent}{part}\n");
        }
    }
    text
}

/// The lines of a description as Markdown: the first is a paragraph, further ones become a list.
pub(super) fn prose(description: &[&str]) -> Vec<String> {
    let lines = description.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
    lines
        .enumerate()
        .map(|(index, line)| if index == 0 { escaped(line) } else { format!("- {}", escaped(line)) })
        .collect()
}

/// What a description says about one of the values it lists: the rest of the line that begins with it.
pub(super) fn about<'d>(description: Option<&'d str>, value: &str) -> Option<&'d str> {
    let rests = description?.lines().filter_map(|line| line.trim().strip_prefix(value)?.trim_start().strip_prefix(':'));
    rests.map(str::trim).find(|rest| !rest.is_empty())
}

/// Whether a line of a description is about one of the values it lists, and nothing else.
pub(super) fn is_about(line: &str, value: &str) -> bool {
    line.trim().strip_prefix(value).is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with(':'))
}

/// Where something was read from, as `Lease (Table 6), row 3`.
pub(super) fn source(from: &Provenance) -> String {
    escaped(&Provenance { cells: None, ..from.clone() }.to_string())
}

/// A text as inline code, whatever it holds.
pub(super) fn code(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if plain.trim().is_empty() {
        return "the empty text".to_owned();
    }
    if plain.contains('`') { format!("`` {plain} ``") } else { format!("`{plain}`") }
}

/// A line in which nothing is markup.
pub(super) fn escaped(line: &str) -> String {
    let words = line.split_whitespace().map(|word| {
        let is_url = word.contains("://");
        let escape = |c: char| if "\\[]<>`*_|~".contains(c) { format!("\\{c}") } else { c.to_string() };
        let escaped: String = word.chars().filter(|c| !c.is_control()).map(escape).collect();
        // rustdoc takes what looks like a URL for a link that somebody forgot to mark.
        if is_url { escaped.replace("://", ":\\//") } else { escaped }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A paragraph in lines, of which none begins with what looks like a list, heading or rule.
fn wrapped(paragraph: &str) -> Vec<String> {
    let (lead, rest) = paragraph.strip_prefix("- ").map_or(("", paragraph), |rest| ("- ", rest));
    let mut lines: Vec<String> = Vec::new();
    for word in rest.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.len() + word.len() < WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(guarded(word)),
        }
    }
    if let Some(first) = lines.first_mut() {
        first.insert_str(0, lead);
    }
    lines
}

fn guarded(word: &str) -> String {
    let number = word.trim_start_matches(|c: char| c.is_ascii_digit());
    if word.starts_with(['#', '-', '+', '=', ':']) {
        format!("\\{word}")
    } else if number.len() < word.len() && number.starts_with(['.', ')']) {
        format!("{}\\{number}", &word[..word.len() - number.len()])
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_prose_is_markup() {
        assert_eq!(escaped("see [a](b), <c> and https://x.y  *z*"), r"see \[a\](b), \<c\> and https:\//x.y \*z\*");
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(comment(&["# 1".to_owned(), "1. x".to_owned()], "///"), "/// \\# 1\n///\n/// 1\\. x\n");
    }

    #[test]
    fn long_lines_are_wrapped_and_lists_indented() {
        let line = format!("- {} - x", "word ".repeat(19).trim_end());
        let text = comment(&prose(&["Values:", &line[2..]]), "///");
        assert_eq!(text.lines().count(), 3, "{text}");
        assert!(text.lines().all(|line| line.len() <= 110), "{text}");
    }

    #[test]
    fn a_line_that_begins_with_a_value_tells_about_it() {
        let description = Some("State. Options:\nINIT: being set up\nERROR");
        assert_eq!(about(description, "INIT"), Some("being set up"));
        assert_eq!(about(description, "ERROR"), None);
        assert_eq!(about(description, "State"), None);
        assert!(is_about("ERROR", "ERROR") && is_about("INIT : being", "INIT") && !is_about("INITIAL: x", "INIT"));
    }
}
