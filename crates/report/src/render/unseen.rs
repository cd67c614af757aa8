//! What of an operation was never observed, as the formats for people tell it: what a listed item implies is left out.

use crate::text::grouped;
use driftline_finding::{
    Pointer,
    coverage::{BodyCoverage, Inside, OperationCoverage, Share},
    words::cut,
};
use indexmap::IndexMap;

/// What of an operation was never observed.
pub(super) struct Unseen {
    /// Each kind of thing with those of it that were never seen; there are no empty ones.
    pub(super) lists: Vec<(String, Vec<String>)>,
    /// How many values of one field are told.
    most: usize,
}

impl Unseen {
    /// What was never seen of an operation that was observed, with at most so many values of one field.
    pub(super) fn of(operation: &OperationCoverage, most: usize) -> Unseen {
        let mut unseen = Unseen { lists: Vec::new(), most };
        let statuses = operation.statuses.iter().filter(|status| status.times == 0);
        unseen.push("statuses", statuses.map(|status| status.status.clone()));
        let parameters = operation.parameters.iter().filter(|parameter| parameter.seen.times == 0);
        unseen.push("parameters", parameters.map(|parameter| format!("{} ({})", parameter.name, parameter.location)));
        let bodies = operation.bodies.iter().filter(|body| body.times == 0 && is_expected(operation, body));
        unseen.push("bodies", bodies.map(|body| format!("{} {}", half(body), body.media_type)));
        for parameter in operation.parameters.iter().filter(|parameter| parameter.seen.times > 0) {
            unseen.inside(&format!("of {} ({})", parameter.name, parameter.location), &parameter.inside);
        }
        for body in operation.bodies.iter().filter(|body| body.times > 0) {
            unseen.inside(&name(operation, body), &body.inside);
        }
        unseen
    }

    fn inside(&mut self, name: &str, inside: &Inside) {
        self.push(&format!("fields {name}"), topmost(inside).into_iter());
        let mut fields: IndexMap<&Pointer, Vec<String>> = IndexMap::new();
        // What can be in a field that was never seen, goes without saying.
        for value in inside.values.iter().filter(|value| value.seen.times == 0 && value.seen.of > 0) {
            fields.entry(&value.field).or_default().push(cut(&value.value.to_string()));
        }
        let values = fields.iter().map(|(field, values)| format!("{} ({})", shown(field), some(values, self.most)));
        let values: Vec<String> = values.collect();
        self.push(&format!("enum values {name}"), values.into_iter());
    }

    fn push(&mut self, what: &str, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.collect();
        if !items.is_empty() {
            self.lists.push((what.to_owned(), items));
        }
    }
}

/// Whether a body could have come: the status that it belongs to did.
fn is_expected(operation: &OperationCoverage, body: &BodyCoverage) -> bool {
    let of = |status: &String| operation.statuses.iter().any(|known| known.status == *status && known.times > 0);
    body.status.as_ref().is_none_or(of)
}

fn half(body: &BodyCoverage) -> &str {
    body.status.as_deref().unwrap_or("request")
}

/// The half that a body belongs to, and its media type where that has several.
fn name(operation: &OperationCoverage, body: &BodyCoverage) -> String {
    let of = if body.status.is_none() { "of the request" } else { "of" };
    let status = body.status.as_deref().map(|status| format!(" {status}")).unwrap_or_default();
    let is_only = operation.bodies.iter().filter(|other| other.status == body.status).count() == 1;
    let media_type = if is_only { String::new() } else { format!(" as {}", body.media_type) };
    format!("{of}{status}{media_type}")
}

/// The fields that were never seen, without those that lie in one of them. Where no object was seen that could have a
/// field, the place of the object.
fn topmost(inside: &Inside) -> Vec<String> {
    let mut found: Vec<Pointer> = Vec::new();
    for field in inside.fields.iter().filter(|field| field.seen.times == 0) {
        let at = match field.field.parent() {
            Some(parent) if field.seen.of == 0 => parent,
            _ => field.field.clone(),
        };
        // Fields stand behind the one that they are in.
        if found.last().is_none_or(|last| at.strip_prefix(last).is_none()) {
            found.push(at);
        }
    }
    found.iter().map(shown).collect()
}

fn shown(field: &Pointer) -> String {
    if field.is_root() { "(body)".to_owned() } else { field.as_str().to_owned() }
}

/// The first of some items, and how many more there are.
pub(super) fn some<T: AsRef<str>>(items: &[T], most: usize) -> String {
    let shown = items.iter().take(most).map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    match items.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown}, … and {} more", grouped(more as u64)),
    }
}

/// How many were observed, as `3/14`; of none a dash.
pub(super) fn part(share: Share) -> String {
    if share.all == 0 { "–".to_owned() } else { format!("{}/{}", grouped(share.observed), grouped(share.all)) }
}
