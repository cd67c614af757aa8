//! Lines of JSON (<https://github.com/ndjson/ndjson-spec>): the findings of the JSON report, one a line, and then one line of
//! all else that it holds, which alone has a member `command`.

use super::json;
use crate::Report;
use std::io::{self, Write};

pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut document = json::document(report);
    for finding in document.take_findings() {
        serde_json::to_writer(&mut *out, &finding)?;
        writeln!(out)?;
    }
    let mut rest = serde_json::to_value(document)?;
    if let Some(members) = rest.as_object_mut() {
        members.shift_remove("findings");
    }
    writeln!(out, "{rest}")
}
