//! One half of an exchange before the judge.

use crate::{
    CompileError, Judge, Matched, Outcome, Unjudged,
    compile::Compiled,
    drift::Drift,
    explain::Explainer,
    judge::Part,
    media::{self, Choice},
    rules::{
        body_missing, body_not_json, body_unexpected, enum_case_differs, missing_request_body, undocumented_enum_value,
        undocumented_media_type, undocumented_property, undocumented_status,
    },
    undocumented,
    witness::Witnesses,
};
use driftline_capture::{Body, Exchange, Headers, Side, Target};
use driftline_contract::{Contract, Media, Method, Operation, Status};
use driftline_finding::{Finding, Place, Pointer, Provenance, Severity};
use indexmap::IndexMap;
use serde_json::Value;

/// One half of an exchange, and the operation that describes it.
pub(crate) struct Half<'j> {
    pub(crate) judge: &'j Judge,
    pub(crate) matched: Matched<'j>,
    pub(crate) contract: &'j Contract,
    pub(crate) operation: &'j Operation,
    pub(crate) exchange: &'j Exchange,
    pub(crate) side: Side,
}

/// What the contract says about the bodies of one half.
struct Described<'c> {
    content: &'c IndexMap<String, Media>,
    /// Of a response, the status under which it says so.
    status: Option<Status>,
}

impl Half<'_> {
    pub(crate) fn judge(&self, findings: &mut Vec<Finding>) -> Result<Outcome, CompileError> {
        match self.side {
            Side::Request => self.request(findings),
            Side::Response => self.response(findings),
        }
    }

    fn request(&self, findings: &mut Vec<Finding>) -> Result<Outcome, CompileError> {
        let is_absent = is_empty(self.exchange.body(self.side));
        if let Some(status) = self.exchange.response.as_ref().map(|response| response.status)
            && (400..500).contains(&status)
        {
            return Ok(if is_absent { Outcome::NoBody } else { Outcome::Unjudged(Unjudged::Refused(status)) });
        }
        self.parameters(findings)?;
        let operation = Contract::operation_pointer(self.operation);
        match &self.operation.request {
            Some(described) if is_absent => {
                if described.required && matches!(self.exchange.request.target, Target::Call { .. }) {
                    findings.push(self.located(missing_request_body::finding(), &operation.key("requestBody")));
                }
                Ok(Outcome::NoBody)
            }
            None if is_absent => Ok(Outcome::NoBody),
            None => {
                let finding = body_unexpected::finding("request");
                findings.push(self.located(finding, &operation).place(self.body_place()));
                Ok(Outcome::Unjudged(Unjudged::NoSchema))
            }
            Some(described) => {
                let described = Described { content: &described.content, status: None };
                self.body(&described, &self.exchange.request.headers, findings)
            }
        }
    }

    fn response(&self, findings: &mut Vec<Finding>) -> Result<Outcome, CompileError> {
        let Some(response) = &self.exchange.response else {
            return Ok(Outcome::Unjudged(Unjudged::NoResponse));
        };
        if self.operation.responses.is_empty() {
            return Ok(Outcome::Unjudged(Unjudged::NoSchema));
        }
        let Some((status, described)) = self.operation.response_for(response.status) else {
            let at = Contract::operation_pointer(self.operation).key("responses");
            findings.push(self.located(undocumented_status::finding(self.operation, response.status), &at));
            return Ok(Outcome::Unjudged(Unjudged::Status(response.status)));
        };
        self.headers(status, described, findings);
        let at = || Contract::operation_pointer(self.operation).key("responses").key(&status.to_string());
        let has_none = matches!(response.status, 100..=199 | 204 | 205 | 304) || self.operation.method == Method::Head;
        if is_empty(&response.body) {
            if described.content.values().any(|media| media.schema.is_some()) && !has_none {
                findings.push(self.located(body_missing::finding(response.status), &at()));
            }
            return Ok(Outcome::NoBody);
        }
        // Errors have a form of their own, which pages leave to a chapter on errors.
        if described.content.is_empty() && response.status < 400 {
            findings.push(self.located(body_unexpected::finding("response"), &at()).place(self.body_place()));
            return Ok(Outcome::Unjudged(Unjudged::NoSchema));
        }
        let described = Described { content: &described.content, status: Some(status) };
        self.body(&described, &response.headers, findings)
    }

    /// Judges a body that is there.
    fn body(
        &self,
        described: &Described<'_>,
        headers: &Headers,
        findings: &mut Vec<Finding>,
    ) -> Result<Outcome, CompileError> {
        if described.content.is_empty() {
            return Ok(Outcome::Unjudged(Unjudged::NoSchema));
        }
        let given = headers.media_type();
        match media::choose(described.content, given.as_deref()) {
            Choice::Described { json: false, name, .. } => Ok(Outcome::Unjudged(Unjudged::NotJson(name.to_owned()))),
            Choice::Described { index, name, media, .. } => match &media.schema {
                Some(schema) => {
                    let at = || self.content_pointer(described.status).key(name).key("schema");
                    let part = described.status.map_or(Part::Request(index), |status| Part::Response(status, index));
                    self.json(self.judge.compiled(self, part, schema, at)?, media, findings)
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

    /// Judges a body that should be JSON.
    fn json(&self, compiled: &Compiled, media: &Media, findings: &mut Vec<Finding>) -> Result<Outcome, CompileError> {
        let unjudged = |reason| Ok(Outcome::Unjudged(reason));
        match self.exchange.body(self.side) {
            Body::Absent => return Ok(Outcome::NoBody),
            Body::Binary(length) => return unjudged(Unjudged::Binary(*length)),
            Body::Unavailable(reason) => return unjudged(Unjudged::Unavailable(reason.clone())),
            Body::Json(value, _) => self.value(value, compiled, media, findings),
            Body::Text(text, _) => match as_json(text, compiled) {
                Ok(value) => self.value(&value, compiled, media, findings),
                Err(error) if is_beyond_reading(&error) => {
                    return unjudged(Unjudged::Unavailable(error.to_string()));
                }
                Err(_) => {
                    let drift = body_not_json::drift(text, compiled.at.clone(), self.judge.words());
                    findings.push(self.finding(drift, &Pointer::ROOT));
                }
            },
        }
        Ok(Outcome::Judged)
    }

    /// The fast path only asks whether anything is wrong; the slow path says what.
    fn value(&self, value: &Value, compiled: &Compiled, media: &Media, findings: &mut Vec<Finding>) {
        if compiled.validator.is_valid(value) && !undocumented::any(&compiled.shape, value) {
            return;
        }
        let explainer = Explainer { contract: self.contract, compiled, words: self.judge.words(), name: None };
        let witnesses = compiled.witnesses.get_or_init(|| Witnesses::of(media.examples.values(), &explainer));
        for drift in explainer.explain(value) {
            let field = compiled.shape.field(value, &drift.instance);
            // Of a request the caller decides what is in it.
            let witness = witnesses.say(&drift, &field).filter(|_| self.side == Side::Response);
            findings.push(self.finding(drift, &field).witness(witness));
        }
    }

    fn finding(&self, drift: Drift, field: &Pointer) -> Finding {
        let words = self.judge.words();
        let by_name = drift.rule.id == undocumented_property::RULE.id;
        let place = if by_name {
            self.exchange.name_place(self.side, &drift.instance)
        } else {
            self.exchange.value_place(self.side, &drift.instance)
        };
        let is_of_list = [undocumented_enum_value::RULE.id, enum_case_differs::RULE.id].contains(&drift.rule.id);
        let mut finding = Finding::new(drift.rule, drift.message)
            .instance(words.pointer(&drift.instance))
            .field(words.pointer(field));
        if is_of_list && self.side == Side::Response && self.judge.has_closed_enums() {
            finding.severity = Severity::Error;
        }
        self.located(finding, &drift.contract).place(place)
    }

    /// The finding with the operation, and with what stands at `contract`, a pointer into the contract as written.
    pub(crate) fn located(&self, finding: Finding, contract: &Pointer) -> Finding {
        let finding = finding
            .operation(&self.operation.id)
            .contract(self.contract.source_pointer(contract))
            .place(self.exchange.record.place());
        match self.provenance(contract) {
            Some(from) => finding.provenance(from.clone()),
            None => finding,
        }
    }

    /// Where the nearest schema around `contract` comes from that says so; else the response, else the operation.
    fn provenance(&self, contract: &Pointer) -> Option<&Provenance> {
        let mut at = Some(contract.clone());
        while let Some(pointer) = at {
            let schema = self.contract.schema_at(&pointer);
            if let Some(from) = schema.and_then(|schema| schema.provenance.as_deref()) {
                return Some(from);
            }
            at = pointer.parent();
        }
        let status = self.exchange.response.as_ref().filter(|_| self.side == Side::Response);
        let response = status.and_then(|response| self.operation.response_for(response.status));
        let response = response.and_then(|(_, described)| described.provenance.as_deref());
        response.or(self.operation.provenance.as_deref())
    }
}

/// Whether there is no body, or a text without a character, as some captures write "none".
fn is_empty(body: &Body) -> bool {
    match body {
        Body::Absent | Body::Binary(0) => true,
        Body::Text(text, _) => text.is_empty(),
        Body::Json(..) | Body::Binary(_) | Body::Unavailable(_) => false,
    }
}

/// A text as the JSON that it is, or as the JSON string that some captures hold bare, if the schema accepts that.
fn as_json(text: &str, compiled: &Compiled) -> Result<Value, serde_json::Error> {
    let parsed = serde_json::from_str::<Value>(text);
    if parsed.as_ref().is_ok_and(|value| compiled.validator.is_valid(value)) {
        return parsed;
    }
    let string = Value::String(text.to_owned());
    if compiled.validator.is_valid(&string) { Ok(string) } else { parsed }
}

/// Whether a text is JSON, but nests deeper or has greater numbers than our parser takes.
fn is_beyond_reading(error: &serde_json::Error) -> bool {
    let message = error.to_string();
    message.starts_with("recursion limit exceeded") || message.starts_with("number out of range")
}
