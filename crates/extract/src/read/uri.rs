//! Method and path template.

use super::{
    flow::{Content, Piece},
    heading::SectionRole,
};
use crate::page::{Page, Table};
use driftline_contract::Method;
use indexmap::IndexSet;
use std::borrow::Cow;

/// A method and a path template as a page states them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) path: String,
    /// The names in a query behind the path, as in `?acl`, `?limit={limit}` or `{?limit,marker}`.
    pub(crate) query: Vec<String>,
    /// Those of the query that tell the call from others of its path: the ones in a request line of HTTP, as
    /// `GET /?acl HTTP/1.1`.
    pub(super) selectors: Vec<String>,
    /// Whether it stands in a request line of HTTP.
    pub(super) is_request_line: bool,
    /// The server, where the line names a real one.
    pub(crate) server: Option<String>,
}

/// The calls of a page.
#[derive(Debug, Default)]
pub(super) struct Calls {
    /// One call, or the same call under several versions.
    pub(super) own: Vec<Call>,
    /// Calls that are different ones, so that the tables of the page cannot be all of theirs.
    pub(super) others: IndexSet<Call>,
}

/// The calls that a page describes: those in its URI sections; of a page that has none but says what a call does or
/// gives back, the first outside of examples. Guides show calls too, and describe none.
pub(super) fn calls(pieces: &[Piece<'_>]) -> Calls {
    let mut found = calls_in(pieces, |role| role == SectionRole::Uri);
    let describes = |piece: &Piece<'_>| matches!(piece.role, SectionRole::Function | SectionRole::Response);
    if found.is_empty() && pieces.iter().any(describes) {
        let example = |role| matches!(role, SectionRole::ExampleRequest | SectionRole::ExampleResponse);
        found = calls_in(pieces, |role| !example(role));
        found.truncate(1);
    }
    if found.iter().any(|call| call.is_request_line) {
        let samples = calls_in(pieces, |role| role == SectionRole::ExampleRequest);
        for call in &mut found {
            call.take_variables(&samples);
        }
    }
    sorted_out(found)
}

/// Whether the page lists its calls in tables of two columns, method and path: a whole interface on one page.
pub(super) fn lists_calls_in_tables(page: &Page) -> bool {
    page.tables().into_iter().any(is_call_table)
}

fn is_call_table(table: &Table) -> bool {
    let header: Vec<String> = table.header.iter().map(|text| text.trim().to_lowercase()).collect();
    header == ["method", "path"]
}

/// Joins what is written twice, drops what shows a call again with values filled in, and parts the versions of one
/// call from calls that are different ones.
fn sorted_out(found: Vec<Call>) -> Calls {
    let mut calls = Calls::default();
    for call in found {
        let Some(first) = calls.own.first() else {
            calls.own.push(call);
            continue;
        };
        let is_twin = first.method == call.method && without_version(&first.path) == without_version(&call.path);
        if let Some(known) = calls.own.iter_mut().find(|known| known.is_shown_by(&call)) {
            if known.path == call.path {
                known.add_query(call.query);
            }
        } else if is_twin {
            calls.own.push(call);
        } else {
            calls.others.insert(call);
        }
    }
    calls
}

impl Call {
    /// The path, with the selectors in the fragment: what no other call of the method has.
    pub(super) fn key(&self) -> String {
        if self.selectors.is_empty() {
            self.path.clone()
        } else {
            format!("{}#{}", self.path, self.selectors.join("&"))
        }
    }

    /// Whether `shown`, a call in an example, is this one with values in place of its variables.
    pub(crate) fn is_like(&self, shown: &Call) -> bool {
        let trimmed = |call: &Call| Call { path: format!("/{}", call.path.trim_matches('/')), ..call.clone() };
        trimmed(self).is_shown_by(&trimmed(shown))
    }

    /// As [`Call::is_like`], also where the example is of another version of the call.
    pub(super) fn is_like_in_any_version(&self, shown: &Call) -> bool {
        let unversioned = |call: &Call| Call { path: without_version(&call.path).to_owned(), ..call.clone() };
        unversioned(self).is_like(&unversioned(shown))
    }

    /// Whether `other` is this call, perhaps with values in place of its variables.
    fn is_shown_by(&self, other: &Call) -> bool {
        let (own, shown): (Vec<&str>, Vec<&str>) = (self.path.split('/').collect(), other.path.split('/').collect());
        let fits = |(own, shown): (&&str, &&str)| own == shown || (own.contains('{') && !shown.is_empty());
        let (method, selectors) = (self.method, &self.selectors);
        method == other.method
            && *selectors == other.selectors
            && own.len() == shown.len()
            && own.iter().zip(&shown).all(fits)
    }

    /// In a request line, names stand for values without braces: a segment is a variable where a sample of the call
    /// has something else in its place.
    fn take_variables(&mut self, samples: &[Call]) {
        let own: Vec<&str> = self.path.split('/').collect();
        let shows = |sample: &&Call| sample.method == self.method && sample.path.split('/').count() == own.len();
        let samples: Vec<Vec<&str>> = samples.iter().filter(shows).map(|call| call.path.split('/').collect()).collect();
        let segment = |(at, own): (usize, &&str)| {
            let is_name = !own.is_empty() && own.chars().all(|c| c.is_ascii_alphabetic());
            let differs = samples.iter().any(|sample| sample[at] != *own && !sample[at].is_empty());
            if is_name && differs { format!("{{{own}}}") } else { (*own).to_owned() }
        };
        self.path = own.iter().enumerate().map(segment).collect::<Vec<_>>().join("/");
    }

    /// Without the selectors that only refine what the first one names: those that `is_optional`.
    pub(super) fn narrowed(&self, is_optional: impl Fn(&str) -> bool) -> Call {
        let mut call = self.clone();
        let first = call.selectors.first().cloned();
        call.selectors.retain(|name| first.as_ref() == Some(name) || !is_optional(name));
        call
    }

    fn add_query(&mut self, names: Vec<String>) {
        for name in names {
            if !self.query.contains(&name) {
                self.query.push(name);
            }
        }
    }
}

/// The path without a leading version such as `v2.1`, in any case.
fn without_version(path: &str) -> &str {
    let rest = path.trim_start_matches('/');
    let (first, behind) = rest.split_once('/').unwrap_or((rest, ""));
    if is_version(first) { behind } else { rest }
}

/// Whether a segment of a path is a version such as `v3`, `V1.0` or `v2.1`.
pub(crate) fn is_version(segment: &str) -> bool {
    let digits = segment.strip_prefix(['v', 'V']).unwrap_or_default();
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

fn calls_in(pieces: &[Piece<'_>], wanted: impl Fn(SectionRole) -> bool) -> Vec<Call> {
    let mut lines = Vec::new();
    let mut silent: Option<&str> = None;
    for piece in pieces.iter().filter(|piece| wanted(piece.role)) {
        let text = match piece.content {
            Content::Text(text) => text.plain(),
            Content::Code(code) => Cow::Borrowed(code.text.as_str()),
            Content::Table(_) => continue,
        };
        // What follows the word "example" in a section shows the call again with values filled in.
        if announces_example(&text) {
            silent = Some(piece.heading);
        } else if !silent.is_some_and(|heading| std::ptr::eq(heading, piece.heading)) {
            lines.extend(text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()));
        }
    }
    let next = lines.iter().skip(1).map(Some).chain([None]);
    let read = lines.iter().zip(next).filter_map(|(line, next)| call(line).or_else(|| labelled(line, next?)));
    read.collect::<IndexSet<Call>>().into_iter().collect()
}

/// The calls in the lines of a text, each with the number of its line, from 0.
pub(crate) fn calls_in_text(text: &str) -> Vec<(Call, u32)> {
    (0..).zip(text.lines()).filter_map(|(number, line)| Some((call(line)?, number))).collect()
}

fn announces_example(text: &str) -> bool {
    let text = text.trim_end_matches([':', '.', '\u{ff1a}']).trim_end();
    ["example", "examples", "example uri"].iter().any(|label| text.eq_ignore_ascii_case(label))
}

/// Reads the pair of lines `PATH: /path` and `Method: POST`, in either order.
fn labelled(line: &str, next: &str) -> Option<Call> {
    let path = |line| after_label(line, &["path", "uri", "url"]);
    let method = |line| after_label(line, &["method"]);
    let (path, method) = path(line).zip(method(next)).or_else(|| path(next).zip(method(line)))?;
    call(&format!("{} {path}", method.to_ascii_uppercase()))
}

fn after_label<'l>(line: &'l str, labels: &[&str]) -> Option<&'l str> {
    let (label, rest) = line.split_once([':', '\u{ff1a}'])?;
    labels.iter().any(|wanted| label.trim().eq_ignore_ascii_case(wanted)).then(|| rest.trim())
}

/// Reads `METHOD /path`, perhaps with a scheme and host before the path and a query behind it.
fn call(line: &str) -> Option<Call> {
    let line = line.trim();
    let end = line.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(line.len());
    let method: Method = line[..end].parse().ok()?;
    let (server, rest) = without_host(line[end..].trim_start());
    let (template, query) = parted(rest);
    let path = template.split(char::is_whitespace).next().unwrap_or(template);
    let is_request_line = rest.split_whitespace().nth(1).is_some_and(|word| word.starts_with("HTTP/"));
    let selectors = if is_request_line { query.clone() } else { Vec::new() };
    path.starts_with('/').then(|| Call { method, path: path.to_owned(), query, selectors, is_request_line, server })
}

/// Path and names of the query: behind `?` as `a=1&b={b}`, or in an expression `{?a,b}` (RFC 6570 §3.2.8), which
/// some pages write with blanks.
fn parted<'t>(text: &'t str) -> (&'t str, Vec<String>) {
    let word = text.split(char::is_whitespace).next().unwrap_or(text);
    let in_braces = |rest: &'t str| rest.split_once('}').map_or(rest, |(names, _)| names);
    let expression = text.split_once("{?").map(|(path, rest)| (path, in_braces(rest)));
    // Behind a plain `?`, a comma stands in a value, as in `?dim.0=id,5`.
    let separators: &[char] = if expression.is_some() { &[',', '&'] } else { &['&'] };
    let (path, query) = expression.or_else(|| word.split_once('?')).unwrap_or((word, ""));
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let name = |part: &str| part.split('=').next().unwrap_or(part).trim_matches(['{', '}', '*', ' ']).to_owned();
    let names: IndexSet<String> = query.split(separators).map(name).filter(|name| is_name(name)).collect();
    (path, names.into_iter().collect())
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-.:[]".contains(c))
}

/// Parts a scheme and host from what follows. A link that covers only `https:/` leaves a single slash.
fn without_host(text: &str) -> (Option<String>, &str) {
    let Some(rest) = text.strip_prefix("https:").or_else(|| text.strip_prefix("http:")) else {
        return (None, text);
    };
    let rest = rest.trim_start_matches('/');
    let end = rest.find(|c: char| c == '/' || c.is_whitespace()).unwrap_or(rest.len());
    let (host, path) = match rest.split_at(end) {
        // A placeholder alone is the address of the whole interface; another host may be one that prose is about.
        (host, "") if host.starts_with(['{', '<', '*']) => (host, "/"),
        parts => parts,
    };
    // Domains of RFC 2606 stand for any.
    let is_placeholder = host.contains(['{', '<', '*', '$']) || host.split('.').any(|label| label == "example");
    let is_real = host.contains('.') && !is_placeholder;
    let scheme = if text.starts_with("https:") { "https" } else { "http" };
    (is_real.then(|| format!("{scheme}://{host}")), path)
}

#[cfg(test)]
mod tests {
    use super::{super::flow::flow, *};
    use crate::parse_page;

    fn shown<'c>(calls: impl IntoIterator<Item = &'c Call>) -> Vec<String> {
        calls.into_iter().map(|call| format!("{} {} {}", call.method, call.key(), call.query.join(","))).collect()
    }

    fn read(lines: &[&str]) -> Calls {
        let paragraphs = format!("<p>{}</p>", lines.join("</p><p>"));
        calls(&flow(&parse_page("Page.html", format!("<h4>URI</h4>{paragraphs}").as_bytes())))
    }

    #[test]
    fn a_call_is_read_in_its_spellings() {
        for (line, expected) in [
            ("GET /v1/{project_id}/notebooks/{id}", "GET /v1/{project_id}/notebooks/{id} "),
            ("POST https://{Endpoint}/v3/{project_id}/x", "POST /v3/{project_id}/x "),
            ("DELETE https:/{Endpoint}/v3/x", "DELETE /v3/x "),
            ("GET /v2/ports{?id,name}", "GET /v2/ports id,name"),
            ("GET /v3/assignments{?role.id, user.id}", "GET /v3/assignments role.id,user.id"),
            ("GET /v2/ports?limit={limit}&marker=5", "GET /v2/ports limit,marker"),
            ("GET /v2/ports?dim.0=id,5&limit=2", "GET /v2/ports dim.0,limit"),
            ("PUT /?acl HTTP/1.1", "PUT /#acl acl"),
            ("PUT /?acl", "PUT / acl"),
            ("PATCH /v2/{region}:{floatingip_id}", "PATCH /v2/{region}:{floatingip_id} "),
            ("GET /V1.0/{project_id}/alarms", "GET /V1.0/{project_id}/alarms "),
            ("GET/", "GET / "),
        ] {
            assert_eq!(shown(call(line).as_slice()), [expected], "{line}");
        }
        for line in ["GETTING /v1", "GET the list", "URI format", "GET"] {
            assert_eq!(call(line), None, "{line}");
        }
    }

    #[test]
    fn a_page_without_a_uri_section_is_read_if_it_describes_a_call() {
        let found = |html: &str| shown(&calls(&flow(&parse_page("Page.html", html.as_bytes()))).own);
        assert_eq!(found("<h4>Function</h4><p>Shows x.</p><p>GET /v1/x</p>"), ["GET /v1/x "]);
        assert!(found("<h4>Authentication</h4><p>For example:</p><pre>GET /v1/x</pre>").is_empty());
    }

    #[test]
    fn only_a_real_host_is_a_server() {
        let server = |line| call(line).and_then(|call| call.server);
        assert_eq!(server("GET https://iam.lamps.org/v3/x").as_deref(), Some("https://iam.lamps.org"));
        assert_eq!(server("GET https://{Endpoint}/v3/x"), None);
        assert_eq!(server("GET https://Endpoint/v3/x"), None);
        assert_eq!(server("GET https://iam.example.com/v3/x"), None);
    }

    #[test]
    fn path_and_method_on_lines_of_their_own_are_a_call_in_either_order() {
        assert_eq!(shown(&read(&["PATH: /v1/x", "Method: POST"]).own), ["POST /v1/x "]);
        assert_eq!(shown(&read(&["Method: post", "Path: /v1/x"]).own), ["POST /v1/x "]);
    }

    #[test]
    fn versions_of_one_call_are_twins_and_other_calls_are_others() {
        let calls = read(&["GET /v2.1/{id}/x", "GET /v2/{id}/x{?a}", "GET /v2/{id}/y"]);
        assert_eq!(shown(&calls.own), ["GET /v2.1/{id}/x ", "GET /v2/{id}/x a"]);
        assert_eq!(shown(&calls.others), ["GET /v2/{id}/y "]);
    }

    #[test]
    fn a_call_with_values_filled_in_is_no_other_call() {
        let calls = read(&["GET /v1/{id}/x", "GET /v1/3b2a/x?limit=10"]);
        assert_eq!((shown(&calls.own), calls.others), (vec!["GET /v1/{id}/x ".to_owned()], IndexSet::new()));
    }
}
