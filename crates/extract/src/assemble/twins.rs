//! Pages whose files bear one name, as those of two versions of an interface in two folders. Provenance and fingerprints
//! know a page by its name alone, so each is called by as much of its path as tells it from the others.

use crate::read::PageReading;
use driftline_contract::{Operation, Schema};
use driftline_finding::{Finding, Provenance};
use std::sync::Arc;

/// Names the pages of one file name apart in what was read from them. The readings are in the order of their names.
pub(super) fn tell_apart(readings: &mut [PageReading]) {
    for twins in readings.chunk_by_mut(|one, other| one.page == other.page).filter(|twins| twins.len() > 1) {
        let paths: Vec<Vec<String>> = twins.iter().map(|reading| parts(&reading.file)).collect();
        for (at, reading) in twins.iter_mut().enumerate() {
            if let Some(name) = shortest(&paths, at) {
                rename(reading, &name.into());
            }
        }
    }
}

/// The parts of a path, the last one first.
fn parts(file: &str) -> Vec<String> {
    file.rsplit(['/', '\\']).map(str::to_owned).collect()
}

/// The shortest end of a path, from the folder of the file on, in which no other ends. Of a file that was given twice
/// there is none.
fn shortest(paths: &[Vec<String>], at: usize) -> Option<String> {
    let own = &paths[at];
    let is_other = |path: &[String], length: usize| path.iter().take(length).ne(own.iter().take(length));
    let others = || paths.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, path)| &path[..]);
    let length = (2..=own.len()).find(|length| others().all(|path| is_other(path, *length)))?;
    Some(own[..length].iter().rev().map(String::as_str).collect::<Vec<_>>().join("/"))
}

/// Gives a page another name in all that was read from it.
fn rename(reading: &mut PageReading, name: &Arc<str>) {
    let operations = reading.operations.iter_mut();
    operations.for_each(|operation| rename_operation(operation, name));
    let components = reading.components.iter_mut().map(|(_, schema)| schema);
    let spare = reading.spare.iter_mut().map(|table| &mut table.schema);
    let links = reading.links.iter_mut().map(|link| &mut link.otherwise);
    components.chain(spare).chain(links).for_each(|schema| rename_schema(schema, name));
    let values = reading.values.iter_mut().map(|link| &mut link.from);
    values.for_each(|from| from.page = Arc::clone(name));
    let of_spare = reading.spare.iter_mut().flat_map(|table| table.findings.iter_mut().chain(&mut table.not_placed));
    let of_links = reading.links.iter_mut().flat_map(|link| &mut link.findings);
    for finding in reading.findings.iter_mut().chain(of_spare).chain(of_links) {
        rename_finding(finding, name);
    }
}

fn rename_operation(operation: &mut Operation, name: &Arc<str>) {
    let responses = operation.responses.values_mut().map(|response| &mut response.provenance);
    for from in responses.chain([&mut operation.provenance]).flatten() {
        from.page = Arc::clone(name);
    }
    operation.schemas_mut().for_each(|schema| rename_schema(schema, name));
}

fn rename_schema(schema: &mut Schema, name: &Arc<str>) {
    if let Some(from) = &mut schema.provenance {
        from.page = Arc::clone(name);
    }
    schema.children_mut().for_each(|child| rename_schema(child, name));
}

fn rename_finding(finding: &mut Finding, name: &Arc<str>) {
    if let Some(Provenance { page, .. }) = finding.provenance.as_mut().map(Arc::make_mut) {
        *page = Arc::clone(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{assemble, parse_page, read_page};

    #[test]
    fn a_page_is_called_by_as_much_of_its_path_as_tells_it_apart() {
        let paths: Vec<_> = ["a/v1/tree/show.html", "a/v2/tree/show.html", "show.html", "b/show.html", "b/show.html"]
            .into_iter()
            .map(parts)
            .collect();
        let names: Vec<_> = (0..paths.len()).map(|at| shortest(&paths, at)).collect();
        let expected = [Some("v1/tree/show.html"), Some("v2/tree/show.html"), None, None, None];
        assert_eq!(names, expected.map(|name| name.map(str::to_owned)));
    }

    #[test]
    fn twins_are_told_apart_in_fields_and_findings() {
        let reading = |version: u8| {
            let html = format!(
                "<h4>URI</h4><p>GET /v{version}/trees</p><h4>Response Parameters</h4>
                 <table><tr><th>Parameter</th><th>Type</th></tr><tr><td>tree</td><td>Odd</td></tr></table>"
            );
            let mut reading = read_page("show.html", &parse_page("show.html", html.as_bytes()));
            reading.file = format!("pages/v{version}/show.html");
            reading
        };
        let extraction = assemble("trees", vec![reading(2), reading(1)]).expect("a contract");
        let document = extraction.contract.to_openapi_json();
        let count = |page: &str| document.matches(&format!("\"page\": \"{page}\"")).count();
        assert_eq!([count("v1/show.html"), count("v2/show.html"), count("show.html")], [3, 3, 0], "{document}");
        let pages = extraction.findings.iter().filter_map(|finding| Some(&*finding.provenance.as_ref()?.page));
        assert_eq!(pages.collect::<Vec<_>>(), ["v1/show.html", "v2/show.html"]);
        let mut fingerprints: Vec<_> = extraction.findings.iter().map(Finding::fingerprint).collect();
        fingerprints.dedup();
        assert_eq!(fingerprints.len(), 2);
    }
}
