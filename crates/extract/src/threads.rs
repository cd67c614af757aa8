//! Work on several threads, without a trace of them in the result.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// What `work` makes of each item, in the order of the items. Each thread takes the next item when it is done with
/// one, so that no long page holds up the others.
pub(crate) fn in_order<T: Sync, R: Send>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return done };
            done.push((at, work(item)));
        }
    };
    let mut done = thread::scope(|scope| {
        // Where the system gives fewer threads, those that there are do the work.
        let start = |_| thread::Builder::new().spawn_scoped(scope, worker).ok();
        let others: Vec<_> = (1..threads.min(items.len())).map_while(start).collect();
        let mut done = worker();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items_whatever_the_number_of_threads() {
        let items: Vec<usize> = (0..1000).collect();
        for threads in [0, 1, 2, 7, 2000] {
            // Uneven work lets the threads overtake each other.
            let slow = |item: &usize| (0..(item * 7919) % 97 * 100).fold(*item, |sum, more| sum ^ (more & 1));
            let alone: Vec<usize> = items.iter().map(slow).collect();
            assert_eq!(in_order(&items, threads, slow), alone);
        }
        assert_eq!(in_order(&[], 4, |item: &u8| *item), Vec::<u8>::new());
    }
}
