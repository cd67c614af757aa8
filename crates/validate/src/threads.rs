//! Work on several threads, handed on in the order in which it came.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{
        Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread,
};

/// A piece of work with its number.
type Numbered<P> = (usize, P);

/// A piece with what a worker made of it, or the panic that ended the worker.
type Done<P, R> = (P, thread::Result<R>);

/// Lets each of `workers` do `task` on a thread of its own with the pieces that `fill` gives until it says `false`, and
/// hands what comes of them to `each`, on this thread and in the order of the pieces. Gives the workers back.
///
/// Pieces are used again and again; for each worker there are a few at most. What `each` fails with ends the work.
///
/// # Panics
///
/// With what a worker panics with, and where the system gives no thread at all.
pub(crate) fn in_order<W: Send, P: Send + Default, R: Send, E>(
    workers: Vec<W>,
    task: impl Fn(&mut W, &mut P) -> R + Sync,
    mut fill: impl FnMut(&mut P) -> bool,
    mut each: impl FnMut(R) -> Result<(), E>,
) -> Result<Vec<W>, E> {
    let most = 2 * workers.len() + 2;
    let (work, waiting) = mpsc::channel();
    let (done, finished) = mpsc::channel();
    let (waiting, task) = (&Mutex::new(waiting), &task);
    // Takes `work` in, so that the threads end however this ends.
    thread::scope(move |scope| {
        let start = |worker| {
            let done = done.clone();
            scope.spawn(move || labour(worker, task, waiting, &done))
        };
        let threads: Vec<_> = workers.into_iter().map(start).collect();
        drop(done);
        let mut line = Line { sent: 0, next: 0, early: BTreeMap::new(), spare: Vec::new() };
        let mut ended = false;
        loop {
            while !ended && line.sent - line.next < most {
                let mut piece = line.spare.pop().unwrap_or_default();
                ended = !fill(&mut piece);
                // Nobody takes it only where all workers panicked, which is what the line hears next.
                if !ended && work.send((line.sent, piece)).is_ok() {
                    line.sent += 1;
                }
            }
            if line.next == line.sent {
                break;
            }
            let Ok((number, done)) = finished.recv() else { break };
            line.early.insert(number, done);
            line.hand_on(&mut each)?;
        }
        drop(work);
        Ok(threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic))).collect())
    })
}

/// The pieces that are under way.
struct Line<P, R> {
    /// How many were given to the workers.
    sent: usize,
    /// The number of the piece that is handed on next.
    next: usize,
    /// What is done before its turn.
    early: BTreeMap<usize, Done<P, R>>,
    /// Pieces that can be filled again.
    spare: Vec<P>,
}

impl<P, R> Line<P, R> {
    fn hand_on<E>(&mut self, each: &mut impl FnMut(R) -> Result<(), E>) -> Result<(), E> {
        while let Some((piece, result)) = self.early.remove(&self.next) {
            self.next += 1;
            each(result.unwrap_or_else(|panic| resume_unwind(panic)))?;
            self.spare.push(piece);
        }
        Ok(())
    }
}

/// Does `task` with every piece that comes, until none comes any more or a panic ends it.
fn labour<W, P, R>(
    mut worker: W,
    task: impl Fn(&mut W, &mut P) -> R,
    waiting: &Mutex<Receiver<Numbered<P>>>,
    done: &Sender<Numbered<Done<P, R>>>,
) -> W {
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, mut piece)) = next else { return worker };
        // A piece that never came back would be waited for for ever.
        let result = catch_unwind(AssertUnwindSafe(|| task(&mut worker, &mut piece)));
        let is_lost = result.is_err();
        if done.send((number, (piece, result))).is_err() || is_lost {
            return worker;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    /// Gives the numbers below `count`.
    fn below(count: usize) -> impl FnMut(&mut usize) -> bool {
        let mut next = 0..count;
        move |piece| next.next().map(|number| *piece = number).is_some()
    }

    #[test]
    fn what_comes_of_pieces_is_handed_on_in_their_order() {
        for (threads, count) in [(1, 0), (1, 100), (2, 1), (2, 1000), (7, 1000)] {
            let mut handed = Vec::new();
            let task = |worked: &mut usize, piece: &mut usize| {
                *worked += 1;
                // Uneven work lets the threads overtake each other.
                (0..(*piece * 7919) % 97 * 100).fold(*piece, |sum, more| sum ^ (more & 1))
            };
            let each = |result| {
                handed.push(result);
                Ok::<_, Infallible>(())
            };
            let Ok(workers) = in_order(vec![0; threads], task, below(count), each);
            assert_eq!(workers.iter().sum::<usize>(), count);
            let alone: Vec<usize> = (0..count).map(|mut piece| task(&mut 0, &mut piece)).collect();
            assert_eq!(handed, alone);
        }
    }

    #[test]
    fn a_failure_ends_the_work() {
        let task = |(): &mut (), piece: &mut usize| *piece;
        let result = in_order(vec![(); 3], task, below(100_000), |piece| if piece == 5 { Err(piece) } else { Ok(()) });
        assert_eq!(result, Err(5));
    }

    #[test]
    #[should_panic(expected = "piece 5 is bad")]
    fn the_panic_of_a_worker_is_handed_on_and_nobody_waits_for_ever() {
        let task = |(): &mut (), piece: &mut usize| assert!(*piece != 5, "piece {piece} is bad");
        let _ = in_order(vec![(); 3], task, below(100_000), Ok::<_, Infallible>);
    }

    #[test]
    #[should_panic(expected = "all are bad")]
    fn nobody_waits_where_every_worker_panics() {
        let task = |(): &mut (), _: &mut usize| panic!("all are bad");
        let _ = in_order(vec![(); 3], task, below(100_000), Ok::<(), Infallible>);
    }
}
