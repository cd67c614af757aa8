//! One page for a browser (HTML Living Standard), complete in itself: no request leaves it, and its Content Security Policy (level 3)
//! allows only the style and the script written here. Without the script all findings show; with it they can be filtered.

mod counts;
mod coverage;
mod findings;

use super::told::{Section, sections};
use crate::{
    Report,
    text::{count, printable},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use driftline_finding::Severity;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let sections = sections(report);
    head(report, out)?;
    counts::tiles(report, &sections, out)?;
    counts::coverage(report, &sections, out)?;
    counts::services(report, out)?;
    findings::filters(report, &sections, out)?;
    findings::all(report, &sections, out)?;
    counts::skipped(report, out)?;
    writeln!(
        out,
        "</main>\n<footer>Written by driftline. <code>driftline explain RULE</code> tells more of a rule.</footer>"
    )?;
    writeln!(out, "<script>{SCRIPT}</script>\n</body>\n</html>")
}

fn head(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        digest(STYLE),
        digest(SCRIPT)
    );
    let line = escape(&report.summary_line());
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <title>driftline: {line}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#findings\">To the findings</a>\n\
         <header><h1>driftline</h1><p>{line}</p>\
         <button type=\"button\" id=\"theme\" hidden>Dark or light</button></header>\n<main>\n"
    )
}

/// What a policy knows an inline text by.
fn digest(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// Text for an element or a quoted attribute.
fn escape(text: &str) -> String {
    let text = printable(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

/// The counts of a section by severity, as small marks.
fn marks(section: &Section<'_>) -> String {
    let marks = Severity::ALL.into_iter().filter_map(|severity| {
        let causes = section.count(severity) as u64;
        (causes > 0).then(|| format!("<span class=\"mark {severity}\">{}</span>", count(causes, severity.as_str())))
    });
    marks.collect::<Vec<_>>().join(" ")
}
