//! Example requests and responses.

use super::{
    PageReader, failures,
    flow::{Content, Piece, is_example},
    heading::SectionRole,
    statuses::status_lead,
    uri::{Call, calls_in_text},
};
use crate::{
    example_json::{self, ExampleJson, ExampleValue, FlawKind, Senseless, line_of},
    page::Code,
    rules,
};
use driftline_contract::{Media, Method, Schema, Status};
use driftline_finding::{Provenance, Redactor};
use indexmap::IndexMap;
use serde_json::{Map, Value};

/// The JSON of a code block that shows a body.
pub(crate) struct Example<'p> {
    /// Of a request or of a response.
    pub(crate) side: ExampleSide,
    /// The block that holds it.
    pub(crate) code: &'p Code,
    /// The values as the page shows them, secrets included: none of it may leave without a mask.
    pub(crate) values: Vec<ExampleValue<'p>>,
    /// Where in the block the JSON begins, in bytes.
    start: usize,
}

/// What an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExampleSide {
    /// The body of a request.
    Request,
    /// The body of a response, with the status that introduces it.
    Response(Option<Status>),
}

impl Example<'_> {
    /// The line in the HTML of a byte of the JSON.
    pub(crate) fn line(&self, at: usize) -> u32 {
        line_in(self.code, self.start + at)
    }

    /// Parts from an example that no status introduces the values that show what went wrong, beside what a success gives.
    pub(super) fn part_failures(&mut self, success: &IndexMap<String, Schema>) -> Option<Self> {
        if self.side != ExampleSide::Response(None) {
            return None;
        }
        let is_failure = |example: &ExampleValue<'_>| failures::is_shown(&example.value, success);
        let (failed, others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.values).into_iter().partition(is_failure);
        self.values = others;
        let side = ExampleSide::Response(Some(Status::Default));
        (!failed.is_empty()).then_some(Example { side, values: failed, ..*self })
    }

    /// Takes an example of a request that carries no body for one of the response, if it bears a name of what a success
    /// gives.
    pub(super) fn tell_response(&mut self, success: &IndexMap<String, Schema>) {
        let is_of = |members: &Map<String, Value>| members.keys().any(|name| success.contains_key(name));
        let is_response = |example: &ExampleValue<'_>| example.value.as_object().is_some_and(is_of);
        if self.side == ExampleSide::Request && self.values.iter().any(is_response) {
            self.side = ExampleSide::Response(None);
        }
    }

    /// Whether it shows a request of which nothing is in the body.
    pub(super) fn is_empty_request(&self) -> bool {
        let is_empty = |example: &ExampleValue<'_>| example.value.as_object().is_some_and(Map::is_empty);
        self.side == ExampleSide::Request && self.values.iter().all(is_empty)
    }

    /// Adds the values to a body, without what is secret: writers paste what they got, and a real token on a page must
    /// not enter the contract.
    pub(super) fn add_to(&self, media: &mut Media) {
        for example in &self.values {
            let name = match media.examples.len() {
                0 => "example".to_owned(),
                known => format!("example{}", known + 1),
            };
            media.examples.insert(name, Redactor::default().json(&example.value));
        }
    }
}

impl<'p> PageReader<'p> {
    /// The JSON bodies in the code blocks that show requests of these calls, and responses to them.
    pub(super) fn examples(&mut self, calls: &[Call]) -> Vec<Example<'p>> {
        let pieces = of_calls(calls, &self.pieces);
        let mut examples = Vec::new();
        for wanted in [SectionRole::ExampleRequest, SectionRole::ExampleResponse] {
            let mut heading = "";
            let mut status = None;
            for piece in pieces.iter().filter(|piece| piece.role == wanted) {
                if piece.heading != heading {
                    heading = piece.heading;
                    status = None;
                }
                match piece.content {
                    Content::Text(text) => status = status_lead(&text.plain()).or(status),
                    // What introduces a table introduces nothing behind it.
                    Content::Table(_) => status = None,
                    // What shows the body of something else that the page only tells of is no example of a call.
                    Content::Code(_) if piece.lead.is_some_and(|lead| lead.plain().contains("body described in")) => {}
                    Content::Code(code) => {
                        let response = wanted == SectionRole::ExampleResponse;
                        let side = if response { ExampleSide::Response(status) } else { ExampleSide::Request };
                        examples.extend(self.example(code, side));
                    }
                }
            }
        }
        examples
    }

    /// The example in a block, if it holds one that can be read in one way only.
    fn example(&mut self, code: &'p Code, side: ExampleSide) -> Option<Example<'p>> {
        let body = body_of(code)?;
        let start = code.text.len() - body.len();
        // Brackets may hold words that stand for content: such a block was not meant as JSON.
        let in_brackets = body.trim_start().starts_with('[');
        match example_json::read(body) {
            Ok(json) if in_brackets && json.flaws.iter().any(|flaw| flaw.kind == FlawKind::Unquoted) => None,
            Err(_) if in_brackets => None,
            Ok(json) => {
                self.note_flaws(code, start, &json);
                json.is_certain.then_some(Example { side, code, values: json.values, start })
            }
            Err(senseless) => {
                self.note_senseless(code, start, senseless);
                None
            }
        }
    }

    fn note_flaws(&mut self, code: &Code, start: usize, json: &ExampleJson<'_>) {
        let Some(first) = json.flaws.first() else { return };
        let mut line = 1;
        let mut counted = 0;
        let mut numbered = Vec::new();
        for flaw in &json.flaws {
            let at = start + flaw.at;
            line += code.text[counted..at].matches('\n').count();
            counted = at;
            numbered.push((flaw.kind, line));
        }
        let finding = rules::example_not_json::mended(&numbered, json.is_certain);
        self.note(finding, &self.code_provenance(code, start + first.at));
    }

    fn note_senseless(&mut self, code: &Code, start: usize, senseless: Senseless) {
        let at = start + senseless.at;
        let finding = rules::example_not_json::senseless(senseless.what, line_of(&code.text, at));
        self.note(finding, &self.code_provenance(code, at));
    }

    fn code_provenance(&self, code: &Code, at: usize) -> Provenance {
        let section = self.page.heading_of_code(code).map(str::to_owned);
        Provenance { section, line: Some(line_in(code, at)), ..Provenance::page(&self.page.name) }
    }
}

/// The line in the HTML of a byte of a code block.
fn line_in(code: &Code, at: usize) -> u32 {
    code.line.saturating_add(line_of(&code.text, at) - 1)
}

/// The pieces that are examples of these calls. An example of several steps calls others, too, and shows what they
/// give: where the request lines of a page name both, those blocks are left out. Where no line names one of the calls,
/// the lines are slips. A block with the line of a request that carries a body shows that body, wherever it stands.
fn of_calls<'p>(calls: &[Call], pieces: &[Piece<'p>]) -> Vec<Piece<'p>> {
    let pieces: Vec<Piece<'p>> = pieces.iter().filter(|piece| is_example(piece.role)).copied().collect();
    let lines: Vec<Option<Call>> = pieces.iter().map(request_line).collect();
    let is_own = |call: &Call| calls.iter().any(|own| own.is_like_in_any_version(call));
    if !lines.iter().flatten().any(is_own) {
        return pieces;
    }
    let (mut heading, mut is_of_own) = ("", true);
    let mut shown = Vec::new();
    for (mut piece, line) in pieces.into_iter().zip(lines) {
        is_of_own = line.as_ref().map_or(is_of_own || piece.heading != heading, is_own);
        heading = piece.heading;
        if line.is_some_and(|call| matches!(call.method, Method::Post | Method::Put | Method::Patch)) {
            piece.role = SectionRole::ExampleRequest;
        }
        if is_of_own || !matches!(piece.content, Content::Code(_)) {
            shown.push(piece);
        }
    }
    shown
}

/// The call before the body that a block shows, or of a line of text.
fn request_line(piece: &Piece<'_>) -> Option<Call> {
    let call = |text: &str| calls_in_text(text).into_iter().next().map(|(call, _)| call);
    match piece.content {
        Content::Text(text) => call(&text.plain()),
        Content::Code(code) => call(&code.text[..code.text.len() - body_of(code).map_or(0, str::len)]),
        Content::Table(_) => None,
    }
}

/// The JSON in a code block: from the first line that begins with a brace or bracket. A block without one holds
/// no body.
fn body_of(code: &Code) -> Option<&str> {
    let mut start = 0;
    for line in code.text.split_inclusive('\n') {
        if line.trim_start().starts_with(['{', '[']) {
            return Some(&code.text[start..]);
        }
        start += line.len();
    }
    None
}
