//! The judge: exchanges against contracts.

use crate::{
    CompileError, Matched, Matcher, Outcome, Unjudged, Unmatched, Verdict,
    compile::{Compiled, Document},
    half::Half,
    prepared::{Cell, Prepared},
    representation::{Memory, Representation},
    rules::{operation_ambiguous, undocumented_operation},
};
use driftline_capture::{Exchange, ExchangeView, Side};
use driftline_contract::{Contract, Schema, Status};
use driftline_finding::{Pointer, Redactor, words::Words};
use jsonschema::json::SerdeJson;
use std::sync::{Arc, OnceLock};

/// Judges exchanges by one or several contracts.
///
/// A validator is compiled when the first body comes that needs it, and then shared: a judge can be used from
/// many threads. Nothing is fetched while judging.
pub struct Judge {
    matcher: Matcher,
    documents: Vec<Arc<Document>>,
    /// By the number of the call.
    prepared: Vec<OnceLock<Box<Prepared>>>,
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

/// What of a call a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The body of the request, by the number of the media type.
    Request(usize),
    /// The body of the response that is described under a status, by the number of the media type.
    Response(Status, usize),
    /// The parameter of that number.
    Parameter(usize),
    /// The header of that number of the response that is described under a status.
    Header(Status, usize),
}

impl Judge {
    /// Prepares for judging by these contracts. Schemas are compiled later, when they are needed.
    pub fn new(contracts: Vec<Contract>) -> Result<Judge, CompileError> {
        let contracts: Arc<[Contract]> = contracts.into();
        let documents = contracts.iter().map(Document::new).collect::<Result<_, _>>()?;
        let matcher = Matcher::new(contracts);
        let prepared = std::iter::repeat_with(OnceLock::new).take(matcher.call_count()).collect();
        Ok(Judge { matcher, documents, prepared, words: Words::default(), enums: Enums::Open })
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
        match self.look::<SerdeJson>(&exchange.view(), &mut Memory::default()) {
            Ok(verdict) => Ok(verdict),
            Err(Stop::Compile(error)) => Err(error),
            Err(Stop::Unsure(never)) => match never {},
        }
    }

    /// Judges an exchange whose bodies are held as `F`.
    pub(crate) fn look<'j, 'x, F: Representation>(
        &'j self,
        exchange: &ExchangeView<'x, F::Node<'x>>,
        memory: &mut Memory<F>,
    ) -> Result<Verdict<'j>, Stop<F::Doubt>> {
        let status = exchange.status();
        let matched = match self.matcher.find(exchange.target) {
            Ok(matched) => matched,
            Err(unmatched) => return Ok(self.unmatched(&unmatched, exchange)),
        };
        let mut findings = Vec::new();
        let half = |side| Half::<F>::new(self, matched, exchange, side);
        let rivals = self.matcher.rivals(&matched);
        if !rivals.is_empty() {
            let finding = operation_ambiguous::finding(&matched.operation.id, &rivals);
            let at = Contract::operation_pointer(matched.operation);
            findings.push(half(Side::Request).located(finding, &at));
        }
        let request = half(Side::Request).judge(&mut findings, memory)?;
        let response = half(Side::Response).judge(&mut findings, memory)?;
        Ok(Verdict { operation: Some(matched), nearest: None, status, request, response, findings })
    }

    fn unmatched<'j, V>(&'j self, unmatched: &Unmatched<'j>, exchange: &ExchangeView<'_, V>) -> Verdict<'j> {
        let mut finding = undocumented_operation::finding(unmatched, &self.words).place(exchange.record.place());
        let nearest = unmatched.nearest();
        if let (Some(pointer), Some(nearest)) = (unmatched.contract_pointer(), nearest) {
            finding = finding.contract(self.contracts()[nearest.contract].source_pointer(&pointer));
        }
        let outcome = || Outcome::Unjudged(Unjudged::NoOperation);
        let (request, response, findings) = (outcome(), outcome(), vec![finding]);
        Verdict { operation: None, nearest, status: exchange.status(), request, response, findings }
    }

    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    /// What has been found out about an operation.
    pub(crate) fn prepared(&self, matched: &Matched<'_>) -> Option<&Prepared> {
        let prepare = || Box::new(Prepared::of(&self.contracts()[matched.contract], matched.operation));
        self.prepared.get(matched.call).map(|cell| &**cell.get_or_init(prepare))
    }

    /// The validator of one described part of an operation, for bodies held as `F`, compiled when first asked for.
    pub(crate) fn compiled<'c, F: Representation>(
        &self,
        matched: &Matched<'_>,
        cell: &'c Cell,
        schema: &Schema,
        at: impl FnOnce() -> Pointer,
    ) -> Result<&'c Compiled<F>, CompileError> {
        let (contract, document) = (&self.contracts()[matched.contract], &self.documents[matched.contract]);
        let compile = || document.compile(contract, &matched.operation.id, schema, at());
        F::of(cell).get_or_init(compile).as_ref().map_err(Clone::clone)
    }
}

/// Why an exchange was not judged to its end.
pub(crate) enum Stop<D> {
    /// The contract is at fault.
    Compile(CompileError),
    /// The form in which the bodies are held does not tell enough.
    Unsure(D),
}

impl<D> From<CompileError> for Stop<D> {
    fn from(error: CompileError) -> Stop<D> {
        Stop::Compile(error)
    }
}
