//! The same judgement on a running API: the probe.
//!
//! A [`Probe`] sends one GET for each operation whose parameters are given, judges every answer as one in a capture is
//! judged, and names every operation that it did not probe with the reason. It sends nothing but GET, holds no
//! cookies, uses no proxy, and follows redirects within the origin of the base URL only. The token goes into
//! `X-Auth-Token` and into no output.
//!
//! ```
//! use driftline_contract::{ContractBuilder, Media, Method, Operation, Response, Schema, Status, Type};
//! use driftline_live::{Probe, ProbeOptions};
//! use driftline_validate::Judge;
//! use std::{io::{Read, Write}, net::TcpListener, thread};
//!
//! let thing = Media::new(Schema::of(Type::Object).property("id", Schema::of(Type::String)));
//! let operation = Operation::new("ShowThing", Method::Get, "/v1/things/{id}")
//!     .response(Status::Exact(200), Response::new("OK").content("application/json", thing));
//! let judge = Judge::new(vec![ContractBuilder::new("things").operation(operation).finish()?])?;
//!
//! let server = TcpListener::bind("127.0.0.1:0")?;
//! let base_url = format!("http://{}", server.local_addr()?);
//! let serving = thread::spawn(move || {
//!     let (mut client, _) = server.accept().expect("a client");
//!     let _ = client.read(&mut [0; 4096]);
//!     let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{\"id\": 7}";
//!     client.write_all(answer.as_bytes()).expect("a client that listens");
//! });
//!
//! let probe = Probe::new(&judge, ProbeOptions::new(&base_url)?.parameter("id", "7"))?;
//! let report = probe.run(&probe.plan(), |_| ())?;
//! let finding = report.findings().next().expect("a finding");
//! assert_eq!(finding.message, "expected string, got integer 7");
//! assert!(finding.place.as_ref().is_some_and(|place| place.to_string().ends_with("/v1/things/7:1:8")));
//! # serving.join().expect("no panic");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
pub use crate::{
    failure::{ProbeFailure, Stage},
    options::{InvalidOptions, ProbeOptions},
    plan::{NotProbed, NotProbedReason, Plan, PlannedRequest},
    probe::{Answered, Probe, ProbeError, ProbeEvent, ProbeReport, Probed},
};

mod address;
mod client;
mod failure;
mod options;
mod plan;
mod probe;
mod recording;
mod token;
