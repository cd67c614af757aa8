//! Renders findings and summaries: the only part of driftline that writes for people.
//!
//! A [`Report`] holds what a command found and counted; a [`Format`] writes it. Everything that goes out is
//! ordered and free of control characters, so equal runs give equal bytes.
//!
//! ```
//! use driftline_report::{Format, Report, RenderOptions, Summary, ValidateSummary};
//! let summary = ValidateSummary { exchanges: 1, matched: 1, bodies_judged: 1, ..ValidateSummary::default() };
//! let report = Report::new(Summary::Validate(summary), Vec::new());
//! let mut out = Vec::new();
//! report.render(Format::Human, RenderOptions::default(), &mut out)?;
//! assert_eq!(String::from_utf8(out)?, "1 exchange, all matched · no findings\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
pub use crate::{
    explain::{explain, list_rules, rule_page, rule_pages},
    extraction::{
        ConstraintCount, CorrectionCount, ExtractCounts, ExtractSummary, RowCount, RuleCount, ServiceSummary,
    },
    render::{Format, RenderOptions, UnknownFormat, json_schemas},
    report::{OperationCount, ProbeSummary, Report, Skipped, Summary, ValidateSummary},
    text::{count, printable},
};
pub use driftline_finding::FindingCount;

mod explain;
mod extraction;
mod group;
mod render;
mod report;
mod text;
