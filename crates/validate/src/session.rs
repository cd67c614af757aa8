//! One thread's work with a judge.

use crate::{CompileError, Judge, Verdict, judge::Stop, tape_json::TapeJson, tape_json::TapeNode};
use driftline_capture::{Exchange, ReadError, RecordText, TapeParser};

/// One thread's work with a judge: the memory that is used for one record after the other.
///
/// It gives what [`Judge::judge`] gives for the exchange that a record is, but looks at the record where it stands, on a
/// tape, and reads it only where that does not tell enough.
pub struct Session<'j> {
    judge: &'j Judge,
    records: TapeParser,
    bodies: TapeParser,
}

impl Judge {
    /// A session with this judge. Each thread has its own.
    pub fn session(&self) -> Session<'_> {
        Session { judge: self, records: TapeParser::default(), bodies: TapeParser::default() }
    }
}

impl<'j> Session<'j> {
    /// Judges the exchange that a record of a capture is, or says why it is none.
    ///
    /// Fails only where the contract is at fault.
    pub fn record(&mut self, record: &RecordText<'_>) -> Result<Result<Verdict<'j>, ReadError>, CompileError> {
        let Session { judge, records, bodies } = self;
        match record.view(records, |exchange| judge.look::<TapeJson>(&exchange.map(TapeNode::Value), bodies)) {
            Some(Ok(verdict)) => return Ok(Ok(verdict)),
            Some(Err(Stop::Compile(error))) => return Err(error),
            Some(Err(Stop::Unsure)) | None => {}
        }
        match record.read() {
            Ok(exchange) => self.judge.judge(&exchange).map(Ok),
            Err(error) => Ok(Err(error)),
        }
    }

    /// Judges an exchange that has been read.
    pub fn exchange(&self, exchange: &Exchange) -> Result<Verdict<'j>, CompileError> {
        self.judge.judge(exchange)
    }
}
