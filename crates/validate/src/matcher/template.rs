//! One segment of a path template.

use super::url;
use driftline_finding::words::nearest_word;

/// One segment of a path template. The order is by how much it demands: the least is the most specific.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// Text.
    Literal(String),
    /// Text and variables, as `{region}:{id}`: the texts between the variables, with an empty text where the
    /// segment begins or ends with a variable.
    Mixed(Vec<String>),
    /// One variable.
    Variable,
}

impl Segment {
    /// The segments of a path template. A query that a page wrote behind the path is dropped.
    pub(super) fn all(template: &str) -> Vec<Segment> {
        url::segments(url::path(template)).iter().map(|segment| Segment::parse(segment)).collect()
    }

    fn parse(text: &str) -> Segment {
        let mut texts = vec![String::new()];
        let mut rest = text;
        while let Some((before, name_and_rest)) = rest.split_once('{')
            && let Some((_, after)) = name_and_rest.split_once('}')
        {
            let next_to_variable = before.is_empty() && texts.len() > 1;
            if let Some(last) = texts.last_mut() {
                last.push_str(before);
            }
            // Two variables side by side cannot be told apart: they are one.
            if !next_to_variable {
                texts.push(String::new());
            }
            rest = after;
        }
        if let Some(last) = texts.last_mut() {
            last.push_str(rest);
        }
        match texts.as_slice() {
            [_] => Segment::Literal(text.to_owned()),
            [before, after] if before.is_empty() && after.is_empty() => Segment::Variable,
            _ => Segment::Mixed(texts),
        }
    }

    /// Whether a segment of a path fits. A variable stands for at least one character.
    pub(super) fn fits(&self, segment: &str) -> bool {
        match self {
            Segment::Literal(text) => text == segment,
            Segment::Mixed(texts) => mixed_fits(texts, segment),
            Segment::Variable => !segment.is_empty(),
        }
    }

    /// Whether a segment of a path looks like this one misspelt, short for it (`lb` for `lbaas`), or another version.
    pub(super) fn is_like(&self, segment: &str) -> bool {
        let Segment::Literal(text) = self else { return self.fits(segment) };
        let is_short = || text.starts_with(segment) || segment.starts_with(text.as_str());
        is_version(text) && is_version(segment) || is_short() || nearest_word(segment, [text.as_str()]).is_some()
    }

    /// How many characters are fixed.
    pub(super) fn fixed(&self) -> usize {
        match self {
            Segment::Literal(text) => text.len(),
            Segment::Mixed(texts) => texts.iter().map(String::len).sum(),
            Segment::Variable => 0,
        }
    }
}

/// `v2`, `v2.0`
fn is_version(segment: &str) -> bool {
    let number = segment.strip_prefix(['v', 'V']);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
}

/// Each variable takes as little as it can, and the last the rest: if any division fits, this one does.
fn mixed_fits(texts: &[String], segment: &str) -> bool {
    let [first, middle @ .., last] = texts else { return false };
    let Some(mut rest) = segment.strip_prefix(first.as_str()) else { return false };
    for text in middle {
        let Some(width) = rest.chars().next().map(char::len_utf8) else { return false };
        let Some(at) = rest[width..].find(text.as_str()) else { return false };
        rest = &rest[width + at + text.len()..];
    }
    rest.strip_suffix(last.as_str()).is_some_and(|variable| !variable.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mixed_segment_fits_where_its_texts_do() {
        for (template, segment, fits) in [
            ("{region}:{id}", "eu-de:17", true),
            ("{region}:{id}", "eu-de:17:4", true),
            ("{region}:{id}", ":17", false),
            ("{region}:{id}", "eu-de:", false),
            ("{id}.json", "a.json", true),
            ("{id}.json", ".json", false),
            ("v{n}-{m}x", "vä-bx", true),
            ("v{n}-{m}x", "v-bx", false),
            ("{a}{b}", "q", true),
            ("{a", "{a", true),
        ] {
            let parsed = Segment::all(template);
            assert_eq!(parsed[0].fits(segment), fits, "{template} {segment}");
        }
    }

    #[test]
    fn a_query_in_a_template_is_no_part_of_the_path() {
        assert_eq!(Segment::all("/v1/{id}?action=start"), [Segment::Literal("v1".into()), Segment::Variable]);
    }
}
