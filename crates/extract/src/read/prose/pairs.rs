//! Objects that a description calls pairs of a key and a value: maps of texts.

use super::{
    Stated,
    sentence::{all_paragraphs, sentences},
};
use crate::page::{Block, plain_texts};

/// What a sentence about pairs says besides, in lower case, when it speaks of the whole value.
const WHOLE: [&str; 4] = ["format", "made up of", "metadata key-value", "customize"];

/// The sentence that makes a map of what a type cell only calls an object: "Labels, in the format of key-value pairs."
pub(in crate::read) fn read(blocks: &[Block]) -> Option<Stated<()>> {
    let mut texts = Vec::new();
    plain_texts(blocks, &mut texts);
    if texts.iter().any(|text| shows_list(text)) {
        return None;
    }
    let mut paragraphs = all_paragraphs(blocks).into_iter();
    paragraphs.find_map(|paragraph| {
        let text = paragraph.plain();
        let sentence = sentences(&text).find(|sentence| {
            let lower = sentence.to_ascii_lowercase().replace("key/value", "key-value");
            lower.contains("key-value pair") && WHOLE.iter().any(|word| lower.contains(word))
        })?;
        Some(Stated::new((), sentence))
    })
}

/// Whether a text shows a member whose value is a list, as `"tags": [{…}]`.
fn shows_list(text: &str) -> bool {
    text.split(':').skip(1).any(|rest| rest.trim_start().starts_with('['))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, Text};

    fn evidence(text: &str) -> Option<String> {
        let run = Run { text: text.to_owned(), strong: false, link: None };
        read(&[Block::Paragraph(Text { runs: vec![run], line: 1 })]).map(|stated| stated.evidence)
    }

    #[test]
    fn what_is_in_the_format_of_pairs_is_a_map() {
        for sentence in
            ["Labels in the format of key-value pairs.", "Format: Key-value pair.", "Made up of key/value pairs."]
        {
            assert_eq!(evidence(&format!("What it is. {sentence} At most 20.")).as_deref(), Some(sentence));
        }
    }

    #[test]
    fn what_only_counts_or_lists_pairs_is_none() {
        assert_eq!(evidence("At most 20 key-value pairs."), None);
        assert_eq!(evidence("The format is key-value pair. Example: \"tags\" : [ {\"key\": \"a\"} ]"), None);
    }
}
