//! What descriptions of parameters without a type say of whole numbers: "Must be a decimal integer."

use super::{
    bounds::Of,
    default, limits,
    sentence::{all_paragraphs, sentences},
};
use crate::{page::Block, type_expr::Scalar};

/// Beginnings of a sentence that says so.
const SAYING: &[&str] = &["must be a decimal integer", "the value is an integer", "the value must be an integer"];

/// The sentence by which a value is a whole number: one that says so, or that of a bound where a description states both
/// bounds and a default that is such a number.
pub(in super::super) fn whole_number(blocks: &[Block]) -> Option<String> {
    let says = |sentence: &&str| SAYING.iter().any(|words| sentence.to_ascii_lowercase().starts_with(words));
    let said = all_paragraphs(blocks).into_iter().find_map(|text| {
        let plain = text.plain();
        sentences(&plain).find(says).map(str::to_owned)
    });
    said.or_else(|| {
        let bounds = limits::read(blocks, Of::Number, None);
        default::read(blocks, Scalar::Int32)?;
        bounds.minimum.and(bounds.maximum).map(|maximum| maximum.evidence)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    fn said(text: &str) -> Option<String> {
        let run = Run { text: text.to_owned(), strong: false, link: None };
        whole_number(&[Block::Paragraph(Text { runs: vec![run], line: 1 })])
    }

    #[test]
    fn a_number_is_called_so_or_has_bounds_and_a_default() {
        assert_eq!(said("The page. Must be a decimal integer.").as_deref(), Some("Must be a decimal integer."));
        assert_eq!(said("The size. The value is an integer.").as_deref(), Some("The value is an integer."));
        let bounded = "The size. The default value is 5. The value ranges from 1 to 9.";
        assert_eq!(said(bounded).as_deref(), Some("The value ranges from 1 to 9."));
    }

    #[test]
    fn a_text_of_digits_or_without_bounds_may_be_a_text() {
        for text in
            ["The default value is 5.", "The value ranges from 1 to 9.", "It contains an integer.", "1 to 9 letters."]
        {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
