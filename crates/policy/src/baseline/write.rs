//! Writing a baseline: for review, so in an order that a new finding does not change.

use super::{Baseline, Entry};
use driftline_finding::Fingerprint;
use std::fmt::Write;

const HEAD: &str = "\
# Findings that are accepted, one entry a cause, by `driftline baseline write`.
#
# `reason` says why, `owner` who answers for it, and `until = 2026-12-31` (without quotes) to which day; write them by
# hand, they are kept. The fingerprint identifies the finding; what stands above it is for the reader, and written anew.
";

impl Baseline {
    /// The text of the file: equal baselines give equal bytes.
    pub fn to_toml(&self) -> String {
        let mut out = HEAD.to_owned();
        for (fingerprint, entry) in self.in_order() {
            write_entry(fingerprint, entry, &mut out);
        }
        out
    }
}

fn write_entry(fingerprint: Fingerprint, entry: &Entry, out: &mut String) {
    out.push_str("\n[[accepted]]\n");
    let mut key = |name: &str, value: String| {
        let _ = writeln!(out, "{name} = {value}");
    };
    key("rule", text(&entry.rule));
    if let Some(operation) = &entry.operation {
        key("operation", text(operation));
    }
    if let Some(field) = &entry.field {
        key("field", text(field.as_str()));
    }
    key("message", text(&entry.message));
    key("count", i64::try_from(entry.count).unwrap_or(i64::MAX).to_string());
    key("fingerprint", text(&fingerprint.to_string()));
    key("reason", text(&entry.acceptance.reason));
    key("owner", text(&entry.acceptance.owner));
    if let Some(until) = entry.acceptance.until {
        key("until", until.to_string());
    }
}

/// A string of TOML on one line. What would steer a terminal or hide from a reader of the file is escaped.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            ' ' => out.push(c),
            c if c.is_control() || c.is_whitespace() || is_hidden(c) => {
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Characters that have no width or reorder those around them.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
