//! The id of an operation.

use super::uri::{Call, is_version};
use crate::page::Page;
use driftline_contract::Method;

/// The name of the file, where it is the vendor's own name of the call, as in `ShowNotebook.html`; else a name made of
/// the call, as `GetV1NotebooksById`. It depends on no other page and on no title, so it lasts as long as the call.
///
/// A page that describes several versions of its call gives the file's name to none of them.
pub(super) fn operation_id(page: &Page, calls: &[Call], call: &Call) -> String {
    let stem = page.name.rsplit_once('.').map_or(page.name.as_str(), |(stem, _)| stem);
    if calls.len() == 1 && is_name_of_a_call(stem) { stem.to_owned() } else { of_call(call.method, &call.key()) }
}

/// Whether a file name is written as ids are: letters and digits alone, a capital first, not all of them capitals.
fn is_name_of_a_call(stem: &str) -> bool {
    stem.starts_with(|c: char| c.is_ascii_uppercase()) && stem.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The words of a call in camel case. The variable for the project, which nearly every path has, is left out.
pub(crate) fn of_call(method: Method, path: &str) -> String {
    let mut id = capitalised(&method.as_str().to_ascii_lowercase());
    let is_project = |segment: &&str| matches!(*segment, "{project_id}" | "{tenant_id}");
    path.split('/').filter(|segment| !is_project(segment)).for_each(|segment| add_segment(segment, &mut id));
    if path == "/" { id + "Root" } else { id }
}

/// The words of a call in camel case, all of its path included.
pub(crate) fn of_whole_call(method: Method, path: &str) -> String {
    let mut id = capitalised(&method.as_str().to_ascii_lowercase());
    path.split('/').for_each(|segment| add_segment(segment, &mut id));
    id
}

fn add_segment(segment: &str, id: &mut String) {
    if is_version(segment) {
        // The point of `v2.1` parts it from `v21`.
        id.push_str(&capitalised(segment).replace('.', "_"));
        return;
    }
    for part in segment.split_inclusive('}') {
        let (literal, variable) = part.split_once('{').map_or((part, None), |(text, name)| (text, Some(name)));
        add_words(literal, id);
        if let Some(name) = variable {
            id.push_str("By");
            add_words(name, id);
        }
    }
}

fn add_words(text: &str, id: &mut String) {
    text.split(|c: char| !c.is_ascii_alphanumeric()).for_each(|word| id.push_str(&capitalised(word)));
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_named_like_a_call_names_it_and_any_other_does_not() {
        let id = |name: &str| {
            let page = Page { name: name.to_owned(), ..Page::default() };
            let path = "/v1/{project_id}/things/{id}".to_owned();
            let (query, selectors) = (Vec::new(), Vec::new());
            let call = Call { method: Method::Get, path, query, selectors, is_request_line: false, server: None };
            operation_id(&page, std::slice::from_ref(&call), &call)
        };
        assert_eq!(id("ShowThing.html"), "ShowThing");
        for name in
            ["querying_a_thing.html", "index.html", "en-us_topic_0020212207.html", "elb_zq_0001.html", "l7.html"]
        {
            assert_eq!(id(name), "GetV1ThingsById", "{name}");
        }
    }

    #[test]
    fn the_words_of_a_call_make_its_id() {
        for (path, expected) in [
            ("/v2.1/{project_id}/servers/{server_id}/action", "PostV2_1ServersByServerIdAction"),
            ("/v2/reverse/floatingips/{region}:{floatingip_id}", "PostV2ReverseFloatingipsByRegionByFloatingipId"),
            ("/V1.0/{project_id}/alarms", "PostV1_0Alarms"),
            ("/", "PostRoot"),
            ("/#acl", "PostAcl"),
            ("/{bucket}#part&uploadId", "PostByBucketPartUploadId"),
        ] {
            assert_eq!(of_call(Method::Post, path), expected);
        }
        assert_eq!(of_whole_call(Method::Get, "/v1/{project_id}/x"), "GetV1ByProjectIdX");
    }
}
