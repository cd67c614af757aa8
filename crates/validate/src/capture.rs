//! A whole capture before the judge, on one thread or on many.

use crate::{CompileError, Coverage, Judge, Session, Verdict, threads::in_order};
use driftline_capture::{Batch, BatchItem, Capture, ReadError};
use std::num::NonZeroUsize;

/// What became of one record of a capture.
#[derive(Debug)]
#[must_use]
pub enum Judged<'j> {
    /// It is an exchange, and was judged.
    Verdict(Verdict<'j>),
    /// It is none; after a [final](ReadError::is_final) error nothing follows.
    Unreadable(ReadError),
}

impl Judge {
    /// Judges all records of a capture and hands on what became of each, in the order of the capture, on this thread.
    ///
    /// `threads` judge, and this one reads. What is handed on does not depend on their number. Memory holds a few batches
    /// of records for each thread, whatever the size of the capture.
    pub fn judge_capture<'j>(
        &'j self,
        capture: &mut Capture<'_>,
        threads: NonZeroUsize,
        each: impl FnMut(Judged<'j>),
    ) -> Result<(), CompileError> {
        self.all(capture, threads, None, each).map(drop)
    }

    /// As [`Judge::judge_capture`], and counts into `coverage` what of the contracts the capture shows.
    pub fn observe_capture<'j>(
        &'j self,
        capture: &mut Capture<'_>,
        threads: NonZeroUsize,
        coverage: &mut Coverage<'j>,
        each: impl FnMut(Judged<'j>),
    ) -> Result<(), CompileError> {
        let observed = self.all(capture, threads, Some(coverage), each)?;
        if let Some(observed) = &observed {
            coverage.add(observed);
        }
        Ok(())
    }

    /// Judges all records; where there is a coverage, gives what more of its operations was observed.
    fn all<'j>(
        &'j self,
        capture: &mut Capture<'_>,
        threads: NonZeroUsize,
        coverage: Option<&Coverage<'j>>,
        mut each: impl FnMut(Judged<'j>),
    ) -> Result<Option<Coverage<'j>>, CompileError> {
        let mut first = Batch::default();
        if threads.get() == 1 {
            let mut session = self.session().observing(coverage.map(Coverage::empty));
            while capture.fill(&mut first) {
                for item in first.drain() {
                    each(session.judged(item)?);
                }
            }
            return Ok(session.into_coverage());
        }
        capture.fill(&mut first);
        let mut second = Batch::default();
        if !capture.fill(&mut second) {
            // Threads cost more than the rest of a small capture.
            let mut session = self.session().observing(coverage.map(Coverage::empty));
            first.drain().try_for_each(|item| session.judged(item).map(&mut each))?;
            return Ok(session.into_coverage());
        }
        self.spread(capture, [first, second], threads.get(), coverage, &mut each)
    }

    fn spread<'j>(
        &'j self,
        capture: &mut Capture<'_>,
        read: [Batch; 2],
        threads: usize,
        coverage: Option<&Coverage<'j>>,
        each: &mut impl FnMut(Judged<'j>),
    ) -> Result<Option<Coverage<'j>>, CompileError> {
        let session = || self.session().observing(coverage.map(Coverage::empty));
        let sessions = std::iter::repeat_with(session).take(threads).collect();
        let task = |session: &mut Session<'j>, batch: &mut Batch| {
            batch.drain().map(|item| session.judged(item)).collect::<Result<Vec<_>, _>>()
        };
        let mut read = read.into_iter();
        let fill = |batch: &mut Batch| match read.next() {
            Some(first) => {
                *batch = first;
                true
            }
            None => capture.fill(batch),
        };
        let hand_on = |results: Result<Vec<_>, _>| results.map(|results| results.into_iter().for_each(&mut *each));
        let sessions = in_order(sessions, task, fill, hand_on)?;
        let observed = sessions.into_iter().filter_map(Session::into_coverage);
        Ok(observed.reduce(|one, other| one.merge(&other)))
    }
}

impl<'j> Session<'j> {
    fn judged(&mut self, item: BatchItem<'_>) -> Result<Judged<'j>, CompileError> {
        Ok(match item {
            BatchItem::Text(record) => match self.record(&record)? {
                Ok(verdict) => Judged::Verdict(verdict),
                Err(error) => Judged::Unreadable(error),
            },
            BatchItem::Exchange(exchange) => Judged::Verdict(self.exchange(&exchange)?),
            BatchItem::Error(error) => Judged::Unreadable(error),
        })
    }
}
