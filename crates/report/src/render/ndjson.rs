//! Lines of JSON (<https://github.com/ndjson/ndjson-spec>): the findings of the JSON report, one a line, and then one line of
//! all else that it holds, which alone has a member `command`.

use super::json;
use crate::Report;
use serde_json::Value;
use std::io::{self, Write};

pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut rest = json::document(report)?;
    if let Some(Value::Array(findings)) = rest.get_mut("findings").map(Value::take) {
        findings.iter().try_for_each(|finding| writeln!(out, "{finding}"))?;
    }
    if let Some(members) = rest.as_object_mut() {
        members.shift_remove("findings");
    }
    writeln!(out, "{rest}")
}
