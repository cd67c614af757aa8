//! The run: one request after the other, each answer judged.

use crate::{
    InvalidOptions, NotProbed, Plan, PlannedRequest, ProbeFailure, ProbeOptions,
    client::{Answer, Client},
    recording::Recording,
};
use driftline_capture::{Body, BodySource, Exchange, Record, Request, Response, Target, write_ndjson};
use driftline_contract::Status;
use driftline_finding::{Finding, Pointer, Position};
use driftline_validate::{CompileError, Judge, Outcome, Tally, Unjudged, Verdict};
use std::{io, path::PathBuf};

/// Probes a running API: sends one GET for each operation whose parameters are given, and judges the answers.
///
/// Every answer is judged as one in a capture is, whatever its status: a 401, 403, 429 or 5xx that the contract does
/// not describe is the finding `undocumented-status`. A request that gets no answer is a [`ProbeFailure`], which is
/// no finding. Redirects within the origin of the base URL are followed, and the last answer counts as the answer to
/// the first request; a redirect whose exact status the operation describes is itself the answer.
pub struct Probe<'j> {
    judge: &'j Judge,
    options: ProbeOptions,
}

/// Why a run ended before its time.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProbeError {
    /// The contract is at fault.
    #[error(transparent)]
    Contract(#[from] CompileError),
    /// The recording cannot be written.
    #[error("{}: cannot write the recording", path.display())]
    Record {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: io::Error,
    },
}

/// What happens during a run, for those who watch it.
#[derive(Debug)]
#[non_exhaustive]
pub enum ProbeEvent<'e> {
    /// A request is about to be sent.
    Asking(&'e PlannedRequest),
    /// An operation is done, and this is the exchange, if there was an answer. It does not hold the token.
    Done(&'e Probed<'e>, Option<&'e Exchange>),
}

/// What became of one operation that was probed.
#[derive(Debug)]
pub struct Probed<'j> {
    /// The number of the contract, in the order in which the judge has them.
    pub contract: usize,
    /// The id of the operation.
    pub operation: String,
    /// The URL of the request, without query and secrets.
    pub url: String,
    /// The answer, or why there is none.
    pub result: Result<Answered<'j>, ProbeFailure>,
}

/// An answer and the verdict on it.
#[derive(Debug)]
pub struct Answered<'j> {
    /// The status.
    pub status: u16,
    /// The URLs of the redirects that led to it, without query and secrets.
    pub redirects: Vec<String>,
    /// What the judge says.
    pub verdict: Verdict<'j>,
}

/// What a run gave: every operation of every contract is in one of the two lists.
#[derive(Debug)]
#[must_use]
pub struct ProbeReport<'j> {
    /// What was probed, in the order of the requests.
    pub probed: Vec<Probed<'j>>,
    /// What was not, and why.
    pub not_probed: Vec<NotProbed>,
    /// What became of the exchanges. A request without an answer is no exchange.
    pub tally: Tally,
}

impl<'j> Probe<'j> {
    /// A probe of the operations that `judge` knows.
    pub fn new(judge: &'j Judge, options: ProbeOptions) -> Result<Probe<'j>, InvalidOptions> {
        options.check()?;
        Ok(Probe { judge, options })
    }

    /// Decides what to send. Nothing is sent yet.
    pub fn plan(&self) -> Plan {
        Plan::new(self.judge, &self.options)
    }

    /// Sends the requests of a plan, one at a time, and judges the answers.
    pub fn run(&self, plan: &Plan, mut watch: impl FnMut(ProbeEvent<'_>)) -> Result<ProbeReport<'j>, ProbeError> {
        let client = Client::new(&self.options);
        let mut recording = self.options.record.as_deref().map(Recording::begin).transpose()?;
        let not_probed = plan.not_probed().to_vec();
        let mut report = ProbeReport { probed: Vec::new(), not_probed, tally: Tally::default() };
        for request in plan.requests() {
            watch(ProbeEvent::Asking(request));
            let (exchange, result) = match client.fetch(request, |status| self.describes(request, status)) {
                Err(failure) => (None, Err(failure)),
                Ok(answer) => {
                    let (status, redirects) = (answer.status, answer.redirects.clone());
                    let mut exchange = self.exchange(&client, request, answer);
                    let verdict = match &mut recording {
                        Some(recording) => self.record(&mut exchange, recording)?,
                        None => self.judge.judge(&exchange)?,
                    };
                    report.tally.verdict(&verdict);
                    (Some(exchange), Ok(Answered { status, redirects, verdict }))
                }
            };
            let (contract, operation) = (request.contract, request.operation.clone());
            let probed = Probed { contract, operation, url: request.url().to_owned(), result };
            watch(ProbeEvent::Done(&probed, exchange.as_ref()));
            report.probed.push(probed);
        }
        recording.map_or(Ok(()), Recording::finish)?;
        Ok(report)
    }

    fn describes(&self, request: &PlannedRequest, status: u16) -> bool {
        let contract = self.judge.contracts().get(request.contract);
        let operation = contract.and_then(|contract| contract.operation(&request.operation));
        operation.is_some_and(|operation| operation.responses.contains_key(&Status::Exact(status)))
    }

    /// The exchange as it is judged where it is not recorded: the file of its places is called like the URL, and holds
    /// the body.
    fn exchange(&self, client: &Client<'_>, request: &PlannedRequest, answer: Answer) -> Exchange {
        let text = if let Body::Text(text, _) = &answer.body { text.as_bytes() } else { b"" };
        let record = Record::new(request.url(), text, Position { line: 1, column: 1 });
        let target = Target::Call { method: "GET".to_owned(), url: self.options.scrub(request.url.to_string()) };
        let headers = client.recorded_headers(request);
        Exchange {
            request: Request { target, headers, body: Body::Absent, partial_query: false },
            response: Some(Response { status: answer.status, headers: answer.headers, body: answer.body }),
            record,
        }
    }

    /// Records an exchange, and judges it with the places that it has in the recording.
    fn record(&self, exchange: &mut Exchange, recording: &mut Recording) -> Result<Verdict<'j>, ProbeError> {
        let line = self.line(exchange, recording)?;
        let start = Position { line: recording.next_line(), column: 1 };
        exchange.record = Record::new(recording.name(), line.trim_ascii_end(), start);
        if let Some(Response { body: Body::Text(_, source), .. }) = &mut exchange.response {
            let at = Pointer::ROOT.key("response").key("body");
            *source = match source {
                BodySource::Replaced(_, bad) => BodySource::Replaced(at, *bad),
                _ => BodySource::Embedded(at),
            };
        }
        let verdict = self.judge.judge(exchange)?;
        // A text that our parser cannot take may lose its form when it is masked; its reason is recorded instead.
        if let (Some(response), Outcome::Unjudged(Unjudged::Unavailable(reason))) =
            (&mut exchange.response, &verdict.response)
            && !matches!(response.body, Body::Text(_, BodySource::Replaced(..)))
        {
            response.body = Body::Unavailable(reason.clone());
            recording.append(&self.line(exchange, recording)?)?;
        } else {
            recording.append(&line)?;
        }
        Ok(verdict)
    }

    /// The line of a recording that an exchange becomes.
    fn line(&self, exchange: &Exchange, recording: &Recording) -> Result<Vec<u8>, ProbeError> {
        let mut line = Vec::new();
        match write_ndjson(exchange, &self.options.redactor, &mut line) {
            Ok(()) => Ok(line),
            Err(source) => Err(recording.failed(source)),
        }
    }
}

impl ProbeReport<'_> {
    /// All findings, in the order of the requests.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let answered = self.probed.iter().filter_map(|probed| probed.result.as_ref().ok());
        answered.flat_map(|answered| &answered.verdict.findings)
    }

    /// The operations that got no answer, and why.
    pub fn failures(&self) -> impl Iterator<Item = (&str, &ProbeFailure)> {
        self.probed.iter().filter_map(|probed| Some((probed.operation.as_str(), probed.result.as_ref().err()?)))
    }

    /// Whether nothing was judged: no request was sent, none was answered, or no answer could be judged.
    pub fn nothing_judged(&self) -> bool {
        self.tally.nothing_judged()
    }
}
