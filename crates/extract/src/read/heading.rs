//! What a section is about, by its heading.

/// The role of a section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SectionRole {
    /// What the operation does.
    Function,
    /// Method and path.
    Uri,
    /// What the request carries.
    Request,
    /// What the response carries.
    Response,
    /// Example requests.
    ExampleRequest,
    /// Example responses.
    ExampleResponse,
    /// The statuses.
    Statuses,
    /// Anything else.
    #[default]
    Other,
}

/// The role that a heading gives to its section.
pub(super) fn role(heading: &str) -> SectionRole {
    let text = heading.to_lowercase();
    let has = |word: &str| text.contains(word);
    let example = has("example") || has("sample");
    if example && (has("response") || has("returned")) {
        SectionRole::ExampleResponse
    } else if example {
        SectionRole::ExampleRequest
    } else if has("status code") || has("returned value") {
        SectionRole::Statuses
    } else if has("error") {
        SectionRole::Other
    } else if text == "uri" || has("uri ") || has("api format") || has("request syntax") || has("url") {
        SectionRole::Uri
    } else if has("request") {
        SectionRole::Request
    } else if has("response") {
        SectionRole::Response
    } else if has("function") || text == "description" {
        SectionRole::Function
    } else {
        SectionRole::Other
    }
}

/// Whether a heading says that its section is about the codes of errors, as "Error Codes": lists of them have the statuses.
pub(super) fn names_error_codes(heading: &str) -> bool {
    has_word(heading, &["error"]) && has_word(heading, &["code", "codes"])
}

/// Whether a heading says that its section is about XML elements, as "Request Elements".
pub(super) fn names_elements(heading: &str) -> bool {
    has_word(heading, &["element", "elements"])
}

/// Whether a heading says that its section is about headers, as "Response Headers".
pub(super) fn names_headers(heading: &str) -> bool {
    has_word(heading, &["header", "headers"])
}

/// Whether a title says that its table is about the headers of a message, as "Request headers", and not about a field
/// that is called so.
pub(super) fn names_message_headers(title: &str) -> bool {
    has_word(title, &["headers"]) && has_word(title, &["request", "response", "message", "http"])
}

/// Whether a title says that its table is about the headers that any request may carry, as "Common request headers".
pub(super) fn names_common_headers(title: &str) -> bool {
    let has = |words: &[&str]| has_word(title, words);
    has(&["common", "public"]) && has(&["request", "requests"]) && has(&["header", "headers"])
}

fn has_word(heading: &str, words: &[&str]) -> bool {
    heading
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| words.iter().any(|wanted| word.eq_ignore_ascii_case(wanted)))
}

/// The role that a label in a section of role `section` gives to what follows it, if it is a label.
pub(super) fn label_role(section: SectionRole, text: &str) -> Option<SectionRole> {
    let label = text.trim().trim_end_matches([':', '\u{ff1a}']);
    if label.len() > LONGEST_EXAMPLE_LABEL || label.ends_with('.') {
        return None;
    }
    let lower = label.to_lowercase();
    // One that begins by saying so is the label of an example, whatever it adds of the case.
    if label.len() > LONGEST_LABEL && !EXAMPLES.iter().any(|words| lower.starts_with(words)) {
        return None;
    }
    let has = |word: &str| lower.contains(word);
    if has("example") || has("sample") {
        let in_response = matches!(section, SectionRole::Response | SectionRole::ExampleResponse);
        let response = has("response") || in_response && !has("request");
        return Some(if response { SectionRole::ExampleResponse } else { SectionRole::ExampleRequest });
    }
    let own = match section {
        SectionRole::Uri => has("uri") || has("parameter"),
        SectionRole::Request => has("request") || has("parameter"),
        SectionRole::Response => has("response") || has("parameter") || lower == "normal" || lower == "abnormal",
        _ => false,
    };
    own.then_some(section)
}

/// A longer paragraph is no label.
const LONGEST_LABEL: usize = 60;

/// What is longer is no label of an example.
const LONGEST_EXAMPLE_LABEL: usize = 160;

const EXAMPLES: [&str; 8] = [
    "example request",
    "example response",
    "request example",
    "response example",
    "sample request",
    "sample response",
    "request sample",
    "response sample",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_the_corpus_have_their_roles() {
        for (heading, expected) in [
            ("URI", SectionRole::Uri),
            ("Function", SectionRole::Function),
            ("Request Parameters", SectionRole::Request),
            ("Response Message", SectionRole::Response),
            ("Example Requests", SectionRole::ExampleRequest),
            ("Sample Response", SectionRole::ExampleResponse),
            ("Example", SectionRole::ExampleRequest),
            ("Status Codes", SectionRole::Statuses),
            ("Returned Values", SectionRole::Statuses),
            ("Error Codes", SectionRole::Other),
            ("Constraints", SectionRole::Other),
        ] {
            assert_eq!(role(heading), expected, "{heading}");
        }
    }

    #[test]
    fn labels_part_a_section_into_parameters_and_examples() {
        for (section, label, expected) in [
            (SectionRole::Request, "Example request", Some(SectionRole::ExampleRequest)),
            (SectionRole::Response, "Example", Some(SectionRole::ExampleResponse)),
            (SectionRole::Response, "Response example:", Some(SectionRole::ExampleResponse)),
            (SectionRole::ExampleResponse, "Example 1", Some(SectionRole::ExampleResponse)),
            (SectionRole::Request, "Request parameters", Some(SectionRole::Request)),
            (SectionRole::Response, "Parameter description", Some(SectionRole::Response)),
            (SectionRole::Uri, "URI format", Some(SectionRole::Uri)),
            (SectionRole::Response, "For example, the zone is private.", None),
            (
                SectionRole::Response,
                "Example response 2 (Binding one of the floating addresses of a network to a port)",
                Some(SectionRole::ExampleResponse),
            ),
            (SectionRole::Response, "The response of this call holds an example of each of the things below", None),
            (SectionRole::Other, "Request parameters", None),
        ] {
            assert_eq!(label_role(section, label), expected, "{label}");
        }
    }
}
