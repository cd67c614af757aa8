//! A whole capture before a learner, on several threads.

use super::{LearnError, Learner, Observed};
use crate::threads::in_order;
use driftline_capture::{Batch, BatchItem, Capture, ReadError};
use std::num::NonZeroUsize;

impl Learner {
    /// Observes all records of a capture: `threads` judge, and this one reads. What is observed does not depend on their
    /// number. Memory holds a few batches of records for each thread, whatever the size of the capture.
    ///
    /// Gives the error that ended the capture before its end, if one did; see [`ReadError::is_final`].
    ///
    /// # Errors
    /// When a schema of the contract cannot be judged with.
    pub fn observe_capture(
        &self,
        capture: &mut Capture<'_>,
        threads: NonZeroUsize,
        observed: &mut Observed,
    ) -> Result<Option<ReadError>, LearnError> {
        let mut last = None;
        let task = |part: &mut Observed, batch: &mut Batch| self.observe_batch(batch, part);
        let each = |ended: Result<Option<ReadError>, LearnError>| {
            last = last.take().or(ended?);
            Ok::<_, LearnError>(())
        };
        let parts = in_order(vec![Observed::default(); threads.get()], task, |batch| capture.fill(batch), each)?;
        for part in parts {
            observed.merge(part);
        }
        Ok(last)
    }

    /// Observes the records of a batch, and gives the error behind which the capture has nothing more.
    fn observe_batch(&self, batch: &mut Batch, observed: &mut Observed) -> Result<Option<ReadError>, LearnError> {
        let mut last = None;
        for item in batch.drain() {
            let read = match item {
                BatchItem::Text(record) => record.read(),
                BatchItem::Exchange(exchange) => Ok(*exchange),
                BatchItem::Error(error) => Err(error),
            };
            match read {
                Ok(exchange) => self.observe(&exchange, observed)?,
                Err(error) if error.is_final() => last = Some(error),
                Err(error) => observed.unreadable(error.finding().rule.id),
            }
        }
        Ok(last)
    }
}
