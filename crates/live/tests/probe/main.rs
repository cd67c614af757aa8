//! The probe against a real server on loopback.

mod answers;
mod failures;
mod plan;
mod recording;
mod redirects;
mod secrets;
mod server;
mod support;
