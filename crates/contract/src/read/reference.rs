//! The text of a `$ref`, and where it leads.

use super::{fault::Fault, node::Node};
use driftline_finding::Pointer;
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// The text of the `$ref` of an object that has one.
pub(super) fn text<'d>(node: &Node<'d>) -> Option<&'d str> {
    node.value.get("$ref")?.as_str()
}

/// The pointer into this document that the reference `text` names, and what stands there. `at` is where the
/// reference stands, `base` the document's own URI.
pub(super) fn target<'d>(
    text: &str,
    at: &Pointer,
    root: &'d Value,
    base: Option<&str>,
) -> Result<(Pointer, &'d Value), Fault> {
    let own = base.and_then(|base| text.strip_prefix(base)).filter(|rest| rest.starts_with('#'));
    let Some(fragment) = own.unwrap_or(text).strip_prefix('#') else {
        let problem = "leads out of this document; bundle all documents into one first";
        return Err(Fault::reference(text, at, problem));
    };
    if !fragment.is_empty() && !fragment.starts_with('/') {
        let problem = "names an anchor; write a JSON Pointer, as `#/components/schemas/Name`";
        return Err(Fault::reference(text, at, problem));
    }
    // A fragment is percent-encoded, but many documents write their names as they are.
    let decoded = percent_decode_str(fragment).decode_utf8().ok();
    let spellings = decoded.as_deref().into_iter().chain([fragment]);
    let mut found = spellings.filter_map(|spelling| {
        let pointer: Pointer = spelling.parse().ok()?;
        let value = root.pointer(pointer.as_str())?;
        Some((pointer, value))
    });
    found.next().ok_or_else(|| Fault::reference(text, at, "leads nowhere"))
}
