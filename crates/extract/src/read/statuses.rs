//! The statuses that a page lists, in tables and in lines.

use super::{
    PageReader,
    bodies::is_success,
    columns::{Columns, cell},
    draft::Draft,
    flow::Content,
    heading::SectionRole,
};
use crate::{
    page::{Cell, Page, Table},
    rules,
};
use driftline_contract::{Response, Status};
use driftline_finding::Provenance;
use std::borrow::Cow;

impl PageReader<'_> {
    /// Adds the statuses that stand in lines of their own in the sections about statuses: older pages write "Normal" and
    /// "204" below each other. If none of all is that of a success, adds the one that a sentence about responses or an
    /// example of one states.
    pub(super) fn add_status_lines(&self, draft: &mut Draft) {
        for (status, response) in self.lines_of(&[SectionRole::Statuses], status_line) {
            draft.responses.entry(status).or_insert(response);
        }
        if draft.responses.keys().any(|status| is_success(*status)) {
            return;
        }
        let roles = [SectionRole::Statuses, SectionRole::Response, SectionRole::ExampleResponse];
        let stated = self.lines_of(&roles, stated_success);
        let is_alone = draft.bodies.is_empty();
        // What is said of all statuses says which is meant only where nothing else is known of the response.
        let mut found = stated.into_iter().filter(|(status, _)| matches!(status, Status::Exact(_)) || is_alone);
        if let Some((status, response)) = found.next() {
            draft.responses.entry(status).or_insert(response);
        }
    }

    /// What `read` finds in the lines of paragraphs of these roles, and in those of code blocks before a body.
    fn lines_of(
        &self,
        roles: &[SectionRole],
        read: impl Fn(&str) -> Option<(Status, &str)>,
    ) -> Vec<(Status, Response)> {
        let page: &Page = self.page;
        let mut found = Vec::new();
        let mut look = |line: &str, number: u32| {
            if let Some((status, reason)) = read(line) {
                let cells = Some(line.trim().to_owned());
                let from = Provenance { line: Some(number), cells, ..Provenance::page(&page.name) };
                found.push((status, Response { provenance: Some(Box::new(from)), ..Response::new(reason) }));
            }
        };
        for role in roles {
            for piece in self.pieces.iter().filter(|piece| piece.role == *role) {
                match piece.content {
                    Content::Text(text) => look(&text.plain(), text.line),
                    Content::Code(code) => {
                        let is_before = |line: &&str| !line.trim_start().starts_with(['{', '[', '<']);
                        let lines = code.text.lines().take_while(is_before);
                        (code.line..).zip(lines).for_each(|(number, line)| look(line, number));
                    }
                    Content::Table(_) => {}
                }
            }
        }
        found
    }

    /// The statuses of a table with their descriptions. In a table of error codes several rows tell of one status.
    pub(super) fn statuses(&mut self, table: &Table) -> Vec<(Status, Response)> {
        let columns = Columns::of(table);
        let code_column = column_of(table, "error code");
        let mut found: Vec<(Status, Response)> = Vec::new();
        for row in &table.rows {
            let text = cell(row, columns.status).map(Cell::plain).unwrap_or_default();
            let Some((status, rest)) = first_status(&text) else {
                self.report_row(rules::status_unreadable::finding(&text), table, row);
                continue;
            };
            let said = cell(row, columns.description.or_else(|| column_of(table, "error message")));
            let described = said.map(Cell::plain).filter(|text| !text.is_empty());
            let rest = if rest.is_empty() { text.trim() } else { rest };
            let mut description = described.map_or_else(|| rest.to_owned(), Cow::into_owned);
            let code = cell(row, code_column.filter(|at| columns.status != Some(*at)))
                .map(Cell::plain)
                .filter(|code| !code.is_empty());
            if let Some(code) = &code {
                description = format!("{code}: {description}");
            }
            match found.iter_mut().find(|(known, _)| *known == status) {
                Some((_, response)) if code.is_some() => {
                    response.description.push('\n');
                    response.description.push_str(&description);
                }
                Some(_) => {
                    self.report_row(rules::status_duplicate::finding(status), table, row);
                    continue;
                }
                None => {
                    let mut provenance = self.row_provenance(table, row);
                    provenance.cells = Some(text.to_string());
                    let response = Response { provenance: Some(Box::new(provenance)), ..Response::new(description) };
                    found.push((status, response));
                }
            }
            self.ledger.place(row.id);
        }
        found
    }
}

/// The column of that heading, in lower case.
fn column_of(table: &Table, heading: &str) -> Option<usize> {
    table.header.iter().position(|header| header.eq_ignore_ascii_case(heading))
}

/// The status that is the first word of a cell, and what stands behind it: "403 Forbidden".
pub(super) fn first_status(cell: &str) -> Option<(Status, &str)> {
    let cell = cell.trim();
    let (first, rest) = cell.split_at(cell.find(char::is_whitespace).unwrap_or(cell.len()));
    Some((first.parse().ok()?, rest.trim_start()))
}

/// The status of a line that holds nothing else, and its reason: "204", "202 Accepted", "Status code: 200."
fn status_line(text: &str) -> Option<(Status, &str)> {
    status_and_reason(behind_name(text).unwrap_or(text))
}

/// The status in a line that introduces what is given with it: "Status code: 200", "Failure response: HTTP status code 400".
pub(super) fn status_lead(text: &str) -> Option<Status> {
    let said = behind_name(text)?.trim_end_matches([' ', ':', '.', '\u{ff1a}']);
    said.parse().ok().or_else(|| Some(status_and_reason(said)?.0))
}

/// What stands behind the words for a status, which may stand behind a label.
fn behind_name(text: &str) -> Option<&str> {
    let is_label = |label: &str| label.len() <= LONGEST_LABEL && !label.contains(|c: char| c.is_ascii_digit());
    let labelled = text.split_once([':', '\u{ff1a}']).filter(|(label, _)| is_label(label)).map(|(_, rest)| rest);
    [Some(text), labelled].into_iter().flatten().find_map(|said| {
        let said = said.trim_start();
        let said = strip_start(said, "http ").unwrap_or(said);
        let code = NAMES.iter().find_map(|name| strip_start(said, name))?;
        Some(code.trim_start_matches([':', ' ', '\u{ff1a}']))
    })
}

/// What is longer, in bytes, is no label before a status.
const LONGEST_LABEL: usize = 40;

const NAMES: [&str; 3] = ["status code", "response code", "return code"];

/// What stands behind `start`, in any case.
fn strip_start<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    text.get(..start.len()).filter(|own| own.eq_ignore_ascii_case(start)).map(|own| &text[own.len()..])
}

/// A status and its reason, and nothing else.
fn status_and_reason(said: &str) -> Option<(Status, &str)> {
    let said = said.trim_end_matches('.');
    let (code, reason) = said.split_once(' ').unwrap_or((said, said));
    let is_reason = reason == said || reason.chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
    let status = code.parse().ok().filter(|status| matches!(status, Status::Exact(_)))?;
    is_reason.then_some((status, reason))
}

/// The status of success that a line of a response states, and its reason: the first line of HTTP, a status in
/// brackets, or one with the words that say what it means.
fn stated_success(line: &str) -> Option<(Status, &str)> {
    let line = line.trim();
    if !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let found = http_line(line)
        .or_else(|| status_line(line.trim_start_matches("None").trim_matches([' ', '(', ')'])))
        .or_else(|| status_sentence(line));
    found.filter(|(status, _)| matches!(status, Status::Exact(200..=399) | Status::Range(2)))
}

/// The status of a status line, as `HTTP/1.1 204 No Content`. Highlighting may have put blanks around the slash.
fn http_line(line: &str) -> Option<(Status, &str)> {
    let version = line.strip_prefix("HTTP")?.trim_start().strip_prefix('/')?.trim_start();
    let status = version.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim_start();
    if status.len() == version.len() { None } else { status_line(status) }
}

/// The status in a sentence that says that the call succeeds with it.
fn status_sentence(line: &str) -> Option<(Status, &str)> {
    let says = |words: &[&str]| words.iter().any(|word| line.contains(word));
    if !says(&["succeeds", "successful"]) || !says(&["is returned", "Status code", "status code"]) {
        return None;
    }
    let sentence = line.split(". ").next().unwrap_or(line);
    let words = sentence.split([' ', ',', ';', ':', '.']);
    let status = words.filter(|word| word.len() == 3).find_map(|word| word.parse().ok())?;
    Some((status, sentence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_of_a_cell_is_its_status() {
        for (cell, expected) in [
            ("403 Forbidden", Some((Status::Exact(403), "Forbidden"))),
            ("\n404\nNot Found", Some((Status::Exact(404), "Not Found"))),
            ("2xx", Some((Status::Range(2), ""))),
            ("APIGW.0101", None),
            ("Error 403", None),
            ("403: Forbidden", None),
            ("", None),
        ] {
            assert_eq!(first_status(cell), expected, "{cell}");
        }
    }

    #[test]
    fn a_line_is_a_status_only_if_it_says_nothing_else() {
        for (text, expected) in [
            ("204", Some((204, "204"))),
            ("202 Accepted", Some((202, "Accepted"))),
            ("Status Code:200.", Some((200, "200"))),
            ("Status code: 404 Not Found", Some((404, "Not Found"))),
            ("Normal", None),
            ("404/500", None),
            ("If 200 is returned, the call succeeded.", None),
            ("200 pages, at most.", None),
            ("default", None),
            ("\u{130}status code 200", None),
            ("Failure response: HTTP status code 400", Some((400, "400"))),
            ("Http Response Code: 204", Some((204, "204"))),
            ("Size: 100", None),
        ] {
            let expected = expected.map(|(code, reason)| (Status::Exact(code), reason));
            assert_eq!(status_line(text), expected, "{text}");
        }
    }

    #[test]
    fn a_line_of_a_response_states_its_success() {
        for (line, expected) in [
            ("HTTP/1.1 200 OK", Some((Status::Exact(200), "OK"))),
            ("HTTP / 1.1 204 No Content", Some((Status::Exact(204), "No Content"))),
            ("HTTP/1.1 100 Continue", None),
            ("HTTP 200", None),
            ("HTTP/1.1 status_code", None),
            ("None (STATUS CODE 204)", Some((Status::Exact(204), "204"))),
            ("STATUS CODE 404", None),
            (
                "Status code 200, indicating that the tree was planted and all is successful",
                Some((
                    Status::Exact(200),
                    "Status code 200, indicating that the tree was planted and all is successful",
                )),
            ),
            (
                "If the call succeeds, 202 Accepted is returned. See below.",
                Some((Status::Exact(202), "If the call succeeds, 202 Accepted is returned")),
            ),
            (
                "If a 2xx status code is returned, the request is successful.",
                Some((Status::Range(2), "If a 2xx status code is returned, the request is successful.")),
            ),
            ("The request is successful if 100 trees grow.", None),
            ("", None),
        ] {
            assert_eq!(stated_success(line), expected, "{line}");
        }
    }
}
