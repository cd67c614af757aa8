//! The judge: exchanges against contracts.

use crate::{
    CompileError, Matched, Matcher, Outcome, Unjudged, Unmatched, Verdict,
    compile::{Compiled, Document},
    half::Half,
    rules::{operation_ambiguous, undocumented_operation},
};
use driftline_capture::{Exchange, Side};
use driftline_contract::{Contract, Operation, Schema, Status};
use driftline_finding::{Pointer, Redactor, words::Words};
use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

/// Judges exchanges by one or several contracts.
///
/// A validator is compiled when the first body comes that needs it, and then shared: a judge can be used from
/// many threads. Nothing is fetched while judging.
pub struct Judge {
    matcher: Matcher,
    documents: Vec<Document>,
    compiled: HashMap<PartKey, OnceLock<Result<Compiled, CompileError>>>,
    words: Words,
    enums: Enums,
}

/// How the values are taken that a contract lists for a field of a response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Enums {
    /// Whoever runs the API may add to them: another value is a warning.
    #[default]
    Open,
    /// They are all: another value is an error.
    Closed,
}

/// One part of a call that a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct PartKey {
    /// The number of the call.
    call: usize,
    part: Part,
}

/// What of a call a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    /// The body of the request, by the number of the media type.
    Request(usize),
    /// The body of the response that is described under a status, by the number of the media type.
    Response(Status, usize),
    /// The parameter of that number.
    Parameter(usize),
}

impl Judge {
    /// Prepares for judging by these contracts. Schemas are compiled later, when they are needed.
    pub fn new(contracts: Vec<Contract>) -> Result<Judge, CompileError> {
        let contracts: Arc<[Contract]> = contracts.into();
        let documents = contracts.iter().map(Document::new).collect::<Result<_, _>>()?;
        let matcher = Matcher::new(contracts);
        let mut compiled = HashMap::new();
        for call in 0..matcher.call_count() {
            for key in matcher.matched(call).into_iter().flat_map(|matched| parts(&matched)) {
                compiled.insert(key, OnceLock::new());
            }
        }
        Ok(Judge { matcher, documents, compiled, words: Words::default(), enums: Enums::Open })
    }

    /// Decides with `redactor` what of a body may be shown. The default knows the usual secrets.
    #[must_use]
    pub fn redactor(mut self, redactor: Redactor) -> Judge {
        self.words = Words::new(redactor);
        self
    }

    /// Takes lists of values as open, as the default is, or as closed.
    #[must_use]
    pub fn enums(mut self, enums: Enums) -> Judge {
        self.enums = enums;
        self
    }

    pub(crate) fn has_closed_enums(&self) -> bool {
        self.enums == Enums::Closed
    }

    /// The contracts, in the order in which they were given.
    pub fn contracts(&self) -> &[Contract] {
        self.matcher.contracts()
    }

    /// What finds the operation of an exchange.
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    /// Judges one exchange: the operation, the parameters, the status, the headers of the response, the media types and
    /// both bodies.
    ///
    /// Fails only where the contract is at fault: one of its schemas cannot be compiled.
    pub fn judge(&self, exchange: &Exchange) -> Result<Verdict<'_>, CompileError> {
        let matched = match self.matcher.find(&exchange.request.target) {
            Ok(matched) => matched,
            Err(unmatched) => return Ok(self.unmatched(&unmatched, exchange)),
        };
        let mut findings = Vec::new();
        let rivals = self.matcher.rivals(&matched);
        if !rivals.is_empty() {
            let finding = operation_ambiguous::finding(&matched.operation.id, &rivals);
            let at = Contract::operation_pointer(matched.operation);
            findings.push(self.half(&matched, exchange, Side::Request).located(finding, &at));
        }
        let request = self.half(&matched, exchange, Side::Request).judge(&mut findings)?;
        let response = self.half(&matched, exchange, Side::Response).judge(&mut findings)?;
        Ok(Verdict { operation: Some(matched), nearest: None, request, response, findings })
    }

    fn half<'j>(&'j self, matched: &Matched<'j>, exchange: &'j Exchange, side: Side) -> Half<'j> {
        let contract = &self.contracts()[matched.contract];
        Half { judge: self, matched: *matched, contract, operation: matched.operation, exchange, side }
    }

    fn unmatched<'j>(&'j self, unmatched: &Unmatched<'j>, exchange: &Exchange) -> Verdict<'j> {
        let mut finding = undocumented_operation::finding(unmatched, &self.words).place(exchange.record.place());
        let nearest = unmatched.nearest();
        if let (Some(pointer), Some(nearest)) = (unmatched.contract_pointer(), nearest) {
            finding = finding.contract(self.contracts()[nearest.contract].source_pointer(&pointer));
        }
        let outcome = || Outcome::Unjudged(Unjudged::NoOperation);
        Verdict { operation: None, nearest, request: outcome(), response: outcome(), findings: vec![finding] }
    }

    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    /// The validator of one described part, compiled when first asked for.
    pub(crate) fn compiled(
        &self,
        half: &Half<'_>,
        part: Part,
        schema: &Schema,
        at: impl FnOnce() -> Pointer,
    ) -> Result<&Compiled, CompileError> {
        let key = PartKey { call: half.matched.call, part };
        let document = &self.documents[half.matched.contract];
        let compile = || document.compile(half.contract, &half.operation.id, schema, at());
        match self.compiled.get(&key) {
            Some(cell) => cell.get_or_init(compile).as_ref().map_err(Clone::clone),
            // Unreachable: the table has every described part. An error is better than a panic.
            None => Err(CompileError::Schema {
                operation: half.operation.id.clone(),
                pointer: Pointer::ROOT,
                reason: "the schema is not in the table of what is described".to_owned(),
            }),
        }
    }
}

/// Every part with a schema that an operation describes.
fn parts(matched: &Matched<'_>) -> Vec<PartKey> {
    let Operation { request, responses, parameters, .. } = matched.operation;
    let requests = request.iter().flat_map(|request| (0..request.content.len()).map(Part::Request));
    let responses = responses
        .iter()
        .flat_map(|(status, response)| (0..response.content.len()).map(|media| Part::Response(*status, media)));
    let all = requests.chain(responses).chain((0..parameters.len()).map(Part::Parameter));
    all.map(|part| PartKey { call: matched.call, part }).collect()
}
