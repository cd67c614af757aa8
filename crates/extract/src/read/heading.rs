//! What a section is about, by its heading.

/// The role of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SectionRole {
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
}
