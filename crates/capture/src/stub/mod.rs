//! Stubs: what mock servers answer. A stub is an exchange where it names one call; where it is about many calls, or
//! gives no answer of its own, that is a fault with the reason.

mod hoverfly;
mod wiremock;

pub(crate) use self::{hoverfly::ARCHIVE as HOVERFLY, wiremock::ARCHIVE as WIREMOCK};

use crate::{Target, fields::Fault};
use driftline_finding::Pointer;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What is escaped in the values of a query.
const QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'&').add(b'+').add(b'<').add(b'>');

/// The one text that a regular expression matches, if it is not about several.
fn literal(pattern: &str) -> Option<String> {
    let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
    let pattern = if pattern.ends_with("\\$") { pattern } else { pattern.strip_suffix('$').unwrap_or(pattern) };
    let mut out = String::with_capacity(pattern.len());
    let mut characters = pattern.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => match characters.next() {
                Some(c) if !c.is_ascii_alphanumeric() => out.push(c),
                _ => return None,
            },
            '*' | '+' | '?' | '[' | ']' | '(' | ')' | '{' | '}' | '|' | '^' | '$' => return None,
            // Strictly a dot matches any character; in the version of a path it means a dot.
            _ => out.push(c),
        }
    }
    Some(out)
}

/// A URL out of its parts; without a host, the path.
fn url(scheme: Option<&str>, host: Option<&str>, path: &str, query: &[(String, String)]) -> String {
    let mut url = match host {
        Some(host) => format!("{}://{host}{path}", scheme.unwrap_or("https")),
        None => path.to_owned(),
    };
    for (name, value) in query {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.extend(utf8_percent_encode(name, QUERY));
        url.push('=');
        url.extend(utf8_percent_encode(value, QUERY));
    }
    url
}

/// The call that a stub answers. A method or a URL that is empty is none.
fn call(method: String, url: String, at: &Pointer) -> Result<Target, Fault> {
    for (name, text) in [("method", &method), ("URL", &url)] {
        if text.trim().is_empty() {
            return Err(Fault::new(at, format!("the {name} is empty")));
        }
    }
    Ok(Target::Call { method, url })
}

/// The fault of a stub that is about more than one call.
fn indefinite(at: &Pointer, why: &str) -> Fault {
    Fault::indefinite(at, format!("the stub names no single call: {why}"))
}

#[cfg(test)]
mod tests;
