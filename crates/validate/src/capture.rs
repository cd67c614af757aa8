//! A whole capture before the judge, on one thread or on many.

use crate::{CompileError, Coverage, Judge, Session, Verdict};
use driftline_capture::{Batch, BatchItem, Capture, ReadError};
use std::{
    collections::BTreeMap,
    num::NonZeroUsize,
    panic::resume_unwind,
    sync::{
        Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread,
};

/// What became of one record of a capture.
#[derive(Debug)]
#[must_use]
pub enum Judged<'j> {
    /// It is an exchange, and was judged.
    Verdict(Verdict<'j>),
    /// It is none; after a [final](ReadError::is_final) error nothing follows.
    Unreadable(ReadError),
}

/// The number of a batch, and what became of its records.
type Done<'j> = (usize, Batch, Result<Vec<Judged<'j>>, CompileError>);

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
        let (work, waiting) = mpsc::channel::<(usize, Batch)>();
        let (done, finished) = mpsc::channel::<Done<'j>>();
        let waiting = Mutex::new(waiting);
        thread::scope(|scope| {
            let spawn = |_| {
                let session = self.session().observing(coverage.map(Coverage::empty));
                let (done, waiting) = (done.clone(), &waiting);
                scope.spawn(move || session.work(waiting, &done))
            };
            let workers: Vec<_> = (0..threads).map(spawn).collect();
            drop(done);
            let mut order = Order { next: 0, early: BTreeMap::new() };
            let mut sent = 0;
            let mut spare: Vec<Batch> = Vec::new();
            for batch in read {
                // A thread can only be gone if it panicked, and then the scope panics, too.
                let _ = work.send((sent, batch));
                sent += 1;
            }
            let mut ended = false;
            while order.next < sent || !ended {
                let batch = if !ended && sent < order.next + 2 * threads + 2 { Some(spare.pop()) } else { None };
                if let Some(batch) = batch {
                    let mut batch = batch.unwrap_or_default();
                    if capture.fill(&mut batch) {
                        let _ = work.send((sent, batch));
                        sent += 1;
                    } else {
                        ended = true;
                    }
                    continue;
                }
                let Ok(results) = finished.recv() else { break };
                order.early.insert(results.0, (results.1, results.2));
                while let Some((batch, results)) = order.early.remove(&order.next) {
                    order.next += 1;
                    results?.into_iter().for_each(&mut *each);
                    spare.push(batch);
                }
            }
            drop(work);
            let observed = workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
            Ok(observed.flatten().reduce(|one, other| one.merge(&other)))
        })
    }
}

/// Puts batches back into the order in which they were read.
struct Order<'j> {
    /// The number of the batch that is handed on next.
    next: usize,
    /// What is done before its turn.
    early: BTreeMap<usize, (Batch, Result<Vec<Judged<'j>>, CompileError>)>,
}

impl<'j> Session<'j> {
    /// Judges batches as long as any come, and gives what was observed.
    fn work(mut self, waiting: &Mutex<Receiver<(usize, Batch)>>, done: &Sender<Done<'j>>) -> Option<Coverage<'j>> {
        loop {
            let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok((number, mut batch)) = next else { return self.into_coverage() };
            let results = batch.drain().map(|item| self.judged(item)).collect();
            if done.send((number, batch, results)).is_err() {
                return self.into_coverage();
            }
        }
    }

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
