//! The values of a JSON document, each by where it stands.

use super::{
    Cleaner,
    names::{is_cookies, is_fields},
    stated::headers,
    tree::{Kind, Member, Node},
};
use crate::{Headers, yaml::BINARY};
use std::ops::Range;

/// Members whose value belongs to the name that stands beside them.
const LABELS: &[&str] = &["name", "key", "header", "field", "expression", "Name", "Key"];

/// Members with the value of what stands beside them.
const LABELLED: &[&str] =
    &["value", "values", "val", "Value", "Values", "content", "text", "data", "rawValue", "default", "example"];

/// Members that hold a body in base64.
const ENCODED: &[&str] = &["base64Body", "base64_string", "base64", "bodyBase64", BINARY];

/// Members that hold a body as text.
const BODIES: &[&str] =
    &["body", "bodyText", "payload", "rawBody", "requestBody", "responseBody", "request_body", "response_body"];

/// Members that hold a body where something beside them says that there is one.
const HOLDERS: &[&str] = &["text", "body", "string", "data", "content"];

/// The ways in which Hoverfly compares: beside a secret they are none.
const MATCHERS: &[&str] = &[
    "exact",
    "glob",
    "regex",
    "json",
    "jsonPartial",
    "jsonpath",
    "xml",
    "xmltemplated",
    "xpath",
    "form",
    "array",
    "jwt",
    "negate",
];

/// Where a value stands.
#[derive(Clone)]
pub(super) struct Within<'n> {
    headers: &'n Headers,
    name: &'n str,
    place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Plain,
    /// All below a secret name.
    Secret,
    /// Cookies, by their names or in a list.
    Cookies,
    /// Header fields, in a list or as text.
    Fields,
    /// The text of a body.
    Body,
    /// A body in base64.
    Encoded,
}

impl<'n> Within<'n> {
    /// A document that came with these headers.
    pub(super) fn new(headers: &'n Headers) -> Within<'n> {
        Within { headers, name: "", place: Place::Plain }
    }

    fn at<'m>(&'m self, name: &'m str, place: Place) -> Within<'m> {
        Within { headers: self.headers, name, place }
    }
}

/// A text, and what is to stand in it instead, from its beginning to its end.
struct Edits {
    list: Vec<(Range<usize>, String)>,
}

impl Edits {
    fn put(&mut self, at: &Range<usize>, old: &str, new: String) {
        if new != old {
            self.list.push((at.clone(), serde_json::Value::from(new).to_string()));
        }
    }

    fn apply(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut end = 0;
        for (at, new) in self.list {
            out.push_str(&text[end..at.start]);
            out.push_str(&new);
            end = at.end;
        }
        out.push_str(&text[end..]);
        out
    }
}

impl Cleaner {
    /// The text of a JSON document that is known to be one.
    pub(super) fn json(&self, text: &str, within: &Within<'_>) -> String {
        let mut edits = Edits { list: Vec::new() };
        match Node::of(text) {
            Some(node) => self.value(text, &node, within, &mut edits),
            None => return self.redactor.mask(text),
        }
        edits.apply(text)
    }

    /// The text of the value of a member, and of its name.
    pub(super) fn member(&self, name: &str, text: &str) -> String {
        let headers = Headers::default();
        let within = Within::new(&headers);
        let place = self.place_of(name, &within);
        self.json(text, &within.at(name, place))
    }

    /// A name without what is secret by its shape.
    pub(super) fn name(&self, name: &str) -> String {
        self.redactor.text(name)
    }

    fn value(&self, text: &str, node: &Node<'_>, within: &Within<'_>, edits: &mut Edits) {
        match &node.kind {
            Kind::Object(members) => self.object(text, members, within, edits),
            Kind::Array(items) => self.array(text, items, within, edits),
            Kind::String(string) => {
                let clean = match within.place {
                    Place::Secret | Place::Cookies => self.secret(within.name, string),
                    Place::Plain | Place::Fields => self.string(string),
                    Place::Body => self.body(string, within.headers),
                    Place::Encoded => self.encoded(string, within.headers),
                };
                edits.put(&node.at, string, clean);
            }
            Kind::Number if matches!(within.place, Place::Secret | Place::Cookies) => {
                edits.list.push((node.at.clone(), self.redactor.number(&text[node.at.clone()])));
            }
            Kind::Number | Kind::Word => {}
        }
    }

    fn array(&self, text: &str, items: &[Node<'_>], within: &Within<'_>, edits: &mut Edits) {
        // Names and values by turns, as some recorders write raw headers.
        let flat = within.place == Place::Fields
            && items.len().is_multiple_of(2)
            && items.iter().all(|item| item.text().is_some());
        let mut name = None;
        for (index, item) in items.iter().enumerate() {
            match (&item.kind, name.take()) {
                (Kind::String(_), Some(name)) => {
                    self.value(text, item, &within.at(name, self.place_of(name, within)), edits);
                }
                (Kind::String(string), None) if flat && index % 2 == 0 => name = Some(string.as_ref()),
                (Kind::Array(pair), _) if within.place == Place::Fields => self.pair(text, pair, within, edits),
                _ => self.value(text, item, within, edits),
            }
        }
    }

    /// A header field as its name and its values.
    fn pair(&self, text: &str, pair: &[Node<'_>], within: &Within<'_>, edits: &mut Edits) {
        let Some((name, values)) = pair.split_first().and_then(|(name, values)| Some((name.text()?, values))) else {
            return self.array(text, pair, &within.at(within.name, Place::Plain), edits);
        };
        for value in values {
            self.value(text, value, &within.at(name, self.place_of(name, within)), edits);
        }
    }

    fn object(&self, text: &str, members: &[Member<'_>], within: &Within<'_>, edits: &mut Edits) {
        let own = headers(members, within.headers);
        let within = Within { headers: own.as_ref().unwrap_or(within.headers), ..within.clone() };
        let about = About::of(self, members, &within);
        for member in members {
            edits.put(&member.name_at, &member.name, self.name(&member.name));
            let place = about.place(self, member, &within);
            let name = about.label.filter(|_| is_labelled(&member.name)).unwrap_or(&member.name);
            self.value(text, &member.value, &within.at(name, place), edits);
        }
    }

    /// Where the value of a member of this name stands.
    fn place_of(&self, name: &str, within: &Within<'_>) -> Place {
        match within.place {
            Place::Secret => Place::Secret,
            Place::Cookies => Place::Cookies,
            _ if self.is_secret(name) => Place::Secret,
            _ if is_cookies(name) => Place::Cookies,
            _ if is_fields(name) => Place::Fields,
            _ if ENCODED.contains(&name) => Place::Encoded,
            _ if BODIES.contains(&name) => Place::Body,
            Place::Body | Place::Encoded if name.is_empty() => within.place,
            _ => Place::Plain,
        }
    }
}

/// What the members of an object say of one another.
struct About<'m> {
    /// What the values beside it are called.
    label: Option<&'m str>,
    /// Whether the label is that of a secret.
    secret: bool,
    /// What holds a body.
    body: Option<Place>,
}

impl<'m> About<'m> {
    fn of(cleaner: &Cleaner, members: &'m [Member<'_>], within: &Within<'_>) -> About<'m> {
        let find = |name: &'static str| named(members, name);
        let has_value = members.iter().any(|member| is_labelled(&member.name));
        let labels = || LABELS.iter().flat_map(|name| find(name)).filter_map(Node::text);
        let secret = labels().any(|label| cleaner.is_secret(label))
            || find("expression").filter_map(Node::text).any(|path| cleaner.names_secret(path))
            || within.place == Place::Cookies && has_value && labels().next().is_some();
        let label = labels().find(|label| cleaner.is_secret(label)).or_else(|| labels().next()).filter(|_| has_value);
        let is_true = |name: &'static str| find(name).any(|node| matches!(node.kind, Kind::Word) && node.at.len() == 4);
        let encoded = find("encoding").filter_map(Node::text).any(|encoding| encoding.eq_ignore_ascii_case("base64"));
        let encoded = encoded || is_true("encodedBody") || is_true("isBase64Encoded");
        let has_type = find("mimeType").next().is_some();
        let body = if encoded { Some(Place::Encoded) } else { has_type.then_some(Place::Body) };
        About { label, secret, body }
    }

    fn place(&self, cleaner: &Cleaner, member: &Member<'_>, within: &Within<'_>) -> Place {
        let name = member.name.as_ref();
        let matcher = name == "matcher" && member.value.text().is_some_and(|word| MATCHERS.contains(&word));
        if matcher {
            return Place::Plain;
        }
        if within.place == Place::Cookies && self.label.is_some() {
            return if is_labelled(name) { Place::Secret } else { Place::Plain };
        }
        if within.place == Place::Cookies || self.secret && (is_labelled(name) || is_matcher(name)) {
            return Place::Secret;
        }
        match (cleaner.place_of(name, within), self.body) {
            (Place::Plain | Place::Body, Some(body)) if HOLDERS.contains(&name) => body,
            (place, _) => place,
        }
    }
}

/// The values of the members of a name.
fn named<'m>(members: &'m [Member<'_>], name: &'static str) -> impl Iterator<Item = &'m Node<'m>> {
    members.iter().filter(move |member| member.name == name).map(|member| &member.value)
}

fn is_labelled(name: &str) -> bool {
    LABELLED.contains(&name)
}

/// The words under which WireMock has what a value is compared with.
fn is_matcher(name: &str) -> bool {
    name.starts_with("equalTo")
        || [
            "contains",
            "matches",
            "doesNotMatch",
            "doesNotContain",
            "before",
            "after",
            "and",
            "or",
            "not",
            "hasExactly",
            "includes",
        ]
        .contains(&name)
}
