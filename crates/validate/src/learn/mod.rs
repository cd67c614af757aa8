//! From traffic to an overlay that makes it conform.
//!
//! The traffic is gone through in rounds. In each, every exchange is judged by the contract as it is then, and what keeps
//! it from conforming is gathered in [`Observed`]; at its end the document is changed. Alternatives make rounds
//! necessary: which one a value was meant for can be another when one of them has been widened.

mod errors;
mod observed;
mod plan;
mod profile;
mod spread;
mod told;
mod watch;
mod widen;

pub use observed::Observed;

use crate::{CompileError, Judge, half::Half};
use driftline_capture::{Exchange, Side};
use driftline_contract::{Action, OpenApiDocument, Overlay, ReadContractError, json_text};
use driftline_finding::Redactor;
use std::collections::BTreeMap;
use watch::Watch;

/// Learns from traffic what the contract would have to say.
///
/// ```
/// use driftline_capture::ReadOptions;
/// use driftline_contract::OpenApiDocument;
/// use driftline_finding::Redactor;
/// use driftline_validate::{Learner, Observed};
///
/// let document = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /x:\n    get:\n      operationId: X\n      responses:\n        '200': {description: OK, content: {application/json: {schema: {properties: {a: {type: string}}}}}}\n";
/// let mut learner = Learner::new(&OpenApiDocument::parse("x.yaml", document)?, Redactor::default())?;
/// let line = r#"{"request": {"method": "GET", "url": "/x"}, "response": {"status": 200, "body": {"a": null}}}"#;
/// loop {
///     let mut observed = Observed::default();
///     for exchange in ReadOptions::default().read("x.ndjson", line.as_bytes())? {
///         learner.observe(&exchange?, &mut observed)?;
///     }
///     if !learner.learn(&observed)? {
///         break;
///     }
/// }
/// let overlay = learner.overlay(Some("x.yaml"))?;
/// let description = overlay.actions()[0].description.as_deref();
/// assert!(description.is_some_and(|said| said.starts_with("null in 1 of 1 responses of X, first at x.ndjson:1:")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Learner {
    document: OpenApiDocument,
    judge: Judge,
    redactor: Redactor,
    actions: Vec<Action>,
    rounds: usize,
}

/// Why nothing can be learnt.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LearnError {
    /// The contract cannot be judged with.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// No contract can be read from the document.
    #[error(transparent)]
    Document(#[from] ReadContractError),
}

/// After so many rounds it ends, whatever is left. Most traffic needs one, and a second to see that it conforms.
const MOST_ROUNDS: usize = 12;

impl Learner {
    /// A learner that begins with a document as it is now. What `redactor` takes for secret is not written down.
    pub fn new(document: &OpenApiDocument, redactor: Redactor) -> Result<Learner, LearnError> {
        // A document of its own: the pointers are to lead into it as it is now, and not as it was before overlays.
        let document = OpenApiDocument::parse(document.file_name(), &json_text(document.value()))?;
        let judge = Judge::new(vec![document.contract()?])?.redactor(redactor.clone());
        Ok(Learner { document, judge, redactor, actions: Vec::new(), rounds: 0 })
    }

    /// The judge of this round.
    pub fn judge(&self) -> &Judge {
        &self.judge
    }

    /// Judges one exchange, and adds to `observed` what keeps it from conforming.
    pub fn observe(&self, exchange: &Exchange, observed: &mut Observed) -> Result<(), LearnError> {
        let verdict = self.judge.judge(exchange)?;
        observed.tally.verdict(&verdict);
        for finding in &verdict.findings {
            observed.count(finding.rule.id);
        }
        let Some(matched) = verdict.operation else { return Ok(()) };
        let view = exchange.view();
        for side in [Side::Request, Side::Response] {
            let half = Half::new(&self.judge, matched, &view, side);
            let watch = Watch { half, redactor: &self.redactor, facts: BTreeMap::new() };
            *observed.halves.entry(watch.key()).or_default() += 1;
            if !verdict.findings.is_empty() {
                watch.gather(observed)?;
            }
        }
        Ok(())
    }

    /// Ends a round: changes the document so that what was observed conforms. Says whether anything was changed; then the
    /// traffic has to be observed again.
    pub fn learn(&mut self, observed: &Observed) -> Result<bool, LearnError> {
        self.rounds += 1;
        let mut document = self.document.clone();
        let actions = plan::actions(&mut document, observed)?;
        if actions.is_empty() || self.rounds > MOST_ROUNDS {
            return Ok(false);
        }
        self.document = OpenApiDocument::parse(document.file_name(), &json_text(document.value()))?;
        self.judge = Judge::new(vec![self.document.contract()?])?.redactor(self.redactor.clone());
        self.actions.extend(actions);
        Ok(true)
    }

    /// How many actions have been learnt.
    pub fn actions(&self) -> usize {
        self.actions.len()
    }

    /// What has been learnt. `extends` names the document that it is for.
    pub fn overlay(&self, extends: Option<&str>) -> Result<Overlay, LearnError> {
        let contract = self.judge.contracts().first().map_or("", driftline_contract::Contract::title);
        Ok(Overlay::new(&format!("What traffic shows beyond the contract {contract}"), extends, &self.actions)?)
    }
}
