//! Clocks for benchmarks, whose ratios are to hold while the speed of the machine drifts.

use std::{
    fs,
    sync::LazyLock,
    time::{Duration, Instant},
};

/// How long this thread has been at work. Linux tells it; elsewhere what other programs do counts, too.
pub fn clock() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let statistics = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let worked = statistics.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok());
    worked.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// How long this thread is at work on that.
pub fn worked(work: impl FnOnce()) -> Duration {
    let start = clock();
    work();
    clock().saturating_sub(start)
}

/// How long that takes by the clock on the wall.
pub fn taken(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}
