//! One thread's work with a judge.

use crate::{
    CompileError, Coverage, Judge, Verdict,
    judge::Stop,
    representation::Memory,
    tape_json::{TapeJson, TapeNode},
};
use driftline_capture::{Exchange, ExchangeView, ReadError, RecordText, TapeParser, TapeValue};

/// One thread's work with a judge: the memory that is used for one record after the other.
///
/// It gives what [`Judge::judge`] gives for the exchange that a record is, but looks at the record where it stands, on a
/// tape, and reads it only where that does not tell enough.
pub struct Session<'j> {
    judge: &'j Judge,
    records: TapeParser,
    memory: Memory<TapeJson>,
    coverage: Option<Coverage<'j>>,
}

impl Judge {
    /// A session with this judge. Each thread has its own.
    pub fn session(&self) -> Session<'_> {
        Session { judge: self, records: TapeParser::default(), memory: Memory::default(), coverage: None }
    }
}

impl<'j> Session<'j> {
    /// This session, which also counts into `coverage` what of the contracts it observes.
    #[must_use]
    pub fn observing(mut self, coverage: Option<Coverage<'j>>) -> Session<'j> {
        self.coverage = coverage;
        self
    }

    /// What was observed, if it was counted.
    pub fn into_coverage(self) -> Option<Coverage<'j>> {
        self.coverage
    }

    /// Judges the exchange that a record of a capture is, or says why it is none.
    ///
    /// Fails only where the contract is at fault.
    pub fn record(&mut self, record: &RecordText<'_>) -> Result<Result<Verdict<'j>, ReadError>, CompileError> {
        let Session { judge, records, memory, coverage } = self;
        let look = |exchange: ExchangeView<'_, TapeValue<'_>>| {
            let exchange = exchange.map(TapeNode::Value);
            let verdict = judge.look::<TapeJson>(&exchange, memory)?;
            if let (Some(coverage), Some(matched)) = (coverage, &verdict.operation) {
                coverage.view::<TapeJson>(matched, &exchange, &mut memory.texts);
            }
            Ok(verdict)
        };
        match record.view(records, look) {
            Some(Ok(verdict)) => return Ok(Ok(verdict)),
            Some(Err(Stop::Compile(error))) => return Err(error),
            Some(Err(Stop::Unsure(_))) | None => {}
        }
        match record.read() {
            Ok(exchange) => self.exchange(&exchange).map(Ok),
            Err(error) => Ok(Err(error)),
        }
    }

    /// Judges an exchange that has been read.
    pub fn exchange(&mut self, exchange: &Exchange) -> Result<Verdict<'j>, CompileError> {
        let verdict = self.judge.judge(exchange)?;
        if let (Some(coverage), Some(matched)) = (&mut self.coverage, &verdict.operation) {
            coverage.observe(matched, exchange);
        }
        Ok(verdict)
    }
}
