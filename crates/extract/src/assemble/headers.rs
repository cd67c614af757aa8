//! The headers that a page without a call describes for all calls of its service: "Common request headers".

use super::merge::Described;
use driftline_contract::{Location, Parameter, Schema};

/// Headers of the transport, of the media type and of whoever calls. They are said elsewhere in a contract, or not at
/// all. In lower case; what ends with `-` is the beginning of a name.
const OTHERS: [&str; 8] =
    ["content-", "host", "date", "accept", "user-agent", "authorization", "x-auth-token", "x-sdk-date"];

/// Adds to each operation the headers that `table` describes and its own page does not. None is required: what the table
/// demands depends on the call.
pub(super) fn add(described: &mut [Described], table: &Schema) {
    let headers = table.properties.iter().filter(|(name, _)| !is_other(name));
    let parameters: Vec<Parameter> = headers.map(|(name, schema)| parameter(name, schema)).collect();
    for Described { operation, .. } in described {
        for parameter in &parameters {
            let is_it = |known: &Parameter| {
                known.location == Location::Header && known.name.eq_ignore_ascii_case(&parameter.name)
            };
            if !operation.parameters.iter().any(is_it) {
                operation.parameters.push(parameter.clone());
            }
        }
    }
}

fn parameter(name: &str, schema: &Schema) -> Parameter {
    let mut schema = schema.clone();
    let description = schema.description.take();
    Parameter { description, ..Parameter::new(name, Location::Header, schema) }
}

fn is_other(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    OTHERS.iter().any(|other| if other.ends_with('-') { name.starts_with(other) } else { name == *other })
}

#[cfg(test)]
mod tests {
    use crate::{assemble, parse_page, read_page};
    use driftline_contract::Location;

    /// The headers of the only call, each with whether it is required and the page that describes it, and the rows that were
    /// placed, where a page without a call has a table of that caption.
    fn headers(caption: &str) -> (Vec<(String, bool, String)>, usize) {
        let read = |file: &str, html: &str| read_page(file, &parse_page(file, html.as_bytes()));
        let table = |caption: &str, rows: &str| {
            let head = "<tr><th>Name</th><th>Description</th><th>Mandatory</th></tr>";
            format!("<table><caption>{caption}</caption>{head}{rows}</table>")
        };
        let row = |name: &str| format!("<tr><td>{name}</td><td>What it says.</td><td>Yes</td></tr>");
        let own = table("Request headers", &row("x-gardener"));
        let call = read("b.html", &format!("<h1>B</h1><h4>URI</h4><p>GET /v1/x</p><h4>Request</h4>{own}"));
        let rows = ["Host", "Content-Type", "X-Auth-Token", "X-Gardener", "X-Garden-Id"].map(row).concat();
        let general = format!("<h1>Making a Request</h1><h2>Request Header</h2>{}", table(caption, &rows));
        let found = assemble("s", vec![read("a.html", &general), call]).expect("a contract");
        assert!(found.rows.is_balanced());
        let parameters = found.contract.operations().flat_map(|operation| operation.parameters.clone());
        let shown = parameters.filter(|parameter| parameter.location == Location::Header).map(|parameter| {
            let page = parameter.schema.provenance.map(|from| from.page.to_string()).unwrap_or_default();
            (parameter.name, parameter.required, page)
        });
        (shown.collect(), found.rows.placed)
    }

    #[test]
    fn the_headers_that_any_request_may_carry_are_those_of_every_call() {
        let own = ("x-gardener".to_owned(), true, "b.html".to_owned());
        let common = ("X-Garden-Id".to_owned(), false, "a.html".to_owned());
        for caption in ["Common request headers", "Table 3 Public request header fields"] {
            assert_eq!(headers(caption), (vec![own.clone(), common.clone()], 6), "{caption}");
        }
        for caption in ["Common response headers", "Request headers", "Common request parameters"] {
            assert_eq!(headers(caption), (vec![own.clone()], 1), "{caption}");
        }
    }
}
