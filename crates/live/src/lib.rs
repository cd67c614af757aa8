//! The same judgement on a running API: the probe.
