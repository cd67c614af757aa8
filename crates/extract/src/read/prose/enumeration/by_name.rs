//! Items that all call one field by its name, so that they say something of its values where that is the name of the
//! field described: "If kind is set to TREE, …", "If it is cold, the kind is ROCK."

use super::super::{
    Stated,
    line::Line,
    sentence::paragraphs,
    token::{Look, Token},
};
use crate::page::Block;
use serde_json::Value;

/// What is said in one of the cases: of what, and which value.
struct Case {
    name: String,
    value: Token,
}

/// The values that the items of a list state of the field of a name, with that name and the words that state them.
pub(in super::super) fn read(blocks: &[Block]) -> Option<Stated<(String, Vec<Value>)>> {
    blocks.iter().find_map(|block| {
        let Block::List(items) = block else { return None };
        let lines: Vec<Line> = items.iter().filter_map(|item| paragraphs(item).next()).map(Line::of).collect();
        let cases: Vec<Case> =
            lines.iter().map(|line| of_condition(line).or_else(|| of_outcome(line))).collect::<Option<_>>()?;
        let (first, rest) = cases.split_first()?;
        let same = !rest.is_empty() && rest.iter().all(|case| case.name == first.name);
        let evidence = lines.iter().map(|line| &*line.text).collect::<Vec<&str>>().join(" ");
        let values = cases.iter().map(|case| Value::from(case.value.text.as_str())).collect();
        same.then(|| Stated::new((first.name.clone(), values), evidence))
    })
}

/// Names as words: `tree_kind` is called "the tree kind", too.
pub(in super::super) fn as_words(name: &str) -> String {
    name.to_ascii_lowercase().replace(['_', '-'], " ")
}

/// "If NAME is set to **A**, …".
fn of_condition(line: &Line) -> Option<Case> {
    let start = "if ".len();
    let end = start + line.lower.strip_prefix("if ")?.find(" is set to ")?;
    let from = end + " is set to ".len();
    let until = from + line.text[from..].find(", ")?;
    case(line, &line.lower[start..end], from, until)
}

/// "If …, the NAME is **A**."
fn of_outcome(line: &Line) -> Option<Case> {
    line.lower.strip_prefix("if ")?;
    let (condition, outcome) = line.lower.split_once(", the ")?;
    let (name, value) = outcome.split_once(" is ")?;
    let until = line.text.trim_end_matches('.').len();
    (!condition.contains(", ")).then(|| case(line, name, line.lower.len() - value.len(), until))?
}

/// The case, if its value is bold and the name is short.
fn case(line: &Line, name: &str, from: usize, until: usize) -> Option<Case> {
    let value = Token::of(line.text.get(from..until)?, line.is_strong(&(from..until)))?;
    let plain = value.look == Look::Marked && name.split(' ').count() <= 3;
    plain.then(|| Case { name: as_words(name), value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    /// What the items of a list state; words between stars are bold.
    fn stated(items: &[&str]) -> Option<(String, Vec<Value>)> {
        let item = |text: &&str| {
            let runs = text.split('*').enumerate();
            let runs = runs.map(|(number, text)| Run { text: text.to_owned(), strong: number % 2 == 1, link: None });
            vec![Block::Paragraph(Text { runs: runs.collect(), line: 1 })]
        };
        read(&[Block::List(items.iter().map(item).collect())]).map(|stated| stated.value)
    }

    #[test]
    fn values_of_a_field_called_by_name_are_read_with_that_name() {
        let values = vec![Value::from("TREE"), Value::from("ROCK")];
        let of_conditions =
            ["If *tree_kind* is set to *TREE*, it grows.", "If *tree_kind* is set to *ROCK*, it rests."];
        assert_eq!(stated(&of_conditions), Some(("tree kind".to_owned(), values.clone())));
        let of_outcomes = ["If it grows, the tree kind is *TREE*.", "If the age is 4.2, the tree kind is *ROCK*."];
        assert_eq!(stated(&of_outcomes), Some(("tree kind".to_owned(), values)));
        assert_eq!(as_words("Tree_kind"), "tree kind");
    }

    #[test]
    fn values_of_several_fields_and_words_that_are_not_bold_are_not() {
        assert_eq!(stated(&["If *kind* is set to *TREE*, it grows.", "If *age* is set to *OLD*, it rests."]), None);
        assert_eq!(stated(&["If *kind* is set to *TREE*, it grows.", "It rests."]), None);
        assert_eq!(stated(&["If it grows, the kind is tree.", "If it rests, the kind is rock."]), None);
    }
}
