//! What the tables of a page have given, before it is an operation.

use super::{tables::TableRole, variants};
use driftline_contract::{ComponentId, Header, Location, Parameter, Response, Schema, Status};
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

/// The media type of bodies whose page names no other.
pub(crate) const JSON: &str = "application/json";
/// The media type of bodies that a page describes element by element.
pub(super) const XML: &str = "application/xml";
/// The media type of bodies that are forms, with files in them.
const FORM: &str = "multipart/form-data";

/// The media type of a body whose table has that caption.
pub(super) fn media_type(caption: &str) -> &'static str {
    if caption.to_lowercase().contains("formdata") { FORM } else { JSON }
}

/// What a row about the header `Content-Type` may say of the body beside [`JSON`].
const STATED: [&str; 5] = [
    "application/x-www-form-urlencoded",
    "application/merge-patch+json",
    "application/strategic-merge-patch+json",
    "application/json-patch+json",
    FORM,
];

/// The media type that a text states, of any letters and with blanks around the plus or without, if it is no JSON.
fn stated(text: &str) -> Option<&'static str> {
    let text = text.to_ascii_lowercase().replace(" + ", "+");
    let mut found = STATED.into_iter().filter(|media_type| text.contains(media_type));
    found.next().filter(|_| found.next().is_none() && !text.contains(JSON))
}

/// What the tables of a page have given so far.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) parameters: IndexMap<(Location, String), Parameter>,
    /// The names of the query parameters that stand in a table beside the URI.
    pub(super) beside_uri: Vec<String>,
    /// The body of the request, and its media type.
    pub(super) request: Option<(&'static str, Schema)>,
    /// Whether the row of a body that is no object says that there must be one.
    pub(super) needs_body: bool,
    pub(super) bodies: Vec<(Option<Status>, &'static str, Schema)>,
    pub(super) headers: Vec<(Option<Status>, String, Header)>,
    pub(super) responses: BTreeMap<Status, Response>,
    pub(super) components: IndexMap<ComponentId, Schema>,
    /// The titles of the object tables, in order.
    pub(super) titles: Vec<(ComponentId, String)>,
    /// The components of tables in the request section to which no link leads.
    pub(super) loose: Vec<ComponentId>,
}

impl Draft {
    /// Joins to the request body the tables that describe it for other cases.
    pub(super) fn join_variants(&mut self) {
        let Some((_, request)) = &mut self.request else { return };
        let bodies = self.bodies.iter().map(|(_, _, schema)| schema).chain([&*request]);
        let referenced: BTreeSet<ComponentId> =
            bodies.chain(self.components.values()).flat_map(Schema::references).collect();
        variants::join(request, &self.components, &self.loose, &referenced);
    }

    /// Gives the body of the request the media type that the row about the header `Content-Type` states, if it states
    /// one and no other.
    pub(super) fn heed_content_type(&mut self) {
        let is_it = |parameter: &&Parameter| {
            parameter.location == Location::Header && parameter.name.eq_ignore_ascii_case("content-type")
        };
        let said = self.parameters.values().find(is_it).and_then(|parameter| parameter.description.as_deref());
        if let (Some(said), Some((media_type, _))) = (said.and_then(stated), &mut self.request)
            && *media_type == JSON
        {
            *media_type = said;
        }
    }

    /// Takes an object table for a body too, if it is the root of one.
    pub(super) fn add_root(&mut self, root: Option<TableRole>, id: Option<&ComponentId>) {
        match (root, id.cloned().map(Schema::reference)) {
            (Some(TableRole::RequestBody), Some(schema)) => self.request = Some((JSON, schema)),
            (Some(TableRole::ResponseBody(status)), Some(schema)) => self.bodies.push((status, JSON, schema)),
            _ => {}
        }
    }

    /// The properties of the body of a success, if a table describes one.
    pub(super) fn success(&self) -> Option<&IndexMap<String, Schema>> {
        let failed = |status: Option<Status>| matches!(status, Some(Status::Default | Status::Exact(300..)));
        let (_, _, schema) = self.bodies.iter().find(|(status, _, _)| !failed(*status))?;
        let component = schema.reference.as_ref().and_then(|id| self.components.get(id));
        Some(&component.unwrap_or(schema).properties)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_states_a_media_type_if_it_names_one_only() {
        for (text, expected) in [
            ("It must be:\napplication/x-www-form-urlencoded", Some("application/x-www-form-urlencoded")),
            ("Application/merge-patch + JSON.", Some("application/merge-patch+json")),
            ("Options:\napplication/json\nmultipart/form-data", None),
            ("application/merge-patch+json or application/strategic-merge-patch+json", None),
            ("The type of the body.", None),
        ] {
            assert_eq!(stated(text), expected, "{text}");
        }
    }
}
