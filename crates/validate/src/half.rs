//! One half of an exchange before the judge.

use crate::{
    CompileError, Judge, Matched, Outcome, Unjudged,
    compile::Compiled,
    judge::{Part, Stop},
    media::{self, Choice},
    prepared::Cell,
    representation::{Memory, Representation, Unread},
    rules::{
        body_missing, body_not_json, body_unexpected, invalid_utf8, missing_request_body, undocumented_media_type,
        undocumented_status,
    },
    shape::Way,
};
use driftline_capture::{BodyView, ExchangeView, HeadersView, Side, TargetView};
use driftline_contract::{Contract, Media, Method, Operation, Schema, Status};
use driftline_finding::{Finding, Place, Pointer};
use indexmap::IndexMap;

/// One half of an exchange whose bodies are held as `F`, and the operation that describes it.
pub(crate) struct Half<'j, 'e, 'x, F: Representation> {
    pub(crate) judge: &'j Judge,
    pub(crate) matched: Matched<'j>,
    pub(crate) contract: &'j Contract,
    pub(crate) operation: &'j Operation,
    pub(crate) exchange: &'e ExchangeView<'x, F::Node<'x>>,
    pub(crate) side: Side,
}

/// What the contract says about the bodies of one half.
struct Described<'c> {
    content: &'c IndexMap<String, Media>,
    /// Of a response, the status under which it says so.
    status: Option<Status>,
}

/// A body that is to be judged: by which schema.
pub(crate) struct Asked<'j, 'a> {
    pub(crate) cell: &'j Cell,
    pub(crate) schema: &'a Schema,
    pub(crate) media: &'a Media,
    pub(crate) at: &'a dyn Fn() -> Pointer,
}

impl<'j, 'e, 'x, F: Representation> Half<'j, 'e, 'x, F> {
    pub(crate) fn new(
        judge: &'j Judge,
        matched: Matched<'j>,
        exchange: &'e ExchangeView<'x, F::Node<'x>>,
        side: Side,
    ) -> Half<'j, 'e, 'x, F> {
        let contract = &judge.contracts()[matched.contract];
        Half { judge, matched, contract, operation: matched.operation, exchange, side }
    }

    pub(crate) fn judge(&self, findings: &mut Vec<Finding>, memory: &mut Memory<F>) -> Result<Outcome, Stop<F::Doubt>> {
        match self.side {
            Side::Request => self.request(findings, memory),
            Side::Response => self.response(findings, memory),
        }
    }

    fn request(&self, findings: &mut Vec<Finding>, memory: &mut Memory<F>) -> Result<Outcome, Stop<F::Doubt>> {
        let is_absent = self.exchange.request.body.is_empty();
        if let Some(status) = self.exchange.status()
            && (400..500).contains(&status)
        {
            return Ok(if is_absent { Outcome::NoBody } else { Outcome::Unjudged(Unjudged::Refused(status)) });
        }
        self.parameters(findings)?;
        let operation = || Contract::operation_pointer(self.operation);
        match &self.operation.request {
            Some(described) if is_absent => {
                if described.required && matches!(self.exchange.target, TargetView::Call { .. }) {
                    findings.push(self.located(missing_request_body::finding(), &operation().key("requestBody")));
                }
                Ok(Outcome::NoBody)
            }
            None if is_absent => Ok(Outcome::NoBody),
            None => {
                let finding = body_unexpected::finding("request");
                findings.push(self.located(finding, &operation()).place(self.body_place()));
                Ok(Outcome::Unjudged(Unjudged::NoSchema))
            }
            Some(described) => {
                let described = Described { content: &described.content, status: None };
                self.body(&described, &self.exchange.request.headers, findings, memory)
            }
        }
    }

    fn response(&self, findings: &mut Vec<Finding>, memory: &mut Memory<F>) -> Result<Outcome, Stop<F::Doubt>> {
        let Some((code, response)) = &self.exchange.response else {
            return Ok(Outcome::Unjudged(Unjudged::NoResponse));
        };
        if self.operation.responses.is_empty() {
            return Ok(Outcome::Unjudged(Unjudged::NoSchema));
        }
        let Some((status, described)) = self.operation.response_for(*code) else {
            let at = Contract::operation_pointer(self.operation).key("responses");
            findings.push(self.located(undocumented_status::finding(self.operation, *code), &at));
            return Ok(Outcome::Unjudged(Unjudged::Status(*code)));
        };
        self.headers(status, described, findings)?;
        let at = || Contract::operation_pointer(self.operation).key("responses").key(&status.to_string());
        let has_none = matches!(code, 100..=199 | 204 | 205 | 304) || self.operation.method == Method::Head;
        if response.body.is_empty() {
            let has_one = described.content.values().any(|media| media.schema.is_some());
            if has_one && !has_none && !described.body_optional {
                findings.push(self.located(body_missing::finding(*code), &at()));
            }
            return Ok(Outcome::NoBody);
        }
        // Errors have a form of their own, which pages leave to a chapter on errors.
        if described.content.is_empty() && *code < 400 {
            findings.push(self.located(body_unexpected::finding("response"), &at()).place(self.body_place()));
            return Ok(Outcome::Unjudged(Unjudged::NoSchema));
        }
        let described = Described { content: &described.content, status: Some(status) };
        self.body(&described, &response.headers, findings, memory)
    }

    /// Judges a body that is there.
    fn body(
        &self,
        described: &Described<'_>,
        headers: &HeadersView<'_>,
        findings: &mut Vec<Finding>,
        memory: &mut Memory<F>,
    ) -> Result<Outcome, Stop<F::Doubt>> {
        if described.content.is_empty() {
            return Ok(Outcome::Unjudged(Unjudged::NoSchema));
        }
        if let Some((bad, place)) = self.exchange.bad_byte(self.side) {
            let at = self.content_pointer(described.status);
            findings.push(self.located(invalid_utf8::finding(bad), &at).place(place));
        }
        let given = headers.media_type();
        match media::choose(described.content, given.as_deref()) {
            Choice::Described { json: false, name, .. } => Ok(Outcome::Unjudged(Unjudged::NotJson(name.to_owned()))),
            Choice::Described { index, name, media, .. } => match &media.schema {
                Some(schema) => {
                    let at = || self.content_pointer(described.status).key(name).key("schema");
                    let part = described.status.map_or(Part::Request(index), |status| Part::Response(status, index));
                    let cell = self.cell(part)?;
                    self.json(&Asked { cell, schema, media, at: &at }, findings, memory)
                }
                None => Ok(Outcome::Unjudged(Unjudged::NoSchema)),
            },
            Choice::Unknown => Ok(Outcome::Unjudged(Unjudged::NoSchema)),
            Choice::Undocumented => {
                let given = given.unwrap_or_default();
                let known = described.content.keys().map(String::as_str);
                let finding = undocumented_media_type::finding(&given, known, self.judge.words());
                let place = self.exchange.value_place(self.side, &Pointer::ROOT);
                findings.push(self.located(finding, &self.content_pointer(described.status)).place(place));
                Ok(Outcome::Unjudged(Unjudged::MediaType(self.judge.words().name(&given))))
            }
        }
    }

    /// Where the contract, as it is written, describes the media types of the request, or of the response `status`.
    fn content_pointer(&self, status: Option<Status>) -> Pointer {
        let operation = Contract::operation_pointer(self.operation);
        let half = match status {
            None => operation.key("requestBody"),
            Some(status) => operation.key("responses").key(&status.to_string()),
        };
        half.key("content")
    }

    fn body_place(&self) -> Place {
        self.exchange.value_place(self.side, &Pointer::ROOT)
    }

    /// What is compiled for a part of this operation.
    pub(crate) fn cell(&self, part: Part) -> Result<&'j Cell, CompileError> {
        self.judge.prepared(&self.matched).and_then(|prepared| prepared.cell(part)).ok_or_else(|| {
            CompileError::Schema {
                // Unreachable: every part that an operation describes has one. An error is better than a panic.
                operation: self.operation.id.clone(),
                pointer: Pointer::ROOT,
                reason: "the schema is not in the table of what is described".to_owned(),
            }
        })
    }

    /// Judges a body that should be JSON.
    fn json(
        &self,
        asked: &Asked<'j, '_>,
        findings: &mut Vec<Finding>,
        memory: &mut Memory<F>,
    ) -> Result<Outcome, Stop<F::Doubt>> {
        let unjudged = |reason| Ok(Outcome::Unjudged(reason));
        let Some(message) = self.exchange.message(self.side) else { return Ok(Outcome::NoBody) };
        let compiled: &Compiled<F> = self.judge.compiled(&self.matched, asked.cell, asked.schema, asked.at)?;
        match &message.body {
            BodyView::Absent => return Ok(Outcome::NoBody),
            BodyView::Binary(length) => return unjudged(Unjudged::Binary(*length)),
            BodyView::Unavailable(reason) => return unjudged(Unjudged::Unavailable((*reason).to_owned())),
            BodyView::Json(value, _) => {
                self.value(value, || false, compiled, asked, (findings, &mut memory.told))?;
            }
            BodyView::Text(text, _) => {
                // Some captures hold a body that is a JSON string bare.
                let is_string = || {
                    F::with_string_node(&mut F::StringBuffer::default(), text, |node| compiled.validator.is_valid(node))
                };
                let Memory { texts, told } = memory;
                let read = F::text(texts, text, |value| {
                    let is_other = || !compiled.validator.is_valid(value.clone()) && is_string();
                    self.value(value, is_other, compiled, asked, (findings, told))
                });
                match read {
                    Ok(judged) => judged?,
                    Err(Unread::Unsure(doubt)) => return Err(Stop::Unsure(doubt)),
                    Err(_) if is_string() => {}
                    Err(Unread::NotJson) if self.exchange.bad_byte(self.side).is_some() => {
                        return unjudged(Unjudged::Unavailable("it is not UTF-8".to_owned()));
                    }
                    Err(Unread::Beyond(reason)) => return unjudged(Unjudged::Unavailable(reason)),
                    Err(Unread::NotJson) => {
                        let drift = body_not_json::drift(text, compiled.at.clone(), self.judge.words());
                        findings.push(self.finding(drift, &Way::default(), self.exchange.places(self.side).as_mut()));
                    }
                }
            }
        }
        Ok(Outcome::Judged)
    }
}
